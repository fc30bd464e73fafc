import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import { deploymentOf } from '../../decisions/index.ts';
import type { Asks, SubjectPolicies } from '../../policies/index.ts';
import { demandsOf } from '../../trust/judge/index.ts';
import { matches, opennessOf, type KeyPolicy, type Matcher } from '../../trust/policy/index.ts';
import { readKey } from './key.ts';
import type { VerifyOptions } from './options.ts';
import { registryWord } from './registry-keys.ts';

/** What is asked of subjects. */
export interface Asking {
  /** By the name that policies know it by; undefined where a policy file says nothing of it. */
  readonly of: (name: string) => Asks | undefined;
  /** Names of a policy file that nothing had yet, where something is asked of them; `at` is the place of their entry. */
  readonly unmet: () => readonly { readonly name: Matcher; readonly at: string }[];
}

/** Reads what is asked: of every subject the same by options, or by the subject's name from a policy file. `ofRegistry` gives the keys of npm's registry. */
export async function readAsks({ policy, strictness }: VerifyOptions, disk: Disk, ofRegistry: () => KeyPolicy): Promise<Asking> {
  if (policy.kind === 'file') {
    const { asksOf } = await import('../../policies/index.ts');
    const policies = await readPolicyFile(disk, policy.path, ofRegistry);
    if (strictness === 'strict') refuseTooOpen(policies);
    const met = new Set<Matcher>();
    return {
      of: (name) => {
        const entry = asksOf(policies, name);
        for (const one of entry?.names ?? []) if (matches(one, name)) met.add(one);
        return entry?.asks;
      },
      unmet: () =>
        policies.entries.flatMap(({ names, at, asks }) => (asks.kind === 'demands' ? names.filter((one) => !met.has(one)).map((name) => ({ name, at })) : [])),
    };
  }
  const { keyFile } = policy;
  const asked = keyFile === undefined ? policy.policy : { ...policy.policy, signer: keyFile === registryWord ? ofRegistry() : readKey(disk, keyFile) };
  const asks: Asks = { kind: 'demands', demands: demandsOf(asked) };
  return { of: () => asks, unmet: () => [] };
}

/** Reads a policy file. Throws POLICY_MISSING, and POLICY_MALFORMED with each mistake. */
async function readPolicyFile(disk: Disk, path: string, ofRegistry: () => KeyPolicy): Promise<SubjectPolicies> {
  const read = disk.read(path, { maxBytes: limits.maxDocumentBytes });
  if (read.kind !== 'bytes') {
    const why = read.kind === 'missing' ? 'does not exist' : read.kind === 'folder' ? 'is a folder' : read.reason;
    throw new SealwrightError('POLICY_MISSING', { message: `${path} ${why}`, hint: 'sealwright help docs/verification shows a policy file' });
  }
  const { readPolicies } = await import('../../policies/index.ts');
  const { folder } = disk.split(path);
  return readPolicies({
    path,
    text: new TextDecoder().decode(read.bytes),
    deploymentOf,
    readKey: (key) => (key === registryWord ? ofRegistry() : readKey(disk, disk.join(folder, key))),
  });
}

/** Throws POLICY_TOO_OPEN for the first entry that asks for too little to be strict. */
function refuseTooOpen({ entries }: SubjectPolicies): void {
  for (const { asks, at } of entries) {
    const open = asks.kind === 'demands' ? asks.demands.map((demand) => opennessOf(demand.policy)) : [];
    const isOpen = open.some((one) => one.includes('any identity') || one.includes('any ref'));
    if (isOpen)
      throw new SealwrightError('POLICY_TOO_OPEN', {
        at,
        message: '--strict refuses a signer of any ref: whoever can push a branch could sign',
        hint: 'add ref: to the signer, such as refs/tags/v*',
      });
  }
}
