// YAML and expressions to a typed model with spans.
// Enters: the text of workflow and action files. Leaves: models and problems.
// Knows nothing of Sigstore, registries or releases.
export type * from './model.ts';
