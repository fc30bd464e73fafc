import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { literalOf } from '../../../src/values/index.ts';
import { runLine } from '../command-support.ts';
import { summary, toolInput } from './tool-input.ts';

const files = {
  'package.json': '{"name": "rocket", "version": "1.0.0"}',
  'packages/a/package.json': '{"name": "@acme/a", "version": "1.0.0"}',
  'lerna.json': '{"version": "1.0.0", "packages": ["packages/*"]}',
  'crates/rocket/Cargo.toml': '[package]\nname = "rocket"\nversion = "1.0.0"\n',
  'crates/rocket/src/lib.rs': '',
  'rocket.gemspec': 'Gem::Specification.new { |s| s.name = "rocket" }',
  Rakefile: 'require "bundler/gem_tasks"',
  'nfpm.yaml': 'name: rocket\n',
  'jreleaser.yml': 'project:\n  name: rocket\nrelease:\n  github:\n    owner: acme\n',
  'charts/rocket/Chart.yaml': 'name: rocket\n',
};

/** What the readers make of the words that the rows of commands hand to them. */
function follow(line: string): readonly string[] {
  return runLine(line).applied.effects.flatMap(({ effect }) => {
    if (effect.kind !== 'runs-tool') return [];
    const input = toolInput({ tool: effect.tool, files, env: { KO_DOCKER_REPO: 'ghcr.io/acme' }, cwd: literalOf(effect.workdir ?? []) ?? '' });
    return summary(readTool({ ...input, args: effect.args }));
  });
}

describe('release tools called from a shell', () => {
  const lines: readonly { line: string; first: string | undefined }[] = [
    { line: 'npm --prefix packages/a publish', first: 'publishes files  to index npm as @acme/a' },
    { line: 'npm stage publish', first: 'publishes files  to index npm as rocket' },
    { line: 'yarn npm publish', first: 'publishes files  to index npm as rocket' },
    { line: 'npx lerna publish from-package --yes', first: 'publishes files  to index npm as @acme/a' },
    { line: 'pnpm exec changeset publish', first: 'publishes files  to index npm as @acme/a' },
    { line: 'npx semantic-release --dry-run', first: undefined },
    { line: 'release-plz release --manifest-path crates/rocket/Cargo.toml', first: 'publishes files  to index crates as rocket' },
    { line: 'release-plz release-pr', first: undefined },
    { line: 'bundle exec rake release:rubygem_push', first: 'publishes files pkg/*.gem to index rubygems as rocket' },
    { line: 'jreleaser sign --dryrun', first: undefined },
    { line: 'jreleaser release', first: 'creates-tag' },
    { line: 'nfpm p --packager rpm -t out/', first: 'builds package out/rocket*.rpm' },
    { line: 'cr package charts/rocket', first: 'builds chart .cr-release-packages/rocket-{version}.tgz' },
  ];
  for (const { line, first } of lines) {
    it(`reads ${line}`, () => {
      assert.equal(follow(line)[0], first);
    });
  }
});
