import { LineIndex, type Span } from '../base/index.ts';
import type { Block } from './blocks.ts';
import { readDocument } from './read-document.ts';
import { sentencesOf } from './sentences.ts';
import { spanOf, type SourceText } from './source-text.ts';

/** A key that a document gives to those who want to know whether what they downloaded is signed by it. */
export interface ShownKey {
  readonly tool: 'gpg' | 'minisign' | 'cosign';
  /** The line that gives it. */
  readonly line: string;
  readonly span: Span;
}

const things = 'releases?|art[ei]facts?|assets?|downloads?|tarballs?|packages?|binar(?:y|ies)|jars?|archives?|checksums?';
const signed = 'signed|signatures?|signing';
/** A look back is only tried where a word of signing stands; the other order would try each of many common words. */
const saysSigned = new RegExp(`\\b(?:${signed})\\b(?:(?<=\\b(?:${things})\\b[^.]{0,170})|[^.]{0,160}\\b(?:${things})\\b)`, 'i');
const keys: readonly (readonly [ShownKey['tool'], RegExp])[] = [
  // A list of keys by its usual name, a key's file, or a fingerprint with or without blanks.
  [
    'gpg',
    /(?:^|[\s/`"'(])KEYS(?![\w-])|(?<![\w-])[\w-]+\.(?:asc|gpg|pgp|keyring)(?![\w.])|(?<![0-9A-Fa-f])(?:[0-9A-F]{4}[ \u00a0]{0,2}){9}[0-9A-F]{4}(?![0-9A-Fa-f])/,
  ],
  ['minisign', /(?<![\w+/])RW[\w+/]{54}(?![\w+/=])|\bminisign\.pub\b/],
  ['cosign', /\bcosign\.pub\b/],
];
/** What every text with such a key has, quick to look for; no long text is searched for the keys themselves. */
const hints = [/KEYS/, /\.(?:asc|gpg|pgp|keyring)/, /[0-9A-F]{4}[ \u00a00-9A-F]{12}/, /RW[\w+/]{8}/, /(?:minisign|cosign)\.pub/];
/** A file's own signature is no key: `tool.tar.gz.asc`. */
const besideFile = /\.(?:tar|gz|tgz|xz|bz2|zst|zip|jar|exe|txt|msi|deb|rpm|whl)\.(?:asc|gpg|pgp)\b|SUMS\.(?:asc|gpg|pgp)\b/gi;
const maxKeys = 20;

/** Finds keys in sections that say that what is released is signed. A key in a section about something else, as for reports in secret, is none. */
export function findShownKeys(path: string, text: string): readonly ShownKey[] {
  if (!hints.some((pattern) => pattern.test(text)) || !saysSigned.test(text)) return [];
  const lines = new LineIndex(path, text);
  const found: ShownKey[] = [];
  const sections = Map.groupBy(readDocument(path, text), (block) => block.heading.join('\n'));
  for (const blocks of sections.values()) {
    if (!blocks.some((block) => block.kind !== 'code' && block.kind !== 'heading' && sentencesOf(block).some((one) => saysSigned.test(one.text)))) continue;
    for (const line of blocks.flatMap(linesIn)) {
      const tool = keys.find(([, pattern]) => pattern.test(line.text.replaceAll(besideFile, '')))?.[0];
      if (tool !== undefined && found.length < maxKeys) found.push({ tool, line: line.text.trim().slice(0, 90), span: spanOf(line, lines) });
    }
  }
  return found;
}

function linesIn(block: Block): readonly SourceText[] {
  switch (block.kind) {
    case 'code':
    case 'paragraph':
      return block.lines;
    case 'row':
      return block.cells;
    default:
      return [];
  }
}
