import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { hole } from '../../../src/values/index.ts';
import { effectsOf, shown, summary, toolInput } from './tool-input.ts';
import type { InputOptions } from './tool-input.ts';

describe('gems', () => {
  const files = { 'rocket.gemspec': 'Gem::Specification.new do |spec|\n  spec.name = "rocket-fuel"\nend\n', Rakefile: 'require "bundler/gem_tasks"\n' };
  const read = (args: readonly string[], options: Partial<InputOptions> = {}) => readTool(toolInput({ tool: 'gem', args, files, ...options }));

  it('pushes a gem', () => {
    assert.deepEqual(summary(read(['push', 'pkg/rocket.gem'])), ['publishes files pkg/rocket.gem to index rubygems as rocket-fuel']);
    assert.deepEqual(summary(read(['push', 'x.gem', '--host', 'https://gems.example.com'])), ['publishes files x.gem to index private as rocket-fuel']);
  });
  it('attests only when told to', () =>
    assert.deepEqual(
      effectsOf(read(['push', 'x.gem', '--attestation', 'x.json']), 'attests').map((e) => e.mechanism),
      ['rubygems'],
    ));
  it('tags by rake release', () => assert.deepEqual(summary(read(['release'])), ['creates-tag', 'publishes files pkg/*.gem to index rubygems as rocket-fuel']));
  it('does not know another Rakefile', () =>
    assert.ok(effectsOf(read(['release'], { files: { ...files, Rakefile: 'task :release do\nend\n' } }), 'opaque').length === 1));
  it('tells a key of an earlier step from a secret', () => {
    const auth = (label: string) => effectsOf(read(['push', 'x.gem'], { env: { GEM_HOST_API_KEY: hole('k', { label }) } }), 'publishes')[0]?.auth;
    assert.deepEqual([auth('steps.credentials.outputs.key'), auth('secrets.KEY')], ['trusted-publishing', 'token']);
  });
});

describe('Poetry and Flit', () => {
  const files = { 'pyproject.toml': '[tool.poetry]\nname = "rocket"\n[tool.poetry.repositories]\ninner = "https://pypi.example.com"\n' };
  const rows: readonly { what: string; tool: 'poetry' | 'flit'; args: readonly string[]; lines: readonly string[] }[] = [
    { what: 'build', tool: 'poetry', args: ['build'], lines: ['builds - dist/*.whl dist/*.tar.gz'] },
    { what: 'publish', tool: 'poetry', args: ['publish'], lines: ['publishes files dist/*.whl dist/*.tar.gz to index pypi as rocket'] },
    {
      what: 'publish and build',
      tool: 'poetry',
      args: ['publish', '--build', '-r', 'testpypi'],
      lines: ['builds - dist/*.whl dist/*.tar.gz', 'publishes files dist/*.whl dist/*.tar.gz to index testpypi as rocket'],
    },
    {
      what: 'another repository',
      tool: 'poetry',
      args: ['publish', '--repository=inner'],
      lines: ['publishes files dist/*.whl dist/*.tar.gz to index private as rocket'],
    },
    {
      what: 'flit builds by itself',
      tool: 'flit',
      args: ['publish'],
      lines: ['builds - dist/*.whl dist/*.tar.gz', 'publishes files dist/*.whl dist/*.tar.gz to index pypi as rocket'],
    },
    { what: 'a dry run', tool: 'poetry', args: ['publish', '--dry-run'], lines: [] },
    { what: 'another command', tool: 'poetry', args: ['install'], lines: [] },
  ];
  for (const row of rows)
    it(`${row.tool}: ${row.what}`, () => assert.deepEqual(summary(readTool(toolInput({ tool: row.tool, args: row.args, files }))), row.lines));

  it('names the package of pyproject', () =>
    assert.deepEqual(
      shown(
        effectsOf(readTool(toolInput({ tool: 'flit', args: ['publish'], files: { 'pyproject.toml': '[project]\nname = "boost"\n' } })), 'publishes')[0]?.names,
      ),
      ['boost'],
    ));
});
