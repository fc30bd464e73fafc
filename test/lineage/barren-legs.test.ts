import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../src/audit/index.ts';
import type { FileRead, GitFacts } from '../../src/base/index.ts';
import { defaultConfig } from '../../src/decisions/index.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { auditOf } from './surfaces-of.ts';

const git: GitFacts = { host: 'github.com', owner: 'acme', repo: 'lantern', commit: null, date: null, tags: [], defaultBranch: 'main' };

/** A workflow that is called twice; its one job leaves nothing behind unless it is told to. */
const callee = (ask: string, go: string): string => `on:
  workflow_call:
    inputs: { go: { type: string }, list: { type: string, default: '["a"]' } }
    secrets: { go: { required: false } }
permissions: { contents: write }
jobs:
  lamp:
    strategy: { matrix: { part: '\${{ fromJSON(inputs.list) }}' } }
    runs-on: ubuntu-latest
    env: { GH_TOKEN: '\${{ github.token }}', GO: "${ask}", PART: '\${{ matrix.part }}' }
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lamp ./cmd/lamp
      - run: ${go}
`;

const caller = (first: string, second: string): string => `on: { push: { branches: [main], tags: ['v*'] } }
permissions: { contents: write }
jobs:
  once:
    uses: ./.github/workflows/lamp.yml
    ${first}
  again:
    uses: ./.github/workflows/lamp.yml
    ${second}
`;

const upload = 'gh release upload "$GITHUB_REF_NAME" lamp';
const cases = [
  {
    what: 'an input that says no is not the answer of the next call, which says yes',
    callee: callee('${{ inputs.go }}', `if [ "$GO" = yes ]; then ${upload}; fi`),
    caller: caller("with: { go: 'no' }", "with: { go: 'yes' }"),
  },
  {
    what: 'a secret that is not given is not the answer of the next call, which gives one',
    callee: callee('${{ secrets.go }}', `if [ -n "$GO" ]; then ${upload}; fi`),
    caller: caller("with: { go: '' }", 'secrets: { go: "${{ secrets.GO }}" }'),
  },
  {
    what: 'other legs of the matrix are not those of the next call',
    callee: callee('', `if [ "$PART" = b ]; then ${upload}; fi`),
    caller: caller('with: { list: \'["a"]\' }', 'with: { list: \'["a", "b"]\' }'),
  },
  {
    what: 'what a branch is told by a variable is not what a tag is told',
    callee: callee('', `if [ "$GITHUB_REF_TYPE" = tag ]; then ${upload}; fi`),
    caller: caller('', ''),
  },
  {
    what: 'what a branch is told by an expression is not what a tag is told',
    callee: callee("${{ startsWith(github.ref, 'refs/tags/v') }}", `if [ "$GO" = true ]; then ${upload}; fi`),
    caller: caller('', ''),
  },
];

for (const c of cases) {
  test(c.what, () => {
    const { report } = auditOf({ '.github/workflows/main.yml': c.caller, '.github/workflows/lamp.yml': c.callee });
    assert.deepEqual(
      report.surfaces.filter((s) => s.kind === 'release-asset').map((s) => s.name),
      ['lamp'],
    );
  });
}

test('what an earlier job left is found by a leg that found nothing in another run', () => {
  const workflow = `on: { push: { branches: [main], tags: ['v*'] } }
permissions: { contents: write }
jobs:
  build:
    if: github.ref_type == 'tag'
    runs-on: ubuntu-latest
    steps:
      - run: echo light > lamp.txt
      - uses: actions/upload-artifact@v4
        with: { name: lamp, path: lamp.txt }
  release:
    needs: build
    if: always()
    runs-on: ubuntu-latest
    env: { GH_TOKEN: '\${{ github.token }}' }
    steps:
      - uses: actions/download-artifact@v4
        with: { name: lamp }
      - run: if [ "$(cat lamp.txt)" = light ]; then gh release upload v1 lamp.txt --repo acme/lantern; fi
`;
  const { report } = auditOf({ '.github/workflows/main.yml': workflow });
  const lamp = report.surfaces.find((s) => s.kind === 'release-asset');
  assert.equal(lamp?.name, 'lamp.txt');
  assert.ok(lamp.scenarios.includes('push:tag'));
});

test('a leg that is told the same under another event is followed once', () => {
  const script = 'tools/test.sh';
  const readsUnder = (events: string): number => {
    const workflow = `on: ${events}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ./${script}
`;
    const files = memoryTree({ '.github/workflows/main.yml': workflow, [script]: '#!/bin/sh\n./bin/check --all\n' });
    let reads = 0;
    const read = (path: string): FileRead => {
      if (path === script) reads++;
      return files.read(path);
    };
    audit({ files: { ...files, read }, folderName: 'lantern', git, config: defaultConfig, resolve: new Map() });
    return reads;
  };
  const once = readsUnder('{ push: { branches: [main] } }');
  assert.ok(once > 0);
  assert.equal(readsUnder("{ push: { branches: [main] }, schedule: [{ cron: '0 0 * * *' }] }"), once);
});

test('what one workflow is told of its tags is not what another is told', () => {
  const main = (tags: string): string => `on: { push: { tags: ['${tags}'] } }
permissions: { contents: write }
jobs:
  once:
    uses: ./.github/workflows/lamp.yml
`;
  const lamp = callee('', 'case "$(git describe --tags --exact-match)" in v*) gh release upload "$(git describe --tags --exact-match)" lamp;; esac');
  const { report } = auditOf({ '.github/workflows/a.yml': main('doc-*'), '.github/workflows/b.yml': main('v*'), '.github/workflows/lamp.yml': lamp });
  const found = report.surfaces.find((s) => s.kind === 'release-asset');
  assert.equal(found?.name, 'lamp');
});
