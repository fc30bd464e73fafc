import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSurface } from '../../src/cli/surface-name.ts';
import { callName, commandLines } from '../../src/report/call-name.ts';
import { renderExplain } from '../../src/report/explain.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { columnsOf } from '../../src/report/width.ts';
import { controls, sampleLineage, sampleReport, surface } from '../support/sample-report.ts';

const long = surface('release-asset', 'licence.txt, lens, liblens.so…, models.tar.gz, weights.onnx, weights.pth', controls(), {
  id: 'files',
  members: ['licence.txt', 'lens', 'liblens.so*', 'models.tar.gz', 'weights.onnx', 'weights.pth'],
});
const report = {
  ...sampleReport(),
  surfaces: [long, surface('crate', 'lens', controls(), { id: 'crate' }), surface('npm-package', 'lamp', controls(), { id: 'npm' })],
};

test('every surface has a name to call it by that means it alone', () => {
  assert.deepEqual(
    report.surfaces.map((one) => callName(report, one)),
    ['licence.txt', 'lens (crate)', 'lamp'],
  );
  for (const all of [report, sampleReport()]) for (const one of all.surfaces) assert.equal(findSurface(all, callName(all, one)).id, one.id);
  const twins = [surface('crate', 'lens', controls(), { id: 'one' }), surface('crate', 'lens', controls(), { id: 'two' })];
  assert.equal(callName({ ...report, surfaces: twins }, twins[1]!), 'two');
});

test('a command is one line, or lines that a shell reads as one', () => {
  const words = ['sealwright', 'explain', "it's a name", 'sbom', '--dir', 'some/checkout'];
  assert.deepEqual(commandLines('why', words, { width: 100, indent: '' }), ["why: sealwright explain 'it'\\''s a name' sbom --dir some/checkout"]);
  assert.deepEqual(commandLines('why', words, { width: 62, indent: '' }), ['why:', "  sealwright explain 'it'\\''s a name' sbom --dir some/checkout"]);
  const broken = commandLines('why', words, { width: 40, indent: '' });
  assert.deepEqual(broken, ['why:', "  sealwright explain 'it'\\''s a name' \\", '    sbom --dir some/checkout']);
});

test('what a report says to type next fits and keeps the folder', () => {
  for (const target of ['.', '../lens', 'some/where/else/in/a/long/path/of/folders/lens']) {
    const folder = target === '.' ? '' : ` --dir ${target}`;
    const text = renderTerminal(report, { width: 100, colour: false, all: false, target });
    const end = text
      .slice(text.indexOf('why a cell says so:'))
      .replaceAll(/:?\s*\\?\n\s*/g, ' ')
      .trim();
    assert.match(end, new RegExp(`^why a cell says so:? sealwright explain licence\\.txt hashes${folder}$`));
    for (const control of [undefined, 'sbom'] as const) {
      const opened = renderExplain(report, sampleLineage(), { surface: 'crate', control }, { width: 100, colour: false, lineOf: () => null, target });
      assert.ok(opened.includes(`${control === undefined ? "explain 'lens (crate)' signature" : "lineage 'lens (crate)'"}${folder}`), opened);
    }
    for (const line of text.split('\n')) assert.ok(columnsOf(line) <= 100, line);
  }
});
