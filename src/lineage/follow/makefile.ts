import type { FileTree } from '../../base/index.ts';
import { OpenConditions, type MakeCondition } from './make-conditions.ts';
import { includedPaths } from './make-include.ts';

/** A line of a recipe with where it stands. */
export interface RecipeLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly conditions: readonly MakeCondition[];
}

export interface Rule {
  readonly targets: readonly string[];
  readonly prerequisites: string;
  /** The pattern between two colons that every target fits (GNU make manual, "Static Pattern Rules"). */
  readonly pattern: string | undefined;
  readonly recipe: readonly RecipeLine[];
  readonly file: string;
  /** Written with two colons: it stands for itself beside others of its target. */
  readonly alone: boolean;
  readonly conditions: readonly MakeCondition[];
}

export interface Assignment {
  readonly name: string;
  readonly operator: '=' | ':=' | '?=' | '+=' | '!=';
  readonly value: string;
  /** How many assignments were read before it. */
  readonly order: number;
  /** `override`: it counts against what the command line says. */
  readonly overrides: boolean;
  readonly conditions: readonly MakeCondition[];
}

/** A makefile with those it includes: the assignments of each name in order, and rules. */
export interface Makefile {
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>;
  readonly rules: readonly Rule[];
  /** Bodies of `define`, by name. */
  readonly texts: ReadonlyMap<string, string>;
  /** Names that `export` hands to recipes. */
  readonly exported: ReadonlySet<string>;
  /** Whether it takes in a file that is not in the checkout, or makes assignments of texts: a name without an assignment may have one. */
  readonly open: boolean;
}

const maxIncludes = 32;
/** A comma is a name too: `, := ,` is the usual way to give one to a function. */
const assignment = /^\s*(?:export\s+|override\s+)*([A-Za-z_.][\w.-]*|,)\s*(::?=|\?=|\+=|!=|=)\s*(.*)$/;

/** Reads the makefile that `make` takes in a folder (or the one named), and the files that it includes from the checkout. */
export function readMakefile(files: FileTree, folder: string, named: string | undefined): Makefile | undefined {
  const names = named === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [named];
  const path = names.map((n) => joinPath(folder, n)).find((p) => files.has(p));
  if (path === undefined) return undefined;
  const known = makefiles.get(files) ?? new Map<string, Makefile>();
  makefiles.set(files, known);
  const key = `${folder}\u0000${path}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = parseMakefile(files, path, folder);
  known.set(key, made);
  return made;
}

/** A makefile is called from many steps and read once. */
const makefiles = new WeakMap<FileTree, Map<string, Makefile>>();

function parseMakefile(files: FileTree, path: string, folder: string): Makefile {
  const state = {
    assignments: [] as Assignment[],
    rules: [] as Rule[],
    texts: new Map<string, string>(),
    exported: new Set<string>(),
    seen: new Set<string>(),
    conditions: new OpenConditions(),
    open: false,
  };
  readInto(files, path, folder, state);
  const byName = new Map<string, Assignment[]>();
  for (const one of state.assignments) {
    const list = byName.get(one.name);
    if (list === undefined) byName.set(one.name, [one]);
    else list.push(one);
  }
  return { assignments: byName, rules: state.rules, texts: state.texts, exported: state.exported, open: state.open };
}

function readInto(
  files: FileTree,
  path: string,
  folder: string,
  state: {
    assignments: Assignment[];
    rules: Rule[];
    texts: Map<string, string>;
    exported: Set<string>;
    seen: Set<string>;
    conditions: OpenConditions;
    open: boolean;
  },
): void {
  if (state.seen.has(path)) return;
  state.seen.add(path);
  const read = files.read(path);
  if (read.kind !== 'text' || state.seen.size > maxIncludes) {
    state.open = true;
    return;
  }
  const text = read.text;
  if (/\$[({]eval\b/.test(text)) state.open = true;
  let at = 0;
  let rule: (Omit<Rule, 'recipe' | 'file'> & { recipe: RecipeLine[] }) | undefined;
  const close = (): void => {
    if (rule !== undefined) state.rules.push({ ...rule, file: path });
    rule = undefined;
  };
  while (at < text.length) {
    const logical = logicalLine(text, at);
    const line = logical.text;
    const start = at;
    at = logical.next;
    if (line.startsWith('\t') && rule !== undefined) {
      rule.recipe.push({ text: line.slice(1), start: start + 1, end: logical.end, conditions: state.conditions.all });
      continue;
    }
    const bare = stripComment(line);
    if (assignment.exec(bare) === null && state.conditions.take(bare, state.assignments.length)) continue;
    if (line.startsWith('\t')) continue;
    if (bare.trim() === '') continue;
    const define = /^\s*define\s+(\S+)/.exec(bare);
    if (define !== null) {
      const end = text.indexOf('\nendef', start);
      const bodyStart = text.indexOf('\n', start) + 1;
      state.texts.set(define[1]!, text.slice(bodyStart, end === -1 ? text.length : end));
      at = end === -1 ? text.length : nextLine(text, end + 1);
      continue;
    }
    const include = /^\s*-?s?include\s+(.+)$/.exec(bare);
    if (include !== null) {
      close();
      for (const name of includedPaths(include[1]!, { folder, path, assignments: state.assignments }))
        if (name === undefined) state.open = true;
        else for (const p of expandStar(files, joinPath('', name))) readInto(files, p, folder, state);
      continue;
    }
    const exporting = /^\s*export\s+([A-Za-z_][\w]*)(?=[\s:?+=]|$)(.*)/s.exec(bare);
    if (exporting !== null) {
      const names = /^\s*[:?+]?=/.test(exporting[2] ?? '') ? [exporting[1]!] : bare.trim().split(/\s+/).slice(1);
      for (const name of names) if (/^[A-Za-z_]\w*$/.test(name)) state.exported.add(name);
    }
    if (/^\s*(export|unexport|vpath|undefine)\b/.test(bare) && assignment.exec(bare) === null) continue;
    const assigned = assignment.exec(bare);
    if (assigned !== null && !/^[^=]*:[^=:]/.test(bare.slice(0, bare.indexOf(assigned[2]!)))) {
      close();
      state.assignments.push({
        name: assigned[1]!,
        operator: assigned[2] === '::=' ? ':=' : (assigned[2] as Assignment['operator']),
        value: assigned[3]!.trim(),
        order: state.assignments.length,
        overrides: /^\s*(?:export\s+)?override\s/.test(bare),
        conditions: state.conditions.all,
      });
      continue;
    }
    const colon = ruleColon(bare);
    if (colon === -1) continue;
    close();
    const rest = bare.slice(colon + 1).replace(/^:/, '');
    const semicolon = rest.indexOf(';');
    const behind = (semicolon === -1 ? rest : rest.slice(0, semicolon)).trim();
    const second = behind.includes('%') ? ruleColon(behind) : -1;
    const prerequisites = behind.slice(second + 1).trim();
    if (/^\s*[A-Za-z_][\w.-]*\s*(:?=|\?=|\+=)/.test(prerequisites)) continue;
    rule = {
      targets: bare.slice(0, colon).trim().split(/\s+/),
      prerequisites: prerequisites.replace(/\|/g, ' '),
      pattern: second === -1 ? undefined : behind.slice(0, second).trim(),
      recipe: semicolon === -1 ? [] : [{ text: rest.slice(semicolon + 1).trim(), start, end: logical.end, conditions: state.conditions.all }],
      alone: bare[colon + 1] === ':',
      conditions: state.conditions.all,
    };
  }
  close();
}

function logicalLine(text: string, start: number): { readonly text: string; readonly end: number; readonly next: number } {
  let end = text.indexOf('\n', start);
  if (end === -1) end = text.length;
  while (end < text.length && text[end - 1] === '\\') {
    const further = text.indexOf('\n', end + 1);
    end = further === -1 ? text.length : further;
  }
  return { text: text.slice(start, end).replace(/\r$/, ''), end, next: Math.min(end + 1, text.length) };
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

function stripComment(line: string): string {
  const at = line.search(/(^|[^\\])#/);
  return (at === -1 ? line : line.slice(0, line[at] === '#' ? at : at + 1)).replace(/\\\n\s*/g, ' ');
}

/** The colon that ends a rule's targets: not one inside `$( )` and not part of `:=`. */
function ruleColon(line: string): number {
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (c === '(' || c === '{') depth++;
    else if (c === ')' || c === '}') depth--;
    else if (c === ':' && depth <= 0) return line[i + 1] === '=' ? -1 : i;
  }
  return -1;
}

function expandStar(files: FileTree, path: string): readonly string[] {
  if (!path.includes('*')) return [path];
  const at = path.lastIndexOf('/');
  const folder = at === -1 ? '' : path.slice(0, at);
  const [head = '', tail = ''] = path.slice(at + 1).split('*');
  return files
    .folder(folder)
    .filter((f) => f.startsWith(head) && f.endsWith(tail))
    .map((f) => joinPath(folder, f));
}

/** Joins a folder and a path. A path that is absolute stays so, and one that climbs out of the checkout keeps its `..`: no file of the tree has such a name. */
export function joinPath(folder: string, path: string): string {
  const whole = path.startsWith('/') || folder === '' ? path : `${folder}/${path}`;
  const absolute = whole.startsWith('/');
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push(part);
  }
  return `${absolute ? '/' : ''}${parts.join('/')}`;
}
