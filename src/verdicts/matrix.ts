import { printable, type Paint } from '../report/index.ts';
import type { PieceReport, SubjectReport } from './model.ts';

/** What was observed of a subject, in the columns of an audit: what is verified, and nothing else. */
export interface ObservedRow {
  readonly name: string;
  readonly cells: readonly string[];
  readonly verdict: SubjectReport['verdict'];
}

const titles = ['Subject', 'Verdict', 'Hashes', 'Signed', 'SBOM', 'Provenance'] as const;
const verdicts = { verified: 'verified', 'not-verified': 'NOT VERIFIED', undecided: 'not decided', exempt: 'let through' } as const;
const none = 'no';
/** Nothing was looked at, or not all of it. */
const unseen = '–';
/** It is there and signed, and nobody asked for it: whether it says what its type is was not looked at. */
const unknown = 'unknown';

/** Returns what was observed of a subject. */
export function observedRow(subject: SubjectReport): ObservedRow {
  const nothing = subject.asked.length === 0 || subject.verdict === 'undecided' ? unseen : none;
  const signed = subject.pieces.filter((piece) => piece.signer !== null);
  const isUnasked = (piece: PieceReport): boolean => piece.reasons.length > 0 && piece.reasons.every((one) => one.code === 'EVIDENCE_OTHER_KIND');
  // Of a signature there is nothing more to look at.
  const isSound = (piece: PieceReport): boolean => piece.reasons.length === 0 || (piece.kind === 'signature' && isUnasked(piece));
  const of = (kinds: readonly string[], say: (piece: PieceReport) => string): string => {
    const own = signed.filter((piece) => piece.list === null && kinds.includes(piece.kind ?? ''));
    return [...new Set(own.filter(isSound).map(say))].join(', ') || (own.some(isUnasked) ? unknown : nothing);
  };
  const lists = [...new Set(signed.flatMap((piece) => (piece.list !== null && piece.reasons.length === 0 ? [piece.list] : [])))].join(', ');
  return {
    name: subject.resolved ?? subject.subject,
    verdict: subject.verdict,
    cells: [
      verdicts[subject.verdict],
      lists || nothing,
      of(['signature', 'publish'], (piece) => (piece.signer?.kind === 'key' ? 'by key' : piece.kind === 'publish' ? 'on publishing' : 'keyless')),
      of(['spdx', 'cyclonedx'], (piece) => (piece.kind === 'spdx' ? 'SPDX' : 'CycloneDX')),
      of(['provenance'], (piece) => `SLSA ${piece.predicateType?.split('/').at(-1) ?? ''}`),
    ],
  };
}

const gap = 2;
const mostName = 60;

/** Returns the rows as a table; names that share a folder are shown without it. */
export function matrixLines(subjects: readonly SubjectReport[], release: string, paint: Paint): readonly string[] {
  const rows = subjects.map(observedRow);
  const names = rows.map((row) => row.name);
  const folder = `${release.replace(/[/\\]+$/, '')}/`;
  const paths = names.map(withoutLayout).filter((name) => name.startsWith(folder));
  const shared = sharedFolder(paths.length > 0 ? paths : names.filter((name) => !name.startsWith('the rest of ')));
  const short = (name: string): string => {
    // The headline says which release: of an address in it the file is enough.
    const asset = name.startsWith(`pkg:github/${release}?`) ? /[?&]file_name=([\w.+~-]+)$/.exec(name)?.[1] : undefined;
    if (asset !== undefined) return asset;
    const path = withoutLayout(name);
    return path.startsWith(shared) ? `${name.slice(0, name.length - path.length)}${path.slice(shared.length)}` : name;
  };
  const table = [[...titles], ...rows.map((row) => [shortened(printable(short(row.name))), ...row.cells.map(printable)])];
  const widths = titles.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  return table.map((row, n) => {
    const cells = row.map((cell, i) => {
      const text = i === row.length - 1 ? cell : cell.padEnd((widths[i] ?? 0) + gap);
      if (n === 0) return paint('bold', text);
      if (i === 0) return text;
      if (i === 1) return paint(styles[rows[n - 1]?.verdict ?? 'undecided'], text);
      return cell === none || cell === unseen ? paint('dim', text) : text;
    });
    return `  ${cells.join('')}`.trimEnd();
  });
}

const styles = { verified: 'green', 'not-verified': 'alarm', undecided: 'yellow', exempt: 'yellow' } as const;

function withoutLayout(name: string): string {
  return name.replace(/^oci-layout:/, '');
}

/** The folder that all names begin with, part by part. */
function sharedFolder(names: readonly string[]): string {
  const [first = '', ...others] = names;
  let shared = '';
  for (const part of first.split('/').slice(0, -1)) {
    const longer = `${shared}${part}/`;
    if (!others.every((name) => name.startsWith(longer))) break;
    shared = longer;
  }
  return shared;
}

function shortened(text: string): string {
  return text.length <= mostName ? text : `…${text.slice(text.length - mostName + 1)}`;
}
