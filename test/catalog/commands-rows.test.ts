import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { undeclaredFlags } from '../../src/catalog/apply-command.ts';
import { canonicalName } from '../../src/catalog/argv.ts';
import { subcommands } from '../../src/catalog/commands/subcommands.ts';
import type { CommandRow } from '../../src/catalog/index.ts';
import { commandRows } from '../../src/catalog/commands/index.ts';
import { findCommand } from '../../src/catalog/index.ts';
import { templateProblems } from '../../src/catalog/template.ts';
import { lit, show } from '../../src/values/index.ts';
import { cases as archives } from './command-cases/archives.ts';
import { cases as buckets } from './command-cases/buckets.ts';
import { cases as builders } from './command-cases/builders.ts';
import { cases as codesign } from './command-cases/codesign.ts';
import { cases as cosign } from './command-cases/cosign.ts';
import { cases as docker } from './command-cases/docker.ts';
import { cases as files } from './command-cases/files.ts';
import { cases as gh } from './command-cases/gh.ts';
import { cases as git } from './command-cases/git.ts';
import { cases as hashes } from './command-cases/hashes.ts';
import { cases as helm } from './command-cases/helm.ts';
import { cases as keys } from './command-cases/keys.ts';
import { cases as languages } from './command-cases/languages.ts';
import { cases as node } from './command-cases/node.ts';
import { cases as oci } from './command-cases/oci.ts';
import { cases as packages } from './command-cases/packages.ts';
import { cases as python } from './command-cases/python.ts';
import { cases as sbom } from './command-cases/sbom.ts';
import { cases as sealwright } from './command-cases/sealwright.ts';
import { cases as verify } from './command-cases/verify.ts';
import type { CommandCase } from './command-support.ts';
import { runLine } from './command-support.ts';
import { printEffect } from './support.ts';

const groups: Readonly<Record<string, readonly CommandCase[]>> = {
  files,
  archives,
  hashes,
  cosign,
  keys,
  gh,
  docker,
  oci,
  helm,
  sbom,
  sealwright,
  python,
  node,
  languages,
  git,
  packages,
  buckets,
  verify,
  codesign,
  builders,
};

const applied = new Set<CommandRow>();

for (const [name, cases] of Object.entries(groups)) {
  describe(name, () => {
    for (const one of cases) {
      it(`${one.what}: ${one.line}`, () => {
        const run = runLine(one.line, one);
        applied.add(run.match.row);
        assert.deepEqual(run.applied.effects.map(printEffect), one.gives);
        assert.equal(run.applied.stdout === undefined ? undefined : show(run.applied.stdout), one.stdout);
        assert.deepEqual(
          (run.applied.fails ?? []).map(({ why, holds }) => `${holds === true ? '' : 'perhaps '}${why}`),
          one.fails ?? [],
        );
        assert.equal(run.applied.runs?.map(show).join(' '), one.runs);
        assert.deepEqual([...run.applied.doubts, ...run.match.doubts], one.doubts ?? []);
      });
    }
  });
}

function lineOf(row: CommandRow): string {
  return [row.program, ...row.words].join(' ');
}

/** Flags that views give; `line` and `stdout-file` are there for every row. */
const fromViews = new Set(
  (
    'line stdout-file ad-hoc from to to-folder direction selected excluded files last creates extracts archive members stored extracted as-stored compressed expanded image mounted credential retagged ref printed refs ' +
    'token assets attached does tag file as-draft workflow address saved asset of dmg target target-kind spdx cyclonedx syft github target-is target-scheme several empty-stdin'
  ).split(' '),
);

function problemsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return templateProblems(value);
  if (Array.isArray(value)) return value.flatMap(problemsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'when' || key === 'choose' ? [] : problemsIn(inner)));
}

describe('command rows', () => {
  it('that were read in a source have a case each, and are more than 200', () => {
    const checked = commandRows.filter((row) => row.source.checked !== null);
    assert.deepEqual(checked.filter((row) => !applied.has(row)).map(lineOf), []);
    assert.ok(checked.length > 200, String(checked.length));
  });

  it('name a place in a source', () => {
    for (const row of commandRows) {
      assert.match(row.source.url, /^https:\/\/\S+$/, lineOf(row));
      if (row.source.checked !== null) assert.match(row.source.checked, /^\d{4}-\d{2}-\d{2}$/, lineOf(row));
    }
  });

  it('have templates that can be read', () => {
    assert.deepEqual(
      commandRows.flatMap((row) => problemsIn([row.effects, row.stdout, Object.values(row.defaults ?? {})]).map((problem) => `${lineOf(row)}: ${problem}`)),
      [],
    );
  });

  it('name flags that they declare or that a view gives', () => {
    const unknown = commandRows.flatMap((row) =>
      undeclaredFlags(row)
        .filter((flag) => !(fromViews.has(flag) && (row.view !== undefined || flag === 'line' || flag === 'stdout-file')))
        .map((flag) => `${lineOf(row)}: ${flag}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('have each spelling of a flag once, and defaults for flags of theirs', () => {
    for (const row of commandRows) {
      const names = row.flags.flatMap((flag) => flag.names);
      assert.deepEqual(
        names.filter((name, i) => names.indexOf(name) !== i),
        [],
        lineOf(row),
      );
      const canonical = new Set(row.flags.map(canonicalName));
      for (const flag of Object.keys(row.defaults ?? {})) assert.equal(canonical.has(flag), true, `${lineOf(row)}: ${flag}`);
    }
  });

  it('have each line once, and are found by it', () => {
    const seen = new Map<string, string>();
    for (const row of commandRows) {
      for (const line of [lineOf(row), ...(row.aliases ?? [])]) {
        assert.equal(seen.has(line), false, `${line} is in ${String(seen.get(line))} and ${lineOf(row)}`);
        seen.set(line, lineOf(row));
        const words = [...line.split(' '), 'a'].map((word) => lit(word));
        const match = findCommand(words);
        // `docker run a` and their like may be the program inside; a row of a longer line may be meant.
        if (match !== undefined && match.by.length === 0) assert.equal(lineOf(match.row), lineOf(row), line);
      }
    }
  });

  it('are in no list of subcommands that lacks them', () => {
    for (const list of subcommands) {
      const place = list.line.split(' ').length;
      for (const row of commandRows) {
        for (const line of [lineOf(row), ...(row.aliases ?? [])]) {
          const word = line.split(' ')[place];
          if (line.startsWith(`${list.line} `) && word !== undefined) assert.equal(list.names.includes(word), true, line);
        }
      }
    }
  });

  it('with no publish effect under --dry-run', () => {
    const offends: string[] = [];
    for (const row of commandRows) {
      if (!row.flags.some((flag) => flag.names.includes('--dry-run'))) continue;
      const run = runLine(`${lineOf(row)} --dry-run a b`, {});
      const publishes = run.applied.effects.filter(
        ({ effect, holds }) => holds === true && (effect.kind === 'publishes' || effect.kind === 'pushes-image' || effect.kind === 'flips-release'),
      );
      if (publishes.length > 0) offends.push(lineOf(row));
    }
    assert.deepEqual(offends, []);
  });
});
