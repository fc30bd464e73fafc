import { showSpan } from '../../../base/index.ts';
import type { FindingReport } from '../../../audit/index.ts';
import { byChange, standingText } from '../../decisions.ts';
import { isFolded, settledIn, severities } from '../../settled.ts';
import { count } from '../../words.ts';
import type { Context } from './context.ts';
import type { Excerpts } from './excerpt.ts';
import { html, span } from './text.ts';

/** More than this nobody reads, and a browser shows slowly. */
const mostFindings = 1_500;

interface Group {
  readonly title: string;
  readonly open: boolean;
  readonly findings: readonly FindingReport[];
}

/** The findings with the code around them: those for everyone, those for careful readers, those that a decision answers. */
export function findingsSection(context: Context, excerpts: Excerpts): string {
  const { report } = context.input;
  if (report.findings.length === 0) return '<p>None was found in what was read.</p>';
  const settled = settledIn(report);
  const shown = report.findings.slice(0, mostFindings);
  const isForAll = (one: FindingReport): boolean => one.audience === 'everyone' && !isFolded(one, settled);
  const open = shown.filter((one) => !settled.has(one.id));
  const groups: readonly Group[] = [
    { title: 'For everyone', open: true, findings: open.filter(isForAll) },
    { title: 'For careful readers', open: false, findings: open.filter((one) => !isForAll(one)) },
    { title: 'Answered by a decision', open: false, findings: shown.filter((one) => settled.get(one.id) === 'decided') },
    { title: 'Known to the baseline', open: false, findings: shown.filter((one) => settled.get(one.id) === 'known') },
  ];
  const left = report.findings.length - shown.length;
  return `${filters(context, shown)}
${groups
  .filter((group) => group.findings.length > 0)
  .map((group) => groupPart(context, group, excerpts))
  .join('\n')}
${left > 0 ? `<p>${count(left, 'finding')} more, the least severe ones: see the report as JSON.</p>` : ''}`;
}

function groupPart(context: Context, group: Group, excerpts: Excerpts): string {
  return `<details class="group"${group.open ? ' open' : ''}><summary>${html(group.title)} <span class="count" aria-live="polite">${group.findings.length}</span></summary>
${group.findings.map((one) => findingPart(context, one, excerpts)).join('\n')}
</details>`;
}

function stateOf(context: Context, finding: FindingReport): string {
  const decision = context.input.report.dispositions.find((one) => one.id === finding.disposition);
  return decision?.disposition ?? 'open';
}

function findingPart(context: Context, finding: FindingReport, excerpts: Excerpts): string {
  const { input } = context;
  const number = finding.surface === null ? undefined : context.number(finding.surface);
  const rule = input.rules.find((one) => one.id === finding.rule);
  const decision = input.report.dispositions.find((one) => one.id === finding.disposition);
  const fix = input.fixes.get(finding.id);
  const parts = finding.parts.flatMap((id) => input.report.findings.find((one) => one.id === id) ?? []);
  const related = [...finding.related, ...parts.map((part) => ({ at: part.at, what: `${part.rule}: ${part.message}` }))];
  const state = stateOf(context, finding);
  const body = [
    `<p><b>What to do:</b> ${html(finding.action)}.</p>`,
    fix === undefined
      ? ''
      : `<p><b>An edit${fix.kind === 'safe' ? '' : ', to be reviewed'}:</b> ${html(fix.title)}. <code>sealwright fix${fix.kind === 'safe' ? '' : ' --review'}</code> tries it.${fix.notes.map((note) => ` ${html(note)}`).join('')}</p>`,
    decision === undefined
      ? ''
      : `<p><b>Decision:</b> ${html(decision.disposition)}${decision.standing === 'current' ? '' : ` (${html(standingText(decision))})`}${decision.change === undefined ? '' : ` ${span('change new', byChange(decision))}`}: ${html(decision.reason)} ${context.where(decision.at)}</p>`,
    `<p>${context.where(finding.at)}</p>${excerpts.around(finding.at)}`,
    related.length === 0 ? '' : `<ul class="related">${related.map((one) => `<li>${html(one.what)} ${context.where(one.at)}</li>`).join('')}</ul>`,
    rule === undefined ? '' : `<p class="why"><b>Why it matters:</b> ${html(rule.about().why)}</p>`,
    `<p class="facts">${span('fact', finding.rule)} ${span('fact', `confidence ${finding.confidence}`)}</p>`,
  ];
  const place = showSpan(finding.at).replace(/^\.github\/workflows\//, '');
  const title = `<span class="of">${[place, ...(finding.surface === null ? [] : [context.title(finding.surface)])].map(html).join(' · ')}</span>`;
  return `<details class="finding" data-severity="${finding.severity}" data-surface="${number ?? ''}" data-state="${html(state)}"><summary>${span(`severity ${finding.severity}`, finding.severity)} ${finding.change === 'new' ? `${span('change new', 'new')} ` : ''}<span class="message">${html(finding.message)}</span> ${title}</summary>
${body.filter((part) => part !== '').join('\n')}
</details>`;
}

/** Shown by the script alone: without it nothing can be filtered. */
function filters(context: Context, findings: readonly FindingReport[]): string {
  const surfaces = context.input.report.surfaces.map((surface, i) => `<option value="${i}">${html(context.title(surface.id).slice(0, 90))}</option>`);
  const states = [...new Set(findings.map((one) => stateOf(context, one)))].map((state) => `<option>${html(state)}</option>`);
  const boxes = severities.map((severity) => {
    const n = findings.filter((one) => one.severity === severity).length;
    return `<label><input type="checkbox" name="severity" value="${severity}" checked> ${severity} <span class="n">${n}</span></label>`;
  });
  return `<form id="filters" hidden>
<fieldset><legend>Severity</legend>${boxes.join('')}</fieldset>
<label>Surface <select name="surface"><option value="">all</option>${surfaces.join('')}</select></label>
<label>Decision <select name="state"><option value="">all</option>${states.join('')}</select></label>
<label>Words <input type="search" name="words" autocomplete="off" spellcheck="false"></label>
<button type="reset">Show all</button>
</form>`;
}
