import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandRows } from '../../src/catalog/commands/index.ts';
import type { CommandRow } from '../../src/catalog/index.ts';
import { toolRows } from '../../src/catalog/index.ts';
import { flagsElsewhere } from './read/differences.ts';

/** What `scripts/flags.ts` found of each checked row's flags: the file of its source, or that the page has it. */
interface Found {
  readonly at: string;
  readonly flags: Readonly<Record<string, string>>;
}

const found = JSON.parse(readFileSync(new URL('read/flags.json', import.meta.url), 'utf8')) as Readonly<Record<string, Found>>;
const checked = commandRows.filter((row) => row.source.checked !== null);
const lineOf = (row: CommandRow): string => [row.program, ...row.words].join(' ');

test('each checked row was compared with the source that it names', () => {
  assert.deepEqual(
    checked.filter((row) => found[lineOf(row)]?.at !== row.source.url).map((row) => `${lineOf(row)}: run scripts/flags.ts`),
    [],
  );
  assert.deepEqual(
    Object.keys(found).filter((line) => !checked.some((row) => lineOf(row) === line)),
    [],
  );
});

test('its flags are in that source, or it is said where else they are', () => {
  const wrong: string[] = [];
  const used = new Set<string>();
  for (const row of checked) {
    const line = lineOf(row);
    for (const flag of row.flags.flatMap((one) => one.names).filter((name) => /^--?[A-Za-z][\w.:-]+$/.test(name))) {
      if (found[line]?.flags[flag] !== undefined) continue;
      const reason = [flag, `${line} ${flag}`].find((name) => flagsElsewhere.has(name));
      if (reason === undefined) wrong.push(`${line} ${flag}`);
      else used.add(reason);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(
    [...flagsElsewhere.keys()].filter((name) => !used.has(name)),
    [],
    'differences that there are not',
  );
});

test('a source is a file at a commit, or the page of one command', () => {
  for (const { source, program, words } of checked) {
    const line = [program, ...words].join(' ');
    if (source.commit === undefined) assert.match(source.url, /\/[\w.-]+\/[\w.-]+(?:\/|\.html|\.\d)?$/, line);
    else assert.match(source.url, new RegExp(`^https://github\\.com/[\\w.-]+/[\\w.-]+/blob/${source.commit}/.+\\.\\w+$`), line);
    assert.match(source.checked ?? '', /^\d{4}-\d{2}-\d{2}$/, line);
  }
});

test("the list of what runner images have is the source of nothing but a tool's being there", () => {
  for (const row of [...commandRows, ...toolRows]) {
    if (row.source.checked === null || !row.source.url.includes('/runner-images/')) continue;
    assert.ok(row.kind === 'tool' && row.packages.length === 0 && Object.keys(row.impostors).length === 0, row.kind === 'tool' ? row.name : lineOf(row));
  }
});
