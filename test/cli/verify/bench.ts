import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { VerifyPorts } from '../../../src/cli/machine.ts';
import { disk } from '../../../src/cli/ports/disk.ts';
import { scratch } from '../../../src/cli/ports/scratch.ts';
import { run } from '../../../src/cli/run.ts';
import { createSigstore, signBlob, signStatement, trustedRootOf, type Sigstore, type SignOptions } from '../../../src/lab/index.ts';
import { fakeMachine, type FakeOptions } from '../../support/fake-machine.ts';

export const now = Date.parse('2026-06-01T12:00:00Z');

/** A Sigstore of our own, a folder with files, and a command line that believes it. */
export interface VerifyBench {
  readonly sigstore: Sigstore;
  readonly folder: string;
  readonly ports: VerifyPorts;
  /** Writes a file and returns its path. */
  readonly put: (name: string, content: string | Uint8Array) => string;
  /** Signs bytes, as the text of a bundle. */
  readonly sign: (content: string, options?: SignOptions) => string;
  /** Signs a statement about bytes. */
  readonly attest: (content: string, predicateType: string, predicate?: unknown, options?: SignOptions) => string;
  readonly verify: (words: readonly string[], options?: FakeOptions & { readonly ports?: Partial<VerifyPorts> }) => Promise<Ran>;
  readonly close: () => void;
}

/** GitHub, which shows every repository and has no attestation of anything. */
export const nothingKept: VerifyPorts['network'] = {
  request: async ({ url }) => {
    const isRepository = /^https:\/\/api\.github\.com\/repos\/[^/]+\/[^/]+$/.test(url);
    return { kind: 'answer', status: isRepository ? 200 : 404, header: () => null, bytes: Buffer.from(isRepository ? '{}' : '') };
  },
};

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export function verifyBench(): VerifyBench {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-verify-'));
  const clock = { now: () => now };
  const sigstore = createSigstore({ clock });
  const put: VerifyBench['put'] = (name, content) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const root = put('root/trusted_root.json', JSON.stringify(trustedRootOf(sigstore)));
  const ports: VerifyPorts = {
    disk,
    clock,
    network: { request: async () => ({ kind: 'failed', cause: 'unreachable', reason: 'there is no network' }) },
    programs: { run: async () => ({ kind: 'failed', cause: 'missing', reason: 'there are no programs' }) },
    scratch,
    timer: { wait: async () => undefined },
  };
  return {
    sigstore,
    folder,
    ports,
    put,
    sign: (content, options) => signBlob(sigstore, Buffer.from(content), options).text,
    attest: (content, predicateType, predicate = {}, options = {}) => {
      const sha256 = createHash('sha256').update(content).digest('hex');
      return signStatement(
        sigstore,
        { _type: 'https://in-toto.io/Statement/v1', subject: [{ name: 'lens', digest: { sha256 } }], predicateType, predicate },
        options,
      ).text;
    },
    verify: async (words, { ports: other = {}, ...options } = {}) => {
      const machine = fakeMachine({ verifyPorts: { ...ports, ...other }, ...options });
      const believed = words.includes('--trusted-root') ? [] : ['--trusted-root', root];
      const code = await run(['verify', ...believed, ...words], machine);
      return { code, out: machine.out(), err: machine.err() };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
