import { formOf } from './build-types.ts';
import { gitPlace, type Claims, type GitPlace } from './claims.ts';
import { readEnvironment } from './environment.ts';
import type { PredicateReader } from './predicate.ts';

const definition = 'buildDefinition';

/** What build types of workflows take from outside. Source: actions/buildtypes `workflow/v1`, "External parameters". */
const workflowParameters = ['workflow', 'inputs', 'vars'];
const workflowFields = ['ref', 'repository', 'path'];

/** Reads a predicate of SLSA v1. Source: slsa.dev `provenance/v1`. */
export function readV1(reader: PredicateReader): Claims {
  const buildType = reader.text(definition, 'buildType');
  const form = formOf(buildType);
  const byWorkflow = form === 'workflow' || (form === 'npm' && reader.value(definition, 'externalParameters', 'workflow') !== undefined);
  const environment = byWorkflow
    ? {
        event: reader.text(definition, 'internalParameters', 'github', 'event_name'),
        repositoryId: reader.number(definition, 'internalParameters', 'github', 'repository_id'),
        ownerId: reader.number(definition, 'internalParameters', 'github', 'repository_owner_id'),
        runner: reader.text(definition, 'internalParameters', 'github', 'runner_environment'),
      }
    : form === 'other'
      ? {}
      : readEnvironment(reader, definition, 'internalParameters');
  return {
    form,
    buildType,
    builderId: reader.text('runDetails', 'builder', 'id'),
    trigger: byWorkflow ? workflowTrigger(reader) : runTrigger(environment.workflowRef, environment.commit),
    source: form === 'other' ? undefined : sourceOf(reader),
    workflowPath: form === 'generator' ? undefined : reader.text(definition, 'externalParameters', 'workflow', 'path'),
    environment,
    invocation: reader.text('runDetails', 'metadata', 'invocationId'),
    invocationId: undefined,
    unknownParameters: byWorkflow ? unknownParameters(reader) : [],
  };
}

function workflowTrigger(reader: PredicateReader): GitPlace | undefined {
  const repository = reader.text(definition, 'externalParameters', 'workflow', 'repository');
  const ref = reader.text(definition, 'externalParameters', 'workflow', 'ref');
  return repository === undefined ? undefined : { uri: `git+${repository}`, ref, commit: undefined };
}

/** Other builders say what started the run by its variables alone; the host is github.com's, where those builders run. */
function runTrigger(workflowRef: string | undefined, commit: string | undefined): GitPlace | undefined {
  const [, repository, ref] = /^([^/@]+\/[^/@]+)\/[^@]+@(.+)$/.exec(workflowRef ?? '') ?? [];
  return repository === undefined ? undefined : { uri: `git+https://github.com/${repository}`, ref, commit };
}

function sourceOf(reader: PredicateReader): GitPlace | undefined {
  const way = [definition, 'resolvedDependencies', 0] as const;
  reader.length(definition, 'resolvedDependencies');
  return gitPlace(reader.text(...way, 'uri'), reader.text(...way, 'digest', 'gitCommit') ?? reader.text(...way, 'digest', 'sha1'));
}

function unknownParameters(reader: PredicateReader): readonly string[] {
  return [
    ...reader.keys(definition, 'externalParameters').filter((name) => !workflowParameters.includes(name)),
    ...reader
      .keys(definition, 'externalParameters', 'workflow')
      .filter((name) => !workflowFields.includes(name))
      .map((name) => `workflow.${name}`),
  ];
}
