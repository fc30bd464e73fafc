import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AuditReport } from '../../src/audit/index.ts';
import { fill } from '../cli/ports/folders.ts';
import { sealwright } from './real-machine.ts';
import { healthy, workflowOf } from './support.ts';

const path = '.github/workflows/bad.yml';
const good = workflowOf(['run: gh release upload v1 a.zip']);
const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

async function withFolder(use: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'sealwright-test-'));
  try {
    await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A checkout on the disk with a healthy workflow beside something bad, and what is said of that. */
const checkouts: readonly {
  readonly what: string;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly make?: (root: string) => void;
  /** `path:line: reason` of a row of what was not analysed; null where nothing is wrong with it. */
  readonly says: RegExp | null;
  readonly skip?: string | false;
}[] = [
  { what: 'malformed YAML', files: { [path]: 'on: push\njobs: {a: [\n' }, says: /^\.github\/workflows\/bad\.yml:\d+: not valid YAML/ },
  { what: 'duplicate keys', files: { [path]: `${good}jobs: {}\n` }, says: /bad\.yml:\d+: .*(twice|duplicate|unique|again)/i },
  { what: 'an alias bomb', files: { [path]: `a: &a [x]\nb: &b [${'*a,'.repeat(4_000)}]\njobs: [${'*b,'.repeat(4_000)}]\n` }, says: /bad\.yml:\d+: .*alias/ },
  { what: 'anchors and aliases', files: { [path]: `x: &x ubuntu-latest\n${good.replace('ubuntu-latest', '*x')}` }, says: null },
  { what: 'tabs', files: { [path]: good.replace('  a:', '\ta:') }, says: /bad\.yml:\d+: not valid YAML/ },
  { what: 'no-break spaces', files: { [path]: good.replace('  a:', '\u00a0\u00a0a:') }, says: /bad\.yml:\d+/ },
  { what: 'CRLF', files: { [path]: good.replaceAll('\n', '\r\n') }, says: null },
  { what: 'a byte-order mark', files: { [path]: `\ufeff${good}` }, says: /bad\.yml:null: a byte-order mark/ },
  { what: 'bytes that are not UTF-8', files: { [path]: bytes(good, '# ', [0xff, 0xfe, 0x41], '\n') }, says: /bad\.yml:null: bytes that are not UTF-8/ },
  { what: 'NUL bytes', files: { [path]: bytes(good, [0]) }, says: /bad\.yml:null: binary: it holds NUL bytes/ },
  { what: 'half a surrogate pair as bytes', files: { [path]: bytes(good, '# ', [0xed, 0xa0, 0x80], '\n') }, says: /bad\.yml:null: bytes that are not UTF-8/ },
  { what: 'half a surrogate pair as an escape', files: { [path]: good.replace("'v*'", `'v*', "\\ud800"`) }, says: null },
  { what: 'a workflow of 10 MB', files: { [path]: `${good}${'# padding padding padding\n'.repeat(400_000)}` }, says: null },
  {
    what: 'a workflow too large to open',
    make: (root) => execFileSync('truncate', ['-s', '34M', join(root, path)]),
    says: /bad\.yml:null: larger than 32 MiB/,
  },
  { what: 'a script of 100,000 lines', files: { [path]: workflowOf([`run: |\n${'  echo a line\n'.repeat(100_000)}`]) }, says: null },
  {
    what: 'a reusable workflow that calls itself',
    files: { [path]: 'on: {push: , workflow_call: }\njobs: {a: {uses: ./.github/workflows/bad.yml}}\n' },
    says: /bad\.yml:\d+: .*(call each other|more than)/,
  },
  {
    what: 'a link that leaves the checkout',
    make: (root) => symlinkSync('/etc/hostname', join(root, path)),
    says: /bad\.yml:null: a link that leaves the checkout/,
  },
  { what: 'a link in a circle', make: (root) => symlinkSync('bad.yml', join(root, path)), says: /bad\.yml:null: a link that leads in a circle/ },
  { what: 'a link to nothing', make: (root) => symlinkSync('gone.yml', join(root, path)), says: /bad\.yml:null: a link to nothing/ },
  { what: 'a named pipe', make: (root) => execFileSync('mkfifo', [join(root, path)]), says: /bad\.yml:null: a named pipe/ },
  { what: 'a link to a device', make: (root) => symlinkSync('/dev/zero', join(root, path)), says: /bad\.yml:null: a link that leaves the checkout/ },
  { what: 'a folder called ci.yml', make: (root) => mkdirSync(join(root, '.github/workflows/ci.yml')), says: null },
  { what: 'a file named with a line break', files: { '.github/workflows/a\nb\u001b[2J.yml': 'a: [' }, says: /a\nb.\[2J\.yml:\d+: not valid YAML/ },
  {
    what: 'a file that cannot be read',
    files: { [path]: good },
    make: (root) => chmodSync(join(root, path), 0),
    says: /bad\.yml:null: it cannot be read \(EACCES\)/,
    skip: process.getuid?.() === 0 ? 'root reads everything' : false,
  },
  {
    what: 'a document that is cut',
    files: { 'README.md': `cosign verify x\n${'a\n'.repeat(1_100_000)}` },
    says: /^README\.md:\d+: only its first 2097152 characters/,
  },
  {
    what: 'a document too large to open',
    make: (root) => execFileSync('truncate', ['-s', '34M', join(root, 'README.md')]),
    says: /^README\.md:null: larger than 32 MiB/,
  },
  {
    what: 'a release configuration too large to read',
    files: { [path]: workflowOf(['run: goreleaser release']), '.goreleaser.yml': '#\n'.repeat(1_100_000) },
    says: /\.goreleaser\.yml:\S+ .*longer than 2097152/,
  },
];

for (const one of checkouts) {
  test(`a checkout with ${one.what}: said where and why, and the rest goes on`, { skip: one.skip ?? false }, async () => {
    await withFolder(async (root) => {
      fill(root, { ...healthy, ...one.files });
      one.make?.(root);
      const { code, out, err } = await sealwright('audit', root, '--format', 'json');
      assert.equal(err, '');
      assert.equal(code, 1);
      const report = JSON.parse(out) as AuditReport;
      assert.ok(
        report.surfaces.some((surface) => surface.members.includes('lantern.tar.gz')),
        'the healthy workflow is audited',
      );
      const said = report.unread.map((row) => `${row.path}:${row.line}: ${row.reason}`);
      if (one.says === null) assert.deepEqual(said, []);
      else
        assert.ok(
          said.some((row) => one.says?.test(row)),
          `nothing says ${one.says}: ${said.join('; ')}`,
        );
    });
  });
}

/** Folders that are no audit at all: nothing on standard output looks like a report of one that is sound. */
const nothing: readonly { readonly what: string; readonly make?: (root: string) => void; readonly code: number; readonly says: RegExp }[] = [
  { what: 'an empty folder', code: 3, says: /\.github\/workflows: there is no such folder/ },
  {
    what: 'a folder of other things, not a repository',
    make: (root) => fill(root, { 'notes.txt': 'x' }),
    code: 3,
    says: /\.github\/workflows: there is no such folder/,
  },
  { what: 'an empty .github', make: (root) => mkdirSync(join(root, '.github')), code: 3, says: /\.github\/workflows: there is no such folder/ },
  {
    what: 'no workflow among the workflows',
    make: (root) => fill(root, { '.github/workflows/README.md': 'x' }),
    code: 3,
    says: /\.github\/workflows: it holds no workflow/,
  },
  {
    what: 'a .github that leaves the checkout',
    make: (root) => symlinkSync('/etc', join(root, '.github')),
    code: 3,
    says: /\.github: a link that leaves the checkout/,
  },
  {
    what: 'a .github that is a file',
    make: (root) => writeFileSync(join(root, '.github'), 'x'),
    code: 3,
    says: /\.github\/workflows: there is no such folder/,
  },
  { what: 'nothing but a workflow that cannot be read', make: (root) => fill(root, { [path]: '[' }), code: 3, says: /bad\.yml:1: not valid YAML/ },
];

for (const one of nothing) {
  test(`${one.what} is not decided, and says why`, async () => {
    await withFolder(async (root) => {
      one.make?.(root);
      const { code, out, err } = await sealwright('audit', root);
      assert.equal(err, '');
      assert.equal(code, one.code);
      assert.match(out, /no release surface found/);
      assert.match(out, one.says);
    });
  });
}

test('what cannot be audited is a coded error with a hint, and nothing on standard output', async () => {
  await withFolder(async (root) => {
    fill(root, {
      file: 'x',
      'bad/sealwright.yaml': 'version: [',
      'dup/sealwright.yaml': 'version: 1\nversion: 1\n',
      'bomb/sealwright.yaml': `a: &a [x]\nb: [${'*a,'.repeat(60_000)}]\n`,
    });
    fill(root, { 'out/sealwright.yaml': 'version: 1\nextends: ../../../etc/passwd\n', 'far/sealwright.yaml': 'version: 1\nresolve: {"a/b@v": ../../x}\n' });
    mkdirSync(join(root, 'link'));
    symlinkSync('/etc/hostname', join(root, 'link/sealwright.yaml'));
    const table: readonly { readonly argv: readonly string[]; readonly code: number; readonly err: RegExp }[] = [
      { argv: ['audit', join(root, 'gone')], code: 2, err: /\[FOLDER_MISSING\]/ },
      { argv: ['audit', join(root, 'file')], code: 2, err: /\[FOLDER_MISSING\]/ },
      { argv: ['audit', `${root}/a\u0000b`], code: 2, err: /\[FOLDER_MISSING\]/ },
      { argv: ['lineage', '--dir', join(root, 'gone')], code: 2, err: /\[FOLDER_MISSING\]/ },
      { argv: ['explain', 'x', '--dir', join(root, 'gone')], code: 2, err: /\[FOLDER_MISSING\]/ },
      { argv: ['audit', root, '--against', 'main'], code: 3, err: /\[GIT_FAILED\]/ },
      { argv: ['audit', root, '--config', join(root, 'gone.yaml')], code: 2, err: /\[CONFIG_MISSING\]/ },
      { argv: ['audit', root, '--resolve', `a/b@v=${root}/gone`], code: 2, err: /\[RESOLVE_MISSING\]/ },
      { argv: ['audit', join(root, 'bad')], code: 2, err: /\[CONFIG_MALFORMED\]/ },
      { argv: ['audit', join(root, 'dup')], code: 2, err: /\[CONFIG_MALFORMED\]/ },
      { argv: ['audit', join(root, 'bomb')], code: 2, err: /\[CONFIG_MALFORMED\]/ },
      { argv: ['audit', join(root, 'out')], code: 2, err: /\[CONFIG_MALFORMED\]/ },
      { argv: ['audit', join(root, 'far')], code: 2, err: /\[CONFIG_MALFORMED\]/ },
    ];
    for (const row of table) {
      const { code, out, err } = await sealwright(...row.argv);
      const shown = row.argv.join(' ');
      assert.equal(code, row.code, `${shown}: ${err}`);
      assert.equal(out, '', shown);
      assert.match(err, row.err, shown);
      assert.match(err, /\n {2}hint: \S/, shown);
    }
  });
});

test('a socket among the workflows is not opened', async () => {
  await withFolder(async (root) => {
    fill(root, healthy);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, '.github/workflows/s.yml'), resolve));
    const { code, out } = await sealwright('audit', root, '--format', 'json');
    await new Promise((resolve) => server.close(resolve));
    assert.equal(code, 1);
    assert.ok((JSON.parse(out) as AuditReport).unread.some((row) => row.path.endsWith('s.yml') && row.reason === 'a socket'));
  });
});
