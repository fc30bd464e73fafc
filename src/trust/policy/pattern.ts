import { limits } from '../../base/index.ts';
import type { Matcher, PatternPart } from './matcher.ts';
import { isNarrowRef } from './refs.ts';

/** A text that is no pattern, with what to type instead. */
export interface Mistake {
  readonly kind: 'mistake';
  readonly message: string;
  readonly hint: string;
}

type Read = Extract<Matcher, { kind: 'exact' | 'pattern' }> | Mistake;

/**
 * Reads the notation of patterns, for refs: `*` is one or more characters without `/`, `**` one or more of any kind, and
 * every other character is itself. The pattern stands for the whole text. What looks like a regular expression is a
 * mistake: read as this notation it would mean something else than its author thinks.
 */
export function readPattern(text: string, option: string): Read {
  return readWithoutExpression(text, option, { like: 'refs/tags/v*', mayHint: isNarrowRef });
}

function readWithoutExpression(text: string, option: string, { like, mayHint }: { readonly like: string; readonly mayHint: (plain: string) => boolean }): Read {
  if (!looksLikeRegularExpression(text)) return readNames(text, option, like);
  const plain = withoutExpression(text);
  const hint = plain !== undefined && mayHint(plain) && readNames(plain, option, like).kind !== 'mistake' ? plain : like;
  return { kind: 'mistake', message: `${option} takes no regular expression: ${clip(text)}`, hint: `${option} '${hint}'` };
}

/** Reads the same notation for names of files and images, in which a dot before a wildcard is a dot. */
export function readNamePattern(text: string, option: string): Read {
  if (/^\^|\$$|\\/.test(text))
    return { kind: 'mistake', message: `${option} takes no regular expression: ${clip(text)}`, hint: '* stands for one part without a slash, ** for anything' };
  return readNames(text, option, 'lens-*.tar.gz');
}

function readNames(text: string, option: string, like: string): Read {
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
export function readIdentityPattern(text: string, option: string): Read {
  const read = readWithoutExpression(text, option, { like: example, mayHint: (plain) => openPartOf(plain) === undefined });
  if (read.kind !== 'pattern') return read;
  const open = openPartOf(text);
  if (open === undefined) return read;
  return { kind: 'mistake', message: `${option} ${clip(text)} leaves ${open.part} open`, hint: `${option} '${open.like ?? example}'` };
}

const example = 'https://github.com/OWNER/REPO/.github/workflows/release.yml@refs/tags/v*';

/** Hosts where anybody can have an account: an identity on them is somebody's only with its owner. */
const sharedHosts: readonly string[] = [
  'github.com',
  'gitlab.com',
  'bitbucket.org',
  'codeberg.org',
  'gitea.com',
  'git.sr.ht',
  'buildkite.com',
  'g.codefresh.io',
];

/** Domains where anybody can have an address. */
const sharedDomains =
  /^(?:(?:gmail|googlemail|icloud|me|mac|aol|mail|email|protonmail|fastmail|zohomail|tutanota|tuta|hey|qq|163|126|sina|foxmail|naver|hushmail)\.com|(?:outlook|hotmail|live|msn|yahoo|ymail|rocketmail|gmx|yandex|zoho)\.[a-z.]+|proton\.me|pm\.me|protonmail\.ch|tuta\.(?:io|de)|tutanota\.de|tutamail\.com|web\.de|t-online\.de|freenet\.de|posteo\.(?:de|net)|mailbox\.org|riseup\.net|fastmail\.fm|mail\.ru|bk\.ru|inbox\.ru|list\.ru|ya\.ru|rambler\.ru|orange\.fr|free\.fr|laposte\.net|wanadoo\.fr|libero\.it|wp\.pl|o2\.pl|seznam\.cz|daum\.net|yeah\.net|disroot\.org|users\.noreply\.github\.com|users\.noreply\.gitlab\.com)$/i;

interface OpenPart {
  readonly part: string;
  /** What to type instead, where it is no workflow. */
  readonly like?: string;
}

/** What a pattern leaves open of whose identity it is: that has to stand before its first wildcard, or behind the `@` of an address. */
function openPartOf(text: string): OpenPart | undefined {
  const wildcard = text.indexOf('*');
  const literal = wildcard === -1 ? text : text.slice(0, wildcard);
  const [, host, way = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/]+)\/(.*)$/is.exec(literal) ?? [];
  if (host !== undefined) return sharedHosts.includes(host.toLowerCase()) && !/^[^/]+\//.test(way) ? { part: 'the owner' } : undefined;
  const at = text.lastIndexOf('@');
  if (at !== -1 && !text.includes('/')) return openPartOfAddress(text.slice(0, at), text.slice(at + 1));
  if (wildcard === 0) return { part: 'what it begins with' };
  return { part: /^[a-z][a-z0-9+.-]*:\/\//i.test(literal) ? 'the host' : 'the scheme and the host' };
}

function openPartOfAddress(name: string, domain: string): OpenPart | undefined {
  if (!/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/i.test(domain)) return { part: 'the domain', like: '*@example.com' };
  // Anything at all would be the address of a workflow too, at a branch of that name.
  if (name.includes('**')) return { part: `everything before @${domain}`, like: sharedDomains.test(domain) ? '*@example.com' : `*@${domain}` };
  return name.includes('*') && sharedDomains.test(domain) ? { part: `whose address at ${domain} it is`, like: '*@example.com' } : undefined;
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
  return looksLikeRegularExpression(plain) || /[()[\]?+]/.test(plain) ? undefined : plain;
}

function clip(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
