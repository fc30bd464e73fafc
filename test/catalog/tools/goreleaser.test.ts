import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { hole, keyOf, lit, show } from '../../../src/values/index.ts';
import { effectsOf, shown, shownSubject, summary, toolInput } from './tool-input.ts';
import type { InputOptions } from './tool-input.ts';

function read(config: string | Readonly<Record<string, string>>, options: Partial<InputOptions> = {}) {
  const files = typeof config === 'string' ? { '.goreleaser.yaml': config } : config;
  return readTool(toolInput({ tool: 'goreleaser', args: ['release', '--clean'], files, ...options }));
}

const oneBuild = 'version: 2\nproject_name: rocket\nbuilds:\n  - id: rocket\n    goos: [linux]\n    goarch: [amd64]\n';

describe('GoReleaser with defaults', () => {
  const result = read('version: 2\nproject_name: rocket\n');

  it('makes one archive for each of eight platforms', () => {
    const archive = effectsOf(result, 'transforms').find((effect) => effect.madeType === 'archive');
    assert.deepEqual(
      shown(archive?.outputs).toSorted(),
      ['darwin_amd64', 'darwin_arm64', 'linux_386', 'linux_amd64', 'linux_arm64', 'windows_386', 'windows_amd64', 'windows_arm64'].map(
        (p) => `dist/rocket_{version}_${p}.tar.gz`,
      ),
    );
  });

  it('lists the archives in one checksum file and signs nothing', () => {
    assert.deepEqual(
      effectsOf(result, 'hashes').map((effect) => [shownSubject(effect.subject), shown([effect.list ?? []])[0], effect.algorithm]),
      [['made archive', 'dist/rocket_{version}_checksums.txt', 'sha256']],
    );
    assert.deepEqual(effectsOf(result, 'signs'), []);
    assert.deepEqual(effectsOf(result, 'describes'), []);
    assert.equal(result.idle, undefined);
  });

  it('publishes archives and the list to a release that is no draft, of a tag that is there', () => {
    assert.deepEqual(
      effectsOf(result, 'creates-release').map((e) => [show(e.tag), e.draft, e.createsTag]),
      [['v{version}', false, false]],
    );
    assert.deepEqual(
      effectsOf(result, 'publishes').map((e) => shownSubject(e.subject)),
      ['made archive', 'made checksum'],
    );
  });

  it('gives the JSON list as one unknown, in the file and in the output', () => {
    const written = effectsOf(result, 'writes').find((e) => show(e.path) === 'dist/artifacts.json');
    assert.equal(keyOf(written?.content ?? []), keyOf(result.outputs.get('artifacts') ?? []));
    assert.equal(result.artifactsJson?.id, 'job.step.outputs.artifacts');
    assert.deepEqual(result.artifactsJson?.withChecksum, ['archive']);
  });

  it('reads no file at all and still knows the defaults', () => {
    const bare = read({ 'README.md': '' });
    assert.equal(bare.config, undefined);
    assert.equal(effectsOf(bare, 'hashes').length, 1);
  });
});

describe('GoReleaser signs', () => {
  const rows: readonly { what: string; config: string; subjects: readonly string[]; mechanism?: string; idle?: RegExp }[] = [
    { what: 'without artifacts it signs nothing', config: 'signs:\n  - cmd: cosign\n', subjects: [], idle: /none by default/ },
    { what: 'the checksum file by gpg', config: 'signs:\n  - artifacts: checksum\n', subjects: ['made checksum'], mechanism: 'gpg' },
    { what: 'everything', config: 'signs:\n  - artifacts: all\nsource:\n  enabled: true\n', subjects: ['made archive,source,checksum'], mechanism: 'gpg' },
    { what: 'packages when there are none', config: 'signs:\n  - artifacts: package\n', subjects: [], idle: /kind package/ },
    { what: 'binaries that are all packed', config: 'signs:\n  - artifacts: binary\n', subjects: [], idle: /kind binary/ },
    { what: 'a word that is not known', config: 'signs:\n  - artifacts: everything\n', subjects: [], idle: /not a kind/ },
    { what: 'ids that nothing has', config: 'signs:\n  - artifacts: archive\n    ids: [other]\n', subjects: [], idle: /kind archive/ },
    { what: 'ids do not matter for the checksum file', config: 'signs:\n  - artifacts: checksum\n    ids: [other]\n', subjects: ['made checksum'] },
    {
      what: 'the checksum file that is turned off',
      config: 'checksum:\n  disable: true\nsigns:\n  - artifacts: checksum\n',
      subjects: [],
      idle: /kind checksum/,
    },
    {
      what: 'keyless cosign',
      config: 'signs:\n  - artifacts: checksum\n    cmd: cosign\n    args: [sign-blob, "--bundle=${signature}", "${artifact}", --yes]\n',
      subjects: ['made checksum'],
      mechanism: 'cosign-keyless',
    },
    {
      what: 'cosign with a key',
      config:
        'signs:\n  - artifacts: checksum\n    cmd: cosign\n    args: [sign-blob, "--key", "env://COSIGN_KEY", "--output-signature=${signature}", "${artifact}"]\n',
      subjects: ['made checksum'],
      mechanism: 'cosign-key',
    },
    {
      what: 'cosign with a managed key',
      config: 'signs:\n  - artifacts: checksum\n    cmd: cosign\n    args: [sign-blob, "--key=awskms:///alias/x", "${artifact}"]\n',
      subjects: ['made checksum'],
      mechanism: 'cosign-kms',
    },
    {
      what: 'minisign through a shell',
      config: 'signs:\n  - artifacts: checksum\n    cmd: sh\n    args: ["-c", "minisign -S -m ${artifact} -x ${signature}"]\n',
      subjects: ['made checksum'],
      mechanism: 'minisign',
    },
    {
      what: 'a script of the project is not understood',
      config: 'signs:\n  - artifacts: checksum\n    cmd: ./sign.sh\n    args: ["${artifact}"]\n',
      subjects: ['unknown'],
      mechanism: 'unknown',
    },
  ];
  for (const row of rows) {
    it(row.what, () => {
      const result = read(oneBuild + row.config);
      const signs = effectsOf(result, 'signs');
      assert.deepEqual(
        signs.map((e) => shownSubject(e.subject)),
        row.subjects,
      );
      if (row.mechanism !== undefined) assert.equal(signs[0]?.mechanism, row.mechanism);
      if (row.idle !== undefined) assert.match(result.idle?.[0]?.reason ?? '', row.idle);
      else assert.equal(result.idle, undefined);
    });
  }

  it('names signature and certificate after the artifact and publishes both', () => {
    const result = read(
      `${oneBuild}signs:\n  - artifacts: checksum\n    cmd: cosign\n    certificate: '\${artifact}.pem'\n    args: [sign-blob, '--output-certificate=\${certificate}', '--output-signature=\${signature}', '\${artifact}']\n`,
    );
    const [signs] = effectsOf(result, 'signs');
    assert.deepEqual(signs?.outputs, ['{file}.sig', '{file}.pem']);
    assert.deepEqual(signs?.needs, [
      { kind: 'tool', name: 'cosign' },
      { kind: 'permission', scope: 'id-token', level: 'write' },
    ]);
    assert.ok(summary(result).includes('publishes made signature,certificate to release'));
  });

  it('signs nothing where cosign 3 is given no bundle to write', () => {
    const entry = (args: string): string => `${oneBuild}signs:\n  - artifacts: checksum\n    cmd: cosign\n    args: [sign-blob, ${args}'\${artifact}']\n`;
    const pair = "'--output-signature=${signature}', ";
    for (const [args, version, env, signs] of [
      [pair, 'v2.6.1', {}, true],
      [pair, undefined, {}, true],
      [pair, 'v3.0.2', {}, false],
      [pair, 'latest', {}, false],
      ["'--bundle=${signature}', ", 'v3.0.2', {}, true],
      [`--new-bundle-format=false, ${pair}`, 'v3.0.2', {}, true],
      [pair, 'v3.0.2', { COSIGN_NEW_BUNDLE_FORMAT: 'false' }, true],
    ] as const) {
      const result = read(entry(args), { env, ...(version === undefined ? {} : { versions: { cosign: version } }) });
      assert.equal(effectsOf(result, 'signs').length, signs ? 1 : 0, `${args} ${version}`);
      if (!signs) assert.match(result.idle?.[0]?.reason ?? '', /only with --bundle/);
    }
  });

  it('names a signature by a template of its own', () => {
    const result = read(`${oneBuild}signs:\n  - artifacts: checksum\n    signature: '{{ .ProjectName }}_{{ .Version }}.sig'\n`);
    const [signs] = effectsOf(result, 'signs');
    assert.equal(signs?.outputs, undefined);
    assert.deepEqual(shown(signs?.outputPaths), ['dist/rocket_{version}.sig']);
  });

  it('signs the binaries inside archives apart from the archives', () => {
    const result = read(
      `${oneBuild}binary_signs:\n  - cmd: cosign\n    args: [sign-blob, '--bundle=\${signature}', '\${artifact}']\n    signature: '\${artifact}.sigstore.json'\n`,
    );
    assert.deepEqual(
      effectsOf(result, 'signs').map((e) => shownSubject(e.subject)),
      ['files dist/rocket_linux_amd64*/rocket'],
    );
  });
});

describe('GoReleaser archives', () => {
  const rows: readonly { what: string; config: string; outputs: readonly string[] }[] = [
    {
      what: 'a format for Windows',
      config: 'builds:\n  - goos: [linux, windows]\n    goarch: [amd64]\narchives:\n  - format_overrides:\n      - goos: windows\n        formats: [zip]\n',
      outputs: ['dist/rocket_{version}_linux_amd64.tar.gz', 'dist/rocket_{version}_windows_amd64.zip'],
    },
    {
      what: 'the singular words of version 1',
      config: 'builds:\n  - goos: [linux, windows]\n    goarch: [amd64]\narchives:\n  - format: zip\n    replacements:\n      linux: Tux\n      amd64: 64bit\n',
      outputs: ['dist/rocket_{version}_Tux_64bit.zip', 'dist/rocket_{version}_windows_64bit.zip'],
    },
    {
      what: 'two formats',
      config: 'builds:\n  - goos: [linux]\n    goarch: [amd64]\narchives:\n  - formats: [tar.gz, tar.zst]\n',
      outputs: ['dist/rocket_{version}_linux_amd64.tar.gz', 'dist/rocket_{version}_linux_amd64.tar.zst'],
    },
    {
      what: 'ignored platforms and variants',
      config: 'builds:\n  - goos: [linux, darwin]\n    goarch: [amd64, arm]\n    goarm: ["6", "7"]\n    ignore:\n      - goos: linux\n        goarm: "6"\n',
      outputs: ['dist/rocket_{version}_linux_amd64.tar.gz', 'dist/rocket_{version}_linux_armv7.tar.gz', 'dist/rocket_{version}_darwin_amd64.tar.gz'],
    },
    {
      what: 'conditions in a name',
      config:
        'builds:\n  - goos: [linux]\n    goarch: [amd64, "386", arm64]\narchives:\n  - name_template: >-\n      {{- .ProjectName }}_{{ title .Os }}_\n      {{- if eq .Arch "amd64" }}x86_64\n      {{- else if eq .Arch "386" }}i386\n      {{- else }}{{ .Arch }}{{ end }}\n',
      outputs: ['dist/rocket_Linux_x86_64.tar.gz', 'dist/rocket_Linux_i386.tar.gz', 'dist/rocket_Linux_arm64.tar.gz'],
    },
    { what: 'a part that is skipped', config: 'builds:\n  - skip: true\n', outputs: [] },
    {
      what: 'anchors and merge keys',
      config:
        'builds:\n  - <<: &base\n      binary: rocket\n    id: a\n    goos: [linux]\n    goarch: [amd64]\n  - <<: *base\n    id: b\n    goos: [darwin]\n    goarch: [arm64]\narchives:\n  - builds: [b]\n',
      outputs: ['dist/rocket_{version}_darwin_arm64.tar.gz'],
    },
    {
      what: 'a variable of the environment',
      config: 'env:\n  - FLAVOR={{ .Env.BASE }}-lite\nbuilds:\n  - goos: [linux]\n    goarch: [amd64]\narchives:\n  - name_template: "x_{{ .Env.FLAVOR }}"\n',
      outputs: ['dist/x_big-lite.tar.gz'],
    },
  ];
  for (const row of rows) {
    it(row.what, () => {
      const result = read(`version: 2\nproject_name: rocket\n${row.config}`, { env: { BASE: 'big' } });
      assert.deepEqual(
        effectsOf(result, 'transforms')
          .filter((e) => e.madeType === 'archive')
          .flatMap((e) => shown(e.outputs)),
        row.outputs,
      );
    });
  }

  it('uploads binaries that are not packed under their archive name', () => {
    const result = read(`${oneBuild}archives:\n  - formats: [binary]\nsigns:\n  - artifacts: binary\n`);
    assert.ok(summary(result).includes('publishes files dist/rocket_linux_amd64*/rocket to release as rocket_{version}_linux_amd64'));
    assert.deepEqual(
      effectsOf(result, 'signs').map((e) => shownSubject(e.subject)),
      ['files dist/rocket_linux_amd64*/rocket'],
    );
    assert.deepEqual(effectsOf(result, 'transforms'), []);
  });

  it('gives one text for one template', () => {
    const a = read(`${oneBuild}archives:\n  - name_template: "a-{{ .Date }}"\n  - id: two\n    name_template: "b-{{ .Date }}"\n`);
    const [first, second] = effectsOf(a, 'transforms').flatMap((e) => e.outputs);
    assert.equal(keyOf((first ?? []).filter((p) => p.kind === 'hole')), keyOf((second ?? []).filter((p) => p.kind === 'hole')));
  });
});

describe('GoReleaser checksums, SBOMs and packages', () => {
  it('lists extra files only where checksum names them', () => {
    const without = read(`${oneBuild}release:\n  extra_files:\n    - glob: out/install.yaml\n`);
    assert.deepEqual(
      effectsOf(without, 'hashes').map((e) => shownSubject(e.subject)),
      ['made archive'],
    );
    assert.ok(summary(without).includes('publishes files out/install.yaml to release'));
    const within = read(`${oneBuild}release:\n  extra_files:\n    - glob: ./out/install.yaml\nchecksum:\n  extra_files:\n    - glob: ./out/install.yaml\n`);
    assert.deepEqual(
      effectsOf(within, 'hashes').map((e) => shownSubject(e.subject)),
      ['files dist/rocket_{version}_linux_amd64.tar.gz out/install.yaml'],
    );
    assert.deepEqual(within.artifactsJson?.withChecksum, ['archive']);
  });

  const rows: readonly { what: string; config: string; lines: readonly string[] }[] = [
    { what: 'one checksum file for each', config: 'checksum:\n  split: true\n  algorithm: sha512\n', lines: ['hashes made archive -> {file}.sha512'] },
    { what: 'no checksum file', config: 'checksum:\n  disable: true\n', lines: [] },
    {
      what: 'an SBOM of each archive',
      config: 'sboms:\n  - artifacts: archive\n',
      lines: ['describes made archive spdx -> {file}.sbom.json', 'hashes made archive,sbom -> dist/rocket_{version}_checksums.txt'],
    },
    {
      what: 'an SBOM of the source archive with a name of its own',
      config:
        'source:\n  enabled: true\nsboms:\n  - artifacts: source\n    documents: ["{{ .ProjectName }}.cdx.json"]\n    args: ["$artifact", "--output", "cyclonedx-json=$document"]\n',
      lines: [
        'describes files dist/rocket-{version}.tar.gz cyclonedx -> dist/rocket.cdx.json',
        'hashes made archive,source,sbom -> dist/rocket_{version}_checksums.txt',
      ],
    },
    {
      what: 'a command that describes what it likes',
      config: 'sboms:\n  - artifacts: any\n    documents: [all.json]\n    args: [scan, $document]\n',
      lines: ['describes unknown unknown -> dist/all.json', 'hashes made archive,sbom -> dist/rocket_{version}_checksums.txt'],
    },
  ];
  for (const row of rows) {
    it(row.what, () =>
      assert.deepEqual(
        summary(read(oneBuild + row.config)).filter((line) => /^(hashes|describes)/.test(line)),
        row.lines,
      ),
    );
  }

  it('says when an SBOM entry selects nothing', () => {
    const result = read(`${oneBuild}sboms:\n  - artifacts: package\n`);
    assert.equal(result.idle?.[0]?.section, 'sboms');
    assert.deepEqual(effectsOf(result, 'describes'), []);
  });

  it('packs Linux packages and signs inside them when a key is given', () => {
    const result = read(`${oneBuild}nfpms:\n  - formats: [deb, rpm, archlinux]\n    rpm:\n      signature:\n        key_file: key.gpg\n`);
    assert.deepEqual(
      effectsOf(result, 'transforms')
        .filter((e) => e.madeType === 'package')
        .flatMap((e) => shown(e.outputs)),
      ['dist/rocket_{version}_linux_amd64.deb', 'dist/rocket_{version}_linux_amd64.rpm', 'dist/rocket_{version}_linux_amd64.pkg.tar.zst'],
    );
    assert.deepEqual(
      effectsOf(result, 'signs').map((e) => [e.mechanism, shownSubject(e.subject), e.inPlace]),
      [['rpm', 'files dist/rocket_{version}_linux_amd64.rpm', true]],
    );
  });

  it('signs and notarizes macOS binaries only when it is enabled', () => {
    const config =
      'version: 2\nproject_name: rocket\nbuilds:\n  - goos: [darwin]\n    goarch: [arm64]\nnotarize:\n  macos:\n    - enabled: \'{{ isEnvSet "P12" }}\'\n      sign: { certificate: "{{ .Env.P12 }}" }\n      notarize: { issuer_id: a, key_id: b, key: c }\n';
    assert.deepEqual(effectsOf(read(config), 'signs'), []);
    assert.deepEqual(
      effectsOf(read(config, { env: { P12: hole('secrets.P12') } }), 'signs').map((e) => e.mechanism),
      ['apple-codesign', 'apple-notarization'],
    );
  });
});

describe('GoReleaser images', () => {
  const dockers =
    'dockers:\n  - image_templates: ["ghcr.io/acme/rocket:{{ .Tag }}-amd64"]\n    use: buildx\n    goarch: amd64\n  - image_templates: ["ghcr.io/acme/rocket:{{ .Tag }}-arm64"]\n    goarch: arm64\ndocker_manifests:\n  - name_template: "ghcr.io/acme/rocket:{{ .Tag }}"\n    image_templates: ["ghcr.io/acme/rocket:{{ .Tag }}-amd64", "ghcr.io/acme/rocket:{{ .Tag }}-arm64"]\n';
  const v2 =
    'dockers_v2:\n  - images: [acme/rocket, ghcr.io/acme/rocket]\n    tags: ["v{{ .Version }}", "{{ if not .IsNightly }}latest{{ end }}", "{{ if .IsNightly }}nightly{{ end }}"]\n';

  it('pushes one platform each without attestations, then an index', () => {
    const lines = summary(read(oneBuild + dockers)).filter((line) => /^(pushes|indexes)/.test(line));
    assert.deepEqual(lines, [
      'pushes ghcr.io/acme/rocket:v{version}-amd64 provenance=none sbom=none',
      'pushes ghcr.io/acme/rocket:v{version}-arm64 provenance=none sbom=none',
      'indexes ghcr.io/acme/rocket:v{version} <- ghcr.io/acme/rocket:v{version}-amd64 ghcr.io/acme/rocket:v{version}-arm64',
    ]);
  });

  const rows: readonly { what: string; config: string; subjects: readonly string[]; idle?: RegExp; note?: string }[] = [
    { what: 'an empty docker_signs signs dockers_v2', config: `${v2}docker_signs:\n  - cmd: cosign\n`, subjects: ['made image-v2'] },
    { what: 'an empty docker_signs does not sign dockers', config: `${dockers}docker_signs:\n  - cmd: cosign\n`, subjects: [], idle: /dockers_v2 only/ },
    { what: 'manifests alone', config: `${dockers}docker_signs:\n  - artifacts: manifests\n`, subjects: ['made image-manifest'] },
    { what: 'all', config: `${dockers}${v2}docker_signs:\n  - artifacts: all\n`, subjects: ['made image,image-manifest,image-v2'] },
    {
      what: 'without the digest it signs tags',
      config: `${dockers}docker_signs:\n  - artifacts: manifests\n    args: [sign, --yes, '\${artifact}']\n`,
      subjects: ['image ghcr.io/acme/rocket:v{version}'],
      note: 'signed by tag',
    },
    {
      what: 'ids select by digest',
      config: `${v2}docker_signs:\n  - artifacts: images\n    ids: [rocket]\n`,
      subjects: ['digest acme/rocket:v{version}@{dockers_v2[0] digest}'],
    },
    { what: 'ids that no image has', config: `${v2}docker_signs:\n  - artifacts: images\n    ids: [other]\n`, subjects: [], idle: /kind images/ },
    {
      what: 'images of kos count as manifests',
      config: 'kos:\n  - repositories: [ghcr.io/acme/rocket]\n    bare: true\ndocker_signs:\n  - artifacts: manifests\n',
      subjects: ['made ko-image'],
    },
    {
      what: 'images of kos are no images',
      config: 'kos:\n  - repositories: [ghcr.io/acme/rocket]\ndocker_signs:\n  - artifacts: images\n',
      subjects: [],
      idle: /kind images/,
    },
  ];
  for (const row of rows) {
    it(row.what, () => {
      const result = read(oneBuild + row.config);
      const signs = effectsOf(result, 'signs');
      assert.deepEqual(
        signs.map((e) => shownSubject(e.subject)),
        row.subjects,
      );
      assert.equal(signs[0]?.note, row.note);
      if (row.idle !== undefined) assert.match(result.idle?.[0]?.reason ?? '', row.idle);
    });
  }

  it('pushes dockers_v2 with BuildKit documents that nothing signs', () => {
    const [push] = effectsOf(read(oneBuild + v2), 'pushes-image');
    assert.deepEqual(shown(push?.refs), ['acme/rocket:v{version}', 'acme/rocket:latest', 'ghcr.io/acme/rocket:v{version}', 'ghcr.io/acme/rocket:latest']);
    assert.deepEqual([push?.provenance, push?.sbom, shown(push?.platforms)], ['default', 'spdx', ['linux/amd64', 'linux/arm64']]);
    const [off] = effectsOf(read(`${oneBuild}${v2}    sbom: "false"\n    flags: ["--provenance=mode=max"]\n`), 'pushes-image');
    assert.deepEqual([off?.provenance, off?.sbom], ['max', 'none']);
    const [env] = effectsOf(read(oneBuild + v2, { env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' } }), 'pushes-image');
    assert.equal(env?.provenance, 'none');
  });

  it('does not push what skip_push holds back', () => {
    const result = read(
      `${oneBuild}dockers:\n  - image_templates: [acme/rocket:x]\n    skip_push: true\n  - image_templates: [acme/rocket:y]\n    skip_push: auto\n`,
    );
    assert.deepEqual(
      effectsOf(result, 'pushes-image').map((e) => shown(e.refs)),
      [['acme/rocket:y']],
    );
    assert.equal(effectsOf(result, 'builds-image').length, 1);
  });

  it('lists digests beside the other files', () => {
    assert.ok(summary(read(oneBuild + v2)).includes('hashes made image-v2 -> dist/digests.txt'));
  });
});

describe('GoReleaser arguments', () => {
  const config = `${oneBuild}signs:\n  - artifacts: checksum\nsboms:\n  - artifacts: archive\n`;
  const rows: readonly { what: string; args: InputOptions['args']; publishes: boolean; signs: boolean; describes: boolean }[] = [
    { what: 'release', args: ['release', '--clean'], publishes: true, signs: true, describes: true },
    { what: 'no words at all mean release', args: [], publishes: true, signs: true, describes: true },
    { what: 'a snapshot', args: ['release', '--snapshot', '--clean'], publishes: false, signs: true, describes: true },
    { what: '--skip with several words', args: ['release', '--skip=sign,sbom'], publishes: true, signs: false, describes: false },
    { what: '--skip with its value apart', args: ['release', '--skip', 'publish'], publishes: false, signs: true, describes: true },
    { what: 'flags of version 1', args: ['release', '--rm-dist', '--skip-sign', '--skip-sbom'], publishes: true, signs: false, describes: false },
    { what: 'build', args: ['build', '--clean'], publishes: false, signs: false, describes: false },
    { what: 'check', args: ['check'], publishes: false, signs: false, describes: false },
    { what: '--skip=publish of version 1', args: ['--skip-publish'], publishes: false, signs: true, describes: true },
  ];
  for (const row of rows) {
    it(row.what, () => {
      const result = read(config, { args: row.args ?? [] });
      assert.deepEqual(
        [effectsOf(result, 'publishes').length > 0, effectsOf(result, 'signs').length > 0, effectsOf(result, 'describes').length > 0],
        [row.publishes, row.signs, row.describes],
      );
    });
  }

  it('keeps open what an unknown argument may switch', () => {
    const result = read(config, { args: ['release', hole('env.FLAGS')] });
    assert.ok(result.effects.filter(({ effect }) => effect.kind === 'publishes').every(({ holds }) => holds === 'unknown'));
    assert.ok(result.effects.filter(({ effect }) => effect.kind === 'signs').every(({ holds }) => holds === 'unknown'));
    assert.ok(result.doubts.length > 0);
  });

  it('takes alternatives apart: a snapshot publishes nothing, so it does not weaken the release', () => {
    const flags = [{ kind: 'alt', key: 'ref', options: [lit('--snapshot'), lit('')] }] as const;
    const result = read(config, { args: ['release', flags] });
    const published = result.effects.find(({ effect }) => effect.kind === 'publishes');
    assert.equal(published?.holds, 'unknown');
    assert.ok(result.effects.filter(({ effect }) => effect.kind === 'signs').every(({ holds }) => holds === true));
  });

  it('makes a draft when it is told to', () => {
    assert.equal(effectsOf(read(config, { args: ['release', '--draft'] }), 'creates-release')[0]?.draft, true);
    assert.equal(effectsOf(read(`${config}release:\n  draft: true\n`), 'publishes')[0]?.draft, true);
  });
});

describe('GoReleaser files', () => {
  it('prefers the configuration that is named, in the folder of the call', () => {
    const result = read(
      { 'cli/build/rel.yml': oneBuild, 'cli/.goreleaser.yml': 'version: 2\nproject_name: other\n' },
      { cwd: 'cli', args: ['release', '-f', 'build/rel.yml'] },
    );
    assert.equal(result.config, 'cli/build/rel.yml');
    assert.equal(read({ 'cli/.goreleaser.yml': oneBuild }, { cwd: 'cli' }).config, 'cli/.goreleaser.yml');
    assert.equal(read({ '.config/goreleaser.yml': oneBuild, '.goreleaser.yml': oneBuild }).config, '.config/goreleaser.yml');
  });

  it('does not guess what a configuration elsewhere says', () => {
    for (const args of [
      ['release', '--config=missing.yml'],
      ['release', '--config', '../outside.yml'],
    ]) {
      const result = read(oneBuild, { args });
      assert.deepEqual(
        result.effects.map(({ effect }) => effect.kind),
        ['opaque'],
      );
      assert.ok(result.doubts.length > 0);
    }
    const unknown = read(oneBuild, { args: ['release', '--config', hole('matrix.config')] });
    assert.deepEqual(
      unknown.effects.map(({ effect }) => effect.kind),
      ['opaque'],
    );
  });

  it('joins what it includes from the repository, each file once', () => {
    const files = {
      '.goreleaser.yaml': `${oneBuild}includes:\n  - from_file: { path: ./parts/a.yaml }\n  - from_url: { url: https://example.com/x.yaml }\n`,
      'parts/a.yaml': 'signs:\n  - artifacts: checksum\nincludes:\n  - from_file: { path: .goreleaser.yaml }\n  - from_file: { path: parts/a.yaml }\n',
    };
    const result = read(files);
    assert.equal(effectsOf(result, 'signs').length, 1);
    assert.ok(result.effects.some(({ effect }) => effect.kind === 'opaque' && effect.mayPublish));
  });

  it('publishes to the repository and with the tag that are configured', () => {
    const result = read(`${oneBuild}monorepo:\n  tag_prefix: cli/\nrelease:\n  github:\n    owner: acme\n    name: releases\n`, { tag: lit('cli/v1.2.3') });
    const sink = effectsOf(result, 'publishes')[0]?.sink;
    assert.equal(sink?.kind === 'release' ? show(sink.repository ?? []) : '', 'acme/releases');
    assert.equal(sink?.kind === 'release' ? show(sink.tag) : '', 'cli/v1.2.3');
    assert.deepEqual(
      effectsOf(result, 'transforms').flatMap((e) => shown(e.outputs)),
      ['dist/rocket_1.2.3_linux_amd64.tar.gz'],
    );
  });

  it('publishes pointers, stores, buckets and by commands', () => {
    const lines = summary(
      read(
        `${oneBuild}brews:\n  - repository: { owner: acme, name: homebrew-tap }\n  - name: held\n    repository: { owner: acme, name: homebrew-tap }\n    skip_upload: true\nscoops:\n  - name: nowhere\nsnapcrafts:\n  - publish: true\nblobs:\n  - provider: s3\n    bucket: acme-downloads\npublishers:\n  - cmd: ./push.sh {{ .ArtifactPath }}\n`,
      ),
    );
    assert.ok(lines.includes('publishes made archive to os-channel homebrew as rocket'));
    assert.ok(!lines.some((line) => line.includes('held')));
    assert.ok(!lines.some((line) => line.includes('scoop')));
    assert.ok(lines.includes('publishes made os-package ids default to os-channel snap'));
    assert.ok(lines.includes('publishes made archive to bucket'));
    assert.ok(lines.some((line) => line.startsWith('runs ./push.sh dist/rocket_')));
  });
});

describe('GoReleaser as people write it', () => {
  const rows: readonly { what: string; config: string; env?: Readonly<Record<string, string>>; lines: readonly string[] }[] = [
    {
      what: 'signs with the cosign that it built',
      config: "signs:\n  - artifacts: checksum\n    cmd: ./dist/cosign-linux-amd64\n    args: [sign-blob, --key, 'gcpkms://x', '${artifact}']\n",
      lines: ['signs made checksum cosign-kms beside -> {file}.sig'],
    },
    {
      what: 'signs a package when the key file is in the environment',
      config: 'nfpms:\n  - formats: [rpm]\n    rpm:\n      signature:\n        key_file: \'{{ if index .Env "KEY" }}{{ .Env.KEY }}{{ end }}\'\n',
      env: { KEY: 'key.asc' },
      lines: ['signs files dist/rocket_{version}_linux_amd64.rpm rpm embedded -> '],
    },
    {
      what: 'and does not when it is not',
      config: 'nfpms:\n  - formats: [rpm]\n    rpm:\n      signature:\n        key_file: \'{{ if index .Env "KEY" }}{{ .Env.KEY }}{{ end }}\'\n',
      lines: [],
    },
    {
      what: 'attests what it made',
      config:
        "signs:\n  - artifacts: archive\n    cmd: cosign\n    args: [attest-blob, --predicate, sbom.json, --type, spdxjson, '--bundle=${signature}', '${artifact}']\n",
      lines: ['attests made archive sbom-spdx cosign-keyless beside'],
    },
    {
      what: 'attests images',
      config:
        "dockers_v2:\n  - images: [acme/rocket]\ndocker_signs:\n  - cmd: cosign\n    args: [attest, --predicate, p.json, --type, slsaprovenance1, '${artifact}@${digest}']\n",
      lines: ['attests made image-v2 slsa-provenance cosign-keyless registry'],
    },
    {
      what: 'does not upload signatures to the registry',
      config: "dockers_v2:\n  - images: [acme/rocket]\ndocker_signs:\n  - args: [sign, --upload=false, '${artifact}@${digest}']\n",
      lines: ['signs made image-v2 cosign-keyless nowhere -> '],
    },
  ];
  for (const row of rows) {
    it(row.what, () =>
      assert.deepEqual(
        summary(read(oneBuild + row.config, { env: row.env ?? {} })).filter((line) => /^(signs|attests)/.test(line)),
        row.lines,
      ),
    );
  }

  it('runs the hooks around a build on every binary', () => {
    const result = read(
      'version: 2\nproject_name: rocket\nbefore:\n  hooks: [go mod tidy]\nbuilds:\n  - goos: [darwin]\n    goarch: [arm64, amd64]\n    hooks:\n      post:\n        - cmd: ./sign.sh "{{ .Path }}"\n          dir: tools\n',
    );
    assert.deepEqual(
      effectsOf(result, 'runs-script').map((e) => show(e.script)),
      ['go mod tidy', 'cd tools && ./sign.sh "{dist/rocket_darwin_arm64*/rocket,dist/rocket_darwin_amd64*/rocket}"'],
    );
  });
});
