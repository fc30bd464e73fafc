import { concat, lit, parseGlob, wild } from '../values/index.ts';
import type { Text } from '../values/index.ts';

/** A part of a word that a reader fills in, or that stands for any version. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: 'placeholder' | 'version' | 'digest';
}

/** Words in capitals that people write where a value belongs: `TAG`, `IMAGE_DIGEST`, `YOUR_FILE`. */
const vocabulary = new Set(
  'VERSION VERSIONS VER TAG TAGNAME DIGEST HASH SHA CHECKSUM OS ARCH PLATFORM TARGET TRIPLE FILE FILENAME ARTIFACT ARTIFACTS ASSET BINARY BUNDLE IMAGE OWNER REPO REPOSITORY ORG ORGANIZATION USER USERNAME NAME YOUR MY PATH PACKAGE RELEASE COMMIT IDENTITY ISSUER KEYID FINGERPRINT EMAIL BRANCH WORKFLOW MAJOR MINOR PATCH CHART REGISTRY HOST REF DATE XXX XXXX XXXXX YYYY MM DD'.split(
    ' ',
  ),
);

const gapPattern = new RegExp(
  [
    '<[^<>]{1,100}>',
    '\\{\\{[^{}]{0,100}\\}\\}',
    '\\$\\{\\{[^{}]{0,100}\\}\\}',
    '\\$\\{[^{}]{1,100}\\}',
    '[$<]\\([^()]{0,200}(?:\\([^()]{0,200}\\)[^()]{0,200})?\\)',
    '\\$env:\\w{1,60}',
    '\\$[A-Za-z_]\\w{0,60}',
    '%[A-Za-z_]\\w{0,60}%',
    '\\{[A-Za-z_][\\w .-]{0,60}\\}',
    '\\[[A-Za-z][\\w .:/]{1,60}\\]',
    '\\u2026|\\.\\.\\.',
    '(?<![A-Za-z0-9])v?[0-9XNxn]{1,6}\\.[XYNxyn](?:\\.[XYZNxyzn])?(?![A-Za-z0-9])',
    '(?<![A-Za-z0-9])v?[0-9]{1,6}\\.[0-9]{1,6}\\.[xXzZ](?![A-Za-z0-9])',
    '(?<![A-Za-z0-9])[A-Z][A-Z0-9]{0,40}(?:[_-][A-Z0-9]{1,40}){0,6}(?![A-Za-z0-9])',
    '(?<![A-Za-z0-9])(?:your|my)[-_/][a-z][a-z0-9_-]{0,60}',
    '(?<![A-Za-z0-9])[xX]{3,60}(?![A-Za-z0-9])',
    '(?<![A-Za-z0-9.])(?:\\.{0,2}/)?path/to/',
  ].join('|'),
  'g',
);

const versionPattern = /(?<![A-Za-z0-9])v?[0-9]{1,6}(?:\.[0-9]{1,6}){1,3}(?:[-+.~](?:alpha|beta|rc|pre|dev|post|a|b)[.0-9]{0,12})?(?![A-Za-z0-9])/g;
const digestPattern = /(?<![A-Za-z0-9])(?:sha256:[0-9a-f]{4,64}|sha512:[0-9a-f]{4,128})(?![A-Za-z0-9])/g;

/** The parts of a word that the reader fills in, in order: `<tag>`, `$VERSION`, `{{ .Tag }}`, `X.Y.Z`, `DIGEST`, `…`. */
export function placeholdersIn(word: string): readonly Gap[] {
  const gaps: Gap[] = [];
  for (const match of word.slice(0, 4_000).matchAll(gapPattern)) {
    const text = match[0];
    if (/^[A-Z][A-Z0-9_-]*$/.test(text) && !/^[XYN]+$/.test(text) && !text.split(/[_-]/).some((part) => vocabulary.has(part))) continue;
    gaps.push({ start: match.index, end: match.index + text.length, text, kind: 'placeholder' });
  }
  return gaps;
}

/** Placeholders, and the version numbers and digests that a recipe gives as an example. */
export function gapsIn(word: string): readonly Gap[] {
  const gaps = [...placeholdersIn(word)];
  const add = (pattern: RegExp, kind: Gap['kind']): void => {
    for (const match of word.slice(0, 4_000).matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (!gaps.some((gap) => start < gap.end && gap.start < end)) gaps.push({ start, end, text: match[0], kind });
    }
  };
  add(digestPattern, 'digest');
  add(versionPattern, 'version');
  return gaps.sort((a, b) => a.start - b.start);
}

/** Whether nothing but placeholders is in a word: it names nothing by itself. */
export function isAllPlaceholder(word: string): boolean {
  let rest = '';
  let at = 0;
  for (const gap of placeholdersIn(word)) {
    if (gap.start < at) continue;
    rest += word.slice(at, gap.start);
    at = gap.end;
  }
  return !/[A-Za-z0-9]/.test(rest + word.slice(at));
}

/** Whether a word leaves something out: `...` or `…` other than as the shortened end of a digest. */
export function isElided(word: string): boolean {
  return /\.\.\.|\u2026/.test(word.replace(/(?:sha(?:256|512):)?[0-9a-f]{4,}(?:\.\.\.|\u2026)/g, '').replace(/<[^<>]{0,100}>|\[[^[\]]{0,100}\]/g, ''));
}

/**
 * A name of a recipe as patterns, one per brace alternative: what the reader fills in, and each example version or
 * digest, becomes `*`; wildcards of the shell keep their meaning.
 */
export function patternsOf(word: string): readonly Text[] {
  const parts: Text[] = [];
  let at = 0;
  for (const gap of gapsIn(word)) {
    if (gap.start < at) continue;
    parts.push(lit(word.slice(at, gap.start)), wild('*'));
    at = gap.end;
  }
  parts.push(lit(word.slice(at)));
  return parseGlob(concat(...parts));
}
