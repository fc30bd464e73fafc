import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { environment } from '../scripts/gen/environment.ts';

const root = new URL('..', import.meta.url).pathname;
const reads =
  /\b(?:env|set|environment|variable|value)\((?:machine, )?'([A-Z][A-Z0-9_]{3,}|npm_config_[a-z]+)'\)|process\.env(?:\.([A-Z][A-Z0-9_]+)|\['([A-Z][A-Z0-9_]+)'\])/g;

test('every variable of the environment that is read stands in docs/cli.md', () => {
  const told = new Set(environment.flatMap((one) => one.names));
  const found = new Map<string, string>();
  for (const file of globSync('{bin,src/cli,src/trust/ambient}/**/*.{ts,js}', { cwd: root }))
    for (const [, called, member, key] of readFileSync(join(root, file), 'utf8').matchAll(reads)) found.set(called ?? member ?? key ?? '', file);
  assert.ok(found.size > 20, 'the walk finds the reads');
  for (const [name, file] of found) assert.ok(told.has(name), `${file} reads ${name}: give it a row in scripts/gen/environment.ts`);
});
