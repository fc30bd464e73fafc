import type { LineIndex } from '../../base/index.ts';
import { spanOf, type SourceText } from '../../documents/index.ts';
import type { SurfaceInfo } from '../../surfaces/index.ts';
import type { ReadDocument } from '../read-document.ts';
import type { Disagreement } from './model.ts';
import { tablesOf } from './tables.ts';

/** A table that lists what is published with its evidence. */
export interface Inventory {
  readonly path: string;
  readonly first: SourceText;
  readonly at: Disagreement['at'];
  /** The first cell of each row. */
  readonly rows: readonly string[];
}

const evidence = /\bhash|\bchecksum|\bsha-?256|\bsignatures?\b|\bsign(?:ed|s)\b|\bsboms?\b|\bprovenance\b|\battest|\bverif/i;
const things = /\bsurface|\bart[ei]facts?\b|\basset|\bimage|\bfile|\bpackage|\bname\b|\bwhat\b|\bdeliverable|\boutput/i;
const leastRows = 3;
const maxUnlisted = 20;

/** The tables of a document with a row for each published thing: named on the left, and two or more columns of evidence. */
export function inventoriesIn(document: ReadDocument, lines: LineIndex): readonly Inventory[] {
  return tablesOf(document).flatMap((table) => {
    if (table.rows.length < leastRows || !things.test(table.header[0] ?? '')) return [];
    if (table.header.slice(1).filter((title) => title.length <= 60 && evidence.test(title)).length < 2) return [];
    const first = table.rows[0]!.cells[0];
    return first === undefined ? [] : [{ path: document.path, first, at: spanOf(first, lines), rows: table.rows.map((row) => row.plain[0] ?? '') }];
  });
}

/** The published things that such a table leaves out, where it names most of them; the owner's name tells none from another. */
export function surfacesUnlisted(tables: readonly Inventory[], surfaces: readonly SurfaceInfo[], owner: string | null): readonly Disagreement[] {
  const asked = surfaces
    .filter((one) => one.kind !== 'site' && one.kind !== 'git-tag' && one.kind !== 'action')
    .flatMap((info) => info.members.flatMap((member) => member.split(', ')).map((name) => ({ info, name })));
  return tables.flatMap(({ rows, at, path }) => {
    const words = rows.map((row) => wordsOf(row, owner));
    const unlisted = asked.filter(({ name }) => !isListed(wordsOf(name, owner), words));
    if (unlisted.length === 0 || asked.length - unlisted.length < leastRows - 1 || unlisted.length * 2 > asked.length) return [];
    return unlisted.slice(0, maxUnlisted).map(({ info, name }): Disagreement => ({
      sort: 'surface-unlisted',
      at,
      message: `the table of what is published does not list ${name.slice(0, 80)}`,
      related: [{ at: info.at, what: `publishes ${name.slice(0, 80)}` }],
      path: [path, name],
    }));
  });
}

/** Whether a row may mean a name: they share a word. Doubt counts as listed. */
function isListed(own: readonly string[], rows: readonly (readonly string[])[]): boolean {
  return own.length === 0 || rows.some((words) => words.some((word) => own.some((one) => one.startsWith(word) || word.startsWith(one))));
}

function wordsOf(text: string, owner: string | null): readonly string[] {
  return text
    .toLowerCase()
    .replaceAll(/<[^<>]{0,40}>|\{[^{}]{0,40}\}|…|\*/g, ' ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length >= 3 && !common.has(word) && word !== owner?.toLowerCase() && !/^v?\d+$/.test(word));
}

const common = new Set(
  'the and for all any with from container image images docker ghcr quay com org pypi npm release releases asset assets file files github latest version tag tags linux amd64 arm64 x86 tar zip exe wheel sdist whl package packages cli library lib bin when present new'.split(
    ' ',
  ),
);
