import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { KeyObject, verify } from 'node:crypto';

type Way = Parameters<typeof verify>[2];

/** One signature check with all that it takes. */
interface Call {
  readonly algorithm: string | null;
  readonly data: Uint8Array;
  readonly way: Way;
  readonly signature: Uint8Array;
}

const crypto = createRequire(import.meta.url)('node:crypto') as { verify: typeof verify; createVerify: typeof import('node:crypto').createVerify };

/** Runs something once and returns every signature check that it asked node:crypto for, as one call that repeats them. */
export function callsOf(run: () => void): { readonly count: number; readonly repeat: () => void } {
  const calls: Call[] = [];
  const { verify: oneShot, createVerify } = crypto;
  crypto.verify = ((algorithm: string | null, data: Uint8Array, way: Way, signature: Uint8Array) => {
    calls.push({ algorithm, data, way, signature });
    return oneShot(algorithm, data, way, signature);
  }) as typeof verify;
  crypto.createVerify = ((algorithm: string) => {
    const verifier = createVerify(algorithm);
    const pieces: Uint8Array[] = [];
    return {
      update: (piece: Uint8Array) => {
        pieces.push(Uint8Array.from(piece));
        verifier.update(piece);
      },
      verify: (way: KeyObject | { readonly key: KeyObject }, signature: Uint8Array) => {
        calls.push({ algorithm, data: Buffer.concat(pieces), way, signature });
        return verifier.verify(way, signature);
      },
    };
  }) as unknown as typeof createVerify;
  syncBuiltinESMExports();
  try {
    run();
  } finally {
    Object.assign(crypto, { verify: oneShot, createVerify });
    syncBuiltinESMExports();
  }
  const repeat = (): void => {
    for (const { algorithm, data, way, signature } of calls)
      if (!oneShot(algorithm, data, way, signature)) throw new Error('a check that held does not hold any more');
  };
  return { count: calls.length, repeat };
}
