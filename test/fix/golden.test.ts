import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { afterPlan, planTexts, showPlan } from '../support/plan-fixes.ts';
import { rulePairs } from '../support/rule-repos.ts';
import { loadRepo, type Texts } from '../support/little-repo.ts';

/** What becomes of the little repositories that the rules complain of: reviewed line by line when it changes. */
const write = process.env['SEALWRIGHT_WRITE_EXPECTED'] === '1';
const folder = fileURLToPath(new URL('expected/', import.meta.url));

interface Case {
  readonly name: string;
  readonly texts: Texts;
  readonly rule?: string;
  readonly repo?: string;
}

const pairs: readonly Case[] = rulePairs().map(({ rule, name, flagged }) => ({
  name: `${rule}--${name}`,
  rule,
  // A place where recipes can be told.
  texts: { 'README.md': '# lens\n', ...flagged },
}));
const more: readonly Case[] = globSync('*', { cwd: fileURLToPath(new URL('repos/', import.meta.url)) })
  .toSorted()
  .map((name) => ({ name, texts: textsOf(name) }));
const seed: Case = { name: 'seed-before', texts: loadRepo('seed-before').texts };

function textsOf(name: string): Texts {
  const root = fileURLToPath(new URL(`repos/${name}/`, import.meta.url));
  const paths = globSync(['**/*', '**/.*', '.*/**/*'], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
  return Object.fromEntries([...new Set(paths)].toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const asked = new Set<string>();

for (const { name, texts, rule } of [...pairs, ...more]) {
  test(`fix ${name}: as reviewed, and twice is once`, () => {
    const plan = planTexts(texts, rule === undefined ? {} : { rule });
    const got = showPlan(plan);
    const path = join(folder, `${name}.txt`);
    // Rules without a fix say nothing, and have no file.
    if (got === '') assert.equal(existsSync(path), false, `${name} had a fix`);
    else {
      asked.add(`${name}.txt`);
      if (write) writeFileSync(path, got);
      else assert.equal(got, existsSync(path) ? readFileSync(path, 'utf8') : undefined, path);
    }
    if (plan.texts.size === 0) return;
    const again = planTexts(afterPlan(texts, plan), rule === undefined ? {} : { rule });
    assert.deepEqual([...again.texts.keys()], [], showPlan(again));
  });
}

test(`fix ${seed.name}: what the human audit found is mended`, () => {
  const plan = planTexts(seed.texts, { repo: 'vidscore' });
  const got = showPlan(plan);
  const path = join(folder, `${seed.name}.txt`);
  asked.add(`${seed.name}.txt`);
  if (write) writeFileSync(path, got);
  else assert.equal(got, readFileSync(path, 'utf8'));
  const mended = new Set(plan.applied.flatMap(({ findings }) => findings.map((one) => one.rule)));
  // No attestation, a smoke test of what nobody verified, recipes without identity, SBOMs that can never be made.
  for (const rule of ['provenance-unsigned', 'used-before-verified', 'recipe-cannot-run', 'evidence-tool-not-installed', 'provenance-builder-pinned-by-commit'])
    assert.ok(mended.has(rule), rule);
});

test('every reviewed plan is of a repository that is there', () => {
  assert.deepEqual(globSync('*.txt', { cwd: folder }).toSorted(), [...asked].toSorted());
});
