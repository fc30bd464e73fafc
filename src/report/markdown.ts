import type { AuditReport, InventoryEntry, SurfaceReport } from '../audit/index.ts';
import type { ControlId } from '../controls/index.ts';
import { exposedText } from './against.ts';
import { decidedByChange, decidedByChangeText } from './decided-by-change.ts';
import { assumedIn, joinAlike } from './assumptions.ts';
import { claimSection } from './claims.ts';
import { decisionSection, gapDisposition, settledNote } from './decisions.ts';
import { gapsOf, isForEveryone, tally, type Gap } from './findings.ts';
import { block, code, Links, prose, table } from './markdown-text.ts';
import { cellWords, columns, count, enforcement } from './words.ts';
import { networkText, serviceMarkdown } from './service.ts';
import { titlesOf } from './titles.ts';
import { groupedUnread } from './unread.ts';

const fewPlaces = 6;
/** Workflows that publish nothing, past which they are named and not tabled. */
const fewIdle = 3;

type Entry<K extends InventoryEntry['kind']> = Extract<InventoryEntry, { readonly kind: K }>;

/** Returns the report as one Markdown document: title, disposition, matrix, methodology, inventory, gaps, quick reference, references. */
export function renderMarkdown(report: AuditReport): string {
  const links = new Links(report);
  const sections = [
    title(report),
    matrix(report, links),
    methodology(report, links),
    inventory(report, links),
    gaps(report, links),
    claimSection(report.claims, links),
    decisionSection(report, links),
    quickReference(report, links),
    references(report, links),
  ].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function goneText(gone: readonly string[]): string {
  return gone.length === 0 ? 'no surface is gone.' : `gone: ${gone.map(code).join(', ')}.`;
}

function title(report: AuditReport): readonly string[] {
  const { repository, tool } = report;
  const commit = repository.commit === null ? '' : ` at ${prose(repository.commit.slice(0, 7))}`;
  const date = repository.date === null ? '' : `, ${prose(repository.date.slice(0, 10))}`;
  const counts = tally(report.surfaces);
  const trigger = `\`sealwright audit\` ${prose(tool.version)} over ${count(repository.files, 'file')} and ${count(repository.workflows, 'workflow')}, ${repository.releaseWorkflows} of which publish.`;
  const lines = [
    `# Release-trust audit of ${prose(repository.name)}${commit}${date}`,
    '',
    `- Repository: ${prose(repository.host)}, ${code(repository.name)}`,
    `- Commit: ${repository.commit === null ? 'unknown' : code(repository.commit)}`,
    `- Trigger: ${trigger}`,
    ...(report.against === undefined
      ? []
      : [
          `- Compared with: ${code(report.against.ref)}; ${goneText(report.against.gone)}`,
          ...report.against.exposed.map((one) => `- Newly exposed: ${prose(exposedText(one))}.`),
          ...decidedByChange(report).map((one) => `- Decided by the change: ${prose(decidedByChangeText(one, report))}.`),
        ]),
  ];
  if (report.surfaces.length === 0) return [...lines, '- Disposition: no release surface was found, so nothing is judged.'];
  const parts = [
    `${counts.present} present${counts.bestEffort > 0 ? ` (${counts.bestEffort} with best effort only)` : ''}`,
    `${counts.partial} partial`,
    `${counts.absent} absent${absentNote(counts.cannotWork, counts.claimed)}`,
    `${counts.unknown} unknown`,
  ];
  const open = gapsOf(report).filter(isForEveryone).length;
  return [
    ...lines,
    `- Disposition: ${count(report.surfaces.length, 'surface')}; of ${counts.cells - counts.notApplicable} cells that apply, ${parts.join(', ')}. ${open === 0 ? 'No gap is open' : open === 1 ? 'One gap is open' : `${open} gaps are open`}${settledNote(report)}.`,
  ];
}

function absentNote(cannotWork: number, claimed: number): string {
  const notes = [...(cannotWork > 0 ? [`${cannotWork} cannot work`] : []), ...(claimed > 0 ? [`${claimed} claimed only`] : [])];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

function matrix(report: AuditReport, links: Links): readonly string[] {
  const titles = titlesOf(report.surfaces);
  const rows = report.surfaces.map((surface) => [
    `${code(titles.get(surface.id) ?? surface.id)} (${links.to(surface.at)})`,
    ...columns.map((column) => cell(surface, column.id)),
  ]);
  return ['## TL;DR', '', ...(rows.length === 0 ? ['No release surface was found.'] : table(['Surface', ...columns.map((column) => column.title)], rows))];
}

function cell(surface: SurfaceReport, control: ControlId): string {
  const evidence = surface.controls[control];
  const { words, mark } = cellWords(evidence);
  const change = surface.change?.[control];
  const why = evidence.reason !== null && evidence.status !== 'present' ? `: ${prose(evidence.reason)}` : '';
  return `${prose(words)}${mark === '' ? '' : ` ${mark}`}${why}${change === undefined ? '' : ` [${change}]`}`;
}

function methodology(report: AuditReport, links: Links): readonly string[] {
  const lines = ['## Methodology', '', `Everything was read as text: ${networkText(report)}`, ''];
  lines.push(`1. Read: ${count(report.repository.files, 'file')} listed, ${count(report.repository.workflows, 'workflow')} analysed.`);
  lines.push(
    `2. Events considered: ${report.scenarios.length === 0 ? 'none' : report.scenarios.map((scenario) => code(scenario.id) + (scenario.doubt === null ? '' : ` (${prose(scenario.doubt)})`)).join(', ')}.`,
  );
  lines.push(`3. Not analysed: ${report.unread.length === 0 ? 'nothing was left out.' : `${count(report.unread.length, 'place')}.`}`);
  for (const { reason, places } of groupedUnread(report.unread)) {
    const shown = places.slice(0, fewPlaces).map((one) => (one.line === null ? links.file(one.path) : links.to({ file: one.path, line: one.line })));
    const others = places.length > shown.length ? ` and ${count(places.length - shown.length, 'other place')}` : '';
    lines.push(`   - ${shown.join(', ')}${others}: ${prose(reason)}`);
  }
  const assumed = assumedIn(report.surfaces);
  const statements = assumed.reduce((sum, group) => sum + group.statements.length, 0);
  lines.push(`4. Assumed: ${statements === 0 ? 'nothing.' : `${count(statements, 'statement')}, taken on trust where the text does not decide.`}`);
  for (const group of assumed) {
    const said = joinAlike(group.statements);
    const rest = `(${count(group.cells, 'cell')}, first ${prose(group.first)})`;
    lines.push(
      ...(said.length === 1 ? [`   - ${prose(said[0] ?? '')} ${rest}`] : [`   - ${rest.slice(1, -1)}:`, ...said.map((one) => `     - ${prose(one)}`)]),
    );
  }
  const own = report.configuration;
  if (own !== undefined) {
    lines.push(
      `5. Configured by the audited checkout itself, in ${own.files.map((file) => links.file(file)).join(', ')}: ${own.told.length === 0 ? 'nothing that an answer rests on.' : 'the answers above rest on it where they say so.'}`,
    );
    for (const one of own.told) lines.push(`   - ${prose(one)}`);
    for (const one of own.ignored) lines.push(`   - left out, since the catalog knows it: ${code(one)} (${code('CONFIG_ROW_IGNORED')})`);
  }
  return lines;
}

function inventory(report: AuditReport, links: Links): readonly string[] {
  const lines = ['## Workflow inventory', ''];
  const workflows = of(report, 'workflow');
  const list = (texts: readonly string[]): string => texts.map(prose).join(', ');
  const isIdle = (entry: Entry<'workflow'>): boolean => [entry.publishes, entry.signs, entry.sbom, entry.provenance].every((one) => one.length === 0);
  const idle = workflows.filter(isIdle);
  const rows = (idle.length > fewIdle ? workflows.filter((entry) => !isIdle(entry)) : workflows).map((entry) => [
    links.file(entry.path),
    list(entry.triggers),
    list(entry.publishes),
    list(entry.signs),
    list(entry.sbom),
    list(entry.provenance),
  ]);
  if (workflows.length === 0) lines.push('There are no workflows.');
  lines.push(...table(['Workflow', 'Triggers', 'Produces', 'Signs', 'SBOM', 'Provenance'], rows));
  if (idle.length > fewIdle)
    lines.push(
      ...(rows.length === 0 ? [] : ['']),
      `${rows.length === 0 ? '' : 'And '}${count(idle.length, 'workflow')} in which nothing that was read publishes, signs or attests: ${idle.map((entry) => links.file(entry.path)).join(', ')}.`,
    );
  const unreleased = of(report, 'not-released').map((entry) => `- ${prose(entry.what)}: ${prose(entry.why)} (${links.to(entry.at)})`);
  if (unreleased.length > 0) lines.push('', 'Built, and not released:', '', ...unreleased);
  const promised = of(report, 'promise').map((entry) => `- ${code(entry.what)}: ${prose(entry.why)} (${links.to(entry.at)})`);
  if (promised.length > 0) lines.push('', 'Promised, and not made:', '', ...promised);
  const evidenceFiles = of(report, 'evidence-file').map(
    (entry) =>
      `- ${code(entry.what)}: ${entry.is}${entry.signed === 'not needed' ? '' : entry.signed === 'yes' ? ', signed' : entry.signed === 'no' ? ', not signed' : ', whether it is signed is unknown'} (${links.to(entry.at)})`,
  );
  if (evidenceFiles.length > 0) lines.push('', 'Published as evidence about other files:', '', ...evidenceFiles);
  const posture = of(report, 'posture').map(
    (entry) => `- ${prose(entry.what)}${entry.detail === '' ? '' : `: ${prose(entry.detail)}`} (${links.to(entry.at)})`,
  );
  if (posture.length > 0) lines.push('', 'Posture, shown and not scored:', '', ...posture);
  lines.push(...serviceMarkdown(report));
  const policies = of(report, 'policy').map(
    (entry) =>
      `- ${prose(entry.what)}: ${entry.enforcedBy === null ? 'enforced by nothing that was read' : `${enforcement[entry.strength]} ${prose(entry.enforcedBy)}`} (${links.to(entry.at)})`,
  );
  if (policies.length > 0) lines.push('', 'Commit and contribution policy:', '', ...policies);
  const identities = of(report, 'identity').map((entry) => [code(entry.san), code(entry.issuer), entry.refs.map(code).join(', '), links.to(entry.at)]);
  if (identities.length > 0) lines.push('', 'Signing identities:', '', ...table(['Certificate identity', 'Issuer', 'Refs', 'Where'], identities));
  const numbered = of(report, 'identity').find((entry) => entry.repositoryId !== undefined && entry.ownerId !== undefined);
  if (numbered !== undefined)
    lines.push(
      '',
      `Their certificates hold repository number ${code(numbered.repositoryId ?? '')} and owner number ${code(numbered.ownerId ?? '')} (extensions 1.3.6.1.4.1.57264.1.15 and 1.3.6.1.4.1.57264.1.17), which nobody else gets with the name.`,
    );
  return lines;
}

function of<K extends InventoryEntry['kind']>(report: AuditReport, kind: K): readonly Entry<K>[] {
  return report.inventory.filter((entry): entry is Entry<K> => entry.kind === kind);
}

function gaps(report: AuditReport, links: Links): readonly string[] {
  const all = gapsOf(report);
  const found = all.filter(isForEveryone);
  const titles = titlesOf(report.surfaces);
  const byId = new Map(report.surfaces.map((surface) => [surface.id, surface]));
  const lines = found.length === 0 ? ['## Gaps', '', 'None was found in what was read.'] : ['## Gaps'];
  found.forEach((gap, i) => {
    const surfaces = gap.surfaces.map((id) => byId.get(id)).filter((surface) => surface !== undefined);
    const isNew = gap.places.some((one) => one.change === 'new');
    lines.push('', `### G${i + 1}. ${prose(gap.message)}${isNew ? ' [new]' : ''}`, '');
    lines.push(`- Disposition: ${gapDisposition(report, gap)} (${gap.first.severity}, ${ruleName(gap)})`);
    if (surfaces.length > 0) lines.push(`- Surfaces: ${surfaces.map((surface) => code(titles.get(surface.id) ?? surface.id)).join(', ')}`);
    lines.push(`- Where: ${[...new Set(gap.places.map((place) => links.to(place.at)))].join(', ')}`);
    lines.push(`- Action: ${prose(gap.first.action)}.`);
    const parts = new Set(gap.places.flatMap((place) => place.parts));
    const told = all.filter((one) => one.places.some((place) => parts.has(place.id)));
    for (const part of told)
      lines.push(
        `- Made of: ${ruleName(part)}, ${prose(part.message)} (${[...new Set(part.places.map((place) => links.to(place.at)))].slice(0, fewPlaces).join(', ')})`,
      );
  });
  const further = all.filter((gap) => gap.settled === null && gap.first.audience !== 'everyone' && !gap.folded);
  if (further.length > 0) lines.push('', 'For those who want it better than usual:', '');
  for (const gap of further) {
    const where = [...new Set(gap.places.map((place) => links.to(place.at)))];
    const more = where.length > fewPlaces ? ` and ${count(where.length - fewPlaces, 'other place')}` : '';
    lines.push(`- ${gap.first.severity}, ${ruleName(gap)}: ${prose(gap.message)} (${where.slice(0, fewPlaces).join(', ')}${more})`);
  }
  return lines;
}

function ruleName({ first }: Gap): string {
  return `\`${first.rule.replace(/[^A-Za-z0-9._/-]/g, '?')}\``;
}

function quickReference(report: AuditReport, links: Links): readonly string[] {
  const lines = ['## Consumer verification, quick reference', ''];
  const runs = report.recipes.filter((recipe) => recipe.verdict === 'runs');
  const running = runs.filter((recipe) => recipe.surfaces.length > 0);
  if (running.length === 0) lines.push('No document gives a command that a consumer could run as it stands.');
  const names = titlesOf(report.surfaces);
  for (const recipe of running) {
    lines.push(
      `From ${links.to(recipe.at)}, for ${recipe.surfaces.map((id) => code(names.get(id) ?? id)).join(', ')}:`,
      '',
      block(recipe.command.split('\n'), 'sh'),
      '',
    );
  }
  const broken = report.recipes.filter((recipe) => recipe.verdict !== 'runs');
  if (broken.length > 0) {
    lines.push(...(running.length === 0 ? [''] : []), 'Found, and not usable as written:', '');
    for (const recipe of broken)
      lines.push(`- ${links.to(recipe.at)}: ${prose(recipe.tool)}, ${recipe.verdict}${recipe.reason === null ? '' : `: ${prose(recipe.reason)}`}`);
  }
  const idle = runs.filter((recipe) => recipe.surfaces.length === 0);
  if (idle.length > 0) {
    lines.push(
      ...(lines.at(-1) === '' ? [] : ['']),
      'Found, and matched to nothing of the table above (an older release, another project, or evidence that is not made):',
      '',
    );
    for (const recipe of idle) lines.push(`- ${links.to(recipe.at)}: ${prose(recipe.tool)}, ${code(recipe.command.split('\n')[0] ?? '')}`);
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function references(report: AuditReport, links: Links): readonly string[] {
  const spans = [
    ...report.surfaces.flatMap((surface) => [surface.at, ...columns.flatMap((column) => surface.controls[column.id].because.map((because) => because.span))]),
    ...report.findings.map((finding) => finding.at),
    ...report.recipes.map((recipe) => recipe.at),
  ];
  const byFile = new Map<string, Set<number>>();
  for (const span of spans) byFile.set(span.file, (byFile.get(span.file) ?? new Set()).add(span.line));
  const lines = ['## References', ''];
  if (byFile.size === 0) return [...lines, 'None.'];
  for (const file of [...byFile.keys()].toSorted()) {
    const numbers = [...(byFile.get(file) ?? [])].toSorted((a, b) => a - b);
    lines.push(`- ${links.file(file)}: ${numbers.map((line) => links.line(file, line)).join(', ')}`);
  }
  return lines;
}
