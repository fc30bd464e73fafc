import { createHash } from 'node:crypto';
import type { AuditReport, FindingReport, ProposedFix } from '../../audit/index.ts';
import { chosenFindings, type Chosen } from '../chosen.ts';
import { byChange, whoDecided } from '../decisions.ts';
import { serviceLines } from '../service.ts';
import { printable, printableJson } from '../escape.ts';
import { titlesOf } from '../titles.ts';
import { count } from '../words.ts';
import type { LateInput } from './input.ts';
import { Places } from './sarif-places.ts';
import { levelOf, messageText, ruleDescriptor } from './sarif-rules.ts';
import type { Fix, Notification, Result, SarifLog, Suppression } from './sarif-shape.ts';

/** GitHub keeps 25,000 results of a run and shows the worst 5,000. */
const maxResults = 5_000;
/** GitHub takes ten megabytes, compressed; what is smaller as it stands is smaller then too. */
const maxBytes = 9_000_000;
/** Locations beside the result's own that GitHub lists. */
const maxRelated = 10;
const maxNotifications = 100;

/**
 * Returns the findings as a SARIF 2.1.0 log with one run.
 * See https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html.
 */
export function renderSarif(input: LateInput): string {
  const { report } = input;
  const chosen = chosenFindings(report, input);
  const places = new Places(input.textOf);
  const { results, left } = resultsOf(input, chosen, places);
  const used = new Set(results.map((one) => one.ruleId));
  const rules = input.rules.filter((rule) => used.has(rule.id)).map(ruleDescriptor);
  const position = new Map(rules.map((rule, i) => [rule.id, i]));
  const notifications = notificationsOf(report, chosen, left, input, places);
  const log: SarifLog = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'sealwright', semanticVersion: report.tool.version, version: report.tool.version, rules } },
        automationDetails: { id: 'sealwright/audit/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the audited checkout.' } } },
        ...versionControl(report),
        invocations: [
          {
            executionSuccessful: true,
            exitCode: input.exit.code,
            exitCodeDescription: input.exit.meaning,
            ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
          },
        ],
        results: results.map((result) => ({ ...result, ruleIndex: position.get(result.ruleId) ?? -1 })),
        artifacts: places.artifacts(),
      },
    ],
  };
  return `${printableJson(JSON.stringify(log, null, 2))}\n`;
}

function versionControl(report: AuditReport): Pick<SarifLog['runs'][number], 'versionControlProvenance'> {
  const { host, name, commit } = report.repository;
  const known = /^[A-Za-z0-9.-]+(?::\d+)?$/.test(host) && /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/.test(name) && commit !== null && /^[0-9a-f]{7,64}$/.test(commit);
  if (!known) return {};
  return { versionControlProvenance: [{ repositoryUri: `https://${host}/${name}`, revisionId: commit, mappedTo: { uriBaseId: '%SRCROOT%' } }] };
}

function resultsOf(input: LateInput, chosen: Chosen, places: Places): { readonly results: readonly Result[]; readonly left: number } {
  const { report } = input;
  const wanted = new Set(chosen.findings.map((one) => one.id));
  // What a baseline knows is still there: left out, it would count as mended.
  const shown = report.findings.filter(
    (one) => wanted.has(one.id) || chosen.settled.get(one.id) === 'known' || (chosen.settled.has(one.id) && input.suppressed === 'marked'),
  );
  const byId = new Map(report.findings.map((one) => [one.id, one]));
  const titles = titlesOf(report.surfaces);
  const numbers = new Map<string, number>();
  const results: Result[] = [];
  let bytes = 0;
  for (const finding of shown) {
    if (results.length >= maxResults) break;
    const number = (numbers.get(finding.fingerprint) ?? 0) + 1;
    numbers.set(finding.fingerprint, number);
    const suppression = suppressionOf(report, chosen, finding);
    const result: Result = {
      ruleId: finding.rule,
      ruleIndex: -1,
      level: levelOf(finding.severity),
      message: { text: messageText(`${finding.message}. To do: ${finding.action}.`) },
      locations: [{ ...places.location(finding.at), ...surfaceLocation(finding, titles) }],
      ...relatedOf(finding, byId, places),
      partialFingerprints: fingerprints(finding, number),
      ...baselineState(report, finding),
      ...(suppression === undefined ? {} : { suppressions: [suppression] }),
      ...fixesOf(input.fixes.get(finding.id), places),
      properties: { severity: finding.severity, confidence: finding.confidence, audience: finding.audience },
    };
    bytes += Buffer.byteLength(JSON.stringify(result, null, 2));
    if (bytes > maxBytes) break;
    results.push(result);
  }
  return { results, left: shown.length - results.length };
}

/** Against a baseline file, else against another commit. */
function baselineState(report: AuditReport, finding: FindingReport): Pick<Result, 'baselineState'> {
  if (report.baseline !== undefined) return { baselineState: finding.baseline === undefined ? 'new' : 'unchanged' };
  return report.against === undefined ? {} : { baselineState: finding.change === 'new' ? 'new' : 'unchanged' };
}

function surfaceLocation(finding: FindingReport, titles: ReadonlyMap<string, string>): Pick<Result['locations'][number], 'logicalLocations'> {
  if (finding.surface === null) return {};
  const name = titles.get(finding.surface);
  return { logicalLocations: [{ ...(name === undefined ? {} : { name }), fullyQualifiedName: printable(finding.surface), kind: 'resource' }] };
}

function relatedOf(finding: FindingReport, byId: ReadonlyMap<string, FindingReport>, places: Places): Pick<Result, 'relatedLocations'> {
  const parts = finding.parts.flatMap((id) => byId.get(id) ?? []).map((part) => ({ at: part.at, what: part.message }));
  const related = [...finding.related, ...parts].slice(0, maxRelated);
  if (related.length === 0) return {};
  return { relatedLocations: related.map((one, i) => ({ id: i + 1, ...places.location(one.at), message: { text: messageText(one.what) } })) };
}

/** The first is the one that GitHub tells results apart by, and would otherwise make of the lines around. */
function fingerprints(finding: FindingReport, number: number): Result['partialFingerprints'] {
  const digest = createHash('sha256').update(finding.fingerprint.toWellFormed()).digest('hex');
  return { primaryLocationLineHash: `${digest.slice(0, 16)}:${number}`, 'sealwrightFinding/v1': `${digest}:${number}` };
}

function suppressionOf(report: AuditReport, { settled }: Chosen, finding: FindingReport): Suppression | undefined {
  const decision = settled.get(finding.id) === 'decided' ? report.dispositions.find((one) => one.id === finding.disposition) : undefined;
  if (decision === undefined) return undefined;
  const by = [decision.by, decision.date].filter((part) => part !== null).join(', ');
  return {
    kind: 'external',
    status: 'accepted',
    justification: printable(
      `${decision.disposition}${decision.change === undefined ? '' : ` ${byChange(decision)}`}: ${decision.reason}${by === '' ? '' : ` (${by})`}${whoDecided(report)}`,
    ),
  };
}

function fixesOf(fix: ProposedFix | undefined, places: Places): Pick<Result, 'fixes'> {
  if (fix === undefined) return {};
  const changes: Fix['artifactChanges'][number][] = [];
  for (const [file, edits] of Map.groupBy(fix.edits, (edit) => edit.at.file)) {
    const replacements = edits.flatMap((edit) => {
      const deletedRegion = places.exactly(edit.at);
      return deletedRegion === undefined ? [] : [{ deletedRegion, insertedContent: { text: edit.text } }];
    });
    // Half of a fix is none.
    if (replacements.length < edits.length) return {};
    changes.push({ artifactLocation: places.artifact(file), replacements });
  }
  if (changes.length === 0) return {};
  const notes = fix.notes.length === 0 ? '' : ` ${fix.notes.join(' ')}`;
  return {
    fixes: [
      {
        description: {
          text: messageText(
            `${fix.title}${fix.kind === 'safe' ? '' : ' (to be reviewed)'}. Not tried yet: ${fix.kind === 'safe' ? 'sealwright fix' : 'sealwright fix --review'} does.${notes}`,
          ),
        },
        artifactChanges: changes,
      },
    ],
  };
}

function notificationsOf(report: AuditReport, chosen: Chosen, left: number, input: LateInput, places: Places): readonly Notification[] {
  const notes: Notification[] = [];
  const note = (text: string): void => void notes.push({ level: 'note', message: { text } });
  if (left > 0)
    notes.push({ level: 'warning', message: { text: `${count(left, 'result')} left out, the least severe ones: the file would be larger than is shown.` } });
  if (chosen.further > 0) note(`${count(chosen.further, 'finding')} for careful readers left out: add --all.`);
  if (chosen.decided > 0 && input.suppressed === 'left-out')
    note(`${count(chosen.decided, 'finding')} answered by a decision${printable(whoDecided(report))}, left out: add --sarif-suppressed.`);
  const [, ...facts] = serviceLines(report);
  for (const fact of facts) note(messageText(`the service says: ${fact}`));
  for (const { path, line, reason } of report.unread.slice(0, maxNotifications))
    notes.push({ level: 'warning', message: { text: messageText(`not analysed: ${reason}`) }, locations: [places.line(path, line)] });
  if (report.unread.length > maxNotifications)
    notes.push({ level: 'warning', message: { text: `not analysed: ${count(report.unread.length - maxNotifications, 'more place')}.` } });
  return notes;
}
