// Reads the manifests of the actions that have a checked row, and writes down what the tests hold the rows to.
// node scripts/manifests.ts FOLDER: the folder has clones of the repositories, each named OWNER+NAME. What is not there keeps what was written before.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { actionRows } from '../src/catalog/actions/index.ts';
import type { ActionRow } from '../src/catalog/schema.ts';

/** What a manifest says of the inputs and outputs that a row names. */
interface Manifest {
  readonly at: string;
  /** Inputs that the manifest declares, each with its default; empty where it gives none. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: readonly string[];
  /** Of inputs whose default differs between releases: the first and last release with each. Null where the input is not declared. */
  readonly changes: Readonly<Record<string, readonly Change[]>>;
}

type Change = readonly [first: string, last: string, value: string | null];
type Declared = Readonly<Record<string, { readonly default?: unknown } | null>>;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/manifests.ts FOLDER');
const clones = new Map(readdirSync(folder).map((name) => [name.toLowerCase(), `${folder}/${name}`]));
const path = fileURLToPath(new URL('../test/catalog/read/manifests.json', import.meta.url));
const before = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, Manifest>>;

function git(clone: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 });
  } catch {
    return undefined;
  }
}

/** The manifest's text under its possible names, or of a workflow under its own. */
function manifest(clone: string, at: string, row: ActionRow): { readonly path: string; readonly text: string } | undefined {
  const below = row.uses.split('/').slice(2).join('/');
  const names = row.kind === 'reusable-workflow' ? [below] : ['action.yml', 'action.yaml'].map((name) => (below === '' ? name : `${below}/${name}`));
  for (const name of names) {
    const text = git(clone, 'show', `${at}:${name}`);
    if (text !== undefined) return { path: name, text };
  }
  return undefined;
}

function declared(text: string, row: ActionRow): { readonly inputs: ReadonlyMap<string, string>; readonly outputs: readonly string[] } {
  const file = parse(text) as Record<string, unknown>;
  const trigger = (file['on'] as { readonly workflow_call?: Record<string, unknown> | null } | undefined)?.workflow_call;
  const part = row.kind === 'reusable-workflow' ? (trigger ?? {}) : file;
  const inputs = Object.entries((part['inputs'] ?? {}) as Declared).map(([name, input]) => [name.toLowerCase(), asWritten(input?.default)] as const);
  return { inputs: new Map(inputs), outputs: Object.keys((part['outputs'] ?? {}) as object).map((name) => name.toLowerCase()) };
}

/** A default as a row writes it: expressions in single braces. */
function asWritten(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? String(value)
        .trim()
        .replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, '{$1}')
    : '';
}

function releases(clone: string): readonly string[] {
  const tags = (git(clone, 'tag') ?? '').split('\n').filter((tag) => /^v?\d+\.\d+\.\d+$/.test(tag));
  const numbers = (tag: string): readonly number[] => tag.replace('v', '').split('.').map(Number);
  return tags.sort((a, b) => {
    const [x, y] = [numbers(a), numbers(b)];
    return x.map((one, i) => one - (y[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
  });
}

function changes(clone: string, row: ActionRow): Manifest['changes'] {
  const names = Object.keys(row.defaults);
  const found = new Map<string, [string, string, string | null][]>();
  for (const tag of names.length === 0 ? [] : releases(clone)) {
    const text = manifest(clone, tag, row)?.text;
    if (text === undefined) continue;
    let inputs: ReadonlyMap<string, string>;
    try {
      ({ inputs } = declared(text, row));
    } catch {
      continue;
    }
    for (const name of names) {
      const value = inputs.get(name.toLowerCase()) ?? null;
      const spans = found.get(name) ?? [];
      const last = spans.at(-1);
      if (last !== undefined && last[2] === value) last[1] = tag;
      else spans.push([tag, tag, value]);
      found.set(name, spans);
    }
  }
  return Object.fromEntries([...found].filter(([, spans]) => new Set(spans.map((span) => span[2] ?? '')).size > 1));
}

const now: Record<string, Manifest> = {};
for (const row of actionRows) {
  const { commit } = row.source;
  if (commit === undefined) continue;
  const repository = /^https:\/\/github\.com\/([^/]+)\/([^/]+)/.exec(row.source.url);
  const clone = clones.get(`${repository?.[1] ?? ''}+${repository?.[2] ?? ''}`.toLowerCase());
  const found = clone === undefined ? undefined : manifest(clone, commit, row);
  const old = before[row.uses];
  if (clone === undefined || found === undefined) {
    if (old !== undefined) now[row.uses] = old;
    console.log(`${row.uses}: ${old === undefined ? 'not found' : 'kept'}`);
    continue;
  }
  const all = declared(found.text, row);
  const inputs = Object.keys(row.defaults).flatMap((name) => {
    const value = all.inputs.get(name.toLowerCase());
    return value === undefined ? [] : [[name, value] as const];
  });
  now[row.uses] = {
    at: `https://github.com/${repository?.[1] ?? ''}/${repository?.[2] ?? ''}/blob/${commit}/${found.path}`,
    inputs: Object.fromEntries(inputs),
    outputs: Object.keys(row.outputs).filter((name) => all.outputs.includes(name.toLowerCase())),
    changes: changes(clone, row),
  };
}
const lines = Object.entries(now).map(([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`);
writeFileSync(path, `{\n${lines.join(',\n')}\n}\n`);
