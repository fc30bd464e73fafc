import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import type { ReleaseTool } from '../../../src/catalog/index.ts';
import { hole, lit, nameSet, show } from '../../../src/values/index.ts';
import { effectsOf, shown, shownSubject, summary, toolInput } from './tool-input.ts';
import type { InputOptions } from './tool-input.ts';

type Files = Readonly<Record<string, string>>;

function read(tool: ReleaseTool, args: InputOptions['args'], files: Files, options: Partial<InputOptions> = {}) {
  return readTool(toolInput({ tool, args: args ?? [], files, ...options }));
}

const manifest = (fields: object): string => JSON.stringify({ name: 'rocket', version: '1.0.0', ...fields });
const workspace: Files = {
  'package.json': manifest({ name: 'root', private: true, workspaces: ['./packages/*', '!packages/old'] }),
  'packages/a/package.json': manifest({ name: '@acme/a', publishConfig: { provenance: true } }),
  'packages/b/package.json': manifest({ name: '@acme/b', publishConfig: { provenance: true } }),
  'packages/c/package.json': manifest({ name: '@acme/c', private: 'true' }),
  'packages/old/package.json': manifest({ name: '@acme/old' }),
  'packages/a/node_modules/x/package.json': manifest({ name: 'x' }),
};
const withToken = { env: { NODE_AUTH_TOKEN: hole('secrets.NPM_TOKEN') } };
const trusted = { permissions: ['id-token: write'] };

describe('npm publish', () => {
  const rows: readonly {
    what: string;
    args: InputOptions['args'];
    files: Files;
    options?: Partial<InputOptions>;
    names: readonly string[];
    auth?: string;
    provenance: boolean;
  }[] = [
    {
      what: 'a token and no word of provenance',
      args: ['publish'],
      files: { 'package.json': manifest({}) },
      options: withToken,
      names: ['rocket'],
      auth: 'token',
      provenance: false,
    },
    {
      what: 'the flag',
      args: ['publish', '--provenance', '--access', 'public'],
      files: { 'package.json': manifest({}) },
      options: withToken,
      names: ['rocket'],
      auth: 'token',
      provenance: true,
    },
    {
      what: 'the environment',
      args: ['publish'],
      files: { 'package.json': manifest({}) },
      options: { env: { NPM_CONFIG_PROVENANCE: 'true' } },
      names: ['rocket'],
      provenance: true,
    },
    {
      what: 'publishConfig',
      args: ['publish'],
      files: { 'package.json': manifest({ publishConfig: { provenance: true } }) },
      names: ['rocket'],
      provenance: true,
    },
    {
      what: 'publishConfig turns it off against the environment',
      args: ['publish'],
      files: { 'package.json': manifest({ publishConfig: { provenance: false } }) },
      options: { env: { NPM_CONFIG_PROVENANCE: 'true' } },
      names: ['rocket'],
      provenance: false,
    },
    {
      what: 'the flag turns it off against publishConfig',
      args: ['publish', '--no-provenance'],
      files: { 'package.json': manifest({ publishConfig: { provenance: true } }) },
      names: ['rocket'],
      provenance: false,
    },
    { what: '.npmrc', args: ['publish'], files: { 'package.json': manifest({}), '.npmrc': 'provenance=true\n' }, names: ['rocket'], provenance: true },
    {
      what: 'the switch with a value behind it',
      args: ['publish', '--provenance', 'false'],
      files: { 'package.json': manifest({}) },
      names: ['rocket'],
      provenance: false,
    },
    {
      what: 'the switch with the value true behind it',
      args: ['publish', '--provenance', 'true'],
      files: { 'package.json': manifest({}) },
      names: ['rocket'],
      provenance: true,
    },
    {
      what: 'yarn reads no setting of npm',
      args: ['npm', 'publish'],
      files: { 'package.json': manifest({}), '.npmrc': 'provenance=true\n' },
      options: { env: { NPM_CONFIG_PROVENANCE: 'true' } },
      names: ['rocket'],
      provenance: false,
    },
    {
      what: 'yarn is asked by the environment',
      args: ['workspaces', 'foreach', '-A', 'npm', 'publish'],
      files: workspace,
      options: { env: { YARN_NPM_CONFIG_PROVENANCE: 'true' } },
      names: ['@acme/a', '@acme/b'],
      provenance: true,
    },
    {
      what: 'yarn is asked by its own settings',
      args: ['npm', 'publish'],
      files: { 'package.json': manifest({ packageManager: 'yarn@4.9.1' }), '.yarnrc.yml': 'npmPublishProvenance: true\n' },
      names: ['rocket'],
      provenance: true,
    },
    {
      what: 'yarn takes the manifest before the flag',
      args: ['npm', 'publish', '--provenance'],
      files: { 'package.json': manifest({ publishConfig: { provenance: false } }) },
      names: ['rocket'],
      provenance: false,
    },
    {
      what: 'trusted publishing shows none',
      args: ['publish'],
      files: { 'package.json': manifest({}) },
      options: trusted,
      names: ['rocket'],
      auth: 'trusted-publishing',
      provenance: false,
    },
    {
      what: 'neither token nor permission known',
      args: ['publish'],
      files: { 'package.json': manifest({}) },
      names: ['rocket'],
      auth: 'unknown',
      provenance: false,
    },
    { what: 'a folder', args: ['publish', './packages/a'], files: workspace, names: ['@acme/a'], provenance: true },
    { what: 'a workspace by name', args: ['publish', '-w', '@acme/b'], files: workspace, names: ['@acme/b'], provenance: true },
    { what: 'all workspaces, private ones left out', args: ['publish', '--workspaces'], files: workspace, names: ['@acme/a', '@acme/b'], provenance: true },
    { what: 'pnpm with a filter', args: ['-r', 'publish', '--filter', './packages/*'], files: workspace, names: ['@acme/a', '@acme/b'], provenance: true },
    {
      what: 'the folder of a build takes the name of its package',
      args: ['publish'],
      files: workspace,
      options: { cwd: 'packages/a/dist' },
      names: ['@acme/a'],
      provenance: false,
    },
    {
      what: 'a folder that a package of a workspace builds',
      args: ['publish', 'packages/a/dist'],
      files: { 'package.json': manifest({ workspaces: ['packages/*'] }), 'packages/a/package.json': manifest({ name: 'booster' }) },
      names: ['booster'],
      provenance: false,
    },
    {
      what: 'folders that are made below the root of a workspace are none of the root',
      args: ['publish', 'out/linux-x64'],
      files: { 'package.json': manifest({ workspaces: ['packages/*'] }) },
      names: ['package in out/linux-x64'],
      provenance: false,
    },
    { what: 'a folder that is built later', args: ['publish', 'dist'], files: { 'package.json': manifest({}) }, names: ['rocket'], provenance: false },
  ];
  for (const row of rows) {
    it(row.what, () => {
      const result = read('npm-publish', row.args, row.files, row.options);
      const [publish] = effectsOf(result, 'publishes');
      assert.deepEqual(shown(publish?.names), row.names);
      assert.deepEqual(publish?.sink, { kind: 'index', index: 'npm' });
      if (row.auth !== undefined) assert.equal(publish?.auth, row.auth);
      assert.equal(effectsOf(result, 'attests').length === 1, row.provenance);
    });
  }

  it('publishes packages with provenance apart from those without', () => {
    const files = { ...workspace, 'packages/b/package.json': manifest({ name: '@acme/b' }) };
    const lines = summary(read('npm-publish', ['publish', '--workspaces'], files));
    assert.deepEqual(lines, [
      'publishes files  to index npm as @acme/a',
      'attests files  slsa-provenance npm-provenance index',
      'publishes files  to index npm as @acme/b',
    ]);
  });

  it("covector runs the commands of each package in its folder, its own before its manager's", () => {
    const config = {
      pkgManagers: {
        npm: { prepublish: 'npm test', publish: ['npm publish', { command: 'npm run say', runFromRoot: true }] },
        rust: { publish: 'cargo publish' },
      },
      packages: {
        bulb: { path: './bulb', manager: 'npm' },
        wick: { path: './wick', manager: 'rust', releaseTag: 'wick-${ pkgFile.version }', assets: [{ path: 'out/${ pkg.pkg }.zip', name: 'wick.zip' }] },
        shade: { path: './shade', manager: 'npm', publish: 'npm run ship' },
        notes: { path: './notes' },
      },
    };
    const files = { '.changes/config.json': JSON.stringify(config) };
    const runs = ["runs cd './bulb' && npm test", "runs cd './shade' && npm test", "runs cd './bulb' && npm publish", 'runs npm run say'];
    assert.deepEqual(summary(read('covector', [], files)), [...runs, "runs cd './wick' && cargo publish", "runs cd './shade' && npm run ship"]);
    assert.deepEqual(summary(read('covector', ['--create-release', '--draft'], files)), [
      ...runs,
      'release bulb-v{version} draft',
      "runs cd './wick' && cargo publish",
      'release wick-{version} draft',
      'publishes files out/wick.zip to release',
      "runs cd './shade' && npm run ship",
      'release shade-v{version} draft',
    ]);
    assert.deepEqual(summary(read('covector', ['--dry-run'], files)), []);
    assert.deepEqual(summary(read('covector', [], {})), ['opaque']);
  });

  it('says which attestation it is and what it needs', () => {
    const [attests] = effectsOf(read('npm-publish', ['publish', '--provenance'], { 'package.json': manifest({}) }), 'attests');
    assert.deepEqual(
      [
        attests?.mechanism,
        attests?.attachedTo,
        attests?.signed,
        attests?.predicate,
        attests?.needs?.map((need) => (need.kind === 'permission' ? need.scope : need.kind)),
      ],
      ['npm-provenance', 'index', true, 'slsa-provenance', ['id-token', 'hosted-runner']],
    );
  });

  it('takes each folder of a loop, a private one as what an earlier step rewrites', () => {
    const folder = hole('folder', { each: nameSet([lit('packages/a'), lit('packages/c'), lit('packages/x')]) });
    const result = read('npm-publish', ['publish', [...folder, ...lit('/')], '--provenance'], workspace);
    assert.deepEqual(shown(effectsOf(result, 'publishes')[0]?.names), ['@acme/a', '@acme/c']);
    assert.match(result.doubts.map((d) => d.reason).join(), /is private/);
  });

  it('leaves out what a filter takes away', () => {
    const result = read('npm-publish', ['publish', '--filter=!@acme/a', '--filter=!root'], workspace);
    assert.deepEqual(shown(effectsOf(result, 'publishes')[0]?.names), ['@acme/b']);
  });

  it('calls a package by the name that `publishConfig` gives it', () => {
    const result = read('npm-publish', ['publish'], { 'package.json': manifest({ name: 'lens-wrapper', publishConfig: { name: 'lens' } }) });
    assert.deepEqual(shown(effectsOf(result, 'publishes')[0]?.names), ['lens']);
  });

  it('publishes nothing that is private, in a dry run, or to another registry as if it were npm', () => {
    const privately = read('npm-publish', ['publish'], { 'package.json': manifest({ private: true }) });
    assert.deepEqual([privately.effects.length, privately.idle?.length], [0, 1]);
    assert.deepEqual(read('npm-publish', ['publish', '--dry-run'], { 'package.json': manifest({}) }).effects, []);
    const elsewhere = read('npm-publish', ['publish', '--provenance'], {
      'package.json': manifest({ publishConfig: { registry: 'https://npm.pkg.github.com' } }),
    });
    const [publish] = effectsOf(elsewhere, 'publishes');
    assert.equal(publish?.sink.kind === 'index' ? publish.sink.index : '', 'private');
    assert.deepEqual(effectsOf(elsewhere, 'attests'), []);
  });

  it('takes a tarball by its path and does not know its manifest', () => {
    const result = read('npm-publish', ['publish', 'out/rocket.tgz'], { 'package.json': manifest({ publishConfig: { provenance: true } }) });
    assert.deepEqual(
      effectsOf(result, 'publishes').map((e) => shownSubject(e.subject)),
      ['files out/rocket.tgz'],
    );
    assert.deepEqual(effectsOf(result, 'attests'), []);
    assert.ok(result.doubts.length > 0);
  });
});

describe('changesets', () => {
  it('publishes all that is not private and tags each locally', () => {
    const result = read('changesets', ['publish'], workspace, trusted);
    assert.deepEqual(shown(effectsOf(result, 'publishes')[0]?.names), ['@acme/a', '@acme/b']);
    assert.equal(effectsOf(result, 'attests').length, 1);
    assert.deepEqual(
      effectsOf(result, 'creates-tag').map((e) => [show(e.name), e.signed, e.pushed]),
      [['{package}@{version}', false, false]],
    );
  });
  it('does nothing for version', () => assert.deepEqual(read('changesets', ['version'], workspace).effects, []));
  it('reads pnpm workspaces', () => {
    const files = {
      'package.json': manifest({ private: true }),
      'pnpm-workspace.yaml': 'packages:\n  - "libs/**"\n',
      'libs/x/y/package.json': manifest({ name: 'y' }),
    };
    assert.deepEqual(shown(effectsOf(read('changesets', ['publish'], files), 'publishes')[0]?.names), ['y']);
  });
});

describe('semantic-release', () => {
  it('publishes to npm and GitHub by default, with an unsigned tag', () => {
    const lines = summary(read('semantic-release', [], { 'package.json': manifest({}) }, withToken));
    assert.deepEqual(lines, ['creates-tag', 'publishes files  to index npm as rocket', 'release v{version}']);
  });

  it('runs commands in their place and uploads assets', () => {
    const config = JSON.stringify({
      tagFormat: '${version}',
      plugins: [
        '@semantic-release/commit-analyzer',
        ['@semantic-release/exec', { prepareCmd: './build.sh ${nextRelease.version}', publishCmd: 'make push' }],
        ['@semantic-release/npm', { tarballDir: 'dist', npmPublish: false }],
        ['@semantic-release/github', { assets: ['dist/*.tgz', { path: 'out/x', name: 'x-${nextRelease.version}' }], draftRelease: true }],
      ],
    });
    const lines = summary(read('semantic-release', [], { 'package.json': manifest({}), '.releaserc.json': config }));
    assert.deepEqual(lines, [
      'runs ./build.sh {version}',
      'builds - dist/rocket-{version}.tgz',
      'creates-tag',
      'runs make push',
      'release {version} draft',
      'publishes files dist/*.tgz to release',
      'publishes files out/x to release as x-{version}',
    ]);
  });

  it('reads an exported object as data and anything else as code', () => {
    const data =
      "/** @type {x} */\nmodule.exports = {\n  // the branch\n  branches: ['main'],\n  plugins: [\n    ['@semantic-release/github', { assets: ['a.zip'] }],\n  ],\n};\n";
    assert.deepEqual(summary(read('semantic-release', [], { 'package.json': manifest({}), 'release.config.js': data })).slice(1), [
      'release v{version}',
      'publishes files a.zip to release',
    ]);
    const code = 'module.exports = { plugins: process.env.X ? [] : load() };';
    assert.deepEqual(
      read('semantic-release', [], { 'release.config.js': code }).effects.map(({ effect }) => effect.kind),
      ['opaque'],
    );
  });

  it('does not know other plugins and presets', () => {
    const result = read('semantic-release', [], {
      'package.json': manifest({ private: true, release: { extends: 'acme-preset', plugins: ['semantic-release-docker'] } }),
    });
    assert.equal(effectsOf(result, 'opaque').length, 2);
  });

  it('does nothing in a dry run', () => assert.deepEqual(read('semantic-release', ['--dry-run'], { 'package.json': manifest({}) }).effects, []));
});

describe('other npm release tools', () => {
  it('lerna publishes and tags', () => {
    const result = read('lerna', ['publish', '--yes'], {
      ...workspace,
      'lerna.json': '{"version":"independent","command":{"version":{"createRelease":"github"}}}',
    });
    assert.deepEqual(shown(effectsOf(result, 'publishes')[0]?.names), ['@acme/a', '@acme/b']);
    assert.deepEqual(
      effectsOf(result, 'creates-tag').map((e) => [show(e.name), e.pushed]),
      [['{package}@{version}', true]],
    );
    assert.deepEqual(effectsOf(read('lerna', ['publish', 'from-package'], workspace), 'creates-tag'), []);
  });

  it('release-it releases on GitHub only when asked', () => {
    const files = {
      'package.json': manifest({}),
      '.release-it.json': '{"git":{"tagName":"v${version}"},"github":{"release":true,"assets":["dist/*.zip"]},"hooks":{"after:bump":"npm run build"}}',
    };
    assert.deepEqual(summary(read('release-it', ['--ci'], files)), [
      'runs npm run build',
      'publishes files  to index npm as rocket',
      'creates-tag',
      'release v{version}',
      'publishes files dist/*.zip to release',
    ]);
    assert.deepEqual(summary(read('release-it', ['--ci', '--no-npm'], { 'package.json': manifest({}) })), ['creates-tag']);
  });

  it('np publishes', () =>
    assert.deepEqual(summary(read('np', [], { 'package.json': manifest({}) })), ['publishes files  to index npm as rocket', 'creates-tag']));

  const please: readonly { what: string; config: object; tags: readonly (readonly [string, boolean, boolean])[] }[] = [
    {
      what: 'one package without its name in the tag',
      config: { packages: { '.': { 'include-component-in-tag': false } } },
      tags: [['v{version}', false, true]],
    },
    {
      what: 'several packages',
      config: { packages: { a: { component: 'a' }, b: { 'package-name': 'b' } } },
      tags: [
        ['a-v{version}', false, true],
        ['b-v{version}', false, true],
      ],
    },
    { what: 'a draft has no tag', config: { draft: true, packages: { a: { component: 'a' } } }, tags: [['a-v{version}', true, false]] },
    {
      what: 'a draft with a tag',
      config: { draft: true, 'force-tag-creation': true, packages: { a: { component: 'a' } } },
      tags: [['a-v{version}', true, true]],
    },
    { what: 'no release', config: { 'skip-github-release': true, packages: { a: {} } }, tags: [] },
  ];
  for (const row of please) {
    it(`release-please: ${row.what}`, () => {
      const result = read('release-please', [], { 'release-please-config.json': JSON.stringify(row.config) });
      assert.deepEqual(
        effectsOf(result, 'creates-release').map((e) => [show(e.tag), e.draft, e.createsTag]),
        row.tags,
      );
    });
  }

  it('release-please without a configuration tags plainly', () =>
    assert.deepEqual(
      effectsOf(read('release-please', [], {}), 'creates-release').map((e) => show(e.tag)),
      ['v{version}'],
    ));
  it('release-please with a type of its own reads no configuration', () =>
    assert.deepEqual(
      effectsOf(
        read('release-please', ['--release-type=node'], {
          'release-please-config.json': '{"packages": {"a": {"component": "a"}, "b": {"component": "b"}}}',
        }),
        'creates-release',
      ).map((e) => show(e.tag)),
      ['v{version}'],
    ));
  it('keeps a package name that is not known open', () =>
    assert.equal(
      show(effectsOf(read('npm-publish', ['publish', [...lit('packages/'), ...hole('matrix.package')]], workspace), 'publishes')[0]?.names?.[0] ?? []),
      '{packages/{matrix.package}}',
    ));
});
