import { parseJson } from '../json/index.ts';
import { parsed, type Parsed } from '../reason/index.ts';
import { root as embedded } from './data/npm-keys.ts';
import { bytesOf, fieldsOf, guardedRoot, listOf, RootFault, textOf, validityOf } from './fields.ts';
import type { Validity } from './trusted-root.ts';

/** A public key of npm's registry, and when it was in use. */
interface RegistryKey {
  /** `signatures` over what a version holds, `attestations` of publications. */
  readonly usage: 'signatures' | 'attestations';
  readonly spki: Uint8Array;
  readonly validFor: Validity;
}

/** The target of the public-good instance's TUF repository that holds them. */
export const registryKeysTarget = 'registry.npmjs.org/keys.json';

const maxKeys = 64;
const usages: ReadonlyMap<unknown, RegistryKey['usage']> = new Map([
  ['npm:signatures', 'signatures'],
  ['npm:attestations', 'attestations'],
]);

/** Reads the target `registry.npmjs.org/keys.json`; keys for other uses are left out. Source: sigstore/root-signing; sigstore/protobuf-specs `sigstore_common.proto`, PublicKey. */
export function parseRegistryKeys(bytes: Uint8Array): Parsed<readonly RegistryKey[]> {
  const read = guardedRoot(() => {
    const json = parseJson(bytes, { what: 'the keys of the registry', code: 'ROOT_MALFORMED' });
    if (json.kind === 'refused') throw new RootFault(json.reason.message);
    return listOf(fieldsOf(json.value, 'the keys')['keys'], 'keys', maxKeys).flatMap((one, i): readonly RegistryKey[] => {
      const where = `keys[${i}]`;
      const fields = fieldsOf(one, where);
      const usage = usages.get(fields['keyUsage']);
      if (usage === undefined) return [];
      const key = fieldsOf(fields['publicKey'], `${where}.publicKey`);
      if (textOf(key['keyDetails'], `${where}.publicKey.keyDetails`) !== 'PKIX_ECDSA_P256_SHA_256') throw new RootFault(`${where} is a key of another kind`);
      return [{ usage, spki: bytesOf(key['rawBytes'], `${where}.publicKey.rawBytes`), validFor: validityOf(key['validFor'], `${where}.publicKey.validFor`) }];
    });
  });
  return read.kind === 'read' ? parsed(read.value) : read;
}

/** The keys that come with the package, and a day on which they were current. */
export function embeddedRegistryKeys(): { readonly asOf: string; readonly keys: readonly RegistryKey[] } {
  const read = parseRegistryKeys(new TextEncoder().encode(embedded.text));
  if (read.kind === 'refused') throw new Error(`npm's keys are embedded and malformed: ${read.reason.message}`);
  return { asOf: embedded.asOf, keys: read.value };
}
