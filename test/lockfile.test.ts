import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Entry>> };

test('every package for another platform is in the lockfile, or npm ci fails there', () => {
  const missing: string[] = [];
  for (const [path, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined) missing.push(`${path} needs ${name}`);
    }
  }
  assert.deepEqual(missing, []);
});

test('every package is pinned by its digest and none by the address of a registry', () => {
  const wrong = Object.entries(packages).filter(([path, entry]) => path !== '' && (entry.integrity === undefined || entry.resolved !== undefined));
  assert.deepEqual(
    wrong.map(([path]) => path),
    [],
  );
});

test('dependencies are named by exact versions, and none is needed at run time', () => {
  const manifest = JSON.parse(read('package.json')) as { readonly dependencies?: object; readonly devDependencies: Readonly<Record<string, string>> };
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(
    Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
    [],
  );
});
