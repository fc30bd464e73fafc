import { createHash, type Hash } from 'node:crypto';
import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import type { Artifact, BundleVerdict } from '../../trust/verify/index.ts';
import { gpgWords, openKeyring, runGpg, type GpgPorts, type KeyFacts, type Keyring } from './keyring.ts';
import { otherKey, readVerified, type ValidSignature } from './status.ts';

/** Verifies signatures with the OpenPGP keys that were given, and no others. */
export interface OpenPgpVerifier {
  /** Takes a signature without armour, and what it must be over. What gpg did not decide carries a reason of kind `undecided`. */
  readonly verify: (signature: Uint8Array, artifact: Artifact) => Promise<BundleVerdict>;
  /** Removes what was made for gpg. */
  readonly close: () => void;
}

/** Returns a verifier with these keys, by the program gpg: it is first run when it is first needed. Takes packets of public keys without armour. */
export function openPgpVerifier(keys: Uint8Array, ports: GpgPorts): OpenPgpVerifier {
  let opened: Promise<Parsed<Keyring>> | undefined;
  let made: Keyring | undefined;
  let count = 0;
  return {
    verify: async (signature, artifact) => {
      if (artifact.read === undefined)
        return verdictOf(refused('ARTIFACT_BYTES_NEEDED', 'this signature is over the bytes themselves', { hint: 'give the file itself' }));
      opened ??= openKeyring(keys, ports);
      const keyring = await opened;
      if (keyring.kind === 'refused') return verdictOf(keyring);
      made = keyring.value;
      const file = made.folder.write(`${count++}.sig`, signature);
      if (file === undefined) return verdictOf(refused('PROGRAM_FAILED', 'the signature cannot be written to a file for gpg'));
      return await verified(file, { ...artifact, read: artifact.read }, made, ports);
    },
    close: () => made?.folder.remove(),
  };
}

async function verified(
  file: string,
  artifact: Artifact & { readonly read: () => Iterable<Uint8Array> },
  keyring: Keyring,
  ports: GpgPorts,
): Promise<BundleVerdict> {
  const algorithm = (['sha256', 'sha384', 'sha512'] as const).find((one) => artifact.digests[one] !== undefined) ?? 'sha256';
  const hashing = createHash(algorithm);
  const words = [...gpgWords(keyring.folder.path), '--status-fd', '1', '--verify', '--', file, '-'];
  const run = await runGpg(ports.programs, words, hashed(artifact.read, hashing), limits.signatureTimeoutMs);
  if (run.kind === 'refused') return verdictOf(run);
  const read = readVerified(run.value);
  if (read.kind === 'refused') return verdictOf(read);
  const held = holdAgainst(read.value, keyring.keys);
  if (held.kind === 'refused') return verdictOf(held);
  // What gpg read has to be what the subject is named by.
  const value = hashing.digest('hex');
  if (value !== artifact.digests[algorithm]) return verdictOf(refused('ARTIFACT_MISMATCH', 'the artifact changed while it was read'));
  return {
    verified: true,
    facts: {
      signer: { kind: 'key', fingerprint: held.value.primary, scheme: 'openpgp' },
      content: { kind: 'message', digest: { algorithm, value } },
      times: [],
      log: [],
      proof: [
        { what: 'there is one signature, over a document, and nothing beside it', clause: 'RFC 9580 sections 5.2.1 and 10.3' },
        {
          what: 'gpg says, with the given keys alone, that the signature over these bytes is good',
          clause: 'RFC 9580 section 5.2.4; GnuPG doc/DETAILS, GOODSIG',
        },
        {
          what: `the key ${read.value.fingerprint} made it, which is of ${held.value.primary}, one of those that were given`,
          clause: 'GnuPG doc/DETAILS, VALIDSIG',
        },
        {
          what: 'as of the clock of this machine neither signature nor key has expired, and no given key is revoked by its owner',
          clause: 'RFC 9580 sections 5.2.3.13 and 5.2.3.18',
        },
        { what: 'neither its hash nor its key is one of the weak ones', clause: 'RFC 9580 sections 9.5 and 12.4' },
      ],
    },
  };
}

function* hashed(read: () => Iterable<Uint8Array>, hashing: Hash): Iterable<Uint8Array> {
  for (const piece of read()) {
    hashing.update(piece);
    yield piece;
  }
}

/** SHA-256, SHA-384, SHA-512, and SHA-3 of 256 and 512 bits. Source: RFC 9580 section 9.5. */
const strongHashes: ReadonlySet<number> = new Set([8, 9, 10, 12, 14]);
/** RSA, ECDSA, EdDSA, Ed25519 and Ed448; of DSA what is as long as an RSA key must be. Source: RFC 9580 section 9.1. */
const rsaOrDsa: ReadonlySet<number> = new Set([1, 3, 17]);
const curves: ReadonlySet<number> = new Set([19, 22, 27, 28]);

/** Holds what gpg proved against the keys that were given. */
function holdAgainst({ fingerprint, primary, hash }: ValidSignature, keys: ReadonlyMap<string, KeyFacts>): Parsed<KeyFacts> {
  const key = keys.get(fingerprint);
  if (key === undefined || key.primary !== primary || keys.get(primary)?.primary !== primary) return otherKey;
  if (!strongHashes.has(hash))
    return refused('OPENPGP_WEAK', 'the signature is over a hash that is broken or too short, such as SHA-1', {
      clause: 'RFC 9580 section 9.5',
      hint: 'ask who signs it to set digest-algo SHA512, and to sign again',
    });
  const isStrong = curves.has(key.algorithm) ? key.bits >= 250 : rsaOrDsa.has(key.algorithm) && key.bits >= 2_048;
  return isStrong
    ? parsed(key)
    : refused('OPENPGP_WEAK', `the key that made the signature has ${key.bits} bits or is of an old kind`, { clause: 'RFC 9580 section 12.4' });
}

function verdictOf(refusal: Parsed<never>): BundleVerdict {
  return refusal.kind === 'refused' ? { verified: false, reasons: [refusal.reason] } : refusal.value;
}
