// The ports to the machine: files of the disk or of a commit, and what git says. The one place that opens anything.
// Enters: folder names and revisions from the command line. Leaves: `FileTree` and `GitFacts` as `base` defines them.
// Nothing of the audited checkout is executed, no link leaves it, no device is opened.
export { openTree } from './disk-tree.ts';
export { readGitFacts } from './git-facts.ts';
export { openCommit } from './snapshot-tree.ts';
