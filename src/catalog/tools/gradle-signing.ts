import { triAnd, triNot, triSome } from '../../base/index.ts';
import type { Tri } from '../../base/index.ts';
import { endOfString, holdsIn } from './gradle-conditions.ts';
import type { Asked } from './gradle-conditions.ts';
import type { Script } from './gradle-script.ts';

/** A block of a build script: the words before its brace, and where it begins and ends. */
interface Block {
  readonly head: string;
  readonly start: number;
  readonly end: number;
  /** The condition of the `if` whose `else` this is. */
  readonly otherwise: readonly string[];
}

const maxBlocks = 20_000;
const maxHead = 1_000;

/** The blocks of a script that stand under a condition or configure the signing tasks, with those that hold them, in the order of their ends. */
function blocksOf(text: string): readonly Block[] {
  const found: Block[] = [];
  const open: { readonly head: string; readonly start: number; readonly otherwise: readonly string[] }[] = [];
  let from = 0;
  let last: Block | undefined;
  for (let i = 0; i < text.length && found.length < maxBlocks; i++) {
    const char = text[i]!;
    if (char === '"' || char === "'") i = endOfString(text, i);
    else if (char === ';') from = i + 1;
    else if (char === '{') {
      const head = text.slice(Math.max(from, i - maxHead), i);
      const chained = /^\s*else\b/.test(head) && last !== undefined && last.end === from - 1;
      const before = chained ? conditionOf(last!) : undefined;
      open.push({ head, start: i, otherwise: chained ? [...last!.otherwise, before ?? ''] : [] });
      from = i + 1;
    } else if (char === '}') {
      const block = open.pop();
      if (block !== undefined) found.push((last = { ...block, end: i }));
      from = i + 1;
    }
  }
  return found;
}

/** What a block's own `if`, branch of `when` or `?.let` asks; undefined for a block that asks nothing. */
function conditionOf({ head }: Block): string | undefined {
  const name = /([\w.]+(?:\([^()]*\))?)\?\.(?:let|also|run|apply)\s*$/.exec(head)?.[1];
  if (name !== undefined) return `${name} != null`;
  if (/->\s*$/.test(head)) return 'a branch of when';
  return ifOf(head);
}

/** The condition of an `if (…)` that the text ends with. */
function ifOf(head: string): string | undefined {
  const found = /\bif\s*\(/.exec(head);
  if (found === null) return undefined;
  const asked = head.slice(found.index + found[0].length).trimEnd();
  return asked.endsWith(')') ? asked.slice(0, -1) : undefined;
}

/** Whether a place of a script is reached, and the conditions that leave it open, those that must fail marked with `!`. */
interface Reached {
  readonly truth: Tri;
  readonly open: readonly string[];
}

function reached(script: Script, at: number, blocks: readonly Block[], asked: Asked): Reached {
  const { text } = script;
  const around = blocks.filter((block) => block.start < at && block.end >= at);
  if (around.some((block) => isUncalled(script, block))) return { truth: false, open: [] };
  const line = ifOf(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
  const met = [...around.map(conditionOf), line].flatMap((one) => (one === undefined ? [] : [{ one, truth: holdsIn(one, asked), mark: '' }]));
  const failed = around.flatMap((block) => block.otherwise).map((one) => ({ one, truth: triNot(holdsIn(one, asked)), mark: '!' }));
  const all = [...met, ...failed];
  return {
    truth: all.map(({ truth }) => truth).reduce(triAnd, true as Tri),
    open: all.filter(({ truth }) => truth === 'unknown').map(({ one, mark }) => `${mark}${one.replaceAll(/\s/g, '')}`),
  };
}

/** Whether a block is the body of a function that nothing calls. */
function isUncalled(script: Script, { head }: Block): boolean {
  const name = /\b(?:fun|def|void)\s+(?:[\w<>]+\.)?(\w+)\s*\([^()]*\)\s*(?::\s*[\w<>?]+\s*)?$/.exec(head)?.[1];
  return name !== undefined && script.once(`uncalled ${name}`, (text) => [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length < 2);
}

/** Whether one of some places is reached: two that only the branches of one condition part are reached either way. */
function someReached(places: readonly Reached[]): Tri {
  const single = new Set(places.flatMap(({ truth, open }) => (truth === 'unknown' && open.length === 1 ? open : [])));
  return [...single].some((one) => single.has(`!${one}`)) ? true : triSome(places.map(({ truth }) => truth));
}

const signCall =
  /\bsignAllPublications\(\)|\bsign(?:\s*\(|\s+(?:project\.|extensions\.)*(?:publishing|configurations|publications|it|tasks|\w+Publication)\b)[^\n)}]*/g;

/** Whether some call of the scripts that signs is reached, and nothing turns the signing tasks off. */
export function signingHolds(script: Script, asked: Asked): Tri {
  const blocks = script.once('blocks', blocksOf);
  const { named, called } = script.once('sign calls', signCalls);
  const calls = called.map((at) => reached(script, at, blocks, asked));
  return triAnd(named === 0 ? true : someReached(calls), tasksRun(script, blocks, asked));
}

/** How often a call that signs is named, and where it stands outside of strings. */
function signCalls(text: string): { readonly named: number; readonly called: readonly number[] } {
  const found = [...text.matchAll(signCall)].map(({ index }) => index);
  const quoted = stringsOf(text);
  return { named: found.length, called: found.filter((at) => !quoted.some(({ start, end }) => start < at && at < end)) };
}

/** The strings of a script that speak of signing: what stands in them is no call. */
function stringsOf(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '"' && text[i] !== "'") continue;
    const end = endOfString(text, i);
    if (/\bsign/.test(text.slice(i, end))) found.push({ start: i, end });
    i = end;
  }
  return found;
}

const signTasks = /(?:\bwithType\s*[(<]\s*(?:[\w.]*\.)?Sign\b|\bnamed\s*\(\s*["']sign\w*["']|\bsign\w+Publication\b)/;

/** Whether the tasks that sign run, as `tasks.withType(Sign)` and its like configure them. */
function tasksRun(script: Script, blocks: readonly Block[], asked: Asked): Tri {
  let answer: Tri = true;
  for (const block of script.once('sign tasks', () => blocks.filter(({ head }) => signTasks.test(head)))) {
    const body = script.text.slice(block.start + 1, block.end);
    const here = reached(script, block.start, blocks, asked).truth;
    if (here === false) continue;
    const off = /\b(?:isEnabled|enabled)\s*=\s*([^\n;}]+)|\b(?:setEnabled|enabled)\s*\(\s*([^\n;)]+)/.exec(body);
    const only = /\bonlyIf\s*(?:\([^{}]*\)\s*)?\{([\s\S]*)/.exec(body);
    for (const asking of [off?.[1] ?? off?.[2], only === null ? undefined : uptoBrace(only[1]!)]) {
      if (asking === undefined) continue;
      const runs = holdsIn(asking.replace(/^\s*\w+\s*->/, ''), asked);
      answer = triAnd(answer, here === true || runs === true ? runs : 'unknown');
    }
  }
  return answer;
}

function uptoBrace(body: string): string {
  let depth = 0;
  for (let i = 0; i < body.length; i++) {
    const char = body[i]!;
    if (char === '"' || char === "'") i = endOfString(body, i);
    else if (char === '{') depth++;
    else if (char === '}' && depth-- === 0) return body.slice(0, i);
  }
  return body;
}

/**
 * Whether the calls that sign name only what is not published: the archives' configuration, whose signatures no
 * publication takes in, or publications other than those that the scripts declare.
 */
export function signsOther(text: string): boolean {
  const calls = [...text.matchAll(signCall)].map((call) => call[0]);
  if (calls.length === 0 || calls.some((call) => call.startsWith('signAll'))) return false;
  if (calls.every((call) => /\bconfigurations\s*\.\s*archives\b|\bconfigurations\s*\[\s*["']archives["']/.test(call))) return true;
  const signed = calls
    .map((call) => /\bpublications\s*(?:\.\s*(?!getByName|named|all|withType)(\w+)|(?:\.\s*(?:getByName|named)\s*\(|\[)\s*["'](\w+)["'])/.exec(call))
    .map((found) => found?.[1] ?? found?.[2]);
  const declared = new Set(
    [...text.matchAll(/\b(\w+)\s*\(\s*MavenPublication\s*\)|<\s*MavenPublication\s*>\s*\(\s*["'](\w+)["']|\(\s*["'](\w+)["']\s*,\s*MavenPublication\b/g)].map(
      (found) => found[1] ?? found[2] ?? found[3]!,
    ),
  );
  declared.delete('withType');
  return declared.size > 0 && signed.every((name) => name !== undefined && !declared.has(name));
}
