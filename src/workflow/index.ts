// Reads workflow and action files into models that know their place in the text.
// Enters: the text of workflow and action files. Leaves: models and problems.
// Knows nothing of Sigstore, registries or releases.
export type * from './model.ts';
export { parseYaml, parseYamlDocuments } from './yaml.ts';
export { asList, asMap, entry, scalarOf, textOf, toDatum } from './yaml-read.ts';
export { spanIn } from './spans.ts';
export { parseAction, parseWorkflow } from './parse.ts';
export { refusedBecause } from './refused.ts';
export type { EvalContext } from './access.ts';
export { booleanOf, evaluateScalarDatum, evaluateSegment, evaluateText, segmentText, truth } from './expressions.ts';
export { comparisonKey, conditionsOf } from './comparison.ts';
export { conditionWords } from './condition-words.ts';
export { evaluateCondition } from './condition.ts';
export type { Condition } from './condition.ts';
export { interpolate } from './segments.ts';
export { placeholders } from './placeholders.ts';
export { expandMatrix } from './matrix.ts';
export { editYaml } from './edit/edit-yaml.ts';
export { nodeAt, placeAt } from './edit/find.ts';
export { mapOf, scalar } from './edit/operation.ts';
export type { Operation, Place, Written } from './edit/operation.ts';
export { applySplices } from './edit/splices.ts';
