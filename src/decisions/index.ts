// What people decided: the configuration file, and the decisions on findings in it.
// Enters: `sealwright.yaml` and the files it extends. Leaves: one configuration with every default filled in.
// Refuses unknown keys and paths that leave an audited checkout: every mistake is a coded error with its line.
export { loadConfig, type ConfigSource } from './config.ts';
export { defaultConfig, deploymentOf, type Config, type Deployment, type Disposition } from './model.ts';
export { premiseOf } from './premise.ts';
export { judgeDisposition, revisitText, type DecidedOn, type Judged, type Scene } from './standing.ts';
