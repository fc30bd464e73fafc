import { logSafe, painter, printable, type Paint } from '../report/index.ts';
import { otherName } from './headline.ts';
import { matrixLines } from './matrix.ts';
import type { PieceReport, ReasonReport, RootReport, SubjectReport, VerdictReport, VerdictWord } from './model.ts';

export interface TerminalOptions {
  readonly colour: boolean;
  /** With the checks that were made, in order, each with its clause. */
  readonly proof: 'shown' | 'left-out';
}

/** Returns the verdicts as text: for each subject the verdict in plain words, then what was proved, then what was refused and why. */
export function renderVerdicts(report: VerdictReport, options: TerminalOptions): string {
  const paint = painter(options);
  const parts = report.release === null ? report.subjects.map((subject) => subjectLines(subject, options, paint)) : releaseParts(report, options, paint);
  const told = report.roots.filter((root) => root.stale || options.proof === 'shown');
  if (told.length > 0) parts.push(told.map((root) => paint(root.stale ? 'yellow' : 'dim', rootLine(root))));
  if (report.release === null && report.subjects.length > 1) parts.push([summary(report)]);
  return logSafe(`${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

/** A release: the verdict on all of it, what was observed of each file, and what is wrong with those that are not verified. */
function releaseParts(report: VerdictReport, options: TerminalOptions, paint: Paint): (readonly string[])[] {
  const { subjects, verdict, release } = report;
  const word = { verified: 'verified:', 'not-verified': 'not verified:', undecided: 'not decided:', exempt: 'not asked:' }[verdict];
  const wrong = subjects.filter((one) => one.verdict === 'not-verified' || one.verdict === 'undecided' || options.proof === 'shown');
  const renamed = subjects.filter((one) => one.verdict === 'verified' && !wrong.includes(one) && otherName(one.pieces) !== '');
  return [
    [`${paint(styles[verdict], word)} the release ${printable(release ?? '')}: ${summary(report)}`],
    matrixLines(subjects, release ?? '', paint),
    ...(renamed.length === 0 ? [] : [renamed.map((one) => `  ${printable(one.subject)}${printable(otherName(one.pieces))}`)]),
    ...wrong.map((subject) => subjectLines(subject, options, paint)),
  ];
}

const styles = { verified: 'green', 'not-verified': 'alarm', undecided: 'yellow', exempt: 'yellow' } as const satisfies Readonly<Record<VerdictWord, string>>;

function subjectLines(subject: SubjectReport, { proof }: TerminalOptions, paint: Paint): readonly string[] {
  const [, word = '', rest = ''] = /^([^:]*:)(.*)$/s.exec(subject.headline) ?? [];
  const lines = [`${paint(styles[subject.verdict], word)}${printable(rest)}`];
  for (const [algorithm, digest] of Object.entries(subject.digests)) lines.push(`  ${algorithm}:${printable(digest)}`);
  const told = new Set<string>();
  lines.push(...subject.reasons.flatMap((reason) => reasonLines(reason, { indent: '  ', told, paint })));
  for (const piece of subject.pieces.filter((one) => one.counted)) lines.push('', ...pieceLines(piece, paint));
  const others = subject.pieces.filter((one) => !one.counted);
  const isMet = subject.asked.length > 0 && subject.asked.every((one) => one.metBy !== null);
  if (others.length > 0)
    lines.push(
      '',
      isMet ? '  also found, and not counted:' : '  found, and not enough:',
      // What did not spoil the verdict needs no advice.
      ...others.flatMap((piece) => otherLines(piece, { told: isMet ? undefined : told, paint })),
    );
  if (proof === 'shown') lines.push(...proofLines(subject, paint));
  return lines;
}

interface Telling {
  /** The hints of a subject that were told already, for one is enough; undefined where none is wanted. */
  readonly told: Set<string> | undefined;
  readonly paint: Paint;
}

function reasonLines(reason: ReasonReport, { indent, told, paint }: Telling & { readonly indent: string }): readonly string[] {
  const line = `${indent}${printable(reason.message)} ${paint('dim', `[${reason.code}]`)}`;
  if (reason.hint === null || told === undefined || told.has(reason.hint)) return [line];
  told.add(reason.hint);
  return [line, `${indent}  hint: ${printable(reason.hint)}`];
}

const labelColumns = 11;

/** A URI speaks for itself. */
const kinds = { uri: '', email: ' (an e-mail address)', dns: ' (a host name)', other: ' (a user name)' } as const;

/** Facts of a build that stand with the signer's certificate already. */
const certified = new Set(['repository', 'ref', 'commit', 'workflow', 'event', 'runner', 'run']);

function pieceLines(piece: PieceReport, paint: Paint): readonly string[] {
  const row = (label: string, text: string): string => `    ${paint('dim', label.padEnd(labelColumns))}${printable(text)}`;
  const rows = [`  ${paint('bold', titleOf(piece))} ${paint('dim', `from ${printable(piece.from)}`)}`];
  if (piece.list !== null) rows.push(row('about', `${piece.list}, in which it is listed with this digest`));
  if (piece.named !== null) rows.push(row('named', piece.named));
  const { signer } = piece;
  if (signer?.kind === 'key') rows.push(row('key', `${signer.scheme ?? 'sha256'}:${signer.fingerprint}`));
  if (signer?.kind === 'certificate') {
    const { extensions: of } = signer;
    rows.push(row('who', `${signer.identity}${kinds[signer.identityKind]}`), row('issuer', signer.issuer));
    const source = [of['sourceRepositoryUri'], of['sourceRepositoryRef'], of['sourceRepositoryDigest']].filter((one) => one !== undefined);
    if (source.length > 0) rows.push(row('source', source.join('  ')));
    const run = [of['runnerEnvironment'], of['buildTrigger'] === undefined ? undefined : `on ${of['buildTrigger']}`, of['runInvocationUri']].filter(
      (one) => one !== undefined,
    );
    if (run.length > 0) rows.push(row('run', run.join('  ')));
  }
  for (const [name, value] of Object.entries(piece.build ?? {})) if (signer?.kind === 'key' || !certified.has(name)) rows.push(row(printable(name), value));
  for (const [name, value] of Object.entries(piece.annotations ?? {})) rows.push(row('annotated', `${name}=${value}`));
  for (const time of piece.times) rows.push(row('when', `${time.at.replace('T', ' ').replace(/\.000Z$/, ' UTC')}, by ${time.authority}`));
  for (const entry of piece.log)
    rows.push(row('logged', `${entry.log}, entry ${entry.index}, ${entry.proved.map((one) => (one === 'inclusion' ? 'included' : 'promised')).join(' and ')}`));
  if (piece.log.length === 0) rows.push(row('logged', 'in no transparency log'));
  if (piece.secondOpinion === 'agrees') rows.push(row('agreed', 'by @sigstore/verify, which was asked as well'));
  return rows;
}

function titleOf(piece: PieceReport): string {
  const said = piece.predicateType === null ? '' : ` (${printable(piece.predicateType)})`;
  return `${piece.kind === null || piece.kind === 'other' ? 'statement' : piece.kind}${said}`;
}

function otherLines(piece: PieceReport, { told, paint }: Telling): readonly string[] {
  const what = piece.kind === null ? '' : ` ${paint('dim', titleOf(piece))}`;
  const lines = [`    ${printable(piece.from)}${what}`, ...piece.reasons.flatMap((reason) => reasonLines(reason, { indent: '      ', told, paint }))];
  // What was not needed was not verified.
  if (piece.reasons.length === 0)
    lines.push(piece.kind === null ? '      not looked at: nothing more was asked for' : '      sound, and nothing more was asked for');
  return lines;
}

/** The chain of proof: every check in order, with the clause that asks for it. */
function proofLines(subject: SubjectReport, paint: Paint): readonly string[] {
  return subject.pieces.flatMap((piece) => {
    if (piece.proof.length === 0) return [];
    const title = ['', `  what was checked of ${printable(piece.from)}:`];
    return [
      ...title,
      ...piece.proof.map((step, i) => `    ${String(i + 1).padStart(2)}  ${printable(step.what)} ${paint('dim', `[${printable(step.clause)}]`)}`),
    ];
  });
}

function rootLine(root: RootReport): string {
  const from = `trusted root: ${printable(root.from)}`;
  if (root.ageDays === null) return from;
  const days = root.ageDays === 1 ? 'day' : 'days';
  return root.stale
    ? `${from}; it is ${root.ageDays} ${days} old and was not refreshed: what was withdrawn since is still believed`
    : `${from}, ${root.ageDays} ${days} old`;
}

function summary({ subjects }: VerdictReport): string {
  const count = (word: VerdictWord): number => subjects.filter((one) => one.verdict === word).length;
  const others = [
    { word: 'not-verified', said: 'not verified' },
    { word: 'undecided', said: 'not decided' },
    { word: 'exempt', said: 'let through' },
  ] as const;
  const told = others.flatMap(({ word, said }) => (count(word) === 0 ? [] : [`${count(word)} ${said}`]));
  return [`${count('verified')} of ${subjects.length} verified`, ...told].join(', ');
}
