import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { actionRows } from '../../src/catalog/actions/index.ts';
import type { ActionRow } from '../../src/catalog/index.ts';
import { asCode, notDeclared, sinceThen } from './read/differences.ts';

/** What `scripts/manifests.ts` read of each checked row's manifest. */
interface Manifest {
  readonly at: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: readonly string[];
  readonly changes: Readonly<Record<string, readonly (readonly [first: string, last: string, value: string | null])[]>>;
}

const manifests = JSON.parse(readFileSync(new URL('read/manifests.json', import.meta.url), 'utf8')) as Readonly<Record<string, Manifest>>;
const checked = actionRows.filter((row) => row.source.checked !== null);

function numbers(version: string): readonly number[] {
  return version.replace(/^v/, '').split('.').map(Number);
}

function before(a: string, b: string): boolean {
  const [x, y] = [numbers(a), numbers(b)];
  return (x.map((one, i) => one - (y[i] ?? 0)).find((difference) => difference !== 0) ?? 0) < 0;
}

/** The default that a row gives for an input in one release; in the newest one where none is named. */
function defaultOf(row: ActionRow, input: string, release?: string): string {
  const value = row.defaults[input] ?? '';
  if (typeof value === 'string') return value;
  const found = value.find(({ since, until }) =>
    release === undefined ? until === undefined : (since === undefined || !before(release, since)) && (until === undefined || before(release, until)),
  );
  return found?.value ?? '';
}

test('each checked row was compared with the manifest of the commit that it names', () => {
  for (const row of checked) {
    const manifest = manifests[row.uses];
    assert.ok(manifest !== undefined, `${row.uses} is not in read/manifests.json: run scripts/manifests.ts`);
    assert.ok(manifest.at.includes(`/blob/${row.source.commit ?? ''}/`), `${row.uses} was read at another commit`);
  }
  assert.deepEqual(
    Object.keys(manifests).filter((uses) => !checked.some((row) => row.uses === uses)),
    [],
  );
  assert.ok(checked.length >= 250, `${checked.length} checked`);
});

test('its inputs are those of the manifest, with the same defaults', () => {
  const wrong: string[] = [];
  const used = new Set<string>();
  for (const row of checked) {
    const inputs = manifests[row.uses]?.inputs ?? {};
    for (const input of Object.keys(row.defaults)) {
      const name = `${row.uses} ${input}`;
      const own = defaultOf(row, input).trim();
      if (inputs[input] === own) continue;
      used.add(name);
      if (inputs[input] === undefined) {
        if (!notDeclared.has(name)) wrong.push(`${name}: there is no such input`);
      } else if (!asCode.has(name)) wrong.push(`${name}: '${inputs[input]}' in the manifest, '${own}' in the row`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(
    [...asCode.keys(), ...notDeclared.keys()].filter((name) => !used.has(name) && !name.startsWith('output ')),
    [],
    'differences that there are not',
  );
});

test('its outputs are those of the manifest', () => {
  const missing = checked.flatMap((row) =>
    Object.keys(row.outputs)
      .filter((output) => !(manifests[row.uses]?.outputs ?? []).includes(output))
      .map((output) => `output ${row.uses} ${output}`),
  );
  assert.deepEqual(missing.toSorted(), [...notDeclared.keys()].filter((name) => name.startsWith('output ')).toSorted());
});

test('a default that differs between releases is that of the release', () => {
  const wrong: string[] = [];
  const used = new Set<string>();
  for (const row of checked) {
    for (const [input, spans] of Object.entries(manifests[row.uses]?.changes ?? {})) {
      const name = `${row.uses} ${input}`;
      // Which version of a tool is installed is followed only where a row says so: effects of other rows do not hang on it.
      if (input.endsWith('version') && typeof row.defaults[input] === 'string') continue;
      for (const [first, last, value] of spans) {
        for (const release of [first, last]) {
          const own = defaultOf(row, input, release).trim();
          if (own === (value ?? '') || (value === null && (own === 'false' || typeof row.defaults[input] === 'string'))) continue;
          if (!sinceThen.has(name) && !asCode.has(name)) wrong.push(`${name}: '${value ?? ''}' in ${release}, '${own}' in the row`);
          used.add(name);
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(
    [...sinceThen.keys()].filter((name) => !used.has(name)),
    [],
    'differences that there are not',
  );
});
