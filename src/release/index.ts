// Releases: what was declared is frozen, described, signed, staged, verified as a stranger would, and only then published.
// Enters: a declaration, files, ports. Leaves: a plan, a journal, and evidence beside everything that is public.
// Refuses to publish what does not verify, and to sign other bytes under a name that it signed before.
export { takeBack } from './act/draft.ts';
export { chartLayout, readChartYaml, type PackedChart } from './chart.ts';
export { Journal, type KnownChart } from './journal.ts';
export type { Plan, Step } from './model.ts';
export { filled } from './names.ts';
export { looksInto } from './patterns.ts';
export { chartPaths, isName, planRelease } from './plan.ts';
export type { GitTags, ImageTree, Images, Kept, ReleasePorts, Releases, ReleaseStore } from './ports.ts';
export { signerWords } from './recipes.ts';
export { runRelease, type Released } from './run.ts';
