import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptsIdentity } from '../../src/recipes/identity-pattern.ts';
import { auditTexts } from '../support/little-repo.ts';

const own = 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3';

test('whether a pattern accepts an identity: searched anywhere unless anchored', () => {
  const table: readonly (readonly [pattern: string, identity: string, is: boolean | undefined])[] = [
    ['https://github.com/acme/lens', own, true],
    ['https://github.com/acme/lens', `https://evil.example/${own}`, true],
    ['^https://github.com/acme/lens', `https://evil.example/${own}`, false],
    ['^https://github.com/acme/lens', own.replace('/lens/', '/lens-x/'), true],
    ['^https://github.com/acme/lens/', own.replace('/lens/', '/lens-x/'), false],
    ['^https://github.com/acme', own.replace('github.com', 'githubXcom'), true],
    ['^https://github\\.com/acme', own.replace('github.com', 'githubXcom'), false],
    ['release\\.yml@refs/tags/v1\\.2\\.3$', own, true],
    ['release\\.yml@refs/tags/v1\\.2$', own, false],
    ['release\\.yml@.*', own.replace('tags/v1.2.3', 'heads/any'), true],
    ['^https://github\\.com/(acme|other)/lens', own, true],
    ['(a+)+$', own, false],
    // RE2 knows no look-around.
    ['^https://github\\.com/(?=acme)', own, undefined],
  ];
  for (const [pattern, identity, is] of table) assert.equal(acceptsIdentity(pattern, identity), is, `${pattern} ${identity}`);
});

test('a finding shows an identity that the pattern takes besides ours', () => {
  const workflow = `on:\n  push:\n    tags: ['v*']\njobs:\n  release:\n    runs-on: ubuntu-latest\n    permissions: { contents: write, id-token: write }\n    steps:\n      - uses: actions/checkout@v4\n      - uses: sigstore/cosign-installer@v3\n      - run: |\n          go build -o lens .\n          cosign sign-blob --yes --bundle lens.bundle lens\n      - uses: softprops/action-gh-release@v2\n        with:\n          files: lens*\n`;
  const said = (pattern: string): readonly string[] =>
    auditTexts(
      {
        '.github/workflows/release.yml': workflow,
        'README.md': `\`\`\`sh\ncosign verify-blob --bundle lens.bundle lens --certificate-identity-regexp '${pattern}' --certificate-oidc-issuer https://token.actions.githubusercontent.com\n\`\`\`\n`,
      },
      'acme',
      'lens',
    )
      .report.findings.filter((one) => one.rule === 'recipe-identity-too-wide')
      .map((one) => `${one.severity}: ${one.message.replace('the identity pattern takes ', '')}`);
  const base = 'https://github.com/acme/';
  assert.deepEqual(said('^https://github\\.com/acme/lens/\\.github/workflows/release\\.yml@refs/tags/v.*$'), []);
  assert.deepEqual(said('^https://github\\.com/acme/lens/\\.github/workflows/release\\.yml@.*'), [
    `low: another ref: ${base}lens/.github/workflows/release.yml@refs/heads/any-branch`,
  ]);
  assert.match(said('^https://github\\.com/acme/lens/.*')[0] ?? '', /^medium: another workflow, another ref: /);
  assert.match(said("^https://github\\.com/acme/lens/.*' --certificate-github-workflow-ref 'refs/tags/v1.2.3")[0] ?? '', /^medium: another workflow: /);
  assert.match(said('^https://github\\.com/acme/.*')[0] ?? '', /^high: another repository, .*acme\/any-other\//);
  assert.match(said('^https://github\\.com/acme/lens')[0] ?? '', /^high: another repository, .*acme\/lens-x\//);
  assert.match(said('https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/')[0] ?? '', /^medium: another host: https:\/\/evil\.example\//);
});
