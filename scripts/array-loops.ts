// Loops over arrays by their index. `for … of` asks an array for an iterator, and that for an object each round: in an
// audit that ends before any of it is compiled for good, this was a seventh of all that was allocated. What is an array
// is asked of the type checker; everything else is left as it is written.
import { join, relative } from 'node:path';
import {
  isArrayBindingPattern,
  isBindingElement,
  isCallExpression,
  isForOfStatement,
  isFunctionLikeDeclaration,
  isIdentifier,
  isOmittedExpression,
  isParameterDeclaration,
  isPropertyAccessExpression,
  isVariableDeclaration,
  isVariableDeclarationList,
  type ArrayBindingPattern,
  type ForOfStatement,
  type Node,
  type ParameterDeclaration,
  type SourceFile,
  type VariableDeclaration,
} from 'typescript/unstable/ast';
import { API, type Checker, type Type } from 'typescript/unstable/sync';
import type { Plugin } from 'esbuild';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What decides whether a signature holds runs as it is written: it is not where the time goes. */
const asWritten = /^src\/(?:lab|trust)\//;

/** Loads the modules below `src` with their loops by index. One check of types serves all bundles of a build. */
export function arrayLoops(root: string): Plugin {
  return {
    name: 'array-loops',
    setup(building) {
      building.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        edited ??= loopsByIndex(root, (one) => one.startsWith('src/') && !asWritten.test(one));
        const contents = edited.get(fromRoot(root, path));
        return contents === undefined ? undefined : { loader: 'ts', contents };
      });
    },
  };
}

let edited: ReadonlyMap<string, string> | undefined;

/** The modules of the folder's `tsconfig.json` whose loops can run by index, by their paths, with the text that does. */
export function loopsByIndex(root: string, isWanted: (path: string) => boolean): ReadonlyMap<string, string> {
  const api = new API();
  try {
    const config = join(root, 'tsconfig.json');
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (project === undefined) throw new Error('the project of tsconfig.json could not be opened');
    const isList = listTest(project.checker);
    const texts = new Map<string, string>();
    for (const name of project.program.getSourceFileNames()) {
      const path = fromRoot(root, name);
      const file = isWanted(path) ? project.program.getSourceFile(name) : undefined;
      if (file === undefined) continue;
      const edits = editsOf(file, project.checker, isList);
      if (edits.length > 0) texts.set(path, applied(file.text, edits));
    }
    return texts;
  } finally {
    api.close();
  }
}

function fromRoot(root: string, path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}

/** Whether every value of a type is an array. */
function listTest(checker: Checker): (type: Type | undefined) => boolean {
  const isOne = (type: Type): boolean => checker.isArrayType(type) || checker.isTupleType(type);
  return (type) => {
    if (type === undefined) return false;
    if (!type.isUnionType()) return isOne(type);
    try {
      return type.getTypes().every(isOne);
    } catch {
      // The checker cannot say what some unions are made of.
      return false;
    }
  };
}

function editsOf(file: SourceFile, checker: Checker, isList: (type: Type | undefined) => boolean): readonly Edit[] {
  const edits: Edit[] = [];
  const text = file.text;
  let loops = 0;
  const isListAt = (node: Node): boolean => isList(checker.getTypeAtLocation(node));
  /** What declares the names of a loop or a function: a pattern for an array asks for an iterator too, one by places does not. */
  const declares = (declared: VariableDeclaration | ParameterDeclaration, value: Node): string | undefined => {
    const pattern = declared.name;
    const placed = isArrayBindingPattern(pattern) ? byPlace(pattern, text) : undefined;
    return placed !== undefined && isListAt(value) ? placed : undefined;
  };
  const loop = (node: ForOfStatement): boolean => {
    const { initializer, expression, statement } = node;
    if (node.awaitModifier !== undefined || !isVariableDeclarationList(initializer)) return false;
    const [declared] = initializer.declarations;
    if (declared === undefined) return false;
    const [list, i] = [`$list${loops}`, `$i${loops}`];
    const word = text.slice(initializer.getStart(), declared.getStart());
    const pair = pairOf(declared, expression);
    const isPair = pair !== undefined && isListAt(pair.list);
    if (!isPair && !isListAt(expression)) return false;
    const of = isPair ? pair.list : expression;
    const head = isPair
      ? `${word}${pair.index} = ${i}, ${pair.item} = ${list}[${i}];`
      : `${word}${declares(declared, declared.name) ?? text.slice(declared.getStart(), declared.end)} = ${list}[${i}];`;
    loops += 1;
    edits.push(
      { start: node.getStart(), end: of.getStart(), text: `for (var ${list} = (` },
      // What is no array after all has no length, and must not pass for one without items.
      { start: of.end, end: statement.getStart(), text: `), ${i} = 0; ${i} < ${list}.length || void ${list}.length.x; ${i}++) { ${head} ` },
      { start: statement.end, end: statement.end, text: ' }' },
    );
    return true;
  };
  const rename = (node: VariableDeclaration | ParameterDeclaration, value: Node): void => {
    const placed = declares(node, value);
    if (placed !== undefined) edits.push({ start: node.name.getStart(), end: node.name.end, text: placed });
  };
  const walk = (node: Node, inside: boolean): void => {
    // The variables of a loop outside functions would be the whole bundle's.
    const taken = isForOfStatement(node) && inside && loop(node);
    if (isVariableDeclaration(node) && node.initializer !== undefined) rename(node, node.initializer);
    if (isParameterDeclaration(node) && node.initializer === undefined && node.dotDotDotToken === undefined) rename(node, node.name);
    const within = inside || isFunctionLikeDeclaration(node);
    node.forEachChild((child) => {
      if (taken && child === node.initializer) return undefined;
      if (isForOfStatement(node) && child === node.initializer && isVariableDeclarationList(child)) {
        for (const declared of child.declarations) rename(declared, declared.name);
        return undefined;
      }
      walk(child, within);
      return undefined;
    });
  };
  walk(file, false);
  return edits;
}

/** `[a, , b]` as `{ 0: a, 2: b }`. Undefined for what has patterns or defaults of its own. */
function byPlace(pattern: ArrayBindingPattern, text: string): string | undefined {
  const places: string[] = [];
  for (const [i, element] of pattern.elements.entries()) {
    if (isOmittedExpression(element) || element.name === undefined) continue;
    if (!isBindingElement(element) || element.dotDotDotToken !== undefined || element.initializer !== undefined || !isIdentifier(element.name))
      return undefined;
    places.push(`${i}: ${text.slice(element.name.getStart(), element.name.end)}`);
  }
  return places.length === 0 ? undefined : `{ ${places.join(', ')} }`;
}

/** `const [index, item] of list.entries()`. */
function pairOf(declared: VariableDeclaration, expression: Node): { readonly list: Node; readonly index: string; readonly item: string } | undefined {
  if (!isCallExpression(expression) || expression.arguments.length > 0 || expression.questionDotToken !== undefined) return undefined;
  const called = expression.expression;
  if (!isPropertyAccessExpression(called) || called.questionDotToken !== undefined || called.name.text !== 'entries') return undefined;
  if (!isArrayBindingPattern(declared.name)) return undefined;
  const [index, item, ...more] = declared.name.elements.map((one) =>
    isBindingElement(one) && one.dotDotDotToken === undefined && one.initializer === undefined && one.name !== undefined && isIdentifier(one.name)
      ? one.name.text
      : '',
  );
  return index && item && more.length === 0 ? { list: called.expression, index, item } : undefined;
}

function applied(text: string, edits: readonly Edit[]): string {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let out = '';
  let at = 0;
  for (const { start, end, text: put } of sorted) {
    if (start < at) throw new Error('edits overlap');
    out += text.slice(at, start) + put;
    at = end;
  }
  return out + text.slice(at);
}
