import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

/** The state of the signature of a file that `make` may sign, and how it is seen to be wired. */
function signedBy(makefile: string, call = 'make sign', env = '', files: Readonly<Record<string, string>> = {}): string {
  const surface = surfacesOf({
    ...files,
    Makefile: makefile.replaceAll('SIGN_IT', 'cosign sign-blob --yes --bundle dist/lantern.sigstore.json dist/lantern'),
    justfile: 'sign:\n    cosign sign-blob --yes --bundle dist/lantern.sigstore.json dist/lantern\n',
    '.github/workflows/release.yml': onTag(
      `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: mkdir -p dist && go build -o dist/lantern .
- run: ${call}
${env === '' ? '' : `  env: { ${env} }`}
- uses: softprops/action-gh-release@v2
  with: { files: dist/* }
`,
      'contents: write\nid-token: write',
    ),
  }).find((s) => s.name.includes('lantern'));
  const signature = surface?.full.controls.signature;
  return `${signature?.status} ${signature?.strength ?? ''}`.trim();
}

const plain = 'sign:\n\tSIGN_IT\n';
const wired = 'present wired';
const cases: readonly (readonly [what: string, makefile: string, call: string, env: string, want: string])[] = [
  ['no condition', plain, 'make sign', '', wired],
  ['ifdef of what nothing sets', 'sign:\nifdef REAL\n\tSIGN_IT\nendif\n', 'make sign', '', 'absent'],
  ['ifdef of what the call sets', 'sign:\nifdef REAL\n\tSIGN_IT\nendif\n', 'make sign REAL=1', '', wired],
  ['ifdef of what the step sets', 'sign:\nifdef REAL\n\tSIGN_IT\nendif\n', 'make sign', 'REAL: 1', wired],
  ['ifdef of a secret', 'sign:\nifdef KEY\n\tSIGN_IT\nendif\n', 'make sign', "KEY: '${{ secrets.KEY }}'", 'present best-effort'],
  ['ifneq of a secret', 'sign:\nifneq ($(strip $(KEY)),)\n\tSIGN_IT\nendif\n', 'make sign', "KEY: '${{ secrets.KEY }}'", 'present best-effort'],
  ['ifeq of a default', 'SIGN ?= 0\nsign:\nifeq ($(SIGN),1)\n\tSIGN_IT\nendif\n', 'make sign', '', 'absent'],
  ['ifeq in quotes, set by the call', 'SIGN ?= 0\nsign:\nifeq "$(SIGN)" "1"\n\tSIGN_IT\nendif\n', 'make SIGN=1 sign', '', wired],
  ['the other arm', 'sign:\nifeq (a,b)\n\ttrue\nelse\n\tSIGN_IT\nendif\n', 'make sign', '', wired],
  ['an arm after one that held', 'sign:\nifeq (a,a)\n\ttrue\nelse ifeq (b,b)\n\tSIGN_IT\nendif\n', 'make sign', '', 'absent'],
  ['ifndef CI', 'sign:\nifndef CI\n\tSIGN_IT\nendif\n', 'make sign', '', 'absent'],
  ['a rule that is not there', 'ifdef REAL\nsign:\n\tSIGN_IT\nelse\nsign:\n\ttrue\nendif\n', 'make sign', '', 'absent'],
  ['a need under a secret', 'ifdef KEY\nall: sign\nendif\nall:\n\ttrue\nsign:\n\tSIGN_IT\n', 'make all', "KEY: '${{ secrets.KEY }}'", 'present best-effort'],
  ['a value set before the question', 'X = 1\nifdef X\nY = 1\nendif\nsign:\nifdef Y\n\tSIGN_IT\nendif\n', 'make sign', '', wired],
  ['a value set after the question', 'sign:\nifdef X\n\tSIGN_IT\nendif\nX = 1\n', 'make sign', '', 'absent'],
  ['a dry run', plain, 'make -n sign', '', 'absent'],
  ['a dry run in words', plain, 'make --dry-run sign', '', 'absent'],
  ['a touch', plain, 'make -t sign', '', 'absent'],
  ['a line that runs in a dry run too', 'sign:\n\t+SIGN_IT\n', 'make -n sign', '', wired],
  ['failures ignored', plain, 'make -i sign', '', 'present best-effort'],
  ['failures ignored among letters', plain, 'make -ki sign', '', 'present best-effort'],
  ['another command after it', 'sign:\n\tSIGN_IT; ls\n', 'make sign', '', 'present best-effort'],
  ['another command after it, with -e', '.SHELLFLAGS = -ec\nsign:\n\tSIGN_IT; ls\n', 'make sign', '', wired],
  ['just: a dry run', plain, 'just --dry-run sign', '', 'absent'],
];

for (const [what, makefile, call, env, want] of cases) test(`make: ${what}`, () => assert.equal(signedBy(makefile, call, env), want));

test('an arm of a makefile that is not taken publishes nothing', () => {
  const surfaces = surfacesOf({
    Makefile: 'push:\nifdef NIGHTLY\n\tdocker push ghcr.io/acme/lantern:nightly\nelse\n\tdocker push ghcr.io/acme/lantern:1\nendif\n',
    '.github/workflows/release.yml': onTag(
      "- uses: actions/checkout@v4\n- uses: docker/login-action@v3\n  with: { registry: ghcr.io, username: x, password: '${{ github.token }}' }\n- run: make push",
      'packages: write',
    ),
  });
  assert.deepEqual(
    surfaces.map((s) => s.name),
    ['ghcr.io/acme/lantern:1'],
  );
});

const overridden: typeof cases = [
  ['an override against the call', 'override REAL :=\nsign:\nifdef REAL\n\tSIGN_IT\nendif\n', 'make sign REAL=1', '', 'absent'],
  ['an assignment against the call', 'REAL :=\nsign:\nifdef REAL\n\tSIGN_IT\nendif\n', 'make sign REAL=1', '', wired],
  ['an override that adds to the call', 'override REAL += 2\nsign:\nifeq ($(REAL),1 2)\n\tSIGN_IT\nendif\n', 'make sign REAL=1', '', wired],
  ['a recipe that a later one replaces', 'sign:\n\tSIGN_IT\nsign:\n\techo nothing\n', 'make sign', '', 'absent'],
  ['a recipe that replaces another', 'sign:\n\techo nothing\nsign:\n\tSIGN_IT\n', 'make sign', '', wired],
  ['a recipe beside a need', 'sign:\n\tSIGN_IT\nsign: ready\nready:\n\ttrue\n', 'make sign', '', wired],
  ['two recipes with two colons', 'sign::\n\tSIGN_IT\nsign::\n\techo nothing\n', 'make sign', '', wired],
  [
    'a recipe that one under a secret may replace',
    'sign:\n\tSIGN_IT\nifdef KEY\nsign:\n\techo nothing\nendif\n',
    'make sign',
    "KEY: '${{ secrets.KEY }}'",
    'present best-effort',
  ],
];
for (const [what, makefile, call, env, want] of overridden) test(`make: ${what}`, () => assert.equal(signedBy(makefile, call, env), want));

const there: readonly (readonly [what: string, makefile: string, files: Readonly<Record<string, string>>, want: string])[] = [
  ['a target that is a file', plain, { sign: '' }, 'absent'],
  ['a target that is a folder', plain, { 'sign/notes.txt': '' }, 'absent'],
  ['a target that is no file', `.PHONY: sign\n${plain}`, { sign: '' }, wired],
  ['a target that needs another', 'sign: ready\n\tSIGN_IT\nready:\n\ttrue\n', { sign: '' }, wired],
  ['a file that git leaves out', plain, { sign: '', '.gitignore': '/sign\n' }, wired],
  ['a target with two colons that is a file', 'sign::\n\tSIGN_IT\n', { sign: '' }, wired],
];
for (const [what, makefile, files, want] of there) test(`make: ${what}`, () => assert.equal(signedBy(makefile, 'make sign', '', files), want));
