import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SealwrightError } from '../../src/base/index.ts';
import { defaultConfig, deploymentOf, loadConfig } from '../../src/decisions/index.ts';
import { memoryTree } from '../support/memory-tree.ts';

const load = (files: Record<string, string>, rest: { readonly path?: string; readonly trust?: 'checkout' | 'person' } = {}): ReturnType<typeof loadConfig> =>
  loadConfig({ files: memoryTree(files), trust: 'checkout', ...rest });

async function mistake(files: Record<string, string>, rest: { readonly path?: string; readonly trust?: 'checkout' | 'person' } = {}): Promise<SealwrightError> {
  try {
    await load(files, rest);
  } catch (error) {
    assert.ok(error instanceof SealwrightError, String(error));
    return error;
  }
  assert.fail('no error was thrown');
}

test('without a file the defaults hold', async () => {
  assert.deepEqual(await load({ 'README.md': 'x' }), defaultConfig);
});

test('a whole file is read', async () => {
  const config = await load({ 'sealwright.yaml': 'version: 1\ndeployment: { host: tools.ghe.com }\nresolve:\n  acme/actions@v2: vendor/actions\n' });
  assert.deepEqual(config, {
    files: ['sealwright.yaml'],
    trust: 'checkout',
    deployment: { host: 'tools.ghe.com', issuer: 'https://token.actions.tools.ghe.com', sanPrefix: 'https://tools.ghe.com' },
    resolve: new Map([['acme/actions@v2', { folder: 'vendor/actions', from: 'sealwright.yaml' }]]),
    catalog: { actions: [], commands: [] },
    ignored: [],
    dispositions: [],
  });
});

test('rows for the catalog are read, and checked field by field', async () => {
  const rows = `version: 1
catalog:
  actions:
    - uses: acme/sign-it
      roles: [signs]
      effects:
        - { kind: signs, subject: { kind: files, paths: '{inputs.files | paths}' }, mechanism: cosign-keyless, keyless: true, attachedTo: beside }
`;
  const config = await load({ 'sealwright.yaml': rows });
  assert.deepEqual(
    config.catalog.actions.map((row) => row.uses),
    ['acme/sign-it'],
  );
  const wrong = await mistake({ 'sealwright.yaml': rows.replace('mechanism: cosign-keyless', 'mechanism: cosine') });
  assert.equal(wrong.code, 'CONFIG_MALFORMED');
  assert.equal(wrong.details.at, 'sealwright.yaml:7');
  assert.match(wrong.message, /catalog\.actions\.0\.effects\.0\.mechanism/);
  const unknown = await mistake({ 'sealwright.yaml': rows.replace('roles: [signs]', 'role: signs') });
  assert.equal(unknown.details.at, 'sealwright.yaml:5');
});

test('rows of a checkout replace nothing that the catalog knows; rows of a person do', async () => {
  const effects = 'effects: [{ kind: posture, what: x, publishes: false }]';
  const file = `version: 1
catalog:
  actions:
    - { uses: acme/sign-it, ${effects} }
    - { uses: Actions/Checkout, ${effects} }
    - { uses: actions/cache/restore, ${effects} }
    - { uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml, ${effects} }
    - { uses: acme/other, aliases: [docker/build-push-action], ${effects} }
  commands:
    - { program: signit, ${effects} }
    - { program: cosign, words: [sign-blob], ${effects} }
    - { program: docker, ${effects} }
    - { program: cat, ${effects} }
    - { program: signtwo, aliases: [gpg], ${effects} }
`;
  const own = await load({ 'sealwright.yaml': file });
  assert.deepEqual([...own.catalog.actions.map((row) => row.uses), ...own.catalog.commands.map((row) => row.program)], ['acme/sign-it', 'signit']);
  assert.deepEqual(
    own.ignored.map((row) => `${row.path}:${row.line} ${row.what}`),
    [
      'sealwright.yaml:5 Actions/Checkout',
      'sealwright.yaml:6 actions/cache/restore',
      'sealwright.yaml:7 slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml',
      'sealwright.yaml:8 acme/other',
      'sealwright.yaml:11 cosign sign-blob',
      'sealwright.yaml:12 docker',
      'sealwright.yaml:13 cat',
      'sealwright.yaml:14 signtwo',
    ],
  );
  const mine = await load({ 'sealwright.yaml': file }, { path: 'sealwright.yaml', trust: 'person' });
  assert.equal(mine.catalog.actions.length + mine.catalog.commands.length, 10);
  assert.deepEqual(mine.ignored, []);
});

test('the nearest file wins over what it extends', async () => {
  const config = await load(
    {
      'a/sealwright.yaml': 'version: 1\nextends: ../org/base.yaml\nresolve: { "acme/x@v1": near }\n',
      'org/base.yaml':
        'version: 1\nextends: more.yaml\nresolve: { "acme/x@v1": far, "acme/y@v1": y }\ndeployment: { host: git.acme.example, issuer: "https://sso.acme.example/oidc" }\n',
      'org/more.yaml': 'version: 1\ndeployment: { host: other.example, sanPrefix: "https://names.example" }\n',
    },
    { path: 'a/sealwright.yaml' },
  );
  assert.deepEqual(config.files, ['a/sealwright.yaml', 'org/base.yaml', 'org/more.yaml']);
  assert.deepEqual(config.resolve.get('acme/x@v1'), { folder: 'near', from: 'a/sealwright.yaml' });
  assert.deepEqual(config.resolve.get('acme/y@v1'), { folder: 'y', from: 'org/base.yaml' });
  assert.deepEqual(config.deployment, { host: 'git.acme.example', issuer: 'https://sso.acme.example/oidc', sanPrefix: 'https://names.example' });
});

test('every mistake is a coded error with its line, what was expected and what was there', async () => {
  const table = [
    { what: 'no version', text: 'resolve: {}\n', at: 'sealwright.yaml:1', says: /version is missing, expected 1, got nothing/ },
    { what: 'an empty file', text: '', at: 'sealwright.yaml:1', says: /the file holds no settings/ },
    { what: 'a file of comments', text: '# nothing yet\n', at: 'sealwright.yaml:1', says: /the file holds no settings/ },
    { what: 'another version', text: 'version: 2\n', at: 'sealwright.yaml:1', says: /expected 1, got 2/ },
    { what: 'a version as text', text: '\nversion: "1"\n', at: 'sealwright.yaml:2', says: /expected 1, got "1"/ },
    { what: 'an unknown key', text: 'version: 1\nreslove: {}\n', at: 'sealwright.yaml:2', says: /unknown key "reslove" in the file/ },
    {
      what: 'an unknown key inside',
      text: 'version: 1\ndeployment:\n  host: a.example\n  isuer: x\n',
      at: 'sealwright.yaml:4',
      says: /unknown key "isuer" in deployment/,
    },
    { what: 'a key named like a prototype', text: 'version: 1\n__proto__: { host: x }\n', at: 'sealwright.yaml:2', says: /unknown key "__proto__"/ },
    { what: 'a list for a map', text: 'version: 1\nresolve: []\n', at: 'sealwright.yaml:2', says: /resolve is not understood, expected a map, got a list/ },
    {
      what: 'a repository without a ref',
      text: 'version: 1\nresolve:\n  acme/x: y\n',
      at: 'sealwright.yaml:3',
      says: /the key "acme\/x" in resolve is not understood, expected owner\/repo@ref/,
    },
    {
      what: 'an address without https',
      text: 'version: 1\ndeployment:\n  issuer: http://x.example\n',
      at: 'sealwright.yaml:3',
      says: /expected an https address/,
    },
    { what: 'broken YAML', text: 'version: 1\nresolve: {\n', at: 'sealwright.yaml:', says: /not valid YAML/ },
    {
      what: 'a repeated key',
      text: 'version: 1\nversion: 1\n',
      at: 'sealwright.yaml:2',
      says: /^sealwright\.yaml:2: the key "version" is written twice, expected valid YAML/,
    },
    { what: 'nothing in the file', text: '', at: 'sealwright.yaml:1', says: /the file holds no settings/ },
    { what: 'a comment alone', text: '# later\n', at: 'sealwright.yaml:1', says: /the file holds no settings/ },
    {
      what: 'a way out of the checkout',
      text: 'version: 1\nresolve:\n  acme/x@v1: ../../etc\n',
      at: 'sealwright.yaml:3',
      says: /the path leaves the checkout/,
    },
    { what: 'an absolute folder', text: 'version: 1\nresolve:\n  acme/x@v1: /etc\n', at: 'sealwright.yaml:3', says: /the path leaves the checkout/ },
    { what: 'extending a file outside', text: 'version: 1\nextends: ../x.yaml\n', at: 'sealwright.yaml:2', says: /the path leaves the checkout/ },
  ];
  for (const row of table) {
    const error = await mistake({ 'sealwright.yaml': row.text });
    assert.equal(error.code, 'CONFIG_MALFORMED', row.what);
    assert.ok(error.details.at?.startsWith(row.at), `${row.what}: ${error.details.at}`);
    assert.match(error.message, row.says, row.what);
  }
});

test('a file that says nothing is told how to begin', async () => {
  for (const text of ['', 'just text', '[]']) assert.match((await mistake({ 'sealwright.yaml': text })).details.hint ?? '', /version: 1/, text);
});

test('the first mistake is thrown, the others are with it', async () => {
  const error = await mistake({ 'sealwright.yaml': 'version: 3\nfoo: 1\ndeployment: 7\n' });
  assert.equal(error.details.at, 'sealwright.yaml:1');
  assert.ok(error.cause instanceof AggregateError);
  assert.deepEqual(
    error.cause.errors.map((one: SealwrightError) => one.details.at),
    ['sealwright.yaml:2', 'sealwright.yaml:3'],
  );
});

test('a person may name folders outside, a checkout may not', async () => {
  const config = await load({ 'sealwright.yaml': 'version: 1\nresolve: { "acme/x@v1": /opt/x }\n' }, { path: 'sealwright.yaml', trust: 'person' });
  assert.equal(config.resolve.get('acme/x@v1')?.folder, '/opt/x');
});

test('files that extend one another in a circle, or too deep, are refused', async () => {
  const circle = await mistake({ 'sealwright.yaml': 'version: 1\nextends: b.yaml\n', 'b.yaml': 'version: 1\n\nextends: ./sealwright.yaml\n' });
  assert.equal(circle.details.at, 'b.yaml:3');
  const chain = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [i === 0 ? 'sealwright.yaml' : `c${i}.yaml`, `version: 1\nextends: c${i + 1}.yaml\n`]));
  assert.match((await mistake(chain)).message, /more than 8 files/);
});

test('a named file that is not there', async () => {
  const named = await mistake({ 'README.md': '' }, { path: 'other.yaml' });
  assert.equal(named.code, 'CONFIG_MISSING');
  const extended = await mistake({ 'sealwright.yaml': 'version: 1\nextends: gone.yaml\n' });
  assert.equal(extended.code, 'CONFIG_MISSING');
  assert.equal(extended.details.at, 'sealwright.yaml:2');
});

test('issuers follow from the host', () => {
  assert.equal(deploymentOf('github.com').issuer, 'https://token.actions.githubusercontent.com');
  assert.equal(deploymentOf('acme.ghe.com').issuer, 'https://token.actions.acme.ghe.com');
  assert.equal(deploymentOf('git.acme.example').issuer, 'https://git.acme.example/_services/token');
});

test('arbitrary text is a configuration or a coded error', async () => {
  const line = fc.constantFrom(
    'version: 1',
    'resolve:',
    '  a/b@c: d',
    'extends: x',
    'deployment: {',
    'host: y }',
    '- 1',
    '? ',
    '*a',
    '&a [*a]',
    '\t',
    '"',
    'catalog: { actions: [] }',
    'dispositions:',
    '  - rule: a-b',
    '    disposition: accepted',
    '    reason: r',
    '    revisit: { file: x }',
    '    reviewBy: 2026-02-30',
    '__proto__: 1',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n')),
      ),
      async (text) => {
        try {
          await load({ 'sealwright.yaml': text });
        } catch (error) {
          assert.ok(error instanceof SealwrightError, String(error));
          assert.ok(error.code === 'CONFIG_MALFORMED' || error.code === 'CONFIG_MISSING');
        }
      },
    ),
  );
});
