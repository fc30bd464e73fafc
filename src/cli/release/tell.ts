import { printable, shellWord } from '../../report/index.ts';
import type { Plan, Released, Step } from '../../release/index.ts';

const phases: Readonly<Record<Step['phase'], string>> = {
  prepare: 'here, seen by nobody',
  stage: 'staged, under no name that anybody asks for',
  verify: 'verified',
  publish: 'published',
  final: 'published where nobody takes it back',
};

/** What would be done, for people. */
export function renderPlan(plan: Plan): string {
  const lines = [`release ${plan.name}: ${plan.steps.length} steps`];
  let phase: Step['phase'] | undefined;
  for (const step of plan.steps) {
    if (step.phase !== phase) lines.push('', `  ${phases[step.phase]}`);
    phase = step.phase;
    lines.push(`    ${printable(step.about)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The same for programs. */
export function planJson({ name, files, images, packages, steps }: Plan): string {
  const report = {
    schemaVersion: 1,
    kind: 'plan',
    name,
    files: files.map((file) => ({ name: file.name, path: file.path, evidence: file.evidence })),
    images: images.map(({ layout, chart, to, tags, evidence }) => ({
      ...(chart === undefined ? { layout } : { chart }),
      to,
      tags: tags.map((tag) => tag.name),
      evidence,
    })),
    packages: packages.map((one) => ({ name: one.name, files: one.files })),
    steps: steps.map(({ id, phase, about }) => ({ id, phase, about })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** What was published, and how a stranger checks it. */
export function renderReleased(plan: Plan, { state, recipes }: Released): string {
  const lines = [`release ${plan.name} is ${state}`, '', '  each of these was run before anything was public:'];
  for (const { words } of recipes) lines.push(`    sealwright ${words.map((word) => shellWord(printable(word))).join(' ')}`);
  return `${lines.join('\n')}\n`;
}

/** Where a release stands that stopped, and how it is gone on with. */
export function renderStopped(
  plan: Plan,
  { state, open }: Released,
  { again, first }: { readonly again: string; readonly first: 'nothing' | 'the-hint' },
): string {
  const what = open.done.length + open.begun.length === 0 ? ': nothing of it is public under its name' : '';
  const lines = [
    `release ${plan.name} is ${state}${what}`,
    ...open.done.map((about) => `  done: ${printable(about)}`),
    ...open.begun.map((about) => `  begun, and perhaps public: ${printable(about)}`),
    `  ${first === 'nothing' ? '' : 'once the hint is followed, '}it is completed by: ${again}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** What a release came to, for programs. */
export function releasedJson({ name }: Plan, { state, recipes, stopped, open }: Released, again: string): string {
  const report = {
    schemaVersion: 1,
    kind: 'release',
    name,
    state,
    recipes: recipes.map(({ words }) => ['sealwright', ...words]),
    ...(stopped === undefined ? {} : { stopped: stoppedJson(stopped), open, completedBy: again }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function stoppedJson({ code, message, details: { hint } }: NonNullable<Released['stopped']>): object {
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}
