import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const steps = (before: string): string => `- uses: actions/checkout@v4\n- run: ${before}\n- run: gh release upload "$GITHUB_REF_NAME" dist/*`;
const program = `import { join } from 'node:path';
const dest = join(root, 'dist');
const name = windows ? \`lamp-\${target}.zip\` : \`lamp-\${target}.tar.gz\`;
pack(join(dest, name), ['lamp.exe']);
console.log('see https://example.org/x.zip and y.zip too');
`;

const cases = [
  { what: 'a program that speaks of the folder', before: 'node tools/pack.mjs', program, name: 'dist/…, lamp-….tar.gz, lamp-….zip' },
  { what: 'a program that speaks of another folder', before: 'node tools/pack.mjs', program: program.replace("'dist'", "'out'"), name: 'dist/…' },
  { what: 'a program that did not run', before: 'mkdir -p dist', program, name: 'dist/…' },
  {
    what: 'too many names to tell',
    before: 'node tools/pack.mjs',
    program: `const dest = 'dist';\n${Array.from({ length: 12 }, (_, i) => `put('lamp-${i}.zip');`).join('\n')}`,
    name: 'dist/…',
  },
] as const;

for (const c of cases)
  test(`files of a folder that a program fills: ${c.what}`, () => {
    const found = surfacesOf({ '.github/workflows/release.yml': onTag(steps(c.before)), 'tools/pack.mjs': c.program });
    assert.deepEqual(
      found.map((s) => s.name),
      [c.name],
    );
    assert.deepEqual(
      found.map((s) => s.full.members),
      [['dist/*']],
    );
  });
