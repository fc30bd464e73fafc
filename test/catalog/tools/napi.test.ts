import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { hole } from '../../../src/values/index.ts';
import { effectsOf, shown, summary, toolInput } from './tool-input.ts';

const manifest = (napi: object): string => JSON.stringify({ name: '@acme/comet', version: '1.0.0', napi });
const token = { GITHUB_TOKEN: hole('t', { label: 'github.token' }) };

describe('the packages for each platform that napi publishes', () => {
  const rows: readonly { what: string; napi: object; args?: readonly string[]; files?: Readonly<Record<string, string>>; names: readonly string[] }[] = [
    { what: 'targets', napi: { targets: ['aarch64-apple-darwin', 'x86_64-unknown-linux-musl'] }, names: ['darwin-arm64', 'linux-x64-musl'] },
    {
      what: 'the usual ones of an old configuration, and one more',
      napi: { triples: { additional: ['aarch64-pc-windows-msvc'] } },
      names: ['win32-x64-msvc', 'darwin-x64', 'linux-x64-gnu', 'win32-arm64-msvc'],
    },
    { what: 'none but those that are listed', napi: { triples: { defaults: false, additional: ['i686-pc-windows-msvc'] } }, names: ['win32-ia32-msvc'] },
    {
      what: 'phones and boards',
      napi: { targets: ['aarch64-linux-android', 'armv7-linux-androideabi', 'armv7-unknown-linux-gnueabihf', 'aarch64-unknown-linux-ohos'] },
      names: ['android-arm64', 'android-arm-eabi', 'linux-arm-gnueabihf', 'openharmony-arm64'],
    },
    { what: 'WebAssembly', napi: { targets: ['wasm32-wasip1-threads', 'wasm32-wasip1'] }, names: ['wasm32-wasi', 'wasm32-wasip1'] },
    { what: 'none where they are published in another way', napi: { targets: ['aarch64-apple-darwin'] }, args: ['--skip-optional-publish'], names: [] },
    { what: 'none in a trial run', napi: { targets: ['aarch64-apple-darwin'] }, args: ['--dry-run'], names: [] },
  ];
  for (const row of rows)
    it(row.what, () => {
      const result = readTool(toolInput({ tool: 'napi', args: ['prepublish', ...(row.args ?? [])], files: { 'package.json': manifest(row.napi) } }));
      const found = effectsOf(result, 'publishes').flatMap((e) => shown(e.names));
      assert.deepEqual(
        found,
        row.names.map((name) => `@acme/comet-${name}`),
      );
    });

  it('takes the names and the provenance of the manifests that are there', () => {
    const files = {
      'package.json': manifest({ targets: ['aarch64-apple-darwin'] }),
      'platforms/darwin-arm64/package.json': '{ "name": "comet-for-macs", "publishConfig": { "provenance": true } }',
    };
    const result = readTool(toolInput({ tool: 'napi', args: ['prepublish', '-p', 'platforms'], files }));
    assert.deepEqual(
      effectsOf(result, 'publishes').flatMap((e) => shown(e.names)),
      ['comet-for-macs'],
    );
    assert.deepEqual(
      effectsOf(result, 'attests').map((e) => e.mechanism),
      ['npm-provenance'],
    );
  });
});

describe('the binaries that napi puts on a release', () => {
  const files = { 'package.json': manifest({ binaryName: 'comet', targets: ['aarch64-apple-darwin', 'wasm32-wasip1'] }) };
  const lines = (args: readonly string[], env: object = token): readonly string[] =>
    summary(readTool(toolInput({ tool: 'napi', args: ['prepublish', ...args], files, env: { ...env } }))).filter((line) => /release/.test(line));
  const published = 'publishes files npm/darwin-arm64/comet.darwin-arm64.node to release';

  it('of its own, under a tag of the style that is asked for', () => {
    assert.deepEqual(lines(['-t', 'npm']), ['release v{version}', published]);
    assert.deepEqual(lines([]), ['release @acme/comet@{version}', published]);
  });
  it('that is there already', () => assert.deepEqual(lines(['--gh-release-id', '7']), [published]));
  it('not where that is turned off', () => {
    assert.deepEqual(lines(['--skip-gh-release']), []);
    assert.deepEqual(lines(['--no-gh-release']), []);
  });
  it('not without a token', () => assert.deepEqual(lines([], {}), []));
});
