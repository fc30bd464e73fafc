import type { RunEnvironment } from './claims.ts';
import type { PredicateReader } from './predicate.ts';

type Way = readonly (string | number)[];

/** Reads the variables of a run: `GITHUB_…` in capitals, or `github_…` as the first generators wrote them. */
export function readEnvironment(reader: PredicateReader, ...way: Way): RunEnvironment {
  const capitals = reader.keys(...way).some((key) => key.startsWith('GITHUB_'));
  const key = (name: string) => (capitals ? `GITHUB_${name}` : `github_${name.toLowerCase()}`);
  const number = (name: string) => reader.number(...way, key(name));
  const text = (name: string) => reader.text(...way, key(name));
  const payload = [...way, key('EVENT_PAYLOAD')];
  const event = text('EVENT_NAME');
  return {
    event,
    ref: text('REF'),
    refType: text('REF_TYPE'),
    commit: capitals ? text('SHA') : text('SHA1'),
    repository: text('REPOSITORY'),
    repositoryId: number('REPOSITORY_ID'),
    ownerId: number('REPOSITORY_OWNER_ID'),
    runId: number('RUN_ID'),
    runAttempt: number('RUN_ATTEMPT'),
    workflowRef: text('WORKFLOW_REF'),
    workflowCommit: text('WORKFLOW_SHA'),
    baseRef: baseRefOf(reader, { event, stated: text('BASE_REF'), payload }),
    inputs: event === 'workflow_dispatch' ? inputsOf(reader, payload) : undefined,
  };
}

/** Where a tag comes from: a push says its branch, a release what it was made of. Source: GitHub's documentation of webhook payloads. */
function baseRefOf(
  reader: PredicateReader,
  from: { readonly event: string | undefined; readonly stated: string | undefined; readonly payload: Way },
): string | undefined {
  const { event, stated, payload } = from;
  if (stated !== undefined && stated !== '') return stated;
  if (event === 'push') return reader.text(...payload, 'base_ref');
  if (event !== 'release') return undefined;
  const branch = reader.text(...payload, 'release', 'target_commitish');
  return branch === undefined ? undefined : `refs/heads/${branch}`;
}

function inputsOf(reader: PredicateReader, payload: Way): Readonly<Record<string, unknown>> | undefined {
  const names = reader.keys(...payload, 'inputs');
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, reader.value(...payload, 'inputs', name)]));
}
