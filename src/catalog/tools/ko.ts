import { concat, derive, hole, lit, literalOf, splitAt, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { isOn, parseArgs } from './support/args.ts';
import type { Args } from './support/args.ts';
import { readConfig, readText } from './support/config.ts';
import { get, texts } from './support/node.ts';
import { joinPath, resolveFile } from './support/path.ts';
import { Run, when } from './support/run.ts';

const verbs = new Set(['build', 'publish', 'resolve', 'apply', 'create', 'run']);

/**
 * Reads ko: an image for each import path, pushed unless `--push=false` or `--local`, with an unsigned SPDX document
 * unless `--sbom=none`. Read in ko-build/ko at v0.19.1 (commit 42978711) on 2026-11-23.
 */
export function readKo(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: [
      'tags',
      'platform',
      'sbom',
      'sbom-dir',
      'image-refs',
      'tarball',
      'oci-layout-path',
      'filename',
      'selector',
      'jobs',
      'image-label',
      'image-annotation',
      'image-user',
      'ldflags',
      'kubeconfig',
      'config',
    ],
    aliases: { B: 'base-import-paths', P: 'preserve-import-paths', L: 'local', t: 'tags', f: 'filename', R: 'recursive', j: 'jobs' },
  });
  const verb = literalOf(args.words[0] ?? []) ?? '';
  if (!verbs.has(verb)) return run.result(undefined);
  const configPath = joinPath(input.cwd, literalOf(input.env('KO_CONFIG_PATH') ?? []) || '.ko.yaml');
  const config = readConfig(input.files, configPath);
  run.problems(config);
  const repository = input.env('KO_DOCKER_REPO');
  const known = repository === undefined ? undefined : literalOf(repository);
  const local = isOn(args, 'local') || (known !== undefined && /^(ko|kind)\.local(\/|$)/.test(known));
  if (repository === undefined || repository.length === 0) run.doubt(input.span, 'KO_DOCKER_REPO is not set, so it is not known where ko pushes');
  const base = repository === undefined || repository.length === 0 ? hole('env.KO_DOCKER_REPO', { label: 'KO_DOCKER_REPO' }) : repository;
  const sbomFlag = args.flags.get('sbom')?.at(-1);
  const sbom = sbomFlag === undefined || literalOf(sbomFlag) === 'spdx' ? 'spdx' : literalOf(sbomFlag) === undefined ? 'unknown' : 'none';
  const written = (args.flags.get('platform') ?? []).flatMap((value) => literalOf(value)?.split(',') ?? []);
  const platforms = written.length > 0 ? written : texts(get(config?.node, 'defaultPlatforms'));
  const pushFlag = args.flags.get('push')?.at(-1);
  const pushes =
    pushFlag === undefined || pushFlag.length === 0
      ? when(true, '')
      : literalOf(pushFlag) === undefined
        ? when('unknown', '--push')
        : when(literalOf(pushFlag) !== 'false', '');
  importPaths(run, args, verb).forEach((importPath, i) => {
    const name = nameOf(base, importPath, args, local);
    const refs = tagsOf(args).map((tag) => concat(name, lit(':'), tag));
    const digest = hole(`${input.idPrefix}.ko.${i}.digest`, { label: 'ko digest', shape: 'sha256:[0-9a-f]{64}' });
    if (local || pushes.truth === false) {
      run.add({ kind: 'builds-image', refs, provenance: 'none', sbom: sbom === 'spdx' ? 'spdx' : 'none' }, input.span);
      return;
    }
    run.add(
      {
        kind: 'pushes-image',
        refs,
        digest,
        media: 'image',
        ...(platforms.length === 0 ? {} : { platforms: platforms.map(lit) }),
        provenance: 'none',
        sbom,
        madeType: 'ko-image',
      },
      input.span,
      pushes,
    );
    if (i === 0) run.output('stdout', concat(name, lit('@'), digest));
    const list = args.flags.get('image-refs')?.at(-1);
    if (list !== undefined && i === 0) run.add({ kind: 'writes', path: list, content: concat(name, lit('@'), digest) }, input.span, pushes);
  });
  return run.result(config === undefined ? undefined : configPath);
}

function tagsOf(args: Args): readonly Text[] {
  const tags = (args.flags.get('tags') ?? []).flatMap((value) => splitAt(value, /,/g)).filter((tag) => tag.length > 0);
  return tags.length > 0 ? tags : [lit('latest')];
}

/** Import paths on the command line, or in the manifests that `resolve` and `apply` read. */
function importPaths(run: Run, args: Args, verb: string): readonly Text[] {
  const { files, cwd } = run.input;
  const named = args.words.slice(1);
  if (verb === 'build' || verb === 'publish' || verb === 'run') {
    const paths = named.length > 0 ? named : [lit('.')];
    return paths.map((path) => absolute(run, path));
  }
  const found = new Set<string>();
  for (const value of args.flags.get('filename') ?? []) {
    const root = resolveFile(cwd, literalOf(value) ?? '');
    if (root === undefined) continue;
    for (const path of files
      .list()
      .filter((p) => p === root || p.startsWith(`${root === '' ? '' : `${root}/`}`))
      .filter((p) => /\.(ya?ml|json)$/.test(p))
      .slice(0, 500)) {
      for (const match of (readText(files, path) ?? '').matchAll(/ko:\/\/([\w.\-/]+)/g)) found.add(match[1] ?? '');
    }
  }
  if (found.size === 0) run.doubt(run.input.span, 'which import paths ko builds was not read');
  return found.size === 0 ? [hole(`${run.input.idPrefix}.importpath`, { label: 'import path' })] : [...found].slice(0, 100).map(lit);
}

/** `./cmd/x` in the Go module of the folder. */
function absolute(run: Run, path: Text): Text {
  const known = literalOf(path);
  if (known === undefined) return path;
  if (!known.startsWith('.')) return lit(known.replace(/^ko:\/\//, ''));
  const module = /^module\s+"?([^\s"]+)/m.exec(readText(run.input.files, joinPath(run.input.cwd, 'go.mod'))?.slice(0, 20_000) ?? '')?.[1];
  const rest = known.replace(/^\.\/?/, '').replace(/\/+$/, '');
  if (module === undefined) return rest === '' ? run.input.repo : lit(rest);
  return lit(rest === '' ? module : `${module}/${rest}`);
}

/** How ko names the image: bare, by the last word, by the whole path, or with an MD5 of the path. */
function nameOf(base: Text, importPath: Text, args: Args, local: boolean): Text {
  if (isOn(args, 'bare') && !local) return base;
  const known = literalOf(importPath);
  const last = known === undefined ? importPath : lit(known.slice(known.lastIndexOf('/') + 1));
  if (isOn(args, 'preserve-import-paths') || local) return concat(base, lit('/'), known === undefined ? concat(wild('**'), importPath) : lit(known));
  if (isOn(args, 'base-import-paths')) return concat(base, lit('/'), last);
  return concat(base, lit('/'), last, lit('-'), derive('md5', importPath, { shape: '[0-9a-f]{32}' }));
}
