import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf, unreadOf } from './surfaces-of.ts';

const files = (command: string): Readonly<Record<string, string>> => ({
  '.github/workflows/release.yml': onTag(`
- uses: actions/checkout@v4
- run: ${command}`),
  'package.json': JSON.stringify({ name: 'root', private: true, scripts: { ship: 'gh release upload v1 root.zip' } }),
  'pnpm-workspace.yaml': 'packages: [parts/*]\n',
  'parts/bulb/package.json': JSON.stringify({ name: '@acme/bulb', private: true, scripts: { ship: 'gh release upload v1 bulb.zip' } }),
  'parts/wick/package.json': JSON.stringify({ name: '@acme/wick', scripts: { ship: 'gh release upload v1 wick.zip' } }),
});

const cases = [
  { command: 'pnpm run ship', names: ['root.zip'] },
  { command: 'pnpm --filter=@acme/bulb run ship', names: ['bulb.zip'] },
  { command: 'pnpm --filter @acme/bulb ship', names: ['bulb.zip'] },
  { command: 'pn --filter=@acme/wick ship', names: ['wick.zip'] },
  { command: 'pnpm -r run ship', names: ['bulb.zip', 'wick.zip'] },
  { command: "pnpm -r --filter='!@acme/bulb' run ship", names: ['wick.zip'] },
  { command: 'pn ship', names: ['root.zip'] },
  { command: 'npm run ship --workspace @acme/bulb', names: ['bulb.zip'] },
  { command: 'npm run ship -w=@acme/wick', names: ['wick.zip'] },
  { command: 'npm run ship --workspaces', names: ['bulb.zip', 'wick.zip'] },
  { command: 'npm run ship -- --clobber', names: ['root.zip'] },
  { command: 'npm run ship -- more.zip', names: ['more.zip', 'root.zip'] },
  { command: 'pnpm ship more.zip', names: ['more.zip', 'root.zip'] },
];

for (const { command, names } of cases) {
  test(`${command} runs the script of the packages that it selects`, () => {
    const members = surfacesOf(files(command)).flatMap((s) => (s.kind === 'release-asset' ? s.full.members : []));
    assert.deepEqual(members.toSorted(), names);
  });
}

test('a script that names itself for a part of the workspace does not call itself', () => {
  const own = {
    ...files('npm run ship'),
    'package.json': JSON.stringify({ private: true, workspaces: ['parts/*'], scripts: { ship: 'npm run ship --workspace @acme/bulb' } }),
  };
  assert.deepEqual([unreadOf(own).filter((reason) => /call each other/.test(reason)), surfacesOf(own)[0]?.name], [[], 'bulb.zip']);
});

test('a command of the runner itself is no script of its name', () => {
  const own = (command: string, script: string): Readonly<Record<string, string>> => ({
    ...files(command),
    'package.json': JSON.stringify({ scripts: { [script]: `${command} && gh release upload v1 other.zip` } }),
  });
  for (const [command, script] of [
    ['yarn licenses list', 'licenses'],
    ['bun build a.ts', 'build'],
    ['pnpm install', 'install'],
  ] as const)
    assert.deepEqual([unreadOf(own(command, script)).filter((reason) => /call each other/.test(reason)), surfacesOf(own(command, script))], [[], []]);
});

test('a task that is named for notes does not build what an attestation was made of', () => {
  const workflow = `
- uses: actions/checkout@v4
- run: ./compile.py
- uses: actions/attest-build-provenance@v3
  with: { subject-path: 'dist/*' }
- run: npm run NAME
- run: gh release create "$GITHUB_REF_NAME" dist/*`;
  const provenance = (name: string): string | undefined =>
    surfacesOf({
      '.github/workflows/release.yml': onTag(workflow.replace('NAME', name), 'contents: write\nid-token: write\nattestations: write'),
      'package.json': JSON.stringify({ scripts: { [name]: 'node ./work.mjs' } }),
    })[0]?.provenance;
  assert.deepEqual([provenance('release-notes'), provenance('bundle')], ['present', 'unknown']);
});

test('a script sees what the script that calls it has exported', () => {
  const found = surfacesOf({
    ...files('export LAMP=lamp && npm run ship'),
    'package.json': JSON.stringify({ name: 'root', private: true, scripts: { ship: 'gh release upload v1 $LAMP.zip' } }),
  });
  assert.deepEqual(
    found.flatMap((s) => (s.kind === 'release-asset' ? [s.name] : [])),
    ['lamp.zip'],
  );
});
