import { LineIndex, wholeFile } from '../../base/index.ts';
import { scriptOf } from '../../shell/index.ts';
import { concat, hole, lit, literalOf, type Text } from '../../values/index.ts';
import type { Followed, FollowCall, FollowedScript } from './followed.ts';
import { whenAsked, type MakeCondition } from './make-conditions.ts';
import { evaluationOf } from './make-eval.ts';
import { MakeVariables } from './make-expand.ts';
import { joinPath, readMakefile, type Makefile, type Rule } from './makefile.ts';
import { isUpToDate, phonyTargets, recipeStands } from './make-targets.ts';
import { TargetNames } from './make-target.ts';
import { once } from './once.ts';

const lines = once((path, text) => new LineIndex(path, text));
const maxTargets = 200;
const maxNeeds = 40;

/** Follows `make [-C DIR] [-f FILE] [VAR=x] TARGET…`: the recipes of the targets and of all that they need, in order. */
export function followMake(call: FollowCall): Followed {
  let cwd = call.cwd;
  let named: string | undefined;
  const targets: string[] = [];
  const open: Text[] = [];
  const given = new Map<string, Text>();
  for (let i = 1; i < call.words.length; i++) {
    const word = call.words[i]!;
    const text = literalOf(word);
    const first = word[0];
    if (text === '-C' || text === '--directory') {
      const folder = literalOf(call.words[++i] ?? []);
      if (folder === undefined) return { kind: 'unread', reason: 'the folder of make is not known' };
      cwd = joinPath(cwd, folder);
    } else if (text !== undefined && /^(-C|--directory=)./.test(text)) cwd = joinPath(cwd, text.replace(/^(-C|--directory=)/, ''));
    else if (text === '-f' || text === '--file' || text === '--makefile') named = literalOf(call.words[++i] ?? []);
    else if (text === '-j' || text === '-o' || text === '-I') {
      const value = call.words[i + 1];
      if (value !== undefined && /^\d+$/.test(literalOf(value) ?? '0')) i++;
    } else if (first?.kind === 'lit' && /^[A-Za-z_][\w.]*:?=/.test(first.text)) {
      const at = first.text.indexOf('=');
      given.set(first.text.slice(0, at).replace(/:$/, ''), concat(lit(first.text.slice(at + 1)), word.slice(1)));
    } else if (first?.kind === 'lit' && first.text.startsWith('-')) continue;
    else if (text !== undefined) targets.push(text);
    else open.push(word);
  }
  const make = readMakefile(call.files, cwd, named);
  const names = new TargetNames();
  for (const word of open) {
    const target =
      make === undefined
        ? undefined
        : names.take(
            word,
            make.rules.flatMap((rule) => rule.targets),
          );
    if (target === undefined) return { kind: 'unread', reason: 'the target of make is not known' };
    targets.push(target);
  }
  if (make === undefined) return { kind: 'unread', reason: 'there is no makefile in the checkout for it' };
  const variables = new MakeVariables(make, given, { env: call.env, told: call.told ?? (() => undefined), isUnset: call.isUnset ?? (() => true) });
  // make hands recipes what the command line sets, what `export` names, and its own value of what the environment holds.
  const exported = new Map([...given.keys()].map((name) => [name, variables.value(name)]));
  for (const name of make.assignments.keys())
    if (!exported.has(name) && (make.exported.has(name) || call.env(name) !== undefined)) exported.set(name, variables.value(name));
  const goals = targets.length > 0 ? targets : firstTarget(make, variables);
  const options = call.words.map((word) => literalOf(word) ?? '').filter((word) => word.startsWith('-'));
  const has = (option: RegExp): boolean => options.some((word) => option.test(word));
  const silent = has(/^-(?![CfIjloW])[a-zA-Z]*s|^--(?:silent|quiet)$/);
  const ignores = has(/^-(?![CfIjloW])[a-zA-Z]*i|^--ignore-errors$/);
  // Nothing is run but what a line asks for with `+`: recipes are shown, files touched, or a question answered.
  const dry = has(/^-(?![CfIjloW])[a-zA-Z]*[ntq]|^--(?:dry-run|just-print|recon|touch|question)$/);
  // A recipe's line is `sh -c`: without `-e` a failure before its last command is not its failure.
  const flags = literalOf(variables.value('.SHELLFLAGS')) ?? '-c';
  const always = has(/^-(?![CfIjloW])[a-zA-Z]*B|^--always-make$/);
  const phony = phonyTargets(make, variables);
  const errexit = /(^|\s)-\w*e/.test(flags) || make.rules.some((rule) => rule.targets.includes('.POSIX'));
  const scripts: FollowedScript[] = [];
  const cuts: { at: ReturnType<LineIndex['span']>; reason: string }[] = [];
  const done = new Set<string>();
  /** Under which open conditions a target's recipes were taken. */
  const runWhen = new Map<string, readonly MakeCondition[]>();
  const expandedTargets = new Map<string, readonly string[]>();
  const wordsOf = (t: string): readonly string[] => {
    const known = expandedTargets.get(t);
    if (known !== undefined) return known;
    const words = (literalOf(variables.expand(t)) ?? '').split(/\s+/);
    expandedTargets.set(t, words);
    return words;
  };
  const run = (target: string, depth: number, used: readonly Rule[], when: readonly MakeCondition[] = []): boolean => {
    if (done.has(target) && (runWhen.get(target) ?? []).every((one) => when.includes(one))) return true;
    if (done.size > maxTargets || depth > maxNeeds) {
      if (cuts.length === 0)
        cuts.push({
          at: wholeFile(make.rules[0]?.file ?? cwd),
          reason: `more than ${maxTargets} targets, or needs more than ${maxNeeds} deep: not all were followed`,
        });
      return true;
    }
    done.add(target);
    runWhen.set(target, when);
    const found = ruleFor(make, target, wordsOf, used).filter(({ rule }) => variables.holds(rule.conditions) !== false);
    if (found.length === 0) return false;
    const rules = found.map(({ rule }) => rule);
    const isDone = !always && phony?.has(target) === false && !removes(scripts) && isUpToDate(call.files, joinPath(cwd, target), rules);
    for (const { rule, stem } of found) {
      const automatic = new Map<string, Text>([
        ['@', names.text(target)],
        ['*', names.text(stem)],
      ]);
      const expanded = literalOf(variables.expand(rule.prerequisites.replaceAll('%', stem), automatic)) ?? '';
      const needs = expanded.split(/\s+/).filter((p) => p !== '');
      automatic.set('<', names.text(needs[0] ?? ''));
      automatic.set('^', names.text(needs.join(' ')));
      const inside = stem === '' ? used : [...used, rule];
      const under = [...when, ...rule.conditions.filter((one) => variables.holds([one]) === undefined && !when.includes(one))];
      for (const need of needs) run(need, depth + 1, inside, under);
      const over = isDone ? [] : recipeStands(rule, rules, variables);
      if (isDone || over === undefined) continue;
      for (const one of recipeScripts(rule, variables, automatic, { cwd, given: exported, index: indexOf(rule.file), when: [...under, ...over], dry }))
        scripts.push({ ...one, errexit, swallowed: one.swallowed || ignores, silent: one.silent === true || silent });
    }
    return true;
  };
  const indexOf = (file: string): LineIndex => {
    const read = call.files.read(file);
    return lines(call.files, file, read.kind === 'text' ? read.text : '');
  };
  const missing = goals.filter((g) => !run(g, 0, []));
  if (dry && scripts.length === 0) return { kind: 'nothing' };
  if (scripts.length === 0 && missing.length > 0) return { kind: 'unread', reason: `the makefile has no rule for ${missing.join(', ')}` };
  return { kind: 'scripts', scripts, cuts };
}

/** Whether what ran before in this call may have taken a file away. */
function removes(scripts: readonly FollowedScript[]): boolean {
  return scripts.some((one) => /\b(?:rm|mv|clean|rmdir)\b/.test(one.script));
}

function firstTarget(make: Makefile, variables: MakeVariables): readonly string[] {
  const set = variables.value('.DEFAULT_GOAL');
  const named = literalOf(set);
  if (named !== undefined && named !== '') return [named];
  const first = make.rules.find((r) => r.targets.some((t) => !t.startsWith('.') && !t.includes('%')));
  return first === undefined ? [] : [first.targets[0]!];
}

interface Targets {
  /** Rules whose targets are all written out, by each of them. */
  readonly named: ReadonlyMap<string, readonly Rule[]>;
  /** Rules with a target that variables make. */
  readonly computed: readonly Rule[];
}

const targets = new WeakMap<Makefile, Targets>();

/** The rules of a makefile by target; a makefile is asked for a target again and again. */
function targetsOf(make: Makefile): Targets {
  const known = targets.get(make);
  if (known !== undefined) return known;
  const named = new Map<string, Rule[]>();
  const computed = make.rules.filter((rule) => rule.targets.some((t) => t.includes('$')));
  for (const rule of make.rules) {
    if (computed.includes(rule)) continue;
    for (const target of new Set(rule.targets)) {
      const list = named.get(target);
      if (list === undefined) named.set(target, [rule]);
      else list.push(rule);
    }
  }
  const made = { named, computed };
  targets.set(make, made);
  return made;
}

/** The rules that make a target. A pattern's rule makes no need of its own: make takes it once in a chain. */
function ruleFor(
  make: Makefile,
  target: string,
  wordsOf: (t: string) => readonly string[],
  used: readonly Rule[],
): readonly { readonly rule: Rule; readonly stem: string }[] {
  const { named, computed } = targetsOf(make);
  // Rules keep their order: a computed name may stand before a written one.
  const written = named.get(target) ?? [];
  const expanded = computed.filter((r) => r.targets.some((t) => t === target || (t.includes('$') && wordsOf(t).includes(target))));
  const exact = expanded.length === 0 ? written : make.rules.filter((r) => written.includes(r) || expanded.includes(r));
  if (exact.length > 0) return exact.map((rule) => ({ rule, stem: rule.pattern === undefined ? '' : (stemOf(target, rule.pattern) ?? '') }));
  for (const rule of make.rules) {
    if (used.includes(rule)) continue;
    for (const t of rule.targets) {
      const stem = stemOf(target, t);
      if (stem !== undefined) return [{ rule, stem }];
    }
  }
  return [];
}

/** What `%` of a pattern stands for in a target; undefined where the target does not fit. */
function stemOf(target: string, pattern: string): string | undefined {
  const at = pattern.indexOf('%');
  if (at === -1) return undefined;
  const head = pattern.slice(0, at);
  const tail = pattern.slice(at + 1);
  return target.length > head.length + tail.length && target.startsWith(head) && target.endsWith(tail)
    ? target.slice(head.length, target.length - tail.length)
    : undefined;
}

/** One script per recipe line, as make runs each in a shell of its own; `@`, `-` and `+` are taken off. */
function recipeScripts(
  rule: Rule,
  variables: MakeVariables,
  automatic: ReadonlyMap<string, Text>,
  { cwd, given, index, when, dry }: { cwd: string; given: ReadonlyMap<string, Text>; index: LineIndex; when: readonly MakeCondition[]; dry: boolean },
): readonly FollowedScript[] {
  let ran = false;
  const lists = new Set<string>();
  // make expands all lines of a recipe before it runs the first: what was listed is without what the recipe makes.
  const forget = (): void => {
    for (const name of lists) variables.evaluate(name, unknownVariable(name));
    lists.clear();
  };
  const scripts = rule.recipe.flatMap((line): FollowedScript[] => {
    const marks = /^\s*[@+-]*/.exec(line.text)?.[0] ?? '';
    const counts = variables.holds(line.conditions);
    if (counts === false) return [];
    const open = [...new Set([...when, ...line.conditions])].filter((one) => variables.holds([one]) === undefined);
    const sets = evaluationOf(line.text.slice(marks.length));
    if (sets !== undefined) {
      const { name, value } = sets;
      const lister = ran ? undefined : sets.lists;
      if (lister !== undefined) lists.add(name);
      const known = open.length === 0 && value !== undefined;
      variables.evaluate(name, known ? (lister === undefined ? variables.expand(value, automatic) : lit(lister)) : unknownVariable(name));
      return [];
    }
    if (dry && !marks.includes('+')) return [];
    const own = variables.expand(line.text.slice(marks.length), automatic);
    if (own.every((piece) => piece.kind === 'lit' && piece.text.trim() === '')) return [];
    ran = true;
    forget();
    const asked = open.map((one) => variables.asked(one));
    const text = whenAsked(own, asked);
    const masked = scriptOf(text);
    return [
      {
        script: masked.script,
        placeholders: masked.placeholders,
        cwd,
        env: given,
        file: rule.file,
        spanOf: () => index.span(line.start, line.end),
        swallowed: marks.includes('-'),
        positional: [],
        silent: marks.includes('@'),
      },
    ];
  });
  forget();
  return scripts;
}

function unknownVariable(name: string): Text {
  return hole(`make.${name}`, { label: name });
}
