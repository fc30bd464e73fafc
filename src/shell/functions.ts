import type { Function as FunctionNode } from 'unbash';
import { limits, LineIndex } from '../base/index.ts';
import { literalOf, nameSet, show, type Text } from '../values/index.ts';
import { known, yes } from './condition.ts';
import type { Call } from './commands.ts';
import { hasWild } from './fields.ts';
import { done, outcome, type Machine, type Outcome } from './machine.ts';
import { parseScript } from './parse.ts';
import { scriptOf } from './placeholder.ts';
import { runList, runNode } from './statements.ts';
import { boundedList, Scope, type ShellFunction, type Source } from './state.ts';
import { recogniseInPlace } from './unparsable.ts';

type Node = { readonly pos: number; readonly end: number };

const maxRecursion = 2;
const maxCalls = 48;

export function defineFunction(m: Machine, node: FunctionNode): Outcome {
  m.scope.define(node.name.value, { node, source: m.source });
  return done;
}

/** Runs a function's body with its own positional parameters; `local` variables go away at its end. */
export function callFunction(m: Machine, name: string, fn: ShellFunction, call: Call): Outcome {
  const body = fn.node.body;
  if (body.type === 'CompoundList') return done;
  if (m.running.filter((other) => other === name).length >= maxRecursion || m.running.length >= maxCalls) {
    m.host.cut(m.span(call.node), `${name} calls itself`);
    return outcome(yes);
  }
  const outer = m.scope.positional;
  m.scope.positional = settled(m, call.words.slice(1), call.node);
  m.running.push(name);
  m.locals.push(new Map());
  const assigned = withAssignments(m, call);
  let result: Outcome;
  try {
    result = m.nested(call.node, done, () => m.with({ source: fn.source }, () => m.place.frame('function', () => runNode(m, body))));
  } finally {
    m.running.pop();
    const hidden = m.locals.pop()!;
    for (const [variable, before] of hidden) {
      if (before.kind === 'set') m.scope.set(variable, before.value);
      else m.scope.forget(variable);
    }
    assigned();
    m.scope.positional = outer;
  }
  return afterReturn(m, result);
}

/** Words as positional parameters: a wildcard becomes the list of names it stands for. */
function settled(m: Machine, words: readonly Text[], node: Node): readonly Text[] {
  return boundedList(words.map((word) => (hasWild(word) ? m.listOf(nameSet([word]), node, show(word)) : word)));
}

/** `A=b fn`: set while the function runs. */
function withAssignments(m: Machine, call: Call): () => void {
  const before = [...call.assignments.keys()].map((name) => ({ name, had: m.scope.has(name), value: m.scope.get(name) }));
  for (const [name, text] of call.assignments) m.scope.set(name, { kind: 'text', text });
  return () => {
    for (const { name, had, value } of before) {
      if (had) m.scope.set(name, value);
      else m.scope.forget(name);
    }
  };
}

function afterReturn(m: Machine, result: Outcome): Outcome {
  switch (result.flow) {
    case 'return':
      return outcome(result.status);
    case 'return-fail':
      return m.strict ? outcome(known(false), 'fail') : outcome(known(false));
    default:
      return result;
  }
}

/** Runs a text as shell source: `eval`, `bash -c`, a whole expression. `own` keeps variables; otherwise it is a process of its own. */
export function runSourceText(
  m: Machine,
  text: Text,
  node: Node,
  options: {
    readonly own: boolean;
    readonly name?: Text | undefined;
    readonly positional?: readonly Text[];
    readonly errexit?: boolean;
    readonly assignments?: ReadonlyMap<string, Text>;
  },
): Outcome {
  const { script, placeholders } = scriptOf(text);
  const span = m.span(node);
  const source: Source = { text: script, spanOf: () => span, placeholders };
  if (m.scriptDepth >= limits.maxScriptDepth) {
    m.host.cut(span, 'scripts call each other too deeply');
    return done;
  }
  const run = (): Outcome => runSource(m, source);
  if (options.own) {
    m.scriptDepth++;
    try {
      return m.with({ source }, run);
    } finally {
      m.scriptDepth--;
    }
  }
  return inProcess(
    m,
    {
      name: options.name,
      positional: options.positional ?? [],
      errexit: options.errexit === true,
      node,
      ...(options.assignments === undefined ? {} : { assignments: options.assignments }),
    },
    () => m.with({ source }, run),
  );
}

function runSource(m: Machine, source: Source): Outcome {
  const tree = parseScript(source.text);
  if (tree.errors !== undefined && tree.errors.length > 0) {
    recogniseInPlace(m, source, tree.errors[0]!);
    return done;
  }
  return runList(m, tree.commands);
}

/** Runs in a new process: only exported variables are seen, nothing comes back. */
export function inProcess(
  m: Machine,
  options: {
    readonly name: Text | undefined;
    readonly positional: readonly Text[];
    readonly errexit: boolean;
    readonly node: Node;
    readonly assignments?: ReadonlyMap<string, Text>;
  },
  run: () => Outcome,
): Outcome {
  const outer = { scope: m.scope, environment: m.environment, isUnset: m.isUnset, exported: m.exported };
  const scope = new Scope({
    cwd: m.scope.cwd,
    positional: settled(m, options.positional, options.node),
    settings: { errexit: options.errexit, pipefail: false, globstar: false },
  });
  scope.name = options.name;
  const value = (name: string): Text | undefined => {
    const own = options.assignments?.get(name);
    if (own !== undefined) return own;
    const shared = outer.exported.has(name) || outer.environment(name) !== undefined;
    if (!shared || !outer.scope.has(name)) return outer.environment(name);
    const now = m.scope;
    m.scope = outer.scope;
    const text = m.variable(name, options.node);
    m.scope = now;
    return text;
  };
  m.scriptDepth++;
  const traps = m.exitTraps;
  m.exitTraps = [];
  try {
    const result = m.with(
      {
        scope,
        environment: value,
        isUnset: (name) => outer.isUnset(name) && value(name) === undefined,
        exported: new Set<string>(),
        guarded: 0,
        tail: m.tail || m.strict || m.checked,
        checked: false,
      },
      () => {
        const ended = m.place.frame('process', run);
        runExitTraps(m);
        return ended;
      },
    );
    if (result.flow === 'fail' || result.flow === 'return-fail') return outcome(known(false));
    return outcome(result.status);
  } finally {
    m.scriptDepth--;
    m.exitTraps = traps;
  }
}

/** What a shell does when it ends: the failure of that changes nothing any more. */
export function runExitTraps(m: Machine): void {
  for (const trap of m.exitTraps) {
    const span = trap.source.spanOf(trap.node.pos, trap.node.end);
    m.with({ source: trap.source, tail: true }, () =>
      m.place.soften({ kind: 'swallowed', how: 'trap EXIT', span }, () => runSourceText(m, trap.text, trap.node, { own: true })),
    );
  }
}

/** Runs a script of the repository: in this shell for `source`, in a process of its own otherwise. Undefined when it is not there to read. */
export function runScriptFile(
  m: Machine,
  path: Text,
  call: Call,
  options: { readonly own: boolean; readonly positional: readonly Text[]; readonly shell?: 'bash' | 'sh'; readonly errexit: boolean },
): Outcome | undefined {
  const found = m.host.script(path, m.scope.cwd);
  if (found === undefined) return undefined;
  const first = /^#!\s*(\S+)([^\n]*)/.exec(found.text);
  if (!options.own && options.shell === undefined && first !== null && !/\b(?:ba|da|k|z|a)?sh\b/.test(first[1]! + first[2]!)) return undefined;
  if (!options.own && options.shell === undefined && first === null && !isShellName(literalOf(path) ?? found.path)) return undefined;
  if (m.scriptDepth >= limits.maxScriptDepth || m.running.filter((name) => name === `script ${found.path}`).length >= maxRecursion) {
    m.host.cut(m.span(call.node), `${found.path} is called too deeply`);
    return outcome(yes);
  }
  const source: Source = { ...fileSource(found.path, found.text), path };
  m.running.push(`script ${found.path}`);
  try {
    if (options.own) {
      const outer = m.scope.positional;
      if (options.positional.length > 0) m.scope.positional = settled(m, options.positional, call.node);
      m.scriptDepth++;
      try {
        return afterReturn(
          m,
          m.with({ source }, () => m.place.frame('function', () => runSource(m, source))),
        );
      } finally {
        m.scriptDepth--;
        m.scope.positional = outer;
      }
    }
    const errexit = options.errexit || (options.shell === undefined && / -[a-z]*e/.test(first?.[2] ?? ''));
    return inProcess(m, { name: path, positional: options.positional, errexit, node: call.node, assignments: call.assignments }, () =>
      m.with({ source }, () => runSource(m, source)),
    );
  } finally {
    m.running.pop();
  }
}

function isShellName(path: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return /\.(?:sh|bash)$/.test(base) || !base.includes('.');
}

const sources = new Map<string, Source>();
/** Characters of the texts that are kept, and how many may be. */
let kept = 0;
const maxKept = 8 * 1024 * 1024;

function fileSource(path: string, text: string): Source {
  const before = sources.get(path);
  if (before !== undefined && before.text === text) return before;
  const index = new LineIndex(path, text);
  const source: Source = { text, spanOf: (start, end) => index.span(start, end), placeholders: () => undefined };
  if (sources.size >= 256 || kept + text.length > maxKept) {
    sources.clear();
    kept = 0;
  }
  sources.set(path, source);
  kept += text.length;
  return source;
}
