import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPages } from '../../src/cli/ports/pages.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine } from '../support/fake-machine.ts';

function withPackage(name: string, see: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-pages-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'docs/guides'), { recursive: true });
  mkdirSync(join(folder, 'docs/rules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name }));
  writeFileSync(join(folder, 'bin/tool.js'), '');
  writeFileSync(join(folder, 'docs/signing.md'), '# Signing\n');
  writeFileSync(join(folder, 'docs/guides/release.md'), '# Releasing\n');
  writeFileSync(join(folder, 'docs/rules/README.md'), '<!-- made by a script -->\n# Rules\n');
  return Promise.resolve(see(folder)).finally(() => rmSync(folder, { recursive: true, force: true }));
}

test('pages that came with the program are shown by name, wherever it was linked to', async () => {
  await withPackage('sealwright', async (folder) => {
    symlinkSync(join(folder, 'bin/tool.js'), join(folder, 'linked'));
    const pages = openPages(join(folder, 'linked'));
    const said = async (...words: readonly string[]): Promise<readonly [number, string]> => {
      const machine = fakeMachine(pages === undefined ? {} : { pages });
      const code = await run(words, machine);
      return [code, code === 0 ? machine.out() : machine.err()];
    };
    assert.deepEqual(await said('help', 'docs/signing'), [0, '# Signing\n']);
    assert.deepEqual(await said('help', 'docs/guides/release.md'), [0, '# Releasing\n']);
    assert.deepEqual(await said('help', 'docs/rules'), [0, '# Rules\n']);
    assert.deepEqual(await said('help', 'docs'), [0, 'sealwright help docs/guides/release\nsealwright help docs/rules/README\nsealwright help docs/signing\n']);
    for (const [word, hint] of [
      ['docs/release', 'sealwright help docs/guides/release'],
      ['docs/sining', 'sealwright help docs/signing'],
      ['docs/../package.json', 'sealwright help docs lists them'],
    ] as const) {
      const [code, text] = await said('help', word);
      assert.deepEqual([code, text.includes(`hint: ${hint}`)], [2, true], text);
    }
  });
});

test('a program that is in no package of its own has no pages, and says so', async () => {
  await withPackage('other', async (folder) => {
    assert.equal(openPages(join(folder, 'bin/tool.js')), undefined);
    assert.equal(openPages(join(folder, 'nothing')), undefined);
    const machine = fakeMachine({});
    assert.equal(await run(['help', 'docs/signing'], machine), 2);
    assert.match(machine.err(), /no pages/);
  });
});
