import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findBuildables, findReleaseConfigs, readTool } from '../../../src/catalog/index.ts';
import type { ReleaseTool } from '../../../src/catalog/index.ts';
import { hole, lit, wild } from '../../../src/values/index.ts';
import { memoryTree } from '../../support/memory-tree.ts';
import { effectsOf, toolInput } from './tool-input.ts';

/** A call that publishes, and the files that each tool reads. */
const tools: Readonly<Record<ReleaseTool, { readonly args: readonly string[]; readonly files: readonly string[] }>> = {
  goreleaser: { args: ['release'], files: ['.goreleaser.yaml', 'Cargo.toml'] },
  'cargo-dist': { args: ['build'], files: ['dist-workspace.toml', 'Cargo.toml'] },
  'release-please': { args: [], files: ['release-please-config.json'] },
  changesets: { args: ['publish'], files: ['package.json', 'pnpm-workspace.yaml'] },
  'semantic-release': { args: [], files: ['.releaserc', 'release.config.js'] },
  'electron-builder': { args: ['-p', 'always'], files: ['electron-builder.yml', 'package.json'] },
  tauri: { args: ['build'], files: ['src-tauri/tauri.conf.json'] },
  jreleaser: { args: ['full-release'], files: ['jreleaser.yml'] },
  ko: { args: ['build', '.'], files: ['.ko.yaml', 'go.mod'] },
  'chart-releaser': { args: [], files: ['cr.yaml', 'charts/x/Chart.yaml'] },
  'helm-package': { args: ['package', 'charts/x'], files: ['charts/x/Chart.yaml'] },
  maven: { args: ['deploy'], files: ['pom.xml'] },
  gradle: { args: ['publish'], files: ['build.gradle', 'gradle.properties', 'gradle/libs.versions.toml'] },
  'npm-publish': { args: ['publish'], files: ['package.json', '.npmrc'] },
  'cargo-publish': { args: ['publish', '--workspace'], files: ['Cargo.toml'] },
  gem: { args: ['push', 'x.gem'], files: ['x.gemspec', 'Rakefile'] },
  'release-plz': { args: ['release'], files: ['release-plz.toml', 'Cargo.toml'] },
  nfpm: { args: ['pkg', '-p', 'deb'], files: ['nfpm.yaml'] },
  'python-backend': { args: ['dist'], files: ['pyproject.toml'] },
  napi: { args: ['prepublish'], files: ['package.json'] },
  maturin: { args: ['build'], files: ['pyproject.toml'] },
  flit: { args: ['publish'], files: ['pyproject.toml'] },
  poetry: { args: ['publish'], files: ['pyproject.toml'] },
  lerna: { args: ['publish'], files: ['lerna.json', 'package.json'] },
  'nx-release': { args: ['release'], files: ['nx.json'] },
  'release-it': { args: [], files: ['.release-it.json', '.release-it.js'] },
  np: { args: [], files: ['package.json'] },
  covector: { args: ['--create-release'], files: ['.changes/config.json'] },
  'electron-forge': { args: ['publish'], files: ['forge.config.js'] },
  'cargo-release': { args: ['--execute'], files: ['release.toml', 'Cargo.toml'] },
  'github-script': { args: ["--script=require('./x.js')"], files: ['x.js'] },
  sealwright: { args: ['release', 'v1'], files: ['sealwright.yaml'] },
  bake: { args: ['--push'], files: ['docker-bake.hcl', 'docker-bake.json', 'compose.yaml'] },
};
const names = Object.keys(tools).filter((name): name is ReleaseTool => name in tools);

const texts: readonly (readonly [string, string])[] = [
  ['empty', ''],
  ['not YAML', '{]: "'],
  ['a list', '- a\n- b\n'],
  ['a scalar', '42'],
  ['binary', '\u0000\uFFFD\u0001<project>\u0000'],
  ['nested', `${'['.repeat(5_000)}`],
  [
    'an alias bomb',
    'a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: [*e, *e, *e, *e, *e, *e, *e]\n',
  ],
  ['XML', '<project><modules><module>.</module><module>pom.xml</module></modules></project>'],
  ['prototype keys', '{"__proto__": {"name": "x"}, "constructor": 1, "name": {"toString": 2}}'],
];

describe('hostile configurations', () => {
  for (const tool of names) {
    it(`${tool} states what it cannot read`, () => {
      for (const [what, text] of texts) {
        const files = Object.fromEntries(tools[tool].files.map((path) => [path, text]));
        const result = readTool(toolInput({ tool, args: tools[tool].args, files }));
        assert.ok(Array.isArray(result.effects), what);
      }
    });
  }

  it('takes files that were refused as unread', () => {
    for (const tool of names) {
      const input = toolInput({ tool, args: tools[tool].args, files: {} });
      const files = memoryTree(
        Object.fromEntries(tools[tool].files.map((path) => [path, ''])),
        Object.fromEntries(tools[tool].files.map((path) => [path, 'a device'])),
      );
      assert.ok(Array.isArray(readTool({ ...input, files }).effects), tool);
    }
  });

  const wrongTypes: readonly { what: string; config: string }[] = [
    { what: 'scalars where lists belong', config: 'builds: yes\narchives: 3\nsigns: all\nsboms: true\ndockers: x\nrelease: no\nchecksum: off\n' },
    { what: 'maps where lists belong', config: 'builds: {goos: {a: b}}\nsigns: {artifacts: all}\ndockers_v2: {images: {x: y}}\nnfpms: {formats: deb}\n' },
    {
      what: 'lists where scalars belong',
      config: 'project_name: [a]\nbuilds: [[x], {id: [1], goos: [[linux]]}]\nsigns: [{cmd: [cosign], args: {a: b}, artifacts: [all]}]\n',
    },
    { what: 'nulls', config: 'builds:\narchives:\n  -\nsigns:\n  - ~\nrelease:\nchecksum:\n' },
    {
      what: 'templates that are broken',
      config: 'project_name: "{{ if"\nbuilds: [{binary: "{{ .X"}]\narchives: [{name_template: "{{ template \\"x\\" }}"}]\n',
    },
  ];
  for (const row of wrongTypes)
    it(`GoReleaser with ${row.what}`, () =>
      assert.ok(readTool(toolInput({ tool: 'goreleaser', args: ['release'], files: { '.goreleaser.yaml': row.config } })).effects.length > 0));

  it('bounds ten thousand builds on all platforms', () => {
    const build =
      '  - id: x\n    goos: [linux, darwin, windows, freebsd, openbsd, netbsd]\n    goarch: [amd64, arm64, "386", arm, riscv64]\n    goarm: ["5", "6", "7"]\n';
    const result = readTool(
      toolInput({
        tool: 'goreleaser',
        args: ['release'],
        files: { '.goreleaser.yaml': `builds:\n${build.repeat(10_000)}signs:\n  - artifacts: all\nsboms:\n  - artifacts: binary\n` },
      }),
    );
    assert.ok(result.effects.length <= 4_000);
    assert.ok(result.doubts.some(({ reason }) => reason.includes('not read')));
  });

  it('does not follow configurations that include or extend each other for ever', () => {
    const goreleaser = readTool(
      toolInput({
        tool: 'goreleaser',
        args: ['release'],
        files: {
          '.goreleaser.yaml': 'includes: [{from_file: {path: a.yaml}}]\n',
          'a.yaml': 'includes: [{from_file: {path: .goreleaser.yaml}}, {from_file: {path: a.yaml}}]\n',
        },
      }),
    );
    assert.ok(goreleaser.doubts.length > 0);
    const pom = (module: string) => `<project><artifactId>a</artifactId><modules><module>${module}</module></modules></project>`;
    assert.equal(
      effectsOf(readTool(toolInput({ tool: 'maven', args: ['deploy'], files: { 'pom.xml': pom('b'), 'b/pom.xml': pom('..') } })), 'publishes')[0]?.names
        ?.length,
      2,
    );
  });

  it('never throws, whatever the configuration and the arguments', () => {
    const key = fc.constantFrom(
      'builds',
      'archives',
      'signs',
      'docker_signs',
      'sboms',
      'dockers_v2',
      'kos',
      'nfpms',
      'release',
      'checksum',
      'includes',
      'artifacts',
      'ids',
      'cmd',
      'args',
      'name',
      'name_template',
      'formats',
      'goos',
      'goarch',
      'images',
      'tags',
      'package',
      'workspace',
      'members',
      'publish',
      'plugins',
      'private',
      'workspaces',
      'build',
      'win',
      'mac',
      'linux',
      'target',
      'signing',
      'active',
      'distributions',
      'packages',
      'dist',
      'installers',
      'extra_files',
      'glob',
    );
    const leaf = fc.oneof(
      fc.constantFrom(
        'all',
        'checksum',
        '{{ .Tag }}',
        '{{ if .Os }}',
        '${version}',
        '*',
        '../..',
        'linux',
        'true',
        '',
        'ALWAYS',
        '@semantic-release/exec',
        'github',
      ),
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
    );
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(key, tie('node'), { maxKeys: 6 })),
    })).node;
    const word = fc.oneof(
      fc.constantFrom('release', 'publish', 'build', '--snapshot', '--skip', '--config', '-f', '--skip=sign', '-w', '--win', '-p', 'x', '--', '-', '').map(lit),
      fc.constant(hole('inputs.x')),
      fc.constant(wild('*')),
      fc.constant([{ kind: 'alt', key: 'k', options: [lit('--snapshot'), lit('a b')] }] as const),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), tree, fc.array(word, { maxLength: 4 }), (tool, value, words) => {
        const text = JSON.stringify(value) ?? '';
        const files = Object.fromEntries([...tools[tool].files, '.goreleaser.yaml', 'package.json', 'a/package.json'].map((path) => [path, text]));
        for (const args of [tools[tool].args.map(lit), words]) {
          const first = readTool(toolInput({ tool, args, files }));
          const again = readTool(toolInput({ tool, args, files }));
          assert.deepEqual(first, again);
        }
        findReleaseConfigs(memoryTree(files));
        findBuildables(memoryTree(files));
      }),
      { numRuns: 300 },
    );
  });
});
