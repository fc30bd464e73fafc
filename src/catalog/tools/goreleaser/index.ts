import { hole, lit } from '../../../values/index.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { get } from '../support/node.ts';
import { both } from '../support/run.ts';
import { Run } from '../support/run.ts';
import { packArchives, packSource } from './archives.ts';
import { buildBinaries, notarize } from './binaries.ts';
import { publishPackages, publishPointers, runPublishers, uploadElsewhere } from './channels.ts';
import { hashFiles } from './checksums.ts';
import { runHooks } from './hooks.ts';
import { pushImages } from './images.ts';
import { loadConfig } from './load.ts';
import { Made } from './made.ts';
import { configPath, readOptions } from './options.ts';
import { packPackages } from './packages.ts';
import { Project } from './project.ts';
import { publishRelease } from './release.ts';
import { describeArtifacts } from './sboms.ts';
import { signBinaries, signFiles } from './sign-files.ts';
import { signImages } from './sign-images.ts';

/**
 * Reads what GoReleaser does with its configuration, pipe by pipe in the order of internal/pipeline and
 * internal/pipe/publish. Defaults were read in goreleaser/goreleaser at v2.18.0-nightly (commit cd616d2c0) and compared
 * with v0.184, v1.0, v1.10, v1.18, v1.26, v2.0, v2.4, v2.8, v2.11, v2.12 and v2.16 on 2026-11-23; sections of the paid
 * edition (includes, monorepo, dmg, msi, nsis, pkgs, npms, furies, cloudsmiths) in its documentation and JSON schema.
 */
export function readGoreleaser(input: ToolInput): ToolResult {
  const run = new Run(input);
  const options = readOptions(input);
  if (options.command === 'none') return run.result(undefined);
  for (const word of options.unread)
    run.doubt(input.span, `an argument of GoReleaser is not known: what it publishes and signs may differ (${word.length} parts)`);
  const named = configPath(options);
  if (options.config !== undefined && named === undefined) return unreadable(run, 'the configuration file that GoReleaser is given is not known');
  const loaded = loadConfig(run, named);
  if (loaded.path !== undefined && loaded.root === undefined && !loaded.whole)
    return unreadable(run, `the configuration ${loaded.path} could not be read`, loaded.path);
  if (loaded.path === undefined && !loaded.whole) return unreadable(run, 'the configuration of GoReleaser is not in the repository');
  if (!loaded.whole) run.add({ kind: 'opaque', why: 'a part of the GoReleaser configuration is elsewhere', mayPublish: true }, input.span);
  release(new Project(run, loaded.root, loaded.path, options));
  return run.result(loaded.path);
}

function unreadable(run: Run, why: string, config?: string): ToolResult {
  run.doubt(run.input.span, why);
  run.add({ kind: 'opaque', why, mayPublish: true }, run.input.span);
  return run.result(config);
}

function release(project: Project): void {
  const { run, options, root } = project;
  const made = new Made();
  const at = run.input.span;
  runHooks(project, get(root, 'before', 'hooks'), get(root, 'before')?.span ?? at, new Map(), options.does('before'));
  buildBinaries(project, made);
  signBinaries(project, made);
  notarize(project, made);
  if (options.command === 'build') return;
  packArchives(project, made);
  packSource(project, made);
  packPackages(project, made);
  describeArtifacts(project, made);
  const checksummed = hashFiles(project, made);
  signFiles(project, made);
  const { published } = project;
  for (const hook of ['before_publish'] as const) runHooks(project, get(root, hook), get(root, hook)?.span ?? at, new Map(), published);
  uploadElsewhere(project, made, published);
  pushImages(project, made, published);
  signImages(project, made, published);
  publishPackages(project, published);
  publishRelease(project, made, published);
  publishPointers(project, made, published);
  runPublishers(project, made, published);
  listArtifacts(project, checksummed, made);
  runHooks(project, get(root, 'after', 'hooks'), get(root, 'after')?.span ?? at, new Map(), both(published, options.does('after')));
}

/** `type` of the entries of `artifacts.json`; `Binary` stands for several kinds, of which not all are uploaded. */
const typeNames = { Archive: 'archive', 'Linux Package': 'package', Source: 'source', 'Docker Manifest': 'image-manifest', 'Docker Image': 'image' } as const;

/**
 * `artifacts.json` and `metadata.json`, and the outputs of the same names that the action gives. The unknown that
 * stands for the list is `PREFIX.outputs.artifacts`, in the file and in the output alike.
 */
function listArtifacts(project: Project, checksummed: ReturnType<typeof hashFiles>, made: Made): void {
  const { run } = project;
  const id = `${run.input.idPrefix}.outputs.artifacts`;
  const artifacts = hole(id, { label: 'artifacts' });
  const metadata = hole(`${run.input.idPrefix}.outputs.metadata`, { label: 'metadata' });
  run.add({ kind: 'writes', path: project.inDist(lit('artifacts.json')), content: artifacts }, run.input.span);
  run.add({ kind: 'writes', path: project.inDist(lit('metadata.json')), content: metadata }, run.input.span);
  run.output('artifacts', artifacts);
  run.output('metadata', metadata);
  run.made({ id, ...checksummed, typeNames, withDigest: [...new Set(made.images.map((image) => image.type))] });
}
