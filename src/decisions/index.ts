// What people decided: the configuration file, and later dispositions and baselines.
// Enters: `sealwright.yaml` and the files it extends. Leaves: one configuration with every default filled in.
// Refuses unknown keys: every mistake is a coded error with its line.
export * from './model.ts';
