import type { Block } from './blocks.ts';
import { HeadingTrail } from './blocks.ts';
import { joinSource, sliceSource, sourceText, trimSource } from './source-text.ts';
import type { SourceText } from './source-text.ts';

const hidden = new Set(['script', 'style', 'template', 'noscript', 'svg', 'head']);
const paragraphTags = new Set([
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'dl',
  'dt',
  'dd',
  'td',
  'th',
  'tr',
  'table',
  'section',
  'article',
  'blockquote',
  'details',
  'summary',
  'br',
  'hr',
  'body',
  'main',
  'header',
  'footer',
  'nav',
  'aside',
  'figure',
  'center',
]);
const maxTagLength = 4_000;

/** Reads an HTML page: `<pre>` as code, `<code>` as inline code, headings and the text between block tags. */
export function htmlPage(text: string): readonly Block[] {
  return htmlBlocks(sourceText(text, 0), new HeadingTrail());
}

/**
 * Reads HTML text to blocks in one pass; comments, scripts and styles are passed over, unknown tags dropped and the
 * common entities decoded. `trail` takes the headings met.
 */
export function htmlBlocks(source: SourceText, trail: HeadingTrail): readonly Block[] {
  const reader = new HtmlReader(source, trail);
  const text = source.text;
  let at = 0;
  while (at < text.length) {
    const c = text[at];
    if (c === '<') at = reader.tag(at);
    else if (c === '&') at = reader.entity(at);
    else {
      let next = at;
      while (next < text.length && text[next] !== '<' && text[next] !== '&') next += 1;
      reader.text(at, next);
      at = next;
    }
  }
  reader.flush();
  return reader.blocks;
}

class HtmlReader {
  readonly blocks: Block[] = [];
  readonly #source: SourceText;
  readonly #trail: HeadingTrail;
  #parts: SourceText[] = [];
  #inline: SourceText[] | undefined;
  #pre: { readonly language: string } | undefined;
  #heading = 0;
  /** Where the next `>` is, kept so that a file of unclosed tags is searched once. */
  #close = -1;

  constructor(source: SourceText, trail: HeadingTrail) {
    this.#source = source;
    this.#trail = trail;
  }

  text(from: number, to: number): void {
    this.#add(sliceSource(this.#source, from, to));
  }

  /** Decodes an entity at `at`; returns the offset behind it. */
  entity(at: number): number {
    const found = /^&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});/.exec(this.#source.text.slice(at, at + 12));
    const decoded = found === null ? undefined : decodeEntity(found[1] ?? '');
    if (found === null || decoded === undefined) {
      this.text(at, at + 1);
      return at + 1;
    }
    this.#add({ text: decoded, segments: sliceSource(this.#source, at, at + 1).segments });
    return at + found[0].length;
  }

  /** Acts on a tag or comment at `at`; returns the offset behind it. */
  tag(at: number): number {
    const text = this.#source.text;
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      return end === -1 ? text.length : end + 3;
    }
    const name = /^<(\/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)/.exec(text.slice(at, at + 40));
    if (this.#close < at) this.#close = text.includes('>', at) ? text.indexOf('>', at) : Infinity;
    if (name === null || this.#close - at > maxTagLength) {
      this.text(at, at + 1);
      return at + 1;
    }
    const after = this.#close + 1;
    const tag = (name[2] ?? '').toLowerCase();
    const closes = name[1] === '/';
    if (hidden.has(tag)) return closes ? after : this.#behind(tag, after);
    this.#act(tag, closes, text.slice(at, after));
    return after;
  }

  flush(): void {
    this.#endInline();
    const joined = joinSource(this.#parts, '');
    this.#parts = [];
    const pre = this.#pre;
    this.#pre = undefined;
    if (joined.text.trim() === '') return;
    const lines = splitLines(joined);
    const heading = this.#trail.path;
    if (pre !== undefined) this.blocks.push({ kind: 'code', language: pre.language, lines, heading });
    else if (this.#heading > 0) {
      const content = joinSource(lines.map(trimSource), ' ');
      const above = this.#trail.enter(this.#heading, content.text);
      this.blocks.push({ kind: 'heading', depth: this.#heading, content, heading: above });
    } else {
      const filled = lines.map(trimSource).filter((line) => line.text !== '');
      this.blocks.push({ kind: 'paragraph', lines: filled, heading });
    }
  }

  #act(tag: string, closes: boolean, whole: string): void {
    const language = /\b(?:lang|language|highlight|highlight-source)-([\w+#-]+)/.exec(whole)?.[1]?.toLowerCase() ?? '';
    if (tag === 'pre' || tag === 'textarea') {
      this.flush();
      if (!closes) this.#pre = { language };
    } else if (tag === 'code' || tag === 'kbd' || tag === 'samp' || tag === 'tt') {
      if (this.#pre !== undefined) {
        if (language !== '') this.#pre = { language };
      } else if (closes) this.#endInline();
      else this.#inline = [];
    } else if (/^h[1-6]$/.test(tag)) {
      this.flush();
      this.#heading = closes ? 0 : Number(tag.slice(1));
    } else if (paragraphTags.has(tag)) {
      if (this.#pre !== undefined && tag === 'br') this.#add({ text: '\n', segments: [{ at: 0, start: 0 }] });
      else if (this.#pre === undefined) this.flush();
    }
  }

  #behind(tag: string, from: number): number {
    // A search of its own for each tag would be quadratic on a file of unclosed ones, so the first unclosed one ends the page.
    const text = this.#source.text;
    for (let at = text.indexOf('</', from); at !== -1; at = text.indexOf('</', at + 2)) {
      if (text.slice(at + 2, at + 2 + tag.length).toLowerCase() === tag) {
        const end = text.indexOf('>', at);
        return end === -1 ? text.length : end + 1;
      }
    }
    return text.length;
  }

  #add(part: SourceText): void {
    this.#parts.push(part);
    this.#inline?.push(part);
  }

  #endInline(): void {
    const parts = this.#inline;
    this.#inline = undefined;
    if (parts === undefined || parts.length === 0) return;
    const content = trimSource(joinSource(parts, ''));
    if (content.text !== '') this.blocks.push({ kind: 'inline-code', content, heading: this.#trail.path });
  }
}

function splitLines(source: SourceText): SourceText[] {
  const lines: SourceText[] = [];
  let from = 0;
  for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', from)) {
    lines.push(sliceSource(source, from, at > from && source.text[at - 1] === '\r' ? at - 1 : at));
    from = at + 1;
  }
  lines.push(sliceSource(source, from));
  return lines;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ', hellip: '…', mdash: '—', ndash: '–' };

function decodeEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(named, name) ? named[name] : undefined;
  const hex = name[1] === 'x' || name[1] === 'X';
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : undefined;
}
