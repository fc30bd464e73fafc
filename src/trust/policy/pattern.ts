import { limits } from '../../base/index.ts';
import type { Matcher, PatternPart } from './matcher.ts';

/** A text that is no pattern, with what to type instead. */
export interface Mistake {
  readonly kind: 'mistake';
  readonly message: string;
  readonly hint: string;
}

/**
 * Reads the notation of patterns: `*` is one or more characters without `/`, `**` one or more of any kind, and every other
 * character is itself. The pattern stands for the whole text. What looks like a regular expression is a mistake: read as
 * this notation it would mean something else than its author thinks.
 */
export function readPattern(text: string, option: string): Extract<Matcher, { kind: 'exact' | 'pattern' }> | Mistake {
  if (looksLikeRegularExpression(text))
    return { kind: 'mistake', message: `${option} takes no regular expression: ${clip(text)}`, hint: `${option} '${withoutExpression(text) ?? example}'` };
  return readNames(text, option, example);
}

/** Reads the same notation for names of files and images, in which a dot before a wildcard is a dot. */
export function readNamePattern(text: string, option: string): Extract<Matcher, { kind: 'exact' | 'pattern' }> | Mistake {
  if (/^\^|\$$|\\/.test(text))
    return { kind: 'mistake', message: `${option} takes no regular expression: ${clip(text)}`, hint: '* stands for one part without a slash, ** for anything' };
  return readNames(text, option, 'lens-*.tar.gz');
}

function readNames(text: string, option: string, like: string): Extract<Matcher, { kind: 'exact' | 'pattern' }> | Mistake {
  if (text.trim() === '') return { kind: 'mistake', message: `${option} is empty`, hint: `${option} '${like}'` };
  if (text.length > limits.maxPatternLength)
    return { kind: 'mistake', message: `${option} has ${text.length} characters`, hint: `at most ${limits.maxPatternLength} are read` };
  if (/\*{3}/.test(text)) return { kind: 'mistake', message: `${option} has *** in it`, hint: '* stands for one part without a slash, ** for anything' };
  const parts = text.split(/(\*\*|\*)/).flatMap((piece): readonly PatternPart[] => {
    if (piece === '') return [];
    return [piece === '*' ? { kind: 'segment' } : piece === '**' ? { kind: 'rest' } : { kind: 'literal', text: piece }];
  });
  const wildcards = parts.filter((part) => part.kind !== 'literal').length;
  if (wildcards > limits.maxWildcards)
    return { kind: 'mistake', message: `${option} has ${wildcards} wildcards`, hint: `at most ${limits.maxWildcards} are read` };
  return wildcards === 0 ? { kind: 'exact', text } : { kind: 'pattern', parts };
}

/**
 * Reads a pattern for identities. One that leaves open whose identity it is (a host, the owner on a host that everybody
 * can have an account of, the domain of an address) is a mistake: that is spelled `--unsafely-any-identity`.
 */
export function readIdentityPattern(text: string, option: string): Extract<Matcher, { kind: 'exact' | 'pattern' }> | Mistake {
  const read = readPattern(text, option);
  if (read.kind !== 'pattern') return read;
  const open = openPartOf(text);
  return open === undefined ? read : { kind: 'mistake', message: `${option} ${clip(text)} leaves ${open} open`, hint: `${option} '${example}'` };
}

const example = 'https://github.com/OWNER/REPO/.github/workflows/release.yml@refs/tags/v*';

/** Hosts where anybody can have an account: an identity on them is somebody's only with its owner. */
const sharedHosts: readonly string[] = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'];

function openPartOf(text: string): string | undefined {
  const url = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(?:\/([^/]*)(.*))?$/is.exec(text);
  if (url !== null) {
    const [, , host = '', owner = '', rest = ''] = url;
    if (host.includes('*') || host === '') return 'the host';
    if (!sharedHosts.includes(host.toLowerCase())) return undefined;
    return owner.includes('*') || rest === '' ? 'the owner' : undefined;
  }
  const at = text.lastIndexOf('@');
  if (at !== -1 && !text.includes('/')) return text.slice(at).includes('*') ? 'the domain' : undefined;
  return text.startsWith('*') ? 'what it begins with' : undefined;
}

function looksLikeRegularExpression(text: string): boolean {
  // `v1.*` is a version with a wildcard; a dot that follows no letter or digit is any character of an expression.
  return /^\^|\$$|\\|(?<![a-z0-9])\.\*|\.\+|\)[?*+]|\][?*+]|\(\?|\[\^|\[[a-z0-9]-[a-z0-9]|[|]|[{}]/i.test(text);
}

/** A plain regular expression in the notation of patterns; undefined where it has parts that the notation has not. */
function withoutExpression(text: string): string | undefined {
  const plain = text
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replaceAll(/\[\^\/\][*+]|\\S[*+]|\[(?:\\w|\w-\w|[\w.-])+\][*+]/g, '*')
    .replaceAll(/(?<!\\)\((?:\?:)?\.[*+]\)|(?<!\\)\.[*+]/g, '**')
    .replaceAll(/\\([./\-_@:])/g, '$1')
    .replaceAll(/\*{3,}/g, '**');
  return looksLikeRegularExpression(plain) || /[()[\]?+]/.test(plain) || openPartOf(plain) !== undefined ? undefined : plain;
}

function clip(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
