import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evidence } from '../../src/controls/index.ts';
import { surfacesOf } from './surfaces-of.ts';

const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('');

/** A release whose file is hashed, signed and attested, with lines of a script between the signature and the upload. */
function release(script: string, jobs = ''): string {
  const lines = script.split('\n').map((line) => `          ${line}`);
  return `on: {push: {tags: ['v*']}}
permissions: {contents: write, id-token: write, attestations: write}
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
      - run: go build -o dist/lantern .
      - run: cosign sign-blob --yes --bundle dist/lantern.sigstore.json dist/lantern
      - run: |
${lines.join('\n')}
      - run: gh release upload "$GITHUB_REF_NAME" dist/lantern dist/lantern.sigstore.json
        env: {GH_TOKEN: '\${{ github.token }}'}
${jobs}`;
}

interface Case {
  readonly what: string;
  readonly script?: string;
  readonly jobs?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  { what: 'a loop of many rounds', script: 'i=0\nwhile [ $i -lt 100 ]; do echo $i; i=$((i+1)); done', says: /a loop of more than 64 rounds, .*r\.yml:\d+/ },
  { what: 'a counting loop of many rounds', script: 'for ((i = 0; i < 100; i++)); do echo $i; done', says: /a loop of more than 64 rounds/ },
  { what: 'a loop over many names', script: `for f in ${times(4_200, (i) => `a${i} `)}; do echo $f; done`, says: /a loop over more names than the bound/ },
  { what: 'scripts that call each other', script: 'bash a.sh', files: { 'a.sh': 'bash b.sh\n', 'b.sh': 'bash a.sh\n' }, says: /called too deeply|too deeply/ },
  { what: 'a function that calls itself', script: 'f() { f; }\nf', says: /f calls itself/ },
  { what: 'many branches', script: `case $X in\n${times(250, (i) => `  ${i}) echo ${i} ;;\n`)}esac`, says: /more than 200 branches/ },
  {
    what: 'npm scripts deep in each other',
    script: 'npm run a',
    files: { 'package.json': '{"scripts": {"a": "npm run b", "b": "npm run a"}}' },
    says: /scripts call each other more than 8 deep/,
  },
  { what: 'many targets', script: 'make t0', files: { Makefile: times(60, (i) => `t${i}: t${i + 1}\n\techo ${i}\n`) }, says: /not all were followed/ },
  {
    what: 'actions deep in each other',
    script: 'true',
    files: { 'loop/action.yml': 'runs:\n  using: composite\n  steps:\n    - uses: ./loop\n' },
    says: /actions are nested more than 10 deep/,
  },
  {
    what: 'more steps than the bound',
    script: times(70, (i) => `for i in ${times(60, (n) => `${n} `)}; do for j in ${times(60, (n) => `${n} `)}; do echo ${i}; done; done\n`),
    says: /more steps/,
  },
  {
    what: 'a script that is too long',
    script: 'bash long.sh',
    files: { 'long.sh': `${'# a line of a long script\n'.repeat(90_000)}` },
    says: /a script longer than 2097152 characters, long\.sh:1/,
  },
  {
    what: 'many commands in PowerShell',
    script: 'pwsh -File many.ps1',
    files: { 'many.ps1': times(20_100, (i) => `git status x${i}\n`) },
    says: /20000 commands or more/,
  },
];

for (const { what, script = 'true', jobs, files = {}, says } of cases) {
  test(`a bound leaves nothing present: ${what}`, () => {
    const uses = files['loop/action.yml'] === undefined ? '' : '      - uses: ./loop\n';
    const text = release(script, jobs).replace('      - run: gh release', `${uses}      - run: gh release`);
    const file = surfacesOf({ '.github/workflows/r.yml': text, ...files }).find((one) => one.full.members.includes('lantern'));
    assert.equal(file?.signature, 'unknown');
    for (const id of ['hashes', 'signature', 'sbom', 'provenance'] as const) {
      const cell: Evidence = file.full.controls[id];
      assert.equal(cell.status, 'unknown', id);
      assert.match(cell.reason ?? '', /^not analysed: .+, \S+:\d+$/);
      assert.match(cell.reason ?? '', says);
    }
  });
}

test('without anything that a bound cuts, the same release is signed', () => {
  const [file] = surfacesOf({ '.github/workflows/r.yml': release('true') });
  assert.equal(file?.signature, 'present');
});

test('a bound in a job that the release neither needs nor is needed by changes nothing', () => {
  const jobs = `  other:
    runs-on: ubuntu-latest
    permissions: {}
    steps:
      - run: |
          f() { f; }
          f
`;
  const [file] = surfacesOf({ '.github/workflows/r.yml': release('true', jobs) });
  assert.equal(file?.signature, 'present');
});

test('a matrix of more legs than GitHub runs leaves nothing present', () => {
  const matrix = `    strategy: {matrix: {n: [${times(300, (i) => `${i},`)}300]}}\n    steps:\n      - uses: actions/checkout`;
  const [file] = surfacesOf({ '.github/workflows/r.yml': release('true').replace('    steps:\n      - uses: actions/checkout', matrix) });
  assert.deepEqual([file?.signature, /more than 256 legs/.test(file?.full.controls.signature.reason ?? '')], ['unknown', true]);
});

test('more files in a place than are kept leave nothing present', () => {
  const made = times(4_200, (i) => `touch dist/f${i}\n`);
  const file = surfacesOf({ '.github/workflows/r.yml': release(made) }).find((one) => one.full.members.includes('lantern'));
  assert.equal(file?.signature, 'unknown');
  assert.match(file.full.controls.signature.reason ?? '', /more than 4096 files in one place/);
});

test('a cut workflow that follows the release may add what is missing', () => {
  const later = `on: {release: {types: [published]}}
permissions: {contents: write}
jobs:
  sign:
    runs-on: ubuntu-latest
    steps:
      - run: |
          f() { f; }
          f
`;
  const plain = release('true')
    .replace(/ {6}- run: cosign sign[^\n]*\n/, '')
    .replace(' dist/lantern.sigstore.json', '');
  const alone = surfacesOf({ '.github/workflows/r.yml': plain });
  const both = surfacesOf({ '.github/workflows/r.yml': plain, '.github/workflows/later.yml': later });
  assert.deepEqual([alone[0]?.signature, both[0]?.signature], ['absent', 'unknown']);
});

test('a recipe that was not found in a document that is too long is not known to be missing', () => {
  const long = `# Lantern\n${'a line of prose.\n'.repeat(130_000)}`;
  const files = { '.github/workflows/r.yml': release('true') };
  const [short] = surfacesOf({ ...files, 'README.md': '# Lantern\n' });
  const [cut] = surfacesOf({ ...files, 'README.md': long });
  const [history] = surfacesOf({ ...files, 'CHANGELOG.md': long });
  assert.deepEqual(
    [short, cut, history].map((one) => one?.full.controls.verifyRecipe.status),
    ['absent', 'unknown', 'absent'],
  );
  assert.match(cut?.full.controls.verifyRecipe.reason ?? '', /^not analysed: only its first \d+ characters were read as a document, README\.md:\d+$/);
});
