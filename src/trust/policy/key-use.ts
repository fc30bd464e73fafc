import { reason, type Reason } from '../reason/index.ts';
import type { KeyUse, SignerPolicy } from './policy.ts';

/** Returns who may have made a signature for this use; undefined where none of the keys may. A signature that names no use is none of SSH's. */
export function signerFor(signer: SignerPolicy, use: KeyUse | undefined): SignerPolicy | undefined {
  if (signer.kind !== 'key' || signer.uses === undefined) return signer;
  const { uses, others = [], ...one } = signer;
  const [spki, ...more] = [signer.spki, ...others].filter((_, i) => {
    const allowed = uses[i] ?? [];
    return allowed === 'anything' || (use !== undefined && allowed.includes(use));
  });
  if (spki === undefined) return undefined;
  return more.length === 0 ? { ...one, spki } : { ...one, spki, others: more };
}

const words = { git: 'tags and commits of git', file: 'files' } as const;

/** Why none of the keys may have made a signature for this use. */
export function notAllowed(use: KeyUse | undefined): Reason {
  return reason('SIGNATURE_OTHER_USE', `none of the given keys may sign ${use === undefined ? 'anything but what SSH signs' : words[use]}`, {
    hint: 'namespaces="…" in the file of --key says what each may sign: give a file of keys that may sign this',
  });
}
