import { printable, printableJson } from '../../report/index.ts';
import type { SignedBundle, SignerWho } from '../../trust/sign/index.ts';
import type { OpenedSigner } from './options.ts';

/** A file that was signed, and where its bundle is. */
export interface SignedFile {
  readonly path: string;
  readonly target: string;
  readonly sha256: string;
  readonly bundle: SignedBundle;
}

/** Of the JSON that commands that sign print; a field that goes or changes its meaning makes another version. */
const signedSchemaVersion = 1;

/** Returns what was signed, by whom and where it is recorded, as JSON. */
export function signedJson(signed: readonly SignedFile[], { signer, services }: Pick<OpenedSigner, 'signer' | 'services'>): string {
  const value = {
    schemaVersion: signedSchemaVersion,
    signer: whoJson(signer.who),
    services: services.from,
    signed: signed.map(({ path, target, sha256, bundle }) => ({ file: path, digest: { sha256 }, bundle: target, ...recordJson(bundle) })),
  };
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}

/** Returns the same for a person. */
export function renderSigned(signed: readonly SignedFile[], { signer, services }: Pick<OpenedSigner, 'signer' | 'services'>): string {
  const lines = signed.flatMap(({ path, target, sha256, bundle }) => [
    `signed ${printable(path)}  sha256:${sha256}`,
    `  ${printable(target)}${recordedWords(bundle)}`,
  ]);
  return `${[...lines, '', `by ${whoWords(signer.who)}`, `at ${printable(services.from)}; each bundle was verified before it was written`].join('\n')}\n`;
}

function whoWords(who: SignerWho): string {
  return who.kind === 'key' ? `the key ${who.fingerprint}` : `${printable(who.identity)}, vouched for by ${printable(who.issuer)}`;
}

function whoJson(who: SignerWho): object {
  return who.kind === 'key' ? { kind: 'key', fingerprint: who.fingerprint } : { kind: 'certificate', identity: who.identity, issuer: who.issuer };
}

function recordJson({ facts }: SignedBundle): object {
  return {
    log: facts.log.map(({ log, index }) => ({ log, index: String(index) })),
    times: facts.times.map(({ at, by, authority }) => ({ at: new Date(at * 1000).toISOString(), by, authority })),
  };
}

function recordedWords({ facts }: SignedBundle): string {
  const logs = facts.log.map(({ log, index }) => `, entry ${index} of ${printable(log)}`);
  return logs.join('');
}
