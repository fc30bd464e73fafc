import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dependenciesPage } from '../scripts/gen/dependencies.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const page = read('docs/dependencies.md');

test('the page is what the lockfile makes of it', () => {
  assert.equal(dependenciesPage(read).text, page);
});

test('each package that is asked for has a row with its version, licence and digest', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { readonly devDependencies: Readonly<Record<string, string>> };
  const { packages } = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly license: string; readonly integrity: string }>>;
  };
  for (const [name, version] of Object.entries(devDependencies)) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
    const entry = packages[`node_modules/${name}`];
    for (const wanted of [version, entry?.license ?? '?', entry?.integrity ?? '?']) assert.ok(row.includes(wanted), `${name}: ${wanted}`);
  }
});

test('a package without a reason is refused', () => {
  const manifest = JSON.stringify({
    devDependencies: { ...(JSON.parse(read('package.json')) as { devDependencies: object }).devDependencies, mystery: '1.0.0' },
  });
  assert.throws(() => dependenciesPage((path) => (path === 'package.json' ? manifest : read(path))), /mystery/);
});

test('what no longer is in the lockfile leaves the page', () => {
  const lock = read('package-lock.json').replaceAll('"version": "2.9.1"', '"version": "2.9.2"');
  assert.ok(dependenciesPage((path) => (path === 'package-lock.json' ? lock : read(path))).text.includes('| `yaml` | 2.9.2 |'));
});
