import { triAnd, triNot, triOr } from '../../base/index.ts';
import type { Tri } from '../../base/index.ts';
import type { Script } from './gradle-script.ts';

/** What a condition of a build script can ask. */
export interface Asked {
  /** All scripts as one text, without comments: for the names that they give to values. */
  readonly script: Script;
  /** The last parts of the tasks' names that the command line gives. */
  readonly tasks: readonly string[];
  /** Whether a project property is set: by the command line, a variable of its name or `gradle.properties`. */
  readonly property: (name: string) => Tri;
  readonly environment: (name: string) => Tri;
  /** The value of a property or variable, where it is written out. */
  readonly literal: (kind: 'property' | 'environment', name: string) => string | undefined;
  /** Whether the version is that of a snapshot. */
  readonly snapshot: Tri;
}

const maxDepth = 6;
const maxLength = 2_000;

/**
 * Whether a condition of a build script holds, as far as it asks for properties, variables of the environment, tasks
 * of the command line or a snapshot's version. Anything else is unknown.
 */
export function holdsIn(condition: string, asked: Asked, depth = 0): Tri {
  const source = condition.trim();
  if (source === '' || depth > maxDepth || source.length > maxLength) return 'unknown';
  const or = operands(source, '||');
  if (or.length > 1) return or.map((one) => holdsIn(one, asked, depth + 1)).reduce(triOr);
  const and = operands(source, '&&');
  if (and.length > 1) return and.map((one) => holdsIn(one, asked, depth + 1)).reduce(triAnd);
  if (source.startsWith('(') && closing(source, 0) === source.length - 1) return holdsIn(source.slice(1, -1), asked, depth + 1);
  if (source.startsWith('!')) return triNot(holdsIn(source.slice(1), asked, depth + 1));
  return atom(source, asked, depth);
}

/** The parts of an expression between an operator that stands in no parentheses, braces or strings. */
function operands(source: string, operator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < source.length; i++) {
    const char = source[i]!;
    if (char === '"' || char === "'") i = endOfString(source, i);
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (depth === 0 && source.startsWith(operator, i)) {
      parts.push(source.slice(from, i));
      from = i + operator.length;
      i = from - 1;
    }
  }
  return [...parts, source.slice(from)];
}

/** Where the parenthesis at `start` is closed, or -1. */
function closing(source: string, start: number): number {
  let depth = 0;
  for (let i = start; i < source.length; i++) {
    const char = source[i]!;
    if (char === '"' || char === "'") i = endOfString(source, i);
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return i;
  }
  return -1;
}

/** The place of the quote that ends the string which begins here; a string that stays open ends with its line. */
export function endOfString(source: string, start: number): number {
  const quote = source[start]!;
  if (source.startsWith(quote.repeat(3), start)) {
    const end = source.indexOf(quote.repeat(3), start + 3);
    return end === -1 ? source.length : end + 2;
  }
  for (let i = start + 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === quote || source[i] === '\n') return i;
  }
  return source.length;
}

/** A comparison, a question to Gradle or a name. */
function atom(source: string, asked: Asked, depth: number): Tri {
  if (source === 'true' || source === 'false') return source === 'true';
  const compared = /^([\s\S]+?)\s*([!=]=)=?\s*(null|true|false|"[^"$]*"|'[^']*')$/.exec(source);
  if (compared !== null) {
    const same = equals(compared[1]!, compared[3]!.replaceAll(/["']/g, ''), asked, depth);
    return compared[2] === '==' ? same : triNot(same);
  }
  const method =
    /^([\s\S]+?)\??\.(isNullOrEmpty|isNullOrBlank|isEmpty|isBlank|isNotEmpty|isNotBlank|isPresent|toBoolean|toBooleanStrict|orNull|get)(\(\))?$/.exec(source);
  if (method !== null) {
    const set = holdsIn(method[1]!, asked, depth + 1);
    return /^(isNullOr|isEmpty|isBlank)/.test(method[2]!) ? triNot(set) : set;
  }
  const read = readOf(source);
  if (read !== undefined) return read.kind === 'property' ? asked.property(read.name) : asked.environment(read.name);
  if (/(hasTask|taskNames|taskGraph)/.test(source)) return taskAsked(source, asked);
  const named = /^(?:project\.|ext\.|rootProject\.|extra\.)?(\w+)(?:\(\))?$/.exec(source);
  const value = named === null ? undefined : asked.script.once(`value ${named[1]!}`, (text) => valueOf(text, named[1]!));
  const answer = value === undefined ? 'unknown' : holdsIn(value, asked, depth + 1);
  if (answer !== 'unknown') return answer;
  if (/snapshot/i.test(source)) return asked.snapshot;
  return 'unknown';
}

/** The property or the variable of the environment that an expression reads. */
function readOf(source: string): { readonly kind: 'property' | 'environment'; readonly name: string } | undefined {
  const property =
    /(?:\b(?:hasProperty|findProperty|property|gradleProperty|containsKey)\s*\(\s*["']([\w.-]+)["']\s*\)|^["']([\w.-]+)["']\s+in\s+(?:project\.)?properties)$/.exec(
      source,
    );
  if (property !== null) return { kind: /getenv\(\)/.test(source) ? 'environment' : 'property', name: property[1] ?? property[2]! };
  const variable = /(?:\bgetenv\s*\(\s*|environmentVariable\s*\(\s*|\benv\s*\[\s*|getenv\(\)\s*\[\s*)["'](\w+)["']\s*[)\]]$|\bSystem\.env\.(\w+)$/.exec(source);
  return variable === null ? undefined : { kind: 'environment', name: variable[1] ?? variable[2]! };
}

/** Whether an expression has a value: of what is not set, only null is. */
function equals(left: string, value: string, asked: Asked, depth: number): Tri {
  const set = holdsIn(left, asked, depth + 1);
  if (value === 'null' || value === '') return triNot(set);
  const read = readOf(left.trim());
  const literal = read === undefined ? undefined : asked.literal(read.kind, read.name);
  if (literal !== undefined) return literal === value;
  if (value === 'false' && read === undefined) return triNot(set);
  return set === false ? false : value === 'true' ? set : 'unknown';
}

/** Whether a task of the command line is the one asked for. What it depends on is not known. */
function taskAsked(source: string, asked: Asked): Tri {
  const names = [...source.matchAll(/["']([\w:.-]+)["']/g)].map((match) => match[1]!.slice(match[1]!.lastIndexOf(':') + 1)).filter((name) => name !== '');
  if (names.some((name) => asked.tasks.some((task) => task.toLowerCase().includes(name.toLowerCase())))) return true;
  return names.length > 0 && names.every((name) => /MavenLocal/i.test(name)) ? false : 'unknown';
}

/** What a script gives to a name, when it does so once. */
function valueOf(text: string, name: string): string | undefined {
  const found = [
    ...text.matchAll(
      new RegExp(`(?:\\b(?:val|var|def|final|boolean|Boolean|String)\\s+|^\\s*|\\.)${name}(?:\\s*:\\s*[\\w?<>]+)?\\s*=(?!=)\\s*([^\\n;]+)`, 'gm'),
    ),
  ];
  return found.length === 1 ? found[0]![1] : undefined;
}
