import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { hole, show } from '../../../src/values/index.ts';
import { effectsOf, shown, shownSubject, summary, toolInput } from './tool-input.ts';
import type { InputOptions } from './tool-input.ts';

const manifest = { name: 'rocket', productName: 'Rocket', version: '1.0.0', devDependencies: { 'electron-builder': '^24.0.0' } };

function read(build: object | undefined, options: Partial<InputOptions> = {}) {
  const files = { 'package.json': JSON.stringify(build === undefined ? manifest : { ...manifest, build }, null, '\t') };
  return readTool(
    toolInput({
      tool: 'electron-builder',
      args: ['--publish', 'always'],
      env: { RUNNER_OS: 'Linux', GH_TOKEN: 'x' },
      ...options,
      files: { ...files, ...options.files },
    }),
  );
}

const secret = hole('secrets.CSC_LINK');

describe('electron-builder', () => {
  it('makes a snap and an AppImage on Linux, drafts a release and leaves them unsigned', () => {
    const result = read({ appId: 'x' });
    assert.deepEqual(
      effectsOf(result, 'builds').flatMap((e) => shown(e.outputs)),
      ['dist/Rocket-{version}-*.AppImage'.replace('{version}-*', '{version}-*'), 'dist/rocket_{version}_*.snap', 'dist/latest-linux.yml'],
    );
    assert.deepEqual(
      effectsOf(result, 'creates-release').map((e) => [show(e.tag), e.draft]),
      [['v{version}', true]],
    );
    assert.ok(summary(result).includes('publishes files dist/rocket_{version}_*.snap to os-channel snap'));
    assert.deepEqual(effectsOf(result, 'signs'), []);
  });

  const names: readonly { what: string; build: object; args: InputOptions['args']; outputs: readonly string[] }[] = [
    {
      what: 'the names of Windows targets',
      build: { win: { target: ['nsis', 'portable', { target: 'msi', arch: ['x64', 'arm64'] }] } },
      args: ['--win', '--x64'],
      outputs: ['dist/Rocket Setup {version}.exe', 'dist/Rocket {version}.exe', 'dist/Rocket {version}.msi', 'dist/Rocket {version} arm64.msi'],
    },
    {
      what: 'the names of macOS targets',
      build: {
        mac: {
          target: [
            { target: 'dmg', arch: ['x64', 'universal'] },
            { target: 'zip', arch: 'arm64' },
          ],
        },
      },
      args: ['-m'],
      outputs: ['dist/Rocket-{version}.dmg', 'dist/Rocket-{version}-universal.dmg', 'dist/Rocket-{version}-arm64-mac.zip'],
    },
    {
      what: 'the names of Linux packages',
      build: { linux: { target: ['deb:x64', 'rpm:x64+arm64'] } },
      args: ['--linux'],
      outputs: ['dist/rocket_{version}_amd64.deb', 'dist/rocket-{version}.x86_64.rpm', 'dist/rocket-{version}.aarch64.rpm'],
    },
    {
      what: 'a name of its own',
      build: { artifactName: '${productName}-${arch}-${version}.${ext}', directories: { output: './out/' }, linux: { target: 'AppImage' } },
      args: ['-l', '--arm64'],
      outputs: ['out/Rocket-arm64-{version}.AppImage'],
    },
    { what: 'targets on the command line', build: { win: { target: 'msi' } }, args: ['--win', 'portable', '--x64'], outputs: ['dist/Rocket {version}.exe'] },
    {
      what: 'letters together',
      build: { win: { target: 'zip' }, linux: { target: 'tar.gz' }, mac: { target: 'pkg' } },
      args: ['-mwl', '--x64'],
      outputs: ['dist/Rocket-{version}.pkg', 'dist/Rocket-{version}-win.zip', 'dist/rocket-{version}.tar.gz'],
    },
    { what: 'an unpacked folder is no artifact', build: { linux: { target: 'dir' } }, args: ['--linux'], outputs: [] },
  ];
  for (const row of names) {
    it(row.what, () => {
      const outputs = effectsOf(read(row.build, { args: row.args ?? [], env: {} }), 'builds')
        .filter((e) => e.madeType !== 'metadata')
        .flatMap((e) => shown(e.outputs));
      assert.deepEqual(outputs, row.outputs);
    });
  }

  it('uploads names without blanks', () => {
    const lines = summary(read({ win: { target: 'nsis' } }, { args: ['--win', '--x64', '-p', 'always'] }));
    assert.ok(lines.includes('publishes files dist/Rocket Setup {version}.exe to release as rocket-Setup-{version}.exe'));
  });

  const signing: readonly {
    what: string;
    build: object;
    env: Readonly<Record<string, string | typeof secret>>;
    args: readonly string[];
    mechanisms: readonly string[];
  }[] = [
    { what: 'Windows without a certificate', build: { win: { target: 'nsis' } }, env: {}, args: ['--win'], mechanisms: [] },
    { what: 'Windows with a certificate', build: { win: { target: 'nsis' } }, env: { WIN_CSC_LINK: secret }, args: ['--win'], mechanisms: ['authenticode'] },
    { what: 'an empty variable is no certificate', build: { win: { target: 'nsis' } }, env: { CSC_LINK: '' }, args: ['--win'], mechanisms: [] },
    {
      what: 'Windows by Azure',
      build: { win: { target: 'nsis', azureSignOptions: { endpoint: 'x' } } },
      env: {},
      args: ['--win'],
      mechanisms: ['authenticode'],
    },
    { what: 'Linux never', build: { linux: { target: 'deb' } }, env: { CSC_LINK: secret }, args: ['--linux'], mechanisms: [] },
    { what: 'macOS with a certificate', build: { mac: { target: 'dmg' } }, env: { CSC_LINK: secret }, args: ['--mac'], mechanisms: ['apple-codesign'] },
    {
      what: 'macOS notarized by a hook',
      build: { mac: { target: 'dmg' }, afterSign: 'build/after.js' },
      env: { CSC_LINK: secret },
      args: ['--mac'],
      mechanisms: ['apple-codesign', 'apple-notarization'],
    },
    { what: 'macOS without an identity', build: { mac: { target: 'dmg', identity: null } }, env: { CSC_LINK: secret }, args: ['--mac'], mechanisms: [] },
    {
      what: 'macOS without an identity on the command line',
      build: { mac: { target: 'dmg' } },
      env: { CSC_LINK: secret },
      args: ['--mac', '-c.mac.identity=null'],
      mechanisms: [],
    },
    {
      what: 'a hook that is not there is not understood',
      build: { win: { target: 'nsis', sign: './sign.js' } },
      env: {},
      args: ['--win'],
      mechanisms: ['unknown'],
    },
  ];
  for (const row of signing) {
    it(row.what, () => {
      const result = read(row.build, { args: row.args, env: row.env, files: { 'build/after.js': 'require("@electron/notarize")' } });
      assert.deepEqual(
        effectsOf(result, 'signs').map((e) => e.mechanism),
        row.mechanisms,
      );
    });
  }

  const policies: readonly { what: string; args: readonly string[]; event?: string; publishes: boolean | 'unknown'; build?: object }[] = [
    { what: 'always', args: ['--publish', 'always'], publishes: true },
    { what: 'never', args: ['-p', 'never'], publishes: false },
    { what: 'on a tag', args: ['--publish=onTag'], publishes: 'unknown' },
    { what: 'by itself before version 27', args: [], publishes: 'unknown' },
    { what: 'publish: null', args: ['--publish', 'always'], publishes: false, build: { publish: null } },
    {
      what: 'a server of its own is not uploaded to',
      args: ['--publish', 'always'],
      publishes: false,
      build: { publish: { provider: 'generic', url: 'https://example.com' } },
    },
  ];
  for (const row of policies) {
    it(`publishes: ${row.what}`, () => {
      const result = read({ linux: { target: 'deb' }, ...row.build }, { args: row.args });
      const found = result.effects.filter(({ effect }) => effect.kind === 'publishes').map(({ holds }) => holds);
      assert.deepEqual([...new Set(found)], row.publishes === false ? [] : [row.publishes]);
    });
  }

  it('publishes to buckets', () => {
    const [publish] = effectsOf(read({ linux: { target: 'deb' }, publish: [{ provider: 's3', bucket: 'acme', path: '/x' }] }), 'publishes');
    assert.equal(publish?.sink.kind === 'bucket' ? show(publish.sink.url) : '', 's3://acme//x');
  });

  it('reads files in every form, and what they extend', () => {
    const forms: readonly (readonly [string, string])[] = [
      ['electron-builder.yml', 'linux:\n  target: deb:x64\n'],
      ['electron-builder.json5', "{ // comment\n linux: { target: 'deb:x64', }, }"],
      ['electron-builder.toml', '[linux]\ntarget = "deb:x64"\n'],
    ];
    for (const [path, text] of forms) {
      const result = read(undefined, { files: { [path]: text } });
      assert.equal(result.config, path);
      assert.deepEqual(
        effectsOf(result, 'builds').flatMap((e) => shown(e.outputs)),
        ['dist/rocket_{version}_amd64.deb', 'dist/latest-linux.yml'],
        path,
      );
    }
    const extended = read({ extends: './base.json' }, { files: { 'base.json': '{"linux":{"target":"rpm:x64"},"extends":"./base.json"}' } });
    assert.deepEqual(
      effectsOf(extended, 'builds')
        .flatMap((e) => shown(e.outputs))
        .slice(0, 1),
      ['dist/rocket-{version}.x86_64.rpm'],
    );
  });

  it('does not run a configuration that is code', () => {
    const result = read(undefined, { files: { 'electron-builder.js': 'module.exports = make();' } });
    assert.deepEqual(
      result.effects.map(({ effect }) => effect.kind),
      ['opaque'],
    );
  });

  it('keeps the platform open when the runner is not known', () => {
    const result = read({ win: { target: 'nsis' }, linux: { target: 'deb' } }, { env: {} });
    assert.ok(result.effects.every(({ holds }) => holds === 'unknown'));
  });
});

describe('electron-forge', () => {
  it('recognises the publisher and does not vouch for signing', () => {
    const config =
      "module.exports = { packagerConfig: { osxSign: {} }, publishers: [{ name: '@electron-forge/publisher-github', config: { draft: false } }] };";
    const result = readTool(toolInput({ tool: 'electron-forge', args: ['publish'], files: { 'forge.config.js': config } }));
    assert.equal(effectsOf(result, 'creates-release')[0]?.draft, false);
    assert.deepEqual(
      effectsOf(result, 'signs').map((e) => shownSubject(e.subject)),
      ['unknown'],
    );
    assert.ok(summary(result).includes('publishes made installer to release'));
  });
});

describe('Tauri', () => {
  const config = JSON.stringify({ productName: 'Rocket', bundle: { active: true, targets: 'all', createUpdaterArtifacts: true } });
  const run = (env: InputOptions['env'], args: InputOptions['args'] = ['build']) =>
    readTool(toolInput({ tool: 'tauri', args: args ?? [], files: { 'src-tauri/tauri.conf.json': config }, env: { RUNNER_OS: 'Windows', ...env } }));

  it('makes the bundles of its system', () => {
    assert.deepEqual(
      effectsOf(run({}), 'builds').flatMap((e) => shown(e.outputs)),
      ['src-tauri/target/release/bundle/msi/Rocket_{version}_*.msi', 'src-tauri/target/release/bundle/nsis/Rocket_{version}_*-setup.exe'],
    );
  });

  it('signs updates only with the key', () => {
    assert.deepEqual(effectsOf(run({}), 'signs'), []);
    assert.equal(run({}).idle?.[0]?.section, 'updater');
    assert.deepEqual(
      effectsOf(run({ TAURI_SIGNING_PRIVATE_KEY: secret }), 'signs').map((e) => e.mechanism),
      ['tauri-updater'],
    );
  });

  it('publishes when the action is given a tag', () => {
    const result = run({}, ['build', '--tag-name=app-v__VERSION__', '--release-draft=true']);
    assert.deepEqual(
      effectsOf(result, 'creates-release').map((e) => [show(e.tag), e.draft]),
      [['app-v{version}', true]],
    );
    assert.deepEqual(effectsOf(run({}), 'publishes'), []);
  });

  it('publishes to a release that another effect makes', () => {
    const result = run({}, ['build', '--publish-to=app-v1', '--updater-json=true']);
    assert.deepEqual(effectsOf(result, 'creates-release'), []);
    assert.deepEqual(
      effectsOf(result, 'publishes').map((e) => [e.sink.kind === 'release' ? show(e.sink.tag) : e.sink.kind, shownSubject(e.subject), e.draft]),
      [
        ['app-v1', 'made installer', undefined],
        ['app-v1', 'made signature', undefined],
      ],
    );
  });
});
