import { LineIndex } from '../../base/index.ts';
import { concat, lit, literalOf, type Text } from '../../values/index.ts';
import type { Followed, FollowCall, FollowedScript } from './followed.ts';
import { interpolated, justValue, parseJustfile, type JustRecipe } from './justfile.ts';
import { joinPath } from './makefile.ts';
import { once } from './once.ts';
import { maxNeeds, onlyShows, tooDeep, type Cut } from './recipes.ts';

const justfile = once((path, text) => ({ index: new LineIndex(path, text), ...parseJustfile(text) }));

/** Follows `just RECIPE…`: its body, and before or after it those of the recipes that it needs. */
export function followJust(call: FollowCall): Followed {
  if (onlyShows(call, /^(-n|--dry-run|-l|--list|-s|--show|--summary|--evaluate|--dump|--fmt|--variables)$/)) return { kind: 'nothing' };
  const path = ['justfile', 'Justfile', '.justfile'].map((n) => joinPath(call.cwd, n)).find((p) => call.files.has(p));
  const read = path === undefined ? undefined : call.files.read(path);
  if (path === undefined || read === undefined || read.kind !== 'text') return { kind: 'unread', reason: 'there is no justfile in the checkout for it' };
  const file = justfile(call.files, path, read.text);
  const { given, words } = wordsOf(call);
  const cuts: Cut[] = [];
  const scripts: FollowedScript[] = [];
  const done = new Set<string>();
  const global = (name: string): string | Text | undefined => given.get(name) ?? file.variables.get(name);
  const valueOf = (expression: string, local?: ReadonlyMap<string, Text>): Text => justValue(expression, (name) => local?.get(name) ?? global(name), call.env);
  const exported = new Map([...file.exported].map((name): [string, Text] => [name, valueOf(name)]));

  const run = (name: string, args: readonly Text[], depth: number): boolean => {
    const recipe = file.recipes.get(name);
    if (recipe === undefined) return false;
    const key = [name, ...args.map((arg) => literalOf(arg) ?? '?')].join('\0');
    if (done.has(key)) return true;
    if (depth > maxNeeds) {
      cuts.push(tooDeep(path));
      return true;
    }
    done.add(key);
    const local = argumentsOf(recipe, args, valueOf);
    const needs = (after: boolean): void => {
      for (const need of recipe.needs.filter((one) => one.after === after))
        run(
          need.name,
          need.args.map((one) => valueOf(one, local)),
          depth + 1,
        );
    };
    needs(false);
    for (const part of partsOf(recipe)) {
      const env = new Map([...exported, ...local]);
      scripts.push({
        script: interpolated(part.script, (expression) => valueOf(expression, local), env),
        placeholders: () => undefined,
        cwd: call.cwd,
        env,
        file: path,
        spanOf: () => file.index.span(part.start, part.end),
        swallowed: part.swallowed,
        positional: [],
        ...(part.whole ? { errexit: false } : {}),
      });
    }
    needs(true);
    return true;
  };

  let rest: readonly Text[] = words.length > 0 ? words : [...file.recipes.keys()].slice(0, 1).map(lit);
  if (rest.length === 0) return { kind: 'unread', reason: 'the justfile has no recipe' };
  while (rest.length > 0) {
    const name = literalOf(rest[0]!) ?? '';
    const parameters = file.recipes.get(name)?.parameters ?? [];
    const taken = parameters.some((one) => one.rest) ? rest.length : 1 + parameters.length;
    if (!run(name, rest.slice(1, taken), 0)) return { kind: 'unread', reason: `the justfile has no recipe ${name}` };
    rest = rest.slice(taken);
  }
  return { kind: 'scripts', scripts, cuts };
}

/** The recipes and their arguments, and the variables that the command line sets. */
function wordsOf(call: FollowCall): { readonly given: ReadonlyMap<string, Text>; readonly words: readonly Text[] } {
  const given = new Map<string, Text>();
  const words: Text[] = [];
  for (let i = 1; i < call.words.length; i++) {
    const word = call.words[i]!;
    const text = literalOf(word);
    const set = words.length === 0 ? /^([A-Za-z_][\w-]*)=/.exec(word[0]?.kind === 'lit' ? word[0].text : '') : null;
    if (words.length === 0 && text === '--set') {
      given.set(literalOf(call.words[i + 1] ?? []) ?? '', call.words[i + 2] ?? []);
      i += 2;
    } else if (set !== null) given.set(set[1]!, concat(lit((word[0] as { text: string }).text.slice(set[0].length)), word.slice(1)));
    else if (words.length > 0 || text?.startsWith('-') !== true) words.push(word);
  }
  return { given, words };
}

function argumentsOf(
  recipe: JustRecipe,
  args: readonly Text[],
  valueOf: (expression: string, local: ReadonlyMap<string, Text>) => Text,
): ReadonlyMap<string, Text> {
  const local = new Map<string, Text>();
  recipe.parameters.forEach(({ name, fallback, rest }, i) => {
    const given = rest ? args.slice(i) : args.slice(i, i + 1);
    if (given.length > 0) local.set(name, concat(...given.flatMap((one, n) => (n === 0 ? [one] : [lit(' '), one]))));
    else local.set(name, fallback === undefined ? [] : valueOf(fallback, local));
  });
  return local;
}

interface Part {
  readonly script: string;
  readonly start: number;
  readonly end: number;
  readonly swallowed: boolean;
  /** The whole body is one script. */
  readonly whole: boolean;
}

/** A body's lines, each its own script; a body that begins with `#!` is one script for the program that it names. */
function partsOf(recipe: JustRecipe): readonly Part[] {
  const first = recipe.lines[0];
  const program = first === undefined ? undefined : /^#!\s*(?:\S*\/env\s+(?:-S\s+)?)?(\S+)(.*)$/.exec(first.text);
  if (first === undefined || program === undefined || program === null)
    return recipe.lines.map(({ text, start, end }) => ({ script: text.replace(/^\s*[@-]+/, ''), start, end, swallowed: /^\s*@?-/.test(text), whole: false }));
  const name = program[1]!.slice(program[1]!.lastIndexOf('/') + 1);
  const indent = /^\s*/.exec(recipe.body)![0].replaceAll('\n', '');
  const body = recipe.body
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .filter((line, i) => i > 0 || !line.startsWith('#!'))
    .join('\n');
  const shell = /^(?:ba|z|da|k)?sh$/.test(name);
  const exits = shell && /(?:^|\s)-\w*e/.test(program[2]!);
  const script = shell ? `${exits ? 'set -e\n' : ''}${body}` : `${name} - <<'JUST_BODY'\n${body}\nJUST_BODY\n`;
  return [{ script, start: first.start, end: recipe.lines.at(-1)!.end, swallowed: false, whole: true }];
}
