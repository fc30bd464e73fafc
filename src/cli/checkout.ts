import { SealwrightError, TextMemory, type FileTree, type GitFacts } from '../base/index.ts';
import type { AuditInput, AuditResult } from '../audit/index.ts';
import { changedSince, defaultConfig, loadConfig, type Config } from '../decisions/index.ts';
import type { UsageError } from './argv.ts';
import type { Machine } from './machine.ts';
import { progressLine } from './progress.ts';
import { subTree } from './sub-tree.ts';

/** `OWNER/REPO@REF=DIR` of the command line. */
export interface ResolveArg {
  readonly name: string;
  readonly folder: string;
}

export type ConfigChoice = { readonly kind: 'found' } | { readonly kind: 'named'; readonly path: string } | { readonly kind: 'none' };

/** How a checkout is to be read. */
export interface ReadingOptions {
  readonly resolve: readonly ResolveArg[];
  readonly config: ConfigChoice;
  /** The day that review dates are compared with; undefined for today. */
  readonly now?: string;
}

/** Reads the values of `--resolve`, `--config`, `--no-config` and `--now`. */
export function readingOptions(options: ReadonlyMap<string, readonly string[]>): ({ readonly kind: 'reading' } & ReadingOptions) | UsageError {
  const resolve: ResolveArg[] = [];
  for (const value of options.get('resolve') ?? []) {
    const parts = /^([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+@[^\s=@]+)=(.+)$/s.exec(value);
    if (parts?.[1] === undefined || parts[2] === undefined)
      return {
        kind: 'usage',
        message: `--resolve takes OWNER/REPO@REF=DIR, not ${JSON.stringify(value.slice(0, 100))}`,
        hint: '--resolve acme/actions@v2=../actions',
      };
    if (resolve.some((one) => one.name === parts[1])) return { kind: 'usage', message: `--resolve names ${parts[1]} twice`, hint: 'keep one of them' };
    resolve.push({ name: parts[1], folder: parts[2] });
  }
  const [path] = options.get('config') ?? [];
  if (path !== undefined && options.has('no-config'))
    return { kind: 'usage', message: '--config and --no-config exclude each other', hint: 'keep one of them' };
  const config: ConfigChoice = path !== undefined ? { kind: 'named', path } : options.has('no-config') ? { kind: 'none' } : { kind: 'found' };
  const now = options.get('now')?.[0];
  if (now !== undefined && !isDay(now))
    return { kind: 'usage', message: `--now takes a day as YYYY-MM-DD, not ${JSON.stringify(now.slice(0, 60))}`, hint: '--now 2026-11-30' };
  return { kind: 'reading', resolve, config, ...(now === undefined ? {} : { now }) };
}

/** Whether a text is a day that there is, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCFullYear() === Number(year) && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** A checkout that is open and configured, ready to be audited under any of its commits. */
export interface Checkout {
  readonly folder: string;
  readonly files: FileTree;
  /** Checkouts of other repositories by `owner/repo@ref`. */
  readonly resolve: ReadonlyMap<string, FileTree>;
  readonly git: GitFacts;
  /** The decisions that its files do not make under another commit, or make otherwise; none where a person named the configuration. */
  readonly decisionsSince: (before: FileTree) => Promise<ReadonlyMap<string, 'new' | 'changed'>>;
  /** With what the service said of it, where that was asked. */
  readonly audit: (files: FileTree, observed?: AuditInput['observed']) => AuditResult;
}

/** Opens a folder with its configuration and the folders it resolves. `audits` says whether it is to be audited more than once. Throws coded errors only. */
export async function openCheckout(machine: Machine, folder: string, options: ReadingOptions & { readonly audits?: 'one' | 'several' }): Promise<Checkout> {
  const files = machine.openTree(folder);
  const config = await configOf(machine, files, options.config);
  const git = machine.readGitFacts(folder);
  const resolve = resolveTrees(machine, files, config, options);
  const typed = new Set(options.resolve.map((one) => one.name));
  const resolvedByCheckout = new Set(config.trust === 'checkout' ? [...config.resolve.keys()].filter((name) => !typed.has(name)) : []);
  const folderName = machine.splitPath(folder).name;
  const today = options.now ?? machine.today();
  const audit = await machine.loadAudit();
  const memory = options.audits === 'several' ? new TextMemory() : undefined;
  return {
    folder,
    files,
    resolve,
    git,
    decisionsSince: async (before) => (config.trust === 'person' ? new Map() : changedSince(config.dispositions, await decisionsOf(before))),
    audit: (tree, observed) => {
      const line = progressLine(machine, folderName);
      const input: AuditInput = {
        files: tree,
        folderName,
        git,
        config,
        today,
        resolve,
        resolvedByCheckout,
        onProgress: line.report,
        ...(observed === undefined ? {} : { observed }),
        ...(memory === undefined ? {} : { memory }),
      };
      try {
        return audit(input);
      } finally {
        line.clear();
      }
    },
  };
}

/** What a commit decides. One whose configuration cannot be read decides nothing. */
async function decisionsOf(files: FileTree): Promise<Config['dispositions']> {
  try {
    return (await loadConfig({ files, trust: 'checkout' })).dispositions;
  } catch (error) {
    if (error instanceof SealwrightError) return [];
    throw error;
  }
}

async function configOf(machine: Machine, files: FileTree, choice: ConfigChoice): Promise<Config> {
  switch (choice.kind) {
    case 'none':
      return defaultConfig;
    case 'found':
      return loadConfig({ files, trust: 'checkout' });
    case 'named': {
      const { folder, name } = machine.splitPath(choice.path);
      try {
        return fromWhereTyped(await loadConfig({ files: machine.openTree(folder), path: name, trust: 'person' }), choice.path, name);
      } catch (error) {
        if (!(error instanceof SealwrightError) || error.code !== 'FOLDER_MISSING') throw error;
        throw new SealwrightError('CONFIG_MISSING', { message: `there is no configuration file ${choice.path}`, hint: 'give the path of a file that exists' });
      }
    }
    default: {
      const never: never = choice;
      return never;
    }
  }
}

/** The file is no part of the checkout: the places of its decisions are named as the person named it. */
function fromWhereTyped(config: Config, path: string, name: string): Config {
  const before = path.endsWith(name) ? path.slice(0, -name.length) : '';
  return { ...config, dispositions: config.dispositions.map((one) => ({ ...one, at: { ...one.at, file: `${before}${one.at.file}` } })) };
}

function resolveTrees(machine: Machine, files: FileTree, config: Config, options: ReadingOptions): ReadonlyMap<string, FileTree> {
  const trees = new Map<string, FileTree>();
  for (const [name, one] of config.resolve) {
    if (options.config.kind === 'named')
      trees.set(
        name,
        openResolved(machine, name, machine.joinPath(machine.joinPath(machine.splitPath(options.config.path).folder, parentOf(one.from)), one.folder)),
      );
    else trees.set(name, insideCheckout(files, name, `${parentOf(one.from)}/${one.folder}`));
  }
  // What is typed wins over what is written.
  for (const one of options.resolve) trees.set(one.name, openResolved(machine, one.name, one.folder));
  return trees;
}

function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

/** A folder that the checkout's own configuration names: seen through the checkout's tree, so that no link in it leads out. */
function insideCheckout(files: FileTree, name: string, folder: string): FileTree {
  const tree = subTree(files, folder);
  if (tree === undefined)
    throw new SealwrightError('RESOLVE_MISSING', {
      message: `the folder for ${name} is not in the checkout`,
      got: folder,
      hint: `check out ${name} there, or give --resolve ${name}=DIR`,
    });
  return tree;
}

function openResolved(machine: Machine, name: string, folder: string): FileTree {
  try {
    return machine.openTree(folder);
  } catch (error) {
    if (!(error instanceof SealwrightError)) throw error;
    throw new SealwrightError('RESOLVE_MISSING', {
      message: `the folder for ${name} cannot be opened: ${error.details.message}`,
      hint: `check out ${name} and give its folder`,
      cause: error,
    });
  }
}
