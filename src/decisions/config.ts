import { limits, SealwrightError, showSpan, type FileTree } from '../base/index.ts';
import { parseYaml, type Node } from '../workflow/index.ts';
import { mistakesOf, PlainYaml, throwMistakes } from '../settings/index.ts';
import { defaultConfig, deploymentOf, type Config, type ResolvedFolder } from './model.ts';
import { readDispositions } from './dispositions.ts';
import type { ConfigFile } from './schema.ts';
import { readRows, type Rows } from './rows.ts';

/** The name that is looked for when none is given. */
export const configName = 'sealwright.yaml';

const maxExtends = 8;

export interface ConfigSource {
  /** The folder that the configuration lives in, and may extend files of. */
  readonly files: FileTree;
  /** The file's path in it; `sealwright.yaml` of the root when left out, and then it may be missing. */
  readonly path?: string;
  /** `checkout`: the file is part of what is audited, so the folders it names must lie inside. `person`: named on the command line. */
  readonly trust: 'checkout' | 'person';
}

interface Loaded {
  readonly path: string;
  readonly file: ConfigFile;
  readonly plain: PlainYaml;
}

/**
 * Reads the configuration and what it extends. Returns the defaults when there is no file. Throws CONFIG_MISSING for a
 * named file that is not there and CONFIG_MALFORMED, with file and line, for every mistake in one. The schema is
 * loaded only when there is a file to check.
 */
export async function loadConfig(source: ConfigSource): Promise<Config> {
  const path = source.path ?? configName;
  if (source.path === undefined && !source.files.has(path)) return defaultConfig;
  const chain: Loaded[] = [];
  let next: { readonly path: string; readonly at: string | undefined } | undefined = { path, at: undefined };
  while (next !== undefined) {
    if (chain.some((one) => one.path === next?.path))
      throw malformed(next.at, { message: `extends ${next.path}, which extends this file`, hint: 'remove one of the two extends' });
    if (chain.length >= maxExtends)
      throw malformed(next.at, { message: `more than ${maxExtends} files extend one another`, hint: 'extend one file of the organisation' });
    const loaded: Loaded = await readOne(source.files, next.path, next.at);
    chain.push(loaded);
    next = loaded.file.extends === undefined ? undefined : { path: beside(loaded, loaded.file.extends), at: loaded.plain.placeOf(['extends']) };
  }
  return merge(chain, source.trust);
}

async function readOne(files: FileTree, path: string, namedAt: string | undefined): Promise<Loaded> {
  const read = files.read(path);
  if (read.kind === 'missing')
    throw new SealwrightError('CONFIG_MISSING', {
      message: `there is no configuration file ${path}`,
      ...(namedAt === undefined ? {} : { at: namedAt }),
      hint: namedAt === undefined ? 'give the path of a file that exists' : 'the path is relative to the file that extends it and stays in its folder tree',
    });
  if (read.kind === 'refused') throw malformed(`${path}:1`, { message: `cannot be read: ${read.reason}`, hint: 'give a plain YAML file' });
  if (read.text.length > limits.maxDocumentBytes)
    throw malformed(`${path}:1`, {
      message: 'is too large for a configuration',
      expected: `at most ${limits.maxDocumentBytes} characters`,
      got: `${read.text.length}`,
    });
  const { node, problems } = parseYaml(path, read.text);
  const first = problems[0];
  if (first !== undefined)
    throw malformed(showSpan(first.span), {
      message: first.reason.replace(/; the last one was read$/, ''),
      expected: 'valid YAML without repeated keys',
      hint: 'correct the YAML at that line',
    });
  if (node === undefined || isNothing(node))
    throw malformed(`${path}:1`, {
      message: 'the file holds no settings',
      hint: 'begin it with version: 1, or remove it: sealwright help docs/configuration lists the settings',
    });
  const plain = new PlainYaml(path, node);
  const { configSchema } = await import('./schema.ts');
  const parsed = configSchema.safeParse(plain.value);
  if (!parsed.success) throwMistakes(mistakesOf(parsed.error.issues, plain));
  return { path, file: parsed.data, plain };
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && ['', '~', 'null'].includes(node.scalar.value.trim());
}

/** The path that a file names, relative to the tree. One that leaves the tree is not there. */
function beside(loaded: Loaded, named: string): string {
  const parts = loaded.path.split('/').slice(0, -1);
  for (const part of named.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) throw leaves(loaded.plain.placeOf(['extends']), named);
  }
  if (named.startsWith('/') || /^[A-Za-z]:|\\/.test(named)) throw leaves(loaded.plain.placeOf(['extends']), named);
  return parts.join('/');
}

async function merge(chain: readonly Loaded[], trust: ConfigSource['trust']): Promise<Config> {
  const resolve = new Map<string, ResolvedFolder>();
  for (const loaded of chain) {
    for (const [name, folder] of Object.entries(loaded.file.resolve ?? {})) {
      if (trust === 'checkout' && leavesFolder(loaded.path, folder)) throw leaves(loaded.plain.placeOf(['resolve', name]), folder);
      if (!resolve.has(name)) resolve.set(name, { folder, from: loaded.path });
    }
  }
  const rows: Rows[] = [];
  for (const loaded of chain) rows.push(await readRows(loaded.file.catalog, loaded.plain, trust));
  return {
    files: chain.map((loaded) => loaded.path),
    trust,
    deployment: mergeDeployment(chain),
    resolve,
    catalog: { actions: rows.flatMap((one) => one.actions), commands: rows.flatMap((one) => one.commands) },
    ignored: rows.flatMap((one) => one.ignored),
    dispositions: nearestFirst(chain),
    // What is released is said by the repository itself, and not by what its organisation shares.
    ...(chain[0]?.file.release === undefined ? {} : { release: chain[0].file.release }),
  };
}

function nearestFirst(chain: readonly Loaded[]): Config['dispositions'] {
  const found = new Map<string, Config['dispositions'][number]>();
  for (const [i, loaded] of chain.entries())
    for (const one of readDispositions(loaded.file.dispositions ?? [], loaded.plain)) if (!found.has(one.id)) found.set(one.id, { ...one, isShared: i > 0 });
  return [...found.values()];
}

function mergeDeployment(chain: readonly Loaded[]): Config['deployment'] {
  const given = chain.map((loaded) => loaded.file.deployment).filter((one) => one !== undefined);
  if (given.length === 0) return null;
  const host = given.find((one) => one.host !== undefined)?.host ?? 'github.com';
  const known = deploymentOf(host);
  return {
    host,
    issuer: given.find((one) => one.issuer !== undefined)?.issuer ?? known.issuer,
    sanPrefix: given.find((one) => one.sanPrefix !== undefined)?.sanPrefix ?? known.sanPrefix,
  };
}

function leavesFolder(path: string, folder: string): boolean {
  if (folder.startsWith('/') || /^[A-Za-z]:|\\/.test(folder)) return true;
  let depth = path.split('/').length - 1;
  for (const part of folder.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

function leaves(at: string, named: string): SealwrightError {
  return malformed(at, {
    message: 'the path leaves the checkout',
    got: JSON.stringify(named),
    hint: 'keep the file inside the checkout, or give the configuration with --config FILE',
  });
}

function malformed(
  at: string | undefined,
  details: { readonly message: string; readonly expected?: string; readonly got?: string; readonly hint?: string },
): SealwrightError {
  return new SealwrightError('CONFIG_MALFORMED', at === undefined ? details : { ...details, at });
}
