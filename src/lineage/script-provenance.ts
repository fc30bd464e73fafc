import type { FileTree } from '../base/index.ts';
import { show, type Text } from '../values/index.ts';

const maxLength = 100_000;
const maxOccurrences = 20;

/**
 * Whether a script of the checkout that publishes to npm passes `--provenance` when it is called like this: the flag
 * stands in a list of arguments or is pushed to one, and every condition around it holds in a workflow.
 */
export function passesProvenance(files: FileTree, sources: readonly string[], words: readonly Text[]): boolean {
  const line = words.map(show).join(' ');
  return sources.some((path) => {
    const read = /\.[cm]?[jt]s$/.test(path) ? files.read(path) : undefined;
    return read?.kind === 'text' && read.text.length <= maxLength && isPassed(withoutComments(read.text), line);
  });
}

function isPassed(text: string, line: string): boolean {
  if (/--no-provenance|--provenance[=',"\s]+false/.test(text)) return false;
  const found = [...text.matchAll(/['"`]--provenance(?:=true)?['"`]/g)].slice(0, maxOccurrences);
  return found.some((one) => {
    const before = text.slice(0, one.index);
    const after = text.slice(one.index + one[0].length);
    const isElement = /[[,]\s*['"`]publish['"`][^\]]*,\s*$/.test(before) && /^\s*[,\]]/.test(after);
    const list = /\b(\w+)\.push\(\s*(?:[^()]*,\s*)?$/.exec(before)?.[1];
    const isPushed = list !== undefined && /^\s*[,)]/.test(after) && isUsed(text, list);
    return (isElement || isPushed) && conditionsAround(before).every((condition) => holds(condition, line));
  });
}

/** Whether a list is given on, in a script that calls `publish`. */
function isUsed(text: string, list: string): boolean {
  return /['"`]publish['"`]|\bpublish\s/.test(text) && new RegExp(String.raw`(?:\.\.\.|[(,]\s*)${list}\b(?!\s*[.=])`).test(text);
}

/** The conditions of the statements that a place is in; one that is not written is empty. */
function conditionsAround(before: string): readonly string[] {
  const out: string[] = [];
  // `if (x) list.push(…)` has no block.
  const own = /\bif\s*(\([^;{}]*\))\s*[\w.]+\.push\([^;{}]*$/.exec(before);
  if (own !== null) out.push(own[1]!.slice(1, -1));
  let depth = 0;
  for (let i = before.length - 1; i >= 0; i--) {
    if (before[i] === '}') depth++;
    else if (before[i] === '{' && depth-- === 0) {
      depth = 0;
      const head = before.slice(Math.max(0, i - 400), i).trimEnd();
      const asked = /\bif\s*\(([^{};]*)\)$/.exec(head);
      if (asked !== null) out.push(asked[1]!);
      else if (/\b(?:else|catch\b.*|case\s[^\n]*|switch\s*\([^\n]*)$/.test(head)) out.push('');
    }
  }
  return out;
}

/** Whether a condition holds in a job for certain: it asks for CI, or for an option that the command line does not give. */
function holds(condition: string, line: string): boolean {
  return condition.split('&&').every((part) => {
    const term = part
      .trim()
      .replace(/^\((.*)\)$/, '$1')
      .trim();
    if (/^(?:!!)?process\.env\.(?:CI|GITHUB_ACTIONS)$/.test(term)) return true;
    const option = /^!\s*(?:args|argv|options|opts|flags|values|cli)\??\.(\w+)$/.exec(term)?.[1] ?? /^!\s*(?:is)?(dry\w*)$/i.exec(term)?.[1];
    if (option === undefined) return false;
    const names = [option, option.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`), ...(/^dry/i.test(option) ? ['dry', 'dry-run'] : [])];
    return !names.some((name) => new RegExp(String.raw`(^|\s)--${name}\b`, 'i').test(line));
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').replaceAll(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}
