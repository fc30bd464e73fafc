import type { FileTree } from '../../src/base/index.ts';
import { audit, defaultConfig, type GitFacts } from '../../src/index.ts';
import { unifiedDiff } from '../../src/cli/unified-diff.ts';
import { planFixes, type FixPlan } from '../../src/fix/index.ts';
import type { Texts } from './little-repo.ts';
import { memoryTree } from './memory-tree.ts';

const git: GitFacts = { host: 'github.com', owner: 'acme', repo: 'lens', commit: null, date: null, tags: [], defaultBranch: 'main' };

interface PlanOptions {
  readonly rule?: string;
  readonly apply?: 'safe' | 'all';
  readonly repo?: string;
}

/** Plans the fixes of texts as a checkout of `acme/lens`; of one rule alone where one is named. */
export function planTexts(texts: Texts, options: PlanOptions = {}): FixPlan {
  return planTree(memoryTree(texts), options);
}

/** Plans the fixes of a checkout. */
export function planTree(tree: FileTree, options: PlanOptions = {}): FixPlan {
  return planFixes({
    files: tree,
    audit: (files) => audit({ files, folderName: 'lens', git: { ...git, repo: options.repo ?? 'lens' }, config: defaultConfig, resolve: new Map() }),
    wanted: (one) => options.rule === undefined || one.rule === options.rule,
    apply: options.apply ?? 'all',
  });
}

/** The texts of a checkout after a plan. */
export function afterPlan(texts: Texts, plan: FixPlan): Texts {
  return { ...texts, ...Object.fromEntries([...plan.texts].map(([path, { after }]) => [path, after])) };
}

/** A plan as it is reviewed: what is mended and how, what is refused, and the diff. */
export function showPlan(plan: FixPlan): string {
  return [
    ...plan.applied.map(({ fix, findings }) =>
      [
        `${fix.kind}: ${fix.title}`,
        ...[...new Set(findings.map((one) => one.rule))].map((rule) => `    mends ${rule}`),
        ...fix.notes.map((note) => `    look: ${note}`),
      ].join('\n'),
    ),
    ...plan.refused.map(({ finding, reason, instead }) => `refused: ${finding.rule}: ${reason}\n    do: ${instead}`),
    ...[...plan.texts].map(([path, { before, after }]) => unifiedDiff(path, before, after).trimEnd()),
    '',
  ].join('\n');
}
