import { formOf } from './build-types.ts';
import { gitPlace, type Claims } from './claims.ts';
import { readEnvironment } from './environment.ts';
import type { PredicateReader } from './predicate.ts';

/** Reads a predicate of SLSA v0.2. Source: slsa.dev `provenance/v0.2`. */
export function readV02(reader: PredicateReader): Claims {
  const buildType = reader.text('buildType');
  const form = formOf(buildType);
  reader.length('materials');
  return {
    form,
    buildType,
    builderId: reader.text('builder', 'id'),
    trigger: gitPlace(reader.text('invocation', 'configSource', 'uri'), reader.text('invocation', 'configSource', 'digest', 'sha1')),
    source: form === 'other' ? undefined : gitPlace(reader.text('materials', 0, 'uri'), reader.text('materials', 0, 'digest', 'sha1')),
    // The first generator wrote the workflow's name here; certificates of its time know no path to hold against it.
    workflowPath: form === 'other' ? undefined : reader.text('invocation', 'configSource', 'entryPoint'),
    environment: form === 'other' ? {} : readEnvironment(reader, 'invocation', 'environment'),
    invocation: undefined,
    invocationId: form === 'other' ? undefined : (reader.text('metadata', 'buildInvocationId') ?? reader.text('metadata', 'buildInvocationID')),
    unknownParameters: [],
  };
}

/** Reads what is common of SLSA v0.1: its recipes are of nobody's schema. Source: slsa.dev `provenance/v0.1`. */
export function readV01(reader: PredicateReader): Claims {
  return {
    form: 'other',
    buildType: reader.text('recipe', 'type'),
    builderId: reader.text('builder', 'id'),
    trigger: undefined,
    source: undefined,
    workflowPath: undefined,
    environment: {},
    invocation: undefined,
    invocationId: undefined,
    unknownParameters: [],
  };
}
