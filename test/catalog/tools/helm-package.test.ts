import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { lit } from '../../../src/values/index.ts';
import { summary, toolInput } from './tool-input.ts';

const read = (args: readonly string[], files: Readonly<Record<string, string>>): readonly string[] =>
  summary(readTool(toolInput({ tool: 'helm-package', args: ['package', ...args], files })));

test('a package is called after the name and the version of its chart', () => {
  const chart = (text: string): readonly string[] => read(['c', '-d', 'out'], { 'c/Chart.yaml': text });
  assert.deepEqual(chart('name: "app"\nversion: \'1.0.0\' # first\n'), ['builds chart out/app-1.0.0.tgz']);
  assert.deepEqual(chart('dependencies:\n  - name: x\n    version: 3.0.0\nname: app\nversion: 1.0.0+a\n'), ['builds chart out/app-1.0.0+a.tgz']);
  assert.deepEqual(chart('name: app\nversion: &v 1.0.0\n'), ['builds chart out/app-*.tgz']);
  assert.deepEqual(read(['c', '--version', '2.0.0'], { 'c/Chart.yaml': 'name: app\nversion: 1.0.0\n' }), ['builds chart ./app-2.0.0.tgz']);
  assert.deepEqual(read(['c', 'd'], { 'c/Chart.yaml': 'name: app\nversion: 1.0.0\n' }), ['builds chart ./app-1.0.0.tgz', 'builds chart ./*.tgz']);
});

test('the version is that of the file as it is by then', () => {
  const files = { 'c/Chart.yaml': 'name: app\nversion: 1.0.0\n' };
  const later = (text: string | undefined): readonly string[] =>
    summary(readTool({ ...toolInput({ tool: 'helm-package', args: ['package', 'c'], files }), written: () => (text === undefined ? undefined : lit(text)) }));
  assert.deepEqual(later('name: app\nversion: 3.0.0\n'), ['builds chart ./app-3.0.0.tgz']);
  assert.deepEqual(later(undefined), ['builds chart ./app-*.tgz']);
});
