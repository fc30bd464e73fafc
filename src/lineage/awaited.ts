import type { GitFacts, Tri } from '../base/index.ts';
import type { AwaitedRuns, RunRecord } from './model.ts';
import { letsThrough } from './ref-filter.ts';
import type { Scenario } from './scenario.ts';

/** What a run says of what it waits for, and on which refs it runs. */
export function waitingOf(scenario: Scenario, git: Pick<GitFacts, 'defaultBranch'>): Pick<RunRecord, 'awaits' | 'refs' | 'types'> {
  const { trigger } = scenario;
  const refs = refsOf(scenario, git.defaultBranch);
  const values = (list: typeof trigger.types): readonly string[] | undefined => list?.map((one) => one.value);
  const [workflows, types, only, except] = [trigger.workflows, trigger.types, trigger.branches, trigger.branchesIgnore].map(values);
  return {
    ...(refs === undefined ? {} : { refs }),
    ...(types === undefined || types.length === 0 ? {} : { types }),
    ...(scenario.event === 'workflow_run'
      ? {
          awaits: {
            ...(workflows === undefined ? {} : { workflows }),
            ...(types === undefined ? {} : { types }),
            refs: { ...(only === undefined ? {} : { only }), ...(except === undefined ? {} : { except }) },
          },
        }
      : {}),
  };
}

/** The patterns of a run's refs: for most events the default branch, undefined where git does not tell it. */
function refsOf(scenario: Scenario, defaultBranch: string | null): readonly string[] | undefined {
  if (scenario.refPatterns.length > 0) return scenario.refPatterns;
  const chosen = scenario.refKind === 'tag' || ['push', 'workflow_dispatch', 'pull_request', 'pull_request_target'].includes(scenario.event);
  return chosen ? ['**'] : defaultBranch === null ? undefined : [defaultBranch];
}

/**
 * Whether a run that waits for workflows starts because of this one, in time: `false` where its filters leave out every
 * ref that this one can run on, `early` where it starts before this one has ended.
 */
export function startsAfter(awaits: AwaitedRuns, first: RunRecord): Tri | 'early' | 'other' {
  if (awaits.workflows?.some((name) => name === first.name || /[*?+[\]!{]/.test(name)) === false) return 'other';
  // A filter beside an event of the default branch is taken to name that branch.
  const through = first.refs === undefined ? true : letsThrough(awaits.refs, first.refs);
  if (through === false) return false;
  return awaits.types !== undefined && awaits.types.length > 0 && !awaits.types.includes('completed') ? 'early' : through;
}
