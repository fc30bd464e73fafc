import { concat, hole, lit, literalOf, type Text } from '../../values/index.ts';

/** A recipe that another one needs, with the arguments that it is given there. */
export interface JustNeed {
  readonly name: string;
  /** Expressions. */
  readonly args: readonly string[];
  /** It runs after the recipe's own body. */
  readonly after: boolean;
}

export interface JustParameter {
  readonly name: string;
  /** The expression of its default. */
  readonly fallback: string | undefined;
  /** It takes all arguments that are left. */
  readonly rest: boolean;
}

/** One line of a recipe's body; lines that a backslash joins are one. */
interface JustLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface JustRecipe {
  readonly needs: readonly JustNeed[];
  readonly parameters: readonly JustParameter[];
  readonly lines: readonly JustLine[];
  /** Where the body stands in the file as it is written. */
  readonly body: string;
}

export interface Justfile {
  readonly recipes: ReadonlyMap<string, JustRecipe>;
  /** Variables by name: the expressions that they are given. */
  readonly variables: ReadonlyMap<string, string>;
  readonly exported: ReadonlySet<string>;
}

const header = /^@?([A-Za-z_][\w-]*)((?:\s+[*+$]*[A-Za-z_][\w-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|\([^()]*\)|[^\s:"']+))?)*)\s*:(?!=)\s*(.*)$/;

/** Reads a justfile's variables and recipes. What it imports from other files is not read. */
export function parseJustfile(text: string): Justfile {
  const recipes = new Map<string, JustRecipe>();
  const variables = new Map<string, string>();
  const exported = new Set<string>();
  let current: { lines: JustLine[]; body: string } | undefined;
  let at = 0;
  let joins = false;
  for (const line of text.split('\n')) {
    const found = header.exec(line);
    const assigned = /^(export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/.exec(line);
    if (current !== undefined && /^\s+\S/.test(line)) {
      const last = current.lines.at(-1);
      const start = at + line.length - line.trimStart().length;
      if (joins && last !== undefined)
        current.lines[current.lines.length - 1] = { ...last, text: `${last.text.slice(0, -1)}${line.trim()}`, end: at + line.trimEnd().length };
      else current.lines.push({ text: line.trim(), start, end: start + line.trim().length });
      joins = line.trimEnd().endsWith('\\');
      current.body += `${line}\n`;
    } else if (assigned !== null) {
      variables.set(assigned[2]!, assigned[3]!);
      if (assigned[1] !== undefined) exported.add(assigned[2]!);
      current = undefined;
    } else if (found !== null) {
      const recipe = { needs: needsOf(found[3]!), parameters: parametersOf(found[2]!), lines: [], body: '' };
      current = recipe;
      joins = false;
      recipes.set(found[1]!, recipe);
    } else if (line.trim() === '') {
      if (current !== undefined) current.body += '\n';
    } else if (!line.startsWith('#')) current = undefined;
    at += line.length + 1;
  }
  return { recipes, variables, exported };
}

function parametersOf(text: string): readonly JustParameter[] {
  return [...text.matchAll(/([*+$]*)([A-Za-z_][\w-]*)(?:\s*=\s*("[^"]*"|'[^']*'|\([^()]*\)|[^\s:"']+))?/g)].map(([, sigil, name, fallback]) => ({
    name: name!,
    fallback,
    rest: /[*+]/.test(sigil!),
  }));
}

/** `a (b "x") && c`: what follows `&&` runs afterwards. */
function needsOf(text: string): readonly JustNeed[] {
  const needs: JustNeed[] = [];
  let after = false;
  for (const [word, inner, name] of text.replace(/(^|\s)#.*/, '').matchAll(/\(([^()]*)\)|([A-Za-z_][\w-]*)|&&/g)) {
    if (word === '&&') after = true;
    else if (name !== undefined) needs.push({ name, args: [], after });
    else {
      const parts = inner!.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
      if (parts[0] !== undefined) needs.push({ name: parts[0], args: parts.slice(1), after });
    }
  }
  return needs;
}

const maxDepth = 10;
const maxExpression = 1_000;

/** What an expression of a justfile is worth: strings, names, `+`, `/`, `env(…)`. Anything else is an unknown made of its text. */
export function justValue(expression: string, name: (name: string) => string | Text | undefined, env: (name: string) => Text | undefined, depth = 0): Text {
  const source = expression.trim();
  const unknown = (): Text => hole(`just.${source}`, { label: source });
  if (depth > maxDepth || source.length > maxExpression) return unknown();
  const inner = (text: string): Text => justValue(text, name, env, depth + 1);
  const sum = /^("[^"]*"|'[^']*'|[\w-]+(?:\([^()]*\))?)\s*([+/])\s*(\S[\s\S]*)$/.exec(source);
  if (sum !== null) return concat(inner(sum[1]!), sum[2] === '/' ? lit('/') : [], inner(sum[3]!));
  const string = /^"((?:[^"\\])*)"$|^'([^']*)'$/.exec(source.replace(/\s+#[^"']*$/, ''));
  if (string !== null) return lit(string[1] ?? string[2]!);
  const read = /^env(?:_var(?:_or_default)?)?\s*\(\s*["'](\w+)["']\s*(?:,\s*([\s\S]+?)\s*)?\)$/.exec(source);
  if (read !== null) return env(read[1]!) ?? (read[2] === undefined ? unknown() : inner(read[2]));
  if (/^[A-Za-z_][\w-]*$/.test(source)) {
    const value = name(source);
    if (value !== undefined) return typeof value === 'string' ? inner(value) : value;
  }
  return unknown();
}

/**
 * A line with every `{{ expression }}` put in: as it is where it is known and means nothing to a shell, else as a variable in quotes,
 * which `variables` then holds. A pattern that looks for both ends at once takes cubic time where the second is missing.
 */
export function interpolated(line: string, value: (expression: string) => Text, variables: Map<string, Text>): string {
  let out = '';
  let from = 0;
  let close = -1;
  for (let open = line.indexOf('{{'); open !== -1; open = line.indexOf('{{', Math.max(open + 1, from))) {
    if (close < open + 2) close = line.indexOf('}}', open + 2);
    if (close === -1) break;
    if (line.lastIndexOf('}', close - 1) > open) continue;
    const text = value(line.slice(open + 2, close));
    const known = literalOf(text);
    const name = `JUST_${variables.size + 1}`;
    const plain = known !== undefined && /^[\w./:@%+=, *-]*$/.test(known);
    if (!plain) variables.set(name, text);
    out += `${line.slice(from, open)}${plain ? known : `"\${${name}}"`}`;
    from = close + 2;
  }
  return out + line.slice(from);
}
