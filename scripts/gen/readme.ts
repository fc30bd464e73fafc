import { audit } from '../../src/audit/index.ts';
import { openTree, readGitFacts } from '../../src/cli/ports/index.ts';
import { defaultConfig } from '../../src/decisions/index.ts';
import { renderTerminal } from '../../src/report/index.ts';
import type { Generated } from './generated.ts';

const begin = '<!-- generated from examples/release-demo: begin -->';
const end = '<!-- generated from examples/release-demo: end -->';

/** The README with the report of the bundled example as `npm start` prints it. */
export function readmeReport(read: (path: string) => string | undefined, root: string): Generated {
  const path = 'README.md';
  const text = read(path) ?? '';
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) return { path, text };
  const folder = `${root}examples/release-demo`;
  // The example is a checkout of its own in the reader's eyes: the git facts of this repository do not belong to it.
  const git = { ...readGitFacts(`${folder}/no-checkout`, () => null), commit: null, date: null };
  const { report, isMendable } = audit({ files: openTree(folder), folderName: 'release-demo', git, config: defaultConfig, resolve: new Map() });
  const mendable = isMendable((one) => one.audience === 'everyone');
  const shown = renderTerminal(report, { width: 100, colour: false, all: false, target: 'examples/release-demo', mendable }).trimEnd();
  return { path, text: `${text.slice(0, from)}${begin}\n\n\`\`\`text\n${shown}\n\`\`\`\n\n${text.slice(to)}` };
}
