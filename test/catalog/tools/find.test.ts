import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findBuildables, findReleaseConfigs } from '../../../src/catalog/index.ts';
import { memoryTree } from '../../support/memory-tree.ts';

describe('what is there to be released', () => {
  it('lists configurations of release tools', () => {
    const files = memoryTree({
      '.goreleaser.yml': '',
      'cli/.goreleaser.linux.yaml': '',
      '.changeset/config.json': '{}',
      'app/package.json': '{"name":"app","build":{"appId":"x"}}',
      'web/package.json': '{"name":"web","build":"vite"}',
      'Cargo.toml': '[workspace.metadata.dist]\ntargets = []\n',
      'lib/release.config.cjs': '',
      'node_modules/x/.goreleaser.yml': '',
      'examples/demo/.goreleaser.yml': '',
      'src-tauri/tauri.conf.json': '{}',
    });
    assert.deepEqual(
      findReleaseConfigs(files).map(({ tool, path }) => `${tool} ${path}`),
      [
        'changesets .changeset/config.json',
        'goreleaser .goreleaser.yml',
        'cargo-dist Cargo.toml',
        'electron-builder app/package.json',
        'goreleaser cli/.goreleaser.linux.yaml',
        'semantic-release lib/release.config.cjs',
        'tauri src-tauri/tauri.conf.json',
      ],
    );
  });

  it('lists what could be built', () => {
    const files = memoryTree({
      'Cargo.toml': '[package]\nname = "rocket"\n',
      'crates/x/Cargo.toml': '[package]\nname = "x"\npublish = false\n',
      Dockerfile: '',
      'images/base/Dockerfile.alpine': '',
      'action.yml': 'name: Rocket\n',
      'sub/action.yml': 'name: Sub\n',
      'charts/rocket/Chart.yaml': 'name: rocket\n',
      'charts/lib/Chart.yaml': 'name: lib\ntype: library\n',
      'package.json': '{"name":"root","version":"1.0.0","private":true}',
      'packages/a/package.json': '{"name":"@acme/a","version":"1.0.0"}',
      'packages/b/package.json': '{"name":"@acme/b"}',
      'py/pyproject.toml': '[project]\nname = "py"\n',
      'tools/pyproject.toml': '[tool.black]\nline-length = 100\n',
      'old/setup.py': 'setup(name="old")\n',
      'rocket.gemspec': 's.name = "rocket-gem"\n',
      'testdata/package.json': '{"name":"t","version":"1.0.0"}',
    });
    assert.deepEqual(
      findBuildables(files).map(({ kind, name }) => `${kind} ${name}`),
      ['crate rocket', 'image Dockerfile', 'action Rocket', 'chart rocket', 'image images/base', 'python old', 'npm @acme/a', 'python py', 'gem rocket-gem'],
    );
  });
});
