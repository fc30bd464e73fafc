import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { hole, show } from '../../../src/values/index.ts';
import { effectsOf, shown, shownSubject, summary, toolInput } from './tool-input.ts';
import type { InputOptions } from './tool-input.ts';

describe('chart-releaser', () => {
  const files = { 'charts/rocket/Chart.yaml': 'name: rocket\nversion: 1.0.0\n', 'charts/other/README.md': '' };
  const read = (args: InputOptions['args'], options: Partial<InputOptions> = {}) =>
    readTool(toolInput({ tool: 'chart-releaser', args: args ?? [], ...options, files: { ...files, ...options.files } }));

  it('packs, releases and indexes charts, unsigned', () => {
    assert.deepEqual(summary(read([])), [
      'builds chart .cr-release-packages/rocket-{version}.tgz',
      'release rocket-{version}',
      'publishes files .cr-release-packages/rocket-{version}.tgz to release',
      'publishes files .cr-release-packages/*.tgz to helm-index as rocket',
    ]);
  });

  const signing: readonly { what: string; options: Partial<InputOptions>; args?: InputOptions['args']; holds: boolean | 'unknown' }[] = [
    { what: 'by the environment', options: { env: { CR_SIGN: 'true', CR_KEY: 'me' } }, holds: true },
    { what: 'by cr.yaml', options: { files: { 'cr.yaml': 'sign: true\nkey: me\n' } }, holds: true },
    { what: 'by a named configuration', options: { files: { 'ci/cr.yaml': 'sign: true\n' } }, args: ['--config', 'ci/cr.yaml'], holds: true },
    { what: 'not when it says false', options: { env: { CR_SIGN: 'false' } }, holds: false },
    { what: 'perhaps', options: { env: { CR_SIGN: hole('inputs.sign') } }, holds: 'unknown' },
  ];
  for (const row of signing) {
    it(`signs ${row.what}`, () => {
      const result = read(row.args ?? [], row.options);
      const signs = result.effects.filter(({ effect }) => effect.kind === 'signs');
      assert.deepEqual(
        signs.map(({ holds }) => holds),
        row.holds === false ? [] : [row.holds],
      );
      if (row.holds === true)
        assert.deepEqual(
          effectsOf(result, 'signs').map((e) => [e.mechanism, e.outputs]),
          [['helm-prov', ['{file}.prov']]],
        );
    });
  }

  it('names releases by the template and skips what it is told to', () => {
    const result = read(['--skip-upload=true', '--charts-dir=charts'], { env: { CR_RELEASE_NAME_TEMPLATE: 'chart-{{ .Version }}' } });
    assert.deepEqual(
      effectsOf(result, 'creates-release').map((e) => show(e.tag)),
      ['chart-{version}'],
    );
    assert.ok(!summary(result).some((line) => line.includes('helm-index')));
    assert.deepEqual(summary(read(['package', 'charts/rocket'])), ['builds chart .cr-release-packages/rocket-{version}.tgz']);
    assert.deepEqual(read(['--install-only=true']).effects, []);
    assert.deepEqual(summary(read(['--skip-upload=', '--config='])), summary(read([])), 'an input that is not set');
    assert.deepEqual(summary(read(['--skip-packaging=false'])), summary(read(['--skip-packaging=true'])), 'the script tests only whether it is set');
  });
});

describe('ko', () => {
  const read = (args: InputOptions['args'], env: InputOptions['env'], files: Readonly<Record<string, string>> = {}) =>
    readTool(toolInput({ tool: 'ko', args: args ?? [], env: env ?? {}, files: { 'go.mod': 'module example.com/acme/rocket\n', ...files } }));
  const repository = { KO_DOCKER_REPO: 'ghcr.io/acme' };

  const rows: readonly { what: string; args: InputOptions['args']; env?: InputOptions['env']; lines: readonly string[] }[] = [
    {
      what: 'a bare name',
      args: ['build', '--bare', '-t', 'v1,latest', './cmd/rocket'],
      lines: ['pushes ghcr.io/acme:v1 ghcr.io/acme:latest provenance=none sbom=spdx'],
    },
    { what: 'the last word of the path', args: ['build', '-B', './cmd/rocket'], lines: ['pushes ghcr.io/acme/rocket:latest provenance=none sbom=spdx'] },
    { what: 'the whole path', args: ['build', '-P', '.'], lines: ['pushes ghcr.io/acme/example.com/acme/rocket:latest provenance=none sbom=spdx'] },
    { what: 'without an SBOM', args: ['build', '--bare', '--sbom=none', '.'], lines: ['pushes ghcr.io/acme:latest provenance=none sbom=none'] },
    { what: 'not pushed', args: ['build', '--bare', '--push=false', '.'], lines: ['builds-image'] },
    { what: 'into the local daemon', args: ['build', '.'], env: { KO_DOCKER_REPO: 'ko.local' }, lines: ['builds-image'] },
    { what: 'another command', args: ['version'], lines: [] },
  ];
  for (const row of rows) it(row.what, () => assert.deepEqual(summary(read(row.args, row.env ?? repository)), row.lines));

  it('gives the digest on standard output', () => {
    const result = read(['build', '--bare', '.'], repository);
    assert.deepEqual(shown(effectsOf(result, 'pushes-image').map((e) => e.digest ?? [])), ['{ko digest}']);
    assert.equal(show(result.outputs.get('stdout') ?? []), 'ghcr.io/acme@{ko digest}');
  });

  it('finds import paths in manifests', () => {
    const result = read(['resolve', '-B', '-f', 'config/'], repository, { 'config/a.yaml': 'image: ko://example.com/acme/rocket/cmd/a\n' });
    assert.deepEqual(
      effectsOf(result, 'pushes-image').flatMap((e) => shown(e.refs)),
      ['ghcr.io/acme/a:latest'],
    );
  });
});

describe('JReleaser', () => {
  const config =
    'project:\n  name: rocket\ndistributions:\n  app:\n    artifacts:\n      - path: target/{{projectName}}-{{projectVersion}}.zip\nsigning:\n  active: ALWAYS\n  armored: true\nrelease:\n  github:\n    draft: true\npackagers:\n  brew:\n    active: RELEASE\ndeploy:\n  maven:\n    mavenCentral:\n      sonatype:\n        active: ALWAYS\n';
  const read = (text: string, args: readonly string[] = ['full-release']) => readTool(toolInput({ tool: 'jreleaser', args, files: { 'jreleaser.yml': text } }));

  it('hashes, signs, deploys and releases', () => {
    assert.deepEqual(summary(read(config)), [
      'hashes files target/rocket-{version}.zip -> out/jreleaser/checksums/checksums_sha256.txt',
      'signs files target/rocket-{version}.zip gpg beside -> {file}.asc',
      'signs made checksum gpg beside -> {file}.asc',
      'publishes files  to index maven-central as rocket',
      'signs files  gpg index -> {file}.asc',
      'creates-tag',
      'release v{version} draft',
      'publishes files target/rocket-{version}.zip to release',
      'publishes made checksum to release',
      'publishes made signature to release',
      'publishes files  to os-channel homebrew as rocket',
    ]);
  });

  it('does not sign by default', () => {
    const result = read(config.replace('  active: ALWAYS\n  armored: true\n', '  armored: true\n'));
    assert.deepEqual(
      effectsOf(result, 'signs').filter((e) => e.attachedTo === 'beside'),
      [],
    );
    assert.equal(result.idle?.[0]?.section, 'signing');
  });

  it('signs by the tool that is active', () => {
    const result = read('project: {name: rocket}\nfiles:\n  globs:\n    - pattern: out/*.jar\nsigning:\n  cosign:\n    active: ALWAYS\n', ['sign']);
    assert.deepEqual(
      effectsOf(result, 'signs').map((e) => [e.mechanism, shownSubject(e.subject)]),
      [
        ['cosign-key', 'files out/*.jar'],
        ['cosign-key', 'made checksum'],
      ],
    );
  });

  it('makes SBOMs with a tool that it fetches itself', () => {
    const result = read(`${config}catalog:\n  sbom:\n    syft:\n      active: ALWAYS\n`);
    assert.deepEqual(
      effectsOf(result, 'describes').map((e) => [e.tool, e.needs]),
      [['syft', undefined]],
    );
  });

  it('does nothing in a dry run and says when it has no configuration', () => {
    assert.deepEqual(read(config, ['full-release', '--dry-run']).effects, []);
    const none = readTool(toolInput({ tool: 'jreleaser', args: ['full-release'], files: {} }));
    assert.deepEqual(
      none.effects.map(({ effect }) => effect.kind),
      ['opaque'],
    );
  });
});

describe('nfpm', () => {
  it('makes a package, signed where a key is given', () => {
    const config = 'name: rocket\nrpm:\n  signature:\n    key_file: ${KEY_FILE}\n';
    const read = (env: InputOptions['env']) =>
      readTool(toolInput({ tool: 'nfpm', args: ['pkg', '-p', 'rpm', '-t', 'out/'], env: env ?? {}, files: { 'nfpm.yaml': config } }));
    assert.deepEqual(summary(read({})), ['builds package out/rocket*.rpm']);
    assert.deepEqual(
      effectsOf(read({ KEY_FILE: hole('steps.key.outputs.path') }), 'signs').map((e) => e.mechanism),
      ['rpm'],
    );
  });
});
