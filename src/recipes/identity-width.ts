import type { VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import { isOnTag, keylessEvidence, signerOf } from './asked-of-run.ts';
import { acceptsIdentity } from './identity-pattern.ts';

/** What an identity pattern takes besides the identities that sign here, with one that shows it. */
export interface Width {
  readonly takes: 'another repository' | 'another owner' | 'another host' | 'another workflow' | 'another ref';
  readonly witness: string;
}

/** What else the pattern of a command accepts than what signs here; empty where it is no pattern. */
export function identityWidth(command: VerifyCommand, traced: Traced): readonly Width[] {
  if (command.identity?.kind !== 'regexp') return [];
  const isAsked = (flag: string): boolean => command.words.some((word) => word === flag || word.startsWith(`${flag}=`));
  // What another flag asks for cannot be another.
  const fixed = new Set<Width['takes']>([
    ...(isAsked('--certificate-github-workflow-ref') ? (['another ref'] as const) : []),
    ...(isAsked('--certificate-github-workflow-repository') ? (['another owner', 'another repository'] as const) : []),
  ]);
  return patternWidth(command.identity.value, traced).filter((one) => !fixed.has(one.takes));
}

/**
 * What else a regular expression accepts than the identities that sign here; empty where it takes ours alone, takes ours
 * not, or was not understood. Patterns are compared as texts and never run.
 */
export function patternWidth(expression: string, traced: Traced): readonly Width[] {
  const { git, deployment } = traced.trace.input;
  const made = keylessEvidence(traced);
  if (made === undefined || git.owner === null || git.repo === null) return [];
  const { sanPrefix } = deployment;
  // A pattern may ask for a tag's form: both are usual.
  const signers = [
    ...new Set(
      made.flatMap((e) => (isOnTag(e) ? ['tags/v1.2.3', 'tags/1.2.3'] : ['heads/main', 'heads/master']).map((ref) => `${signerOf(e, traced)}@refs/${ref}`)),
    ),
  ];
  const ours = signers.find((one) => acceptsIdentity(expression, `${sanPrefix}${one}`) === true);
  if (ours === undefined) return [];
  const [path = '', ref = ''] = ours.split('@');
  const [owner = '', repo = ''] = path.split('/');
  const file = path.slice(owner.length + repo.length + 2);
  const other = `${file.slice(0, file.lastIndexOf('/') + 1)}any-other.yml`;
  const branch = '@refs/heads/any-branch';
  const tried: readonly (readonly [Width['takes'], string])[] = [
    ['another host', `https://evil.example/${sanPrefix}${ours}`],
    ['another host', `${sanPrefix.replace('.', 'X')}${ours}`],
    ['another owner', `${sanPrefix}any-owner/${repo}/${file}@${ref}`],
    ['another owner', `${sanPrefix}${owner}-x/${repo}/${file}@${ref}`],
    ['another repository', `${sanPrefix}${owner}/any-other/${other}@${ref}`],
    ['another repository', `${sanPrefix}${owner}/${repo}-x/${file}@${ref}`],
    ['another workflow', `${sanPrefix}${owner}/${repo}/${other}@${ref}`],
    // Releases are of tags: a run on any branch is not what made them.
    ...(made.some(isOnTag) ? [['another ref', `${sanPrefix}${path}${branch}`] as const] : []),
  ];
  const found: Width[] = [];
  for (const [takes, witness] of tried) {
    if (found.some((one) => one.takes === takes) || acceptsIdentity(expression, witness) !== true) continue;
    found.push({ takes, witness });
  }
  return found;
}
