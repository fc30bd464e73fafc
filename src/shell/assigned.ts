import type { AndOr, CompoundList, PipelineNode, Statement } from 'unbash';

/** What the commands of a loop's body may do to variables and to the loop, read off the tree without running it. */
export interface Changes {
  /** Names given a new value. */
  readonly set: Set<string>;
  /** Names that are only ever added to. */
  readonly added: Set<string>;
  /** How many ways there are to leave the loop before all of it was done, other than by a failure. */
  readonly leaves: number;
}

const cache = new WeakMap<CompoundList, Changes>();

export function changesOf(body: CompoundList): Changes {
  const known = cache.get(body);
  if (known !== undefined) return known;
  const state = { set: new Set<string>(), added: new Set<string>(), leaves: 0 };
  walkList(body.commands, state, 0, 0);
  for (const name of state.set) state.added.delete(name);
  cache.set(body, state);
  return state;
}

interface State {
  readonly set: Set<string>;
  readonly added: Set<string>;
  leaves: number;
}

function walkList(statements: readonly Statement[], state: State, loops: number, depth: number): void {
  if (depth > 300) return;
  for (const statement of statements) walk(statement.command, state, loops, depth);
}

function walk(node: PipelineNode | AndOr, state: State, loops: number, depth: number): void {
  switch (node.type) {
    case 'Command':
      walkCommand(node, state, loops);
      return;
    case 'AndOr':
    case 'Pipeline':
      for (const command of node.commands) walk(command, state, loops, depth + 1);
      return;
    case 'If':
      for (const list of [node.clause, node.then, ...node.elif.flatMap((arm) => [arm.clause, arm.then]), ...(node.else === undefined ? [] : [node.else])])
        walkList(list.commands, state, loops, depth + 1);
      return;
    case 'Case':
      for (const item of node.items) walkList(item.body.commands, state, loops, depth + 1);
      return;
    case 'For':
    case 'Select':
      state.set.add(node.name.value);
      walkList(node.body.commands, state, loops + 1, depth + 1);
      return;
    case 'ArithmeticFor':
      walkList(node.body.commands, state, loops + 1, depth + 1);
      return;
    case 'While':
      walkList(node.clause.commands, state, loops + 1, depth + 1);
      walkList(node.body.commands, state, loops + 1, depth + 1);
      return;
    case 'BraceGroup':
      walkList(node.body.commands, state, loops, depth + 1);
      return;
    case 'Subshell':
      // What a subshell sets is lost, and what it leaves is itself.
      return;
    case 'Redirected':
      walk(node.command, state, loops, depth + 1);
      return;
    case 'ArithmeticCommand':
      for (const name of assignedIn(node.body)) state.set.add(name);
      return;
    case 'Function':
    case 'TestCommand':
    case 'Coproc':
      return;
  }
}

function walkCommand(node: PipelineNode & { type: 'Command' }, state: State, loops: number): void {
  const parts = [...(node.name === undefined ? node.prefix : []), ...node.suffix];
  for (const part of parts) {
    if (part.type !== 'Assignment') continue;
    if (part.append === true || refersTo(part.text, part.name)) state.added.add(part.name);
    else state.set.add(part.name);
  }
  if (node.name?.parts !== undefined) return;
  const words = node.args.map((arg) => (arg.type === 'Word' && arg.parts === undefined ? arg.value : ''));
  switch (node.name?.value) {
    case 'read':
    case 'mapfile':
    case 'readarray':
    case 'getopts':
      for (const word of words) if (/^[A-Za-z_]\w*$/.test(word)) state.set.add(word);
      return;
    case 'printf':
      if (words[0] === '-v' && words[1] !== undefined) state.set.add(words[1]);
      return;
    case 'let':
      for (const arg of node.args) for (const name of assignedIn(arg.text)) state.set.add(name);
      return;
    case 'break':
      if (loops === 0 || Number(words[0] ?? 1) > loops) state.leaves++;
      return;
    case 'return':
    case 'exit':
      if (words[0] === undefined || words[0] === '0' || words[0] === '') state.leaves++;
  }
}

/** True when the value of an assignment mentions the variable itself outside arithmetic. */
export function refersTo(text: string, name: string): boolean {
  const value = text.slice(text.indexOf('=') + 1);
  if (!value.includes('$') || value.includes('$((')) return false;
  return new RegExp(`\\$(?:${name}(?!\\w)|\\{${name}[}[])`).test(value);
}

function assignedIn(body: string): readonly string[] {
  const names: string[] = [];
  for (const found of body.slice(0, 2_000).matchAll(/([A-Za-z_]\w*)\s*(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)/g))
    names.push(found[1] ?? found[2]!);
  return names;
}
