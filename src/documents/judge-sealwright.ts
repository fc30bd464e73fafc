import { exact, has, last, nobody, noSubject } from './judgement.ts';
import type { Problem, ToolJudgement } from './judgement.ts';
import type { ParsedCommand, StatedIdentity } from './verify-command.ts';

/** `sealwright verify`: somebody must be asked for, a whole identity needs its issuer, a release its policy (docs/verification.md). */
export function judgeSealwright(command: ParsedCommand): ToolJudgement {
  const asks = ['--repo', '--identity', '--identity-pattern', '--key', '--policy', '--unsafely-any-identity'];
  const identity = last(command, '--identity') ?? last(command, '--identity-pattern');
  const problems: Problem[] = [];
  if (!asks.some((flag) => has(command, flag))) problems.push(stops('nobody is asked for'));
  // The host of a workflow is its issuer's.
  const isWorkflow = identity?.includes('/.github/workflows/') === true;
  if (identity !== undefined && !isWorkflow && !has(command, '--issuer') && !has(command, '--repo')) problems.push(stops('no issuer is given'));
  const alone = ['--policy', '--key', '--unsafely-any-identity'].find((flag) => has(command, flag));
  const beside = alone === undefined ? undefined : saysWho.find((flag) => flag !== alone && has(command, flag));
  if (beside !== undefined) problems.push(stops(`${alone} and ${beside} exclude each other`));
  if (has(command, '--identity') && has(command, '--identity-pattern')) problems.push(stops('--identity and --identity-pattern exclude each other'));
  if (has(command, '--workflow') && !has(command, '--repo')) problems.push(stops('a workflow is given without --repo'));
  if (has(command, '--release') && !has(command, '--policy')) problems.push(stops('a release is given without --policy'));
  if (!has(command, '--release')) problems.push(...noSubject(command, 'nothing to verify is named'));
  if (command.subjects.some((one) => /^sha(?:256|384|512):/.test(one)) && !has(command, '--bundle')) problems.push(stops('a digest is given without --bundle'));
  if (has(command, '--unsafely-any-identity')) problems.push({ effect: 'partial', text: '--unsafely-any-identity takes anybody’s signature' });
  if (has(command, '--unsafely-any-artifact'))
    problems.push({ effect: 'partial', text: '--unsafely-any-artifact leaves out whether it is this very thing that is signed' });
  return {
    signer: {
      ...nobody,
      identity: exact(last(command, '--identity')) ?? workflowOf(command),
      issuer: exact(last(command, '--issuer')),
      key: last(command, '--key'),
      repository: last(command, '--repo'),
    },
    problems,
  };
}

/** What says whom to accept; a policy, a key, and anybody, say all of it. */
const saysWho = ['--policy', '--key', '--unsafely-any-identity', '--repo', '--identity', '--identity-pattern', '--workflow', '--issuer', '--ref'];

function stops(text: string): Problem {
  return { effect: 'no', text: `${text}, and sealwright stops without` };
}

/** The identity that a workflow has at a ref that is written out; without one, the workflow's at any ref. */
function workflowOf(command: ParsedCommand): StatedIdentity | undefined {
  const repo = last(command, '--repo');
  const [, host = 'github.com', path] = /^(?:https:\/\/)?(?:([\w-]+(?:\.[\w-]+)+)\/)?([\w-]+\/[\w.-]+)$/.exec(repo ?? '') ?? [];
  const [, file, own] = /^(?:\.github\/workflows\/)?([\w.-]+\.ya?ml)(?:@(.+))?$/.exec(last(command, '--workflow') ?? '') ?? [];
  if (path === undefined || file === undefined) return undefined;
  const ref = own ?? last(command, '--ref');
  return exact(`https://${host}/${path}/.github/workflows/${file}${ref === undefined || /[*?]/.test(ref) ? '' : `@${ref}`}`);
}
