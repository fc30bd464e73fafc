import { literalOf } from '../../../values/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { flagText, isOn, parseArgs } from '../support/args.ts';
import { readConfig } from '../support/config.ts';
import { resolveFile } from '../support/path.ts';
import { Run } from '../support/run.ts';
import { describeFiles, hashFiles, signFiles } from './evidence.ts';
import { artifactsOf, filesOf } from './model.ts';
import type { Release } from './model.ts';
import { deploy, publishPointers, publishRelease, upload } from './publish.ts';

const configNames = ['jreleaser.yml', 'jreleaser.yaml', 'jreleaser.toml', 'jreleaser.json'];

/** The parts of a run by command (org.jreleaser.workflow.Workflows). */
const steps: Readonly<Record<string, readonly string[]>> = {
  'full-release': ['checksum', 'catalog', 'sign', 'deploy', 'upload', 'release', 'package', 'publish'],
  release: ['checksum', 'catalog', 'sign', 'deploy', 'upload', 'release'],
  upload: ['checksum', 'catalog', 'sign', 'upload'],
  sign: ['checksum', 'catalog', 'sign'],
  catalog: ['checksum', 'catalog'],
  checksum: ['checksum'],
  deploy: ['deploy'],
  publish: ['checksum', 'package', 'publish'],
  package: ['checksum', 'package'],
  'auto-config': ['checksum', 'sign', 'release'],
};

/**
 * Reads JReleaser: checksums of artifacts and files (on by default), signatures (off unless active), deployment, and the
 * release with all of them. Read in jreleaser/jreleaser at v1.25.0 (commit 251f5fcc7) on 2026-11-23.
 */
export function readJreleaser(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['config-file', 'basedir', 'set-property', 'exclude-packager', 'distribution', 'output-directory', 'git-root-search', 'deployer', 'uploader'],
    aliases: { c: 'config-file', b: 'basedir', P: 'set-property', od: 'output-directory', y: 'dry-run', dryrun: 'dry-run' },
  });
  const verb = literalOf(args.words[0] ?? []) ?? 'full-release';
  const parts = steps[verb];
  if (parts === undefined || isOn(args, 'dry-run')) return run.result(undefined);
  const folder = resolveFile(input.cwd, flagText(args, 'basedir') ?? '') ?? input.cwd;
  const named = flagText(args, 'config-file');
  const path = (named === undefined ? configNames : [named])
    .map((name) => resolveFile(named === undefined ? folder : input.cwd, name))
    .find((name) => name !== undefined && input.files.has(name));
  const config = path === undefined ? undefined : readConfig(input.files, path);
  if (config?.node === undefined) {
    run.unclear(input.span, 'the configuration of JReleaser was not read');
    run.problems(config);
    return run.result(config?.path);
  }
  run.problems(config);
  release({ run, node: config.node, path: config.path }, parts);
  return run.result(config.path);
}

function release(one: Release, parts: readonly string[]): void {
  const artifacts = artifactsOf(one);
  const files = filesOf(one);
  if (parts.includes('checksum')) hashFiles(one, artifacts, files);
  if (parts.includes('catalog')) describeFiles(one, artifacts, files);
  const signs = parts.includes('sign') && signFiles(one, artifacts, files);
  if (parts.includes('deploy')) deploy(one);
  if (parts.includes('upload')) upload(one, artifacts, files);
  if (parts.includes('release')) publishRelease(one, artifacts, files, { signs });
  if (parts.includes('publish')) publishPointers(one);
}
