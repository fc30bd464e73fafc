import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the example of the page runs as it stands there', async () => {
  const [, example = ''] = /^## As a library\n\n```js\n(.*?)^```$/ms.exec(readFileSync(join(root, 'docs/sbom.md'), 'utf8')) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-library-'));
  const from = process.cwd();
  try {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/package-lock.json'), '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}');
    const door = pathToFileURL(join(root, 'src/sbom-library/index.ts')).href;
    assert.match(example, /from 'sealwright\/sbom'/);
    writeFileSync(join(folder, 'example.mjs'), `${example.replace("'sealwright/sbom'", JSON.stringify(door))}\nexport { text };\n`);
    process.chdir(folder);
    const { text } = (await import(pathToFileURL(join(folder, 'example.mjs')).href)) as { readonly text: string };
    assert.match(text, /"pkg:npm\/a@1\.0\.0"/);
  } finally {
    process.chdir(from);
    rmSync(folder, { recursive: true, force: true });
  }
});
