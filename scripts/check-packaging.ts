// Packs the package and checks the tarball as its user will get it: its files, its exports and types, and that it runs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly files: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
};
/** The modules of the package: each must be in the tarball, and no other. */
const shipped = [
  'cli',
  'report',
  'registry',
  'verify',
  'gate',
  'release',
  'tag',
  'sign',
  'sbom',
  'lab-command',
  'policies',
  'cross-check',
  'thread',
  'tuf',
  'by-digest',
  'package-url',
  'index',
  'errors',
  'lab',
  'trust',
  'sbom-library',
];
const folder = mkdtempSync(join(tmpdir(), 'sealwright-packaging-'));
const problems: string[] = [];

/** This Node first, so that a global older one is never met. */
const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`, NO_COLOR: '1' };

function run(cwd: string, program: string, args: readonly string[]): string {
  return execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
}

function check(what: string, body: () => void): void {
  const start = performance.now();
  try {
    body();
    console.log(`ok    ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? `\n${String(error.stdout)}${'stderr' in error ? String(error.stderr) : ''}` : '';
    problems.push(what);
    console.log(`FAILS ${what}: ${error instanceof Error ? error.message : String(error)}${output}`);
  }
}

function expect(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}

try {
  // The build that npm would run before packing, so that its talk is not taken for npm's answer.
  check('the build', () => void run(root, process.execPath, ['scripts/build.ts']));
  const tarball = problems.length > 0 ? undefined : pack();
  if (tarball !== undefined) checkTarball(tarball);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = problems.length > 0 ? 1 : 0;

function checkTarball(tarball: string): void {
  check('publint', () => void run(root, process.execPath, ['node_modules/publint/src/cli.js', 'run', tarball, '--strict']));
  check(
    'types as users resolve them',
    () =>
      void run(root, process.execPath, [
        'node_modules/@arethetypeswrong/cli/dist/index.js',
        tarball,
        '--profile',
        'esm-only',
        '--exclude-entrypoints',
        './schemas',
        './package.json',
      ]),
  );
  check('the tarball runs where nothing else is installed', () => runInstalled(tarball));
}

function pack(): string {
  const packed = (
    JSON.parse(run(root, 'npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder])) as readonly Packed[]
  )[0];
  if (packed === undefined) throw new Error('npm pack made nothing');
  check(`the tarball holds what it should: ${packed.files.length} files, ${Math.round(packed.unpackedSize / 1024)} KiB`, () => {
    const paths = packed.files.map((file) => file.path);
    const allowed =
      /^(?:package\.json|LICENSE|README\.md|SECURITY\.md|CHANGELOG\.md|bin\/sealwright\.js|schemas\/[a-z-]+\.schema\.json|docs\/(?:guides\/|rules\/)?[\w-]+\.md|dist\/catalog\.txt|dist\/chunks\/[\w-]+\.js|dist\/types\/.+\.d\.ts|dist\/THIRD-PARTY-LICENSES\.txt)$/;
    const modules = new Set(shipped.map((name) => `dist/${name}.js`));
    expect(
      paths.every((path) => allowed.test(path) || modules.has(path)),
      `files that should not ship: ${paths.filter((path) => !allowed.test(path) && !modules.has(path)).join(', ')}`,
    );
    for (const path of [
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'CHANGELOG.md',
      'bin/sealwright.js',
      'dist/catalog.txt',
      ...modules,
      'dist/types/index.d.ts',
      'dist/types/base/errors.d.ts',
      'dist/types/lab/index.d.ts',
      'dist/types/trust/library/index.d.ts',
      'dist/types/sbom-library/index.d.ts',
      'dist/THIRD-PARTY-LICENSES.txt',
      'docs/verification.md',
      'docs/guides/release.md',
      'docs/rules/README.md',
      'schemas/audit-report.schema.json',
      'schemas/sealwright.schema.json',
    ])
      expect(paths.includes(path), `${path} is missing`);
    expect((packed.files.find((file) => file.path === 'bin/sealwright.js')?.mode ?? 0) % 2 === 1, 'bin/sealwright.js is not executable');
    expect(packed.unpackedSize < 12 * 1024 * 1024, `${packed.unpackedSize} bytes are too many`);
    expect(Object.keys(manifest.dependencies ?? {}).length === 0, 'the package has run-time dependencies; everything is bundled');
  });
  return join(folder, packed.filename);
}

function runInstalled(tarball: string): void {
  const place = join(folder, 'installed');
  mkdirSync(place);
  writeFileSync(join(place, 'package.json'), '{"private":true,"type":"module"}\n');
  // Without dependencies nothing is fetched, so this works offline.
  run(place, 'npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', tarball]);
  const bin = join(place, 'node_modules/.bin/sealwright');
  expect(run(place, process.execPath, [bin, '--version']).trim() === manifest.version, '--version is not the version of package.json');
  const checkout = join(place, 'checkout');
  mkdirSync(join(checkout, '.github/workflows'), { recursive: true });
  writeFileSync(join(checkout, '.github/workflows/release.yml'), 'on: { push: { tags: ["v*"] } }\njobs: {}\n');
  writeFileSync(join(checkout, 'sealwright.yaml'), 'version: 1\n');
  const report = JSON.parse(outputOf(place, bin, ['audit', checkout, '--format', 'json'])) as { readonly schemaVersion: number };
  expect(report.schemaVersion === 1, 'the report is not of version 1');
  for (const args of [
    ['audit', checkout],
    ['audit', checkout, '--format', 'markdown'],
    ['audit', checkout, '--format', 'sarif'],
    ['audit', checkout, '--format', 'github'],
    ['audit', checkout, '--format', 'summary'],
    ['audit', checkout, '--format', 'html'],
    ['lineage', '--dir', checkout],
    ['init', checkout, '--dry-run'],
    ['completion', 'bash'],
    ['sbom', checkout],
  ])
    expect(outputOf(place, bin, args).length > 0, `${args.join(' ')} prints nothing`);
  mkdirSync(join(checkout, '.git'));
  writeFileSync(join(checkout, '.git/config'), '[remote "origin"]\n\turl = https://github.com/acme/lens\n');
  // Nobody listens there: that the part which asks is loaded is what is tried.
  const asked = outputOf(place, bin, ['audit', checkout, '--online', '--api-url', 'http://127.0.0.1:1']);
  expect(asked.includes('cannot be reached'), `--online says\n${asked}`);
  // The lab is asked by what signs, with a log of either version: both run from the files that were published.
  for (const log of ['v1', 'v2']) {
    const signing = ['lab', '--rekor', log, '--', process.execPath, bin, 'sign', join(checkout, 'sealwright.yaml'), '--force'];
    expect(run(place, process.execPath, [bin, ...signing]).includes('signed'), `nothing is signed in a lab with Rekor ${log}`);
  }
  writeFileSync(
    join(place, 'use.js'),
    "import { audit, renderJson } from 'sealwright';\nimport { errorTable } from 'sealwright/errors';\nimport { verifyEvidence } from 'sealwright/trust';\nimport { startLab } from 'sealwright/lab';\nimport { describe } from 'sealwright/sbom';\nconsole.log(typeof audit, typeof renderJson, typeof errorTable.USAGE, typeof verifyEvidence, typeof startLab, typeof describe);\n",
  );
  expect(
    run(place, process.execPath, ['use.js']).trim() === 'function function string function function function',
    'the library does not export what it should',
  );
  // A user who checks declarations and has no types of Node installed.
  writeFileSync(
    join(place, 'use.ts'),
    "import { audit, type AuditReport } from 'sealwright';\nimport type { ErrorCode } from 'sealwright/errors';\nexport const run: typeof audit = audit;\nexport type Both = AuditReport | ErrorCode;\n",
  );
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024', '--skipLibCheck', 'false', '--types', ''];
  run(place, process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, 'use.ts']);
}

/** Standard output of an audit; findings (1) and nothing to read (3) are fine here, a fault is not. */
function outputOf(cwd: string, bin: string, args: readonly string[]): string {
  try {
    return run(cwd, process.execPath, [bin, ...args]);
  } catch (error) {
    const status = error instanceof Error && 'status' in error ? error.status : undefined;
    if (status !== 1 && status !== 3) throw error;
    return String(error instanceof Error && 'stdout' in error ? error.stdout : '');
  }
}
