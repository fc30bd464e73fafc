import type { FixPlan, MendedFix, RefusedFix } from '../fix/index.ts';
import { printable, titlesOf } from '../report/index.ts';

const fewRefused = 5;

/** What a person is told of a plan: what is mended, what is left to look at, what is refused and why. */
export function fixTalk(plan: FixPlan, options: { readonly write: 'files' | 'diff'; readonly apply: 'safe' | 'all'; readonly tell: 'few' | 'all' }): string {
  const lines: string[] = [];
  const files = `${plan.texts.size} ${plan.texts.size === 1 ? 'file' : 'files'}`;
  if (plan.applied.length > 0)
    lines.push(
      options.write === 'files' ? `mended ${counted(plan.applied)} in ${files}:` : `the diff mends ${counted(plan.applied)} in ${files}:`,
      ...plan.applied.flatMap(told),
      '',
    );
  if (plan.review.length > 0)
    lines.push(`${counted(plan.review)} can be mended by edits that a person has to look at first:`, ...plan.review.flatMap(told), '');
  const shown = options.tell === 'all' ? plan.refused : plan.refused.slice(0, fewRefused);
  if (shown.length > 0) {
    lines.push(`no edit is made for ${plan.refused.length} more:`, ...shown.flatMap((one) => refusal(one, surfaceOf(one, plan))));
    if (shown.length < plan.refused.length) lines.push(`  and ${plan.refused.length - shown.length} more: --all`);
    lines.push('');
  }
  if (plan.untried > 0) lines.push(`${plan.untried} more were not tried: name a --rule or a --surface`, '');
  if (plan.unread.length > 0)
    lines.push('not looked at, for they could not be read as workflows:', ...plan.unread.map((one) => `  ${printable(`${one.path}: ${one.reason}`)}`), '');
  if (plan.applied.length === 0 && plan.review.length === 0)
    lines.push(
      plan.refused.length === 0 && plan.untried === 0
        ? `there is nothing${plan.unread.length > 0 ? ' in what was read' : ''} that an edit would mend`
        : 'nothing can be mended by an edit',
    );
  else if (options.write === 'diff' && plan.applied.length > 0)
    lines.push(`to change the files: sealwright fix${options.apply === 'all' ? ' --review' : ''} --write`);
  if (plan.review.length > 0 && options.apply === 'safe') lines.push('to see those edits too: sealwright fix --review');
  return `${lines.join('\n').trimEnd()}\n`;
}

function counted(fixes: readonly MendedFix[]): string {
  const count = new Set(fixes.flatMap((one) => one.findings.map((finding) => finding.id))).size;
  return `${count} ${count === 1 ? 'finding' : 'findings'}`;
}

function told({ fix, findings, files }: MendedFix): readonly string[] {
  const rules = [...new Set(findings.map((one) => one.rule))];
  return [
    `  ${printable(fix.title)}`,
    `      ${printable(files.join(', '))}: ${rules.join(', ')}`,
    ...fix.notes.map((note) => `      look: ${printable(note)}`),
  ];
}

/** The surface that a refusal is about, where another one reads alike without it. */
function surfaceOf({ finding, reason }: RefusedFix, { refused, after }: FixPlan): string | undefined {
  const alike = refused.filter((one) => one.finding.rule === finding.rule && one.reason === reason);
  return alike.length < 2 || finding.surface === null ? undefined : titlesOf(after.report.surfaces).get(finding.surface);
}

function refusal({ finding, reason, instead }: RefusedFix, surface: string | undefined): readonly string[] {
  const place = `${finding.at.file}:${finding.at.line}${surface === undefined ? '' : `  ${surface}`}`;
  return [`  ${finding.rule}  ${printable(place)}`, `      ${printable(reason)}`, `      do: ${printable(instead)}`];
}
