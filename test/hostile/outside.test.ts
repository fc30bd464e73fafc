import assert from 'node:assert/strict';
import fs, { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { openTree } from '../../src/cli/ports/index.ts';
import { fill } from '../cli/ports/folders.ts';
import { auditTree, healthy, runStep, workflowOf } from './support.ts';

const calls = ['openSync', 'readFileSync', 'readdirSync', 'readlinkSync', 'statSync', 'lstatSync', 'realpathSync', 'existsSync', 'accessSync'] as const;

/** Runs `use` and returns every path that was given to the file system meanwhile. */
function pathsTouched(use: () => void): readonly string[] {
  const touched: string[] = [];
  const table = fs as unknown as Record<string, unknown>;
  const kept = new Map<string, unknown>();
  for (const name of calls) {
    const before = table[name] as (...args: readonly unknown[]) => unknown;
    kept.set(name, before);
    table[name] = Object.assign((...args: readonly unknown[]) => {
      touched.push(String(args[0]));
      return before(...args);
    }, before);
  }
  syncBuiltinESMExports();
  try {
    use();
  } finally {
    for (const [name, before] of kept) table[name] = before;
    syncBuiltinESMExports();
  }
  return touched;
}

const scripts = [
  'source ../../etc/passwd; . /etc/profile; bash ../secret.sh; ../secret.sh; /etc/x',
  'cd ../.. && ./x.sh && make && npm publish && cargo publish && goreleaser release',
  'make -C ../.. -f ../../Makefile x; npm --prefix ../.. run x; just -f ../../justfile x; task -d ../.. x',
  'cat ../outside/secret.txt > a; x=$(cat /etc/passwd); y=$(< ../outside/secret.txt); gh release upload v1 "$x" ../outside/* /etc/*',
  'goreleaser release -f ../../../etc/x.yaml; helm package ../../chart; docker build -f ../../Dockerfile ../..; cargo publish --manifest-path ../../Cargo.toml; mvn -f /etc/pom.xml deploy; twine upload ../../*; gem push /x.gem',
  'source out/secret.txt; . out-file; bash loop/a; cat out/secret.txt; make -C out; npm --prefix out publish; source docs/up/up/up/secret.txt',
];

test('nothing outside the checkout is opened, listed or looked at, whatever its files name', () => {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'sealwright-test-'));
  try {
    const checkout = join(root, 'in');
    fill(root, { 'outside/secret.txt': 'S', 'outside/action.yml': 'x', 'outside/b.yml': 'x', 'outside/package.json': '{}', 'secret.sh': 'x' });
    fill(checkout, {
      ...healthy,
      '.github/workflows/a.yml': workflowOf([
        ...scripts.map(runStep),
        'uses: ./../outside',
        'uses: ./out',
        'uses: ./../../etc',
        "uses: './/etc'",
        'run: ./x.sh\nworking-directory: ../outside',
        'run: npm publish\nworking-directory: /etc',
      ]),
      '.github/workflows/b.yml':
        'on: push\njobs: {a: {uses: ./../outside/b.yml}, b: {uses: ./.github/workflows/../../../outside/b.yml}, c: {uses: ./out/b.yml}}\n',
      '.goreleaser.yaml':
        'includes: [{from_file: {path: ../outside/secret.txt}}, {from_file: {path: /etc/passwd}}]\nbuilds: [{dir: ../outside}]\nrelease: {extra_files: [{glob: ../outside/*}]}\n',
      Makefile: 'include ../outside/secret.txt /etc/passwd out/secret.txt\n-include ../*.mk\nrelease:\n\tcat ../outside/secret.txt\n',
      'package.json': JSON.stringify({ name: 'a', workspaces: ['../outside', '/etc', '../*', 'out'], files: ['../outside'] }),
      'Cargo.toml': '[workspace]\nmembers = ["../outside", "/etc", "../*", "out"]\n[package]\nname = "a"\nreadme = "../outside/secret.txt"\n',
      'pom.xml':
        '<project><parent><relativePath>../outside/pom.xml</relativePath></parent><modules><module>../outside</module><module>/etc</module></modules></project>',
      'docs/README.md': '[x](../../outside/secret.txt)\n```\n.. include:: /etc/passwd\n```\n',
    });
    for (const [target, link] of [
      ['../outside', 'out'],
      ['../outside/secret.txt', 'out-file'],
      ['/etc', 'etc'],
      ['/etc/passwd', 'SECURITY.md'],
      ['loop', 'loop'],
      ['../..', 'docs/up'],
      ['../../outside/b.yml', '.github/workflows/linked.yml'],
      ['../outside', '.github/actions'],
      ['../../../outside/action.yml', 'docs/action.yml'],
    ] as const)
      symlinkSync(target, join(checkout, link));
    mkdirSync(join(checkout, 'x'));
    symlinkSync('../../outside', join(checkout, 'x/y'));
    const touched = pathsTouched(() => {
      const { report, outside } = auditTree(openTree(checkout));
      assert.deepEqual(outside, []);
      assert.ok(report.surfaces.length > 0);
    });
    assert.ok(touched.length > 20, 'the audit was watched');
    for (const path of touched.filter((one) => one !== checkout)) {
      assert.ok(path.startsWith(`${checkout}/`), `${path} is outside`);
      assert.ok(!path.split('/').includes('..'), path);
      assert.equal(realpathSync(dirname(path)), dirname(path), `${path} goes through a link`);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
