// What people decided: the configuration file, the decisions on findings in it, and baselines.
// Enters: `sealwright.yaml` and the files it extends, a baseline. Leaves: one configuration with every default filled in.
// Refuses unknown keys and paths that leave an audited checkout: every mistake is a coded error with its line.
export { withEntry, type NewEntry } from './add-entry.ts';
export { knownTo, readBaseline, renderBaseline, type Baseline } from './baseline.ts';
export { changedSince } from './changed.ts';
export { configName, loadConfig, type ConfigSource } from './config.ts';
export { defaultConfig, deploymentOf, type Config, type Deployment, type Disposition } from './model.ts';
export { digestOf, premiseOf } from './premise.ts';
export { decidedOn, judgeDisposition, revisitText, ruleOf, surfacesNamed, undecidedWith, type DecidedOn, type Judged, type Scene } from './standing.ts';
export type { ReleaseConfig } from './release-config.ts';
export { subjectId } from './subject-id.ts';
