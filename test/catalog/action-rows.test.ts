import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActionRow } from '../../src/catalog/index.ts';
import { actionRows } from '../../src/catalog/actions/index.ts';
import { findAction, parseUses, readUserRows } from '../../src/catalog/index.ts';
import { templateProblems, templateReferences } from '../../src/catalog/template.ts';
import { show } from '../../src/values/index.ts';
import { attestationCases } from './action-cases/attestation.ts';
import { dockerCases } from './action-cases/docker.ts';
import { helmCases } from './action-cases/helm.ts';
import { osChannelsCases } from './action-cases/os-channels.ts';
import { plumbingCases } from './action-cases/plumbing.ts';
import { postureCases } from './action-cases/posture.ts';
import { pythonCases } from './action-cases/python.ts';
import { installingActions, quietActions } from './action-cases/quiet.ts';
import { registriesCases } from './action-cases/registries.ts';
import { releaseToolsCases } from './action-cases/release-tools.ts';
import { releasesCases } from './action-cases/releases.ts';
import { sbomCases } from './action-cases/sbom.ts';
import { scriptsCases } from './action-cases/scripts.ts';
import { setupCases } from './action-cases/setup.ts';
import { signingCases } from './action-cases/signing.ts';
import { sitesCases } from './action-cases/sites.ts';
import { slsaGeneratorsCases } from './action-cases/slsa-generators.ts';
import { tagsCases } from './action-cases/tags.ts';
import { transformsCases } from './action-cases/transforms.ts';
import { applyCase, printEffect } from './support.ts';

const cases = [
  ...plumbingCases,
  ...dockerCases,
  ...signingCases,
  ...sbomCases,
  ...attestationCases,
  ...slsaGeneratorsCases,
  ...releasesCases,
  ...releaseToolsCases,
  ...pythonCases,
  ...registriesCases,
  ...helmCases,
  ...sitesCases,
  ...osChannelsCases,
  ...tagsCases,
  ...scriptsCases,
  ...transformsCases,
  ...setupCases,
  ...postureCases,
];

for (const one of cases) {
  test(`${one.uses.split('@')[0]}: ${one.what}`, () => {
    const applied = applyCase(one);
    assert.deepEqual(applied.effects.map(printEffect), one.gives);
    for (const [name, wanted] of Object.entries(one.outputs ?? {})) assert.equal(show(applied.outputs.get(name) ?? []), wanted, `output ${name}`);
    assert.deepEqual(
      (applied.fails ?? []).map((failure) => failure.why),
      one.fails ?? [],
    );
  });
}

test('quiet actions have no effect, whatever they are given', () => {
  for (const uses of quietActions) {
    const applied = applyCase({ what: '', uses: `${uses}@v1`, with: { token: '${secrets.GITHUB_TOKEN}', path: 'dist/*' } });
    assert.deepEqual(applied.effects, [], uses);
  }
});

test('installing actions put these tools on the path, and nothing else', () => {
  for (const [uses, tools] of Object.entries(installingActions)) {
    const { effects } = applyCase({ what: '', uses: `${uses}@v1` });
    assert.deepEqual(
      effects.map(({ effect, holds }) => (effect.kind === 'installs' && effect.right && holds === true ? effect.tool : `not installed: ${effect.kind}`)),
      tools,
      uses,
    );
  }
});

test('every row has a case, and every case its own row', () => {
  const called = new Set([
    ...cases.map((one) => findAction(parseUses(one.uses).name)),
    ...[...quietActions, ...Object.keys(installingActions)].map((uses) => findAction(uses)),
  ]);
  assert.deepEqual(
    actionRows.filter((row) => !called.has(row)).map((row) => row.uses),
    [],
  );
  assert.ok(!called.has(undefined));
});

test('names are unique, aliases too, without case', () => {
  const names = actionRows.flatMap((row) => [row.uses, ...(row.aliases ?? [])]).map((name) => name.toLowerCase());
  assert.deepEqual(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
  );
});

/** Every string of a row that is read as a template. */
function templatesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(templatesOf);
}

test('templates parse, and name only inputs that the row declares', () => {
  for (const row of actionRows) {
    const declared = new Set(Object.keys(row.defaults).map((name) => name.toLowerCase()));
    for (const template of templatesOf([row.effects, row.outputs, row.defaults])) {
      assert.deepEqual(templateProblems(template), [], `${row.uses}: ${template}`);
      for (const reference of templateReferences(template)) {
        if (reference.startsWith('inputs.')) assert.ok(declared.has(reference.slice('inputs.'.length).toLowerCase()), `${row.uses} names ${reference}`);
        assert.ok(!/^(flags|args|stdin|stdout)\b/.test(reference), `${row.uses} is no command: ${reference}`);
      }
    }
  }
});

/** The inputs that conditions ask about. */
function askedInputs(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Readonly<Record<string, unknown>>;
  return [...(typeof fields['input'] === 'string' ? [fields['input']] : []), ...Object.values(fields).flatMap(askedInputs)];
}

test('conditions ask only about inputs that the row declares', () => {
  for (const row of actionRows) {
    const declared = new Set(Object.keys(row.defaults).map((name) => name.toLowerCase()));
    for (const input of askedInputs([row.effects, row.fails])) assert.ok(declared.has(input.toLowerCase()), `${row.uses} asks about ${input}`);
  }
});

test('every row has the shape that users write', () => {
  for (const row of actionRows) {
    const written: unknown = JSON.parse(JSON.stringify(row, (key, value: unknown) => (key === 'computes' ? undefined : value)));
    const read = readUserRows({ actions: [written] });
    assert.deepEqual(read.problems, [], row.uses);
    assert.deepEqual(read.actions[0], written, row.uses);
  }
});

test('a checked row says where it was read and when; an unchecked one claims nothing', () => {
  for (const row of actionRows) {
    const { source } = row;
    assert.match(source.url, /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+/, row.uses);
    if (source.checked === null) {
      assert.equal(source.commit, undefined, row.uses);
      continue;
    }
    assert.match(source.checked, /^\d{4}-\d{2}-\d{2}$/, row.uses);
    assert.match(source.commit ?? '', /^[0-9a-f]{40}$/, row.uses);
    assert.ok(source.url.includes(`/blob/${source.commit ?? '?'}/`), row.uses);
  }
});

test('there are enough rows, and enough of them were read', () => {
  const checked = actionRows.filter((row: ActionRow) => row.source.checked !== null);
  assert.ok(actionRows.length >= 150, `${actionRows.length} rows`);
  assert.ok(checked.length >= 80, `${checked.length} checked`);
});
