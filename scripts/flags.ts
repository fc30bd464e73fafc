// Looks up the flags of every checked command row in the source that the row names, and writes down in which file each stands.
// node scripts/flags.ts FOLDER [OWNER/NAME...]: the folder has clones of the repositories, each named OWNER+NAME. What is not there, and what a manual's page says, keeps what was written before.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commandRows } from '../src/catalog/commands/index.ts';
import type { CommandRow } from '../src/catalog/schema.ts';

/** Where a row's source has the flags of the row: by file, or all on the page. */
interface Found {
  readonly at: string;
  readonly flags: Readonly<Record<string, string>>;
}

const [folder, ...only] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/flags.ts FOLDER [OWNER/NAME...]');
const path = fileURLToPath(new URL('../test/catalog/read/flags.json', import.meta.url));
const before = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, Found>>;
const sources = ['go', 'py', 'rs', 'ts', 'js', 'mjs', 'c', 'rb', 'cs', 'java', 'md', 'adoc', 'texi', 'sh', 'pl', '1', '8', 'scd', 'yml']
  .map((ending) => `*.${ending}`)
  .concat([':!vendor', ':!*vendor/*', ':!*testdata/*', ':!*_test.go', ':!*CHANGELOG*', ':!*node_modules/*', ':!test/*', ':!tests/*']);

/** The flags of a row that have a name: single letters stand for one of them. */
function namesOf(row: CommandRow): readonly string[] {
  return row.flags.flatMap((flag) => flag.names).filter((name) => /^--?[A-Za-z][\w.:-]+$/.test(name));
}

/** A flag as sources write it: in quotes, with its dashes, as a field of a configuration. */
function spellings(name: string): readonly string[] {
  const bare = name.replace(/^--?/, '');
  return [
    `"${bare}"`,
    `'${bare}'`,
    `\`${bare}\``,
    `-${bare}`,
    `${bare}|`,
    `${bare}=`,
    ...(bare.includes('-') ? [bare.replaceAll('-', '_'), bare.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())] : [`${bare}:`]),
  ];
}

const groups = Map.groupBy(
  commandRows.filter((row) => row.source.commit !== undefined),
  (row) => /^https:\/\/github\.com\/[^/]+\/[^/]+\/blob\/[^/]+/.exec(row.source.url)?.[0] ?? '',
);
const now = new Map<string, Found>();
for (const [at, rows] of groups) {
  const [owner = '', name = '', , commit = ''] = at.slice('https://github.com/'.length).split('/');
  const clone = `${folder}/${owner}+${name}`;
  if (only.length > 0 && !only.includes(`${owner}/${name}`)) continue;
  if (!existsSync(clone)) {
    console.log(`${at}: no clone`);
    continue;
  }
  const wanted = [...new Set(rows.flatMap(namesOf))];
  const patterns = [...new Set(wanted.flatMap(spellings))].flatMap((text) => ['-e', text]);
  let hits = '';
  try {
    if (patterns.length > 0)
      hits = execFileSync('git', ['-C', clone, 'grep', '-o', '-F', ...patterns, commit, '--', ...sources], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 1 << 30,
      });
  } catch (error) {
    // One for nothing found; what could be read of a clone that lacks some files is taken all the same.
    hits = String((error as { readonly stdout?: unknown }).stdout ?? '');
  }
  const files = new Map<string, Set<string>>();
  for (const line of new Set(hits.split('\n'))) {
    const [, file = '', text = ''] = /^[0-9a-f]+:([^:]+):(.*)$/.exec(line) ?? [];
    if (text !== '') files.set(text, (files.get(text) ?? new Set()).add(file));
  }
  for (const row of rows) {
    const own = row.source.url.slice(at.length + 1);
    const flags: Record<string, string> = {};
    for (const flag of namesOf(row)) {
      const found = spellings(flag).flatMap((text) => [...(files.get(text) ?? [])]);
      const best = found.includes(own) ? own : (found.find((file) => !/test|example/i.test(file)) ?? found[0]);
      if (best !== undefined) flags[flag] = best;
    }
    now.set([row.program, ...row.words].join(' '), { at: row.source.url, flags });
  }
}
for (const row of commandRows) {
  const line = [row.program, ...row.words].join(' ');
  const old = before[line];
  if (row.source.checked !== null && !now.has(line) && old !== undefined) now.set(line, old);
}
const lines = [...now].map(([line, found]) => `${JSON.stringify(line)}: ${JSON.stringify(found)}`);
writeFileSync(path, `{\n${lines.join(',\n')}\n}\n`);
