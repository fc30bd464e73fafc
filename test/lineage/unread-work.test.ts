import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts, type Texts } from '../support/little-repo.ts';
import { build, publish, release, sign } from '../support/trap.ts';

interface Cell {
  readonly status: string;
  readonly reason: string | null;
  readonly assumes: readonly string[];
  readonly because: readonly { readonly role: string; readonly what: string }[];
  readonly raise: string | null;
}

/** The signature of `lens`, where these steps run between signing and publishing. */
function signatureAfter(steps: string, files: Texts = {}, workflow = release(build + sign + steps + publish)): Cell {
  const { report } = auditTexts({ '.github/workflows/r.yml': workflow, 'go.mod': 'module x\n', ...files }, 'acme', 'lens');
  const row = report.surfaces.find((one) => one.kind === 'release-asset' && one.members.some((name) => name.split(', ').includes('lens')));
  assert.ok(row !== undefined, 'the file is a surface');
  return row.controls.signature;
}

const run = (line: string): string => `      - run: ${line}\n`;

/** Programs of the project whose own text names the signed file. */
const naming: readonly (readonly [line: string, files: Texts])[] = [
  ['rake pack', { Rakefile: 'task :pack do\n  sh "strip dist/lens"\nend\n' }],
  ['bundle exec rake pack', { Rakefile: 'task :pack do\n  sh "strip dist/lens"\nend\n' }],
  ['tox -e pack', { 'tox.ini': '[testenv:pack]\ncommands = python tools/pack.py\n', 'tools/pack.py': 'open("dist/lens", "ab").write(b"x")\n' }],
  ['nox -s pack', { 'noxfile.py': 'def pack(s): s.run("strip", "dist/lens")\n' }],
  ['invoke pack', { 'tasks.py': 'def pack(c): c.run("cd dist && strip lens")\n' }],
  ['./gradlew pack', { gradlew: '#!/bin/sh\n', 'build.gradle': 'task pack(type: Exec) { commandLine "strip", "$rootDir/dist/lens" }\n' }],
  ['./gradlew :app:pack', { gradlew: '#!/bin/sh\n', 'app/build.gradle.kts': 'tasks.register("pack") { into("../dist/") }\n' }],
  ['cargo xtask pack', { 'xtask/src/main.rs': 'fn main() { strip("dist/lens") }\n' }],
  ['cmake --build build --target pack', { 'CMakeLists.txt': 'add_custom_target(pack COMMAND strip ${CMAKE_SOURCE_DIR}/dist/lens)\n' }],
  ['perl tools/strip.pl', { 'tools/strip.pl': 'system("strip dist/lens");\n' }],
  ['go run ./tools/pack', { 'tools/pack/main.go': 'package main\nconst out = "dist"\n' }],
  ['python3 -m tools.pack', { 'tools/pack.py': 'OUT = "dist"\n' }],
  ['docker compose run pack', { 'compose.yaml': 'services: {pack: {volumes: ["./dist:/d"]}}\n', 'x.sh': '' }],
  ['just pack', { justfile: "import 'more.just'\n", 'more.just': 'pack:\n    strip dist/lens\n' }],
  ['task rel:pack', { 'Taskfile.yml': "version: '3'\nincludes: {rel: ./rel}\n", 'rel/Taskfile.yml': 'tasks: {pack: {cmds: [strip dist/lens]}}\n' }],
  ['npm ci', { 'package.json': '{"scripts": {"prepare": "strip dist/lens"}}' }],
  ['npm install', { 'package.json': '{"scripts": {"postinstall": "npm run pack", "pack": "node pack.js"}}', 'pack.js': 'append("dist/lens")\n' }],
  ['xxd -r patch.hex dist/lens', {}],
  ['sort -o dist/lens list', {}],
  ['ninja -C dist', {}],
  ['yarn', { 'package.json': '{"scripts": {"postinstall": "strip dist/lens"}}' }],
  ['npm publish', { 'package.json': '{"scripts": {"prepublishOnly": "strip dist/lens"}}' }],
  ['npm version patch', { 'package.json': '{"scripts": {"postversion": "strip dist/lens"}}' }],
  ["perl -e 'open(F, q(>dist/lens))'", {}],
  ['gawk -i inplace 1 dist/lens', {}],
  ['awk \'{print > "dist/lens"}\' list', {}],
  ['docker build -o dist .', { Dockerfile: 'FROM scratch\n' }],
  ['docker buildx build --output type=local,dest=dist .', { Dockerfile: 'FROM scratch\n' }],
  [`node -e 'fs.appendFileSync("dist/lens", 1)'`, {}],
];
for (const [line, files] of naming)
  test(`a program whose text names the signed file leaves it open: ${line}`, () => {
    const cell = signatureAfter(run(line), files);
    assert.equal(cell.status, 'unknown');
    assert.match(cell.reason ?? '', /may have changed it afterwards, and was not read/);
    assert.ok(cell.because.some((one) => one.role === 'lowers' && one.what.endsWith('may change the file after that')));
    assert.match(cell.raise ?? '', /after every step/);
    assert.ok(!cell.assumes.some((one) => one.includes('does not change')), 'what makes it unknown is not assumed');
  });

/** Programs of the project of which nothing says that they touch the file: an assumption that the answer lists. */
const trusted: readonly (readonly [line: string, files: Texts])[] = [
  ['rake notes', { Rakefile: 'task :notes do\n  sh "cat NEWS"\nend\n' }],
  ['rake lint', { Rakefile: 'task :pack do\n  sh "strip dist/lens"\nend\n' }],
  ['tox -e docs', { 'tox.ini': '[testenv:docs]\ncommands = sphinx-build node_modules/x/dist/ out\n# strip dist/lens\n' }],
  ['./gradlew site', { gradlew: '#!/bin/sh\n', 'build.gradle': 'task site {}\n' }],
  ['cmake --build build', { 'CMakeLists.txt': 'add_executable(lamp lamp.c)\n' }],
  ['make -C sub', {}],
  ['source ./env.sh', {}],
  ['npm ci', { 'package.json': '{"scripts": {"postinstall": "node tools/fonts.js"}}', 'tools/fonts.js': 'fetch("fonts")\n' }],
];
for (const [line, files] of trusted)
  test(`a program that could touch the signed file is an assumption: ${line}`, () => {
    const cell = signatureAfter(run(line), files);
    assert.equal(cell.status, 'present');
    assert.ok(
      cell.assumes.some((one) => one.includes(line.split(' ')[0]!) && one.includes('does not change what was covered')),
      cell.assumes.join('; '),
    );
  });

/** Lines that run nothing of the project. */
const nothing: readonly (readonly [line: string, files: Texts])[] = [
  ['npm ci', { 'package.json': '{"scripts": {"build": "strip dist/lens"}}' }],
  ['npm ci', { 'package.json': '{"scripts": {"prepare": "husky || true"}}' }],
  ['npm ci --ignore-scripts', { 'package.json': '{"scripts": {"prepare": "strip dist/lens"}}' }],
  ['npm install -g lamp', { 'package.json': '{"scripts": {"postinstall": "strip dist/lens"}}' }],
  ['tox --version', { 'tox.ini': '[testenv]\ncommands = strip dist/lens\n' }],
  ['cmake -B build', { 'CMakeLists.txt': 'add_custom_target(pack COMMAND strip dist/lens)\n' }],
  ['source .venv/bin/activate', {}],
  ['xxd dist/lens', {}],
  ["perl -ne 'print if /x/' dist/lens", {}],
  ["awk '{print $1 > 2}' dist/lens", {}],
  ['npm publish lens.tgz', { 'package.json': '{"scripts": {"prepublishOnly": "strip dist/lens"}}' }],
];
for (const [line, files] of nothing)
  test(`what runs nothing of the project is taken for nothing: ${line}`, () => {
    const cell = signatureAfter(run(line), files);
    assert.equal(cell.status, 'present');
    assert.deepEqual(cell.assumes, []);
  });

const pack = { Rakefile: 'task :pack do\n  sh "strip dist/lens"\nend\n' };

test('what runs before the signature changes nothing of it', () => {
  assert.equal(signatureAfter('', pack, release(run('rake pack') + build + sign + publish)).status, 'present');
  assert.deepEqual(signatureAfter('', pack, release(build + run('rake pack') + sign + publish)).assumes, []);
});

test('what never runs when the file is published changes nothing', () => {
  const steps = `      - if: github.actor == 'lamp'\n        run: rake pack\n`;
  const published = publish.replace('      - uses', "      - if: github.actor != 'lamp'\n        uses");
  const signed = sign.replace('      - run', "      - if: github.actor != 'lamp'\n        run");
  assert.equal(signatureAfter('', pack, release(build + signed + steps + published)).status, 'present');
});

/** Steps that are no commands. */
const uses = (lines: string): string => `      - ${lines.trim().replaceAll('\n', '\n        ')}\n`;
const steps: readonly (readonly [what: string, step: string, files: Texts, status: string])[] = [
  ['a container with its command', 'uses: docker://alpine:3\nwith: {args: sh -c "echo x >> dist/lens"}', {}, 'unknown'],
  ['a container of another command', 'uses: docker://alpine:3\nwith: {args: sh -c "ls"}', {}, 'present'],
  ['a script of github-script that writes', `uses: actions/github-script@v7\nwith: {script: "require('fs').appendFileSync('dist/lens', 'x')"}`, {}, 'unknown'],
  [
    'a script of github-script that reads',
    `uses: actions/github-script@v7\nwith: {script: "core.info(require('fs').statSync('dist/lens').size)"}`,
    {},
    'present',
  ],
  ['a Python step', `shell: python\nrun: open('dist/lens', 'a').write('x')`, {}, 'unknown'],
  ['a Python step about something else', `shell: python\nrun: print('lens')`, {}, 'present'],
  ['a call of .NET', `shell: pwsh\nrun: '[IO.File]::WriteAllText("dist/lens", "x")'`, {}, 'unknown'],
  ['another repository checked out over the folder', 'uses: actions/checkout@v4\nwith: {repository: acme/lamp, path: dist}', {}, 'unknown'],
  ['another repository checked out beside it', 'uses: actions/checkout@v4\nwith: {repository: acme/lamp, path: lamp}', {}, 'present'],
  [
    'a container that is given the workspace',
    `uses: addnab/docker-run-action@v3\nwith: {image: alpine, run: lamp, options: '-v \${{ github.workspace }}:/w'}`,
    {},
    'unknown',
  ],
  ['a cache over the folder', 'uses: actions/cache/restore@v4\nwith: {path: dist, key: k}', {}, 'unknown'],
  ['a cache of something else', 'uses: actions/cache@v4\nwith: {path: ~/.cache/lamp, key: k}', {}, 'present'],
  [
    'a JavaScript action of the checkout that names the file',
    'uses: ./.github/actions/pack',
    { '.github/actions/pack/action.yml': 'runs: {using: node20, main: i.js}\n', '.github/actions/pack/i.js': 'append("dist/lens")\n' },
    'unknown',
  ],
  [
    'a container action of the checkout that names the folder',
    'uses: ./.github/actions/pack',
    {
      '.github/actions/pack/action.yml': 'runs: {using: docker, image: Dockerfile}\n',
      '.github/actions/pack/Dockerfile': 'FROM alpine\nCOPY run.sh /\n',
      '.github/actions/pack/run.sh': 'cd dist\nstrip *\n',
    },
    'unknown',
  ],
];
for (const [what, step, files, status] of steps) test(`${what}: ${status}`, () => assert.equal(signatureAfter(uses(step), files).status, status));

test('an action of the checkout that does not name the file is an assumption', () => {
  const files = { '.github/actions/say/action.yml': 'runs: {using: node20, main: i.js}\n', '.github/actions/say/i.js': 'say()\n' };
  const cell = signatureAfter(uses('uses: ./.github/actions/say'), files);
  assert.equal(cell.status, 'present');
  assert.match(cell.assumes.join('; '), /\.github\/actions\/say.*does not change what was covered/);
});

/** A job that builds, signs and hands over, and one that publishes what it got. */
const twoJobs = (between: string): string => `on: {push: {tags: ['v*']}}
jobs:
  build:
    runs-on: ubuntu-24.04
    permissions: {contents: read, id-token: write}
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
${build}${sign}${between}      - uses: actions/upload-artifact@v4
        with: {name: made, path: dist}
      - run: rake pack
  publish:
    needs: build
    runs-on: ubuntu-24.04
    permissions: {contents: write}
    steps:
      - uses: actions/download-artifact@v4
        with: {name: made, path: dist}
${publish}`;

test('what runs in an earlier job counts until the file leaves it', () => {
  assert.deepEqual([signatureAfter('', pack, twoJobs('')).status, signatureAfter('', pack, twoJobs('')).assumes], ['present', []]);
  assert.equal(signatureAfter('', pack, twoJobs(run('rake pack'))).status, 'unknown');
  assert.equal(signatureAfter('', pack, twoJobs(run('frobnicate dist/lens'))).status, 'unknown');
  const other = signatureAfter('', { Rakefile: 'task :pack\n' }, twoJobs(run('rake pack')));
  assert.equal(other.status, 'present');
  assert.equal(other.assumes.length, 1);
});

test('a checksum list is of what was there before, too', () => {
  const sums = run('cd dist && sha256sum lens > SHA256SUMS');
  const hashes = (between: string): string | undefined => {
    const workflow = release(build + sums + between + publish);
    const { report } = auditTexts({ '.github/workflows/r.yml': workflow, 'go.mod': 'module x\n', ...pack }, 'acme', 'lens');
    return report.surfaces.find((one) => one.members.some((name) => name.split(', ').includes('lens')))?.controls.hashes.status;
  };
  assert.equal(hashes(''), 'present');
  assert.equal(hashes(run('rake pack')), 'unknown');
});

test('an attestation that is left open leaves the digest in it open', () => {
  const attest = '      - uses: actions/attest-build-provenance@v2\n        with:\n          subject-path: dist/lens\n';
  const cells = (between: string): readonly (string | undefined)[] => {
    const { report } = auditTexts({ '.github/workflows/r.yml': release(build + attest + between + publish), 'go.mod': 'module x\n', ...pack }, 'acme', 'lens');
    const row = report.surfaces.find((one) => one.members.some((name) => name.split(', ').includes('lens')));
    return [row?.controls.hashes.status, row?.controls.signature.status, row?.controls.provenance.status];
  };
  assert.deepEqual(cells(''), ['partial', 'partial', 'present']);
  assert.deepEqual(cells(run('rake pack')), ['unknown', 'unknown', 'unknown']);
});
