import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isText } from '../../src/rules/frame/texts.ts';
import { auditTexts } from '../support/little-repo.ts';

test('texts and archives that are called after texts hold nothing that an SBOM would list', () => {
  for (const name of [
    'README.md',
    'LICENSE',
    'CHANGELOG.txt',
    'install.yaml',
    'lens-docs.tar.gz',
    'lens-docs-v1.2.tar.gz',
    'docs-<version>.zip',
    'man.tgz',
    'completions.zip',
    'lens-compose.tar.gz',
    'manual.pdf',
    'lens.1',
  ])
    assert.ok(isText(name), name);
  for (const name of [
    'lens',
    'lens.exe',
    'lens.tar.gz',
    'docs',
    'docserver.tar.gz',
    'lens-linux.zip',
    'lens.1.2.tar.gz',
    'lens.jar',
    'manager.tgz',
    'lens.sh',
    'schema-tool.zip',
  ])
    assert.ok(!isText(name), name);
});

test('texts beside a program with an SBOM lack none; another program does', () => {
  const rowsOf = (files: string): readonly string[] => {
    const text = `on: { push: { tags: ['v*'] } }
permissions: { contents: write }
jobs:
  release:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens ./a && go build -o glass ./b && tar czf lens-docs.tar.gz docs
      - uses: anchore/sbom-action/download-syft@v0
      - run: syft lens -o spdx-json=lens.spdx.json
      - uses: softprops/action-gh-release@v2
        with: { files: "lens\\nlens.spdx.json\\n${files}" }
`;
    const { report } = auditTexts({ '.github/workflows/release.yml': text }, 'acme', 'lens');
    return report.findings.flatMap((one) => (one.rule === 'sbom-missing' ? [one.surface ?? ''] : []));
  };
  assert.deepEqual(rowsOf('README.md\\nlens-docs.tar.gz'), []);
  assert.equal(rowsOf('glass').length, 1);
});
