import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passesProvenance } from '../../src/lineage/script-provenance.ts';
import { lit } from '../../src/values/index.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { onTag, surfacesOf } from './surfaces-of.ts';

const passes = (text: string, line = 'node release.js'): boolean =>
  passesProvenance(memoryTree({ 'release.js': text }), ['release.js'], line.split(' ').map(lit));
const pushed = (condition: string): string => `const flags = []\n${condition} {\n  flags.push('--provenance')\n}\nawait run('pnpm', ['publish', ...flags])\n`;

test('a script that passes --provenance in every case that a workflow can be', () => {
  assert.ok(passes("await run('npm', ['publish', '--access', 'public', '--provenance'])\n"));
  assert.ok(passes(pushed('if (process.env.CI)')));
  assert.ok(passes(pushed('if (process.env.CI && !args.registry)')));
  assert.ok(passes(pushed('if (!isDryRun && process.env.GITHUB_ACTIONS)')));
  assert.ok(passes("const flags = []\nif (process.env.CI) flags.push('--provenance')\npublish(flags)\nrun('npm publish ' + flags)\n"));
});

test('a flag under another condition, in a comment, for nothing, or turned off is not passed', () => {
  for (const text of [
    pushed('if (args.provenance)'),
    pushed('if (process.env.CI) {} else'),
    pushed('if (process.env.CI || local)'),
    "// run('npm', ['publish', '--provenance'])\n/* ['publish', '--provenance'] */\n",
    "run('npm', ['publish', wanted ? '--provenance' : ''])\n",
    "run('npm', ['publish', ...(wanted ? ['--provenance'] : [])])\n",
    "const flags = []\nflags.push('--provenance')\nrun('npm', ['publish'])\n",
    "const other = ['pack', '--provenance']\nrun('npm', ['publish'])\n",
    `${pushed('if (process.env.CI)')}run('npm', ['publish', '--no-provenance'])\n`,
  ])
    assert.ok(!passes(text), text);
  assert.ok(!passes(pushed('if (process.env.CI && !args.registry)'), 'node release.js --registry https://npm.acme.test'));
  assert.ok(!passes(pushed('if (!isDryRun)'), 'node release.js --dry-run'));
});

test('npm packages that such a script publishes may have provenance, which is not followed', () => {
  const seen = (permission: string): readonly (readonly string[])[] =>
    surfacesOf({
      'package.json': '{"name":"lantern","version":"1.0.0"}',
      'scripts/release.js': pushed('if (process.env.CI)'),
      '.github/workflows/release.yml': onTag(
        "- uses: actions/checkout@v4\n- uses: actions/setup-node@v4\n  with: { registry-url: 'https://registry.npmjs.org' }\n- run: node scripts/release.js --publish",
        permission,
      ),
    }).map((s) => [s.kind, s.signature, s.provenance, s.full.controls.provenance.strength ?? '']);
  assert.deepEqual(seen('id-token: write'), [['npm-package', 'unknown', 'unknown', '']]);
  assert.deepEqual(
    seen('contents: read').filter((s) => s[2] === 'present'),
    [],
  );
});
