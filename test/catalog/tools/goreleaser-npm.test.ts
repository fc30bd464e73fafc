import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { hole } from '../../../src/values/index.ts';
import { effectsOf, toolInput, type InputOptions } from './tool-input.ts';

const files = { '.goreleaser.yaml': 'version: 2\nbuilds: [{}]\nnpms:\n  - name: "@acme/lens"\n' };
const auth = (options: Partial<InputOptions>): string | undefined =>
  effectsOf(readTool(toolInput({ tool: 'goreleaser', args: ['release'], files, ...options })), 'publishes').find((e) => e.sink.kind === 'index')?.auth;

test('an npm package of GoReleaser is published with a token, or as the trusted publisher where there is none', () => {
  assert.equal(auth({ permissions: ['id-token: write'] }), 'trusted-publishing');
  assert.equal(auth({ permissions: ['id-token: write'], env: { NPM_TOKEN: hole('secrets.NPM') } }), 'token');
  assert.equal(auth({ permissions: [] }), 'unknown');
});
