import { reason, type Reason } from '../reason/index.ts';
import type { KeyUse, SignerPolicy } from './policy.ts';

/** Returns who may have made a signature for this use; undefined where none of the keys may. A signature that names no use is none of SSH's or npm's. */
export function signerFor(signer: SignerPolicy, use: KeyUse | undefined): SignerPolicy | undefined {
  if (signer.kind !== 'key' || signer.uses === undefined) return signer;
  const { uses, others = [], validFor, ...one } = signer;
  const isAllowed = (_: unknown, i: number): boolean => {
    const allowed = uses[i] ?? [];
    return allowed === 'anything' || (use !== undefined && allowed.includes(use));
  };
  const [spki, ...more] = [signer.spki, ...others].filter(isAllowed);
  if (spki === undefined) return undefined;
  const kept = { ...one, ...(validFor === undefined ? {} : { validFor: validFor.filter(isAllowed) }) };
  return more.length === 0 ? { ...kept, spki } : { ...kept, spki, others: more };
}

/** A signer for each of the keys, by itself. */
export function eachKey(signer: SignerPolicy): readonly SignerPolicy[] {
  if (signer.kind !== 'key') return [signer];
  const { others = [], validFor, ...one } = signer;
  return [signer.spki, ...others].map((spki, i) => {
    const range = validFor?.[i];
    return range === undefined ? { ...one, spki } : { ...one, spki, validFor: [range] };
  });
}

const words = { git: 'tags and commits of git', file: 'files', npm: 'versions of packages for a registry' } as const;

/** Why none of the keys may have made a signature for this use. */
export function notAllowed(use: KeyUse | undefined): Reason {
  return reason('SIGNATURE_OTHER_USE', `none of the given keys may sign ${use === undefined ? 'anything but what SSH signs' : words[use]}`, {
    hint: 'namespaces="…" in the file of --key says what each may sign: give a file of keys that may sign this',
  });
}
