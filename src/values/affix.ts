import { anyTest } from './chars.ts';
import { anyShape, concat, keyOf, lit, literalOf, show } from './build.ts';
import { byChoice } from './choice.ts';
import { afterLastSlash } from './folder.ts';
import { deriveFrom, isSlashless, mapEach } from './loop.ts';
import { findMark } from './mark.ts';
import { apartTokens } from './pair.ts';
import { affixEnd, type Size } from './run.ts';
import { parseShape } from './shape.ts';
import type { Hole, Piece, Text } from './text.ts';
import { crossingTokens, literalTokens, type Token } from './tokens.ts';

type Side = 'prefix' | 'suffix';

export interface StripOptions {
  /** `##` and `%%`: the longest match is taken. Default false. */
  readonly longest?: boolean;
}

/**
 * `${text#pattern}`: drops the shortest (or longest) prefix that the pattern matches. Wildcards of the pattern match
 * `/` too. Exact wherever the pieces decide it; else a derived unknown, the same one for the same text and pattern.
 */
export function stripPrefix(text: Text, pattern: Text, options: StripOptions = {}): Text {
  return strip(text, pattern, 'prefix', options.longest === true ? 'longest' : 'shortest');
}

/** `${text%pattern}`: the same at the end. */
export function stripSuffix(text: Text, pattern: Text, options: StripOptions = {}): Text {
  return strip(text, pattern, 'suffix', options.longest === true ? 'longest' : 'shortest');
}

/** What a strip is asked to do, read once. */
interface Job {
  readonly side: Side;
  readonly size: Size;
  readonly pattern: Text;
  readonly tokens: readonly Token[];
  /** The string, when the pattern is one. */
  readonly literal: string | undefined;
  /** The literal of `*x` (prefix) or `x*` (suffix). */
  readonly mark: string | undefined;
  readonly how: string;
}

function strip(text: Text, pattern: Text, side: Side, size: Size): Text {
  return byChoice(pattern, (one) => {
    const tokens = crossingTokens(one);
    const literal = literalTokens(tokens);
    if (literal === '') return text;
    const wild = tokens.some((token) => token.kind === 'many');
    const job: Job = {
      side,
      size,
      pattern: one,
      tokens,
      literal,
      mark: markOf(tokens, side),
      how: `strip-${side}${size === 'longest' && wild ? '-longest' : ''}`,
    };
    return byChoice(text, (value) => stripOne(value, job));
  });
}

/**
 * A prefix that ends inside the leading literal: the shortest match is then certain, and the longest too when the
 * pattern ends with `/` and nothing behind the literal can hold one (`${GITHUB_REF##refs/*\/}`).
 */
function insideLead(text: Text, job: Job): Text | undefined {
  const lead = text[0];
  if (job.side !== 'prefix' || lead?.kind !== 'lit' || job.tokens.some((token) => token.kind === 'hole')) return undefined;
  const end = affixEnd(lead.text, job.tokens, 'prefix', job.size);
  if (typeof end !== 'number') return undefined;
  const last = job.tokens.at(-1);
  if (job.size === 'longest' && !(last?.kind === 'text' && last.text.endsWith('/') && isSlashless(text.slice(1)))) return undefined;
  return concat(lit(lead.text.slice(end)), text.slice(1));
}

function markOf(tokens: readonly Token[], side: Side): string | undefined {
  const [star, mark] = side === 'prefix' ? [tokens[0], tokens[1]] : [tokens[1], tokens[0]];
  return tokens.length === 2 && star?.kind === 'many' && star.test === anyTest && mark?.kind === 'text' ? mark.text : undefined;
}

function stripOne(text: Text, job: Job): Text {
  return decided(text, job) ?? unknownRest(text, job);
}

/** The result where the pieces decide it. */
function decided(text: Text, job: Job): Text | undefined {
  if (text.length === 0) return text;
  const value = literalOf(text);
  if (value !== undefined && !job.tokens.some((token) => token.kind === 'hole')) {
    const end = affixEnd(value, job.tokens, job.side, job.size);
    if (end === 'gave-up') return undefined;
    if (end === undefined) return text;
    return lit(job.side === 'prefix' ? value.slice(end) : value.slice(0, end));
  }
  const led = insideLead(text, job);
  if (led !== undefined) return led;
  if (job.tokens.length === 1 && job.tokens[0]!.kind === 'many') return job.size === 'longest' ? [] : text;
  const consumed = consume(text, job);
  if (consumed.kind === 'rest') return consumed.text;
  if (consumed.kind === 'mismatch') return text;
  if (job.mark !== undefined) {
    const cut = cutAtMark(text, job, job.mark);
    if (cut !== undefined) return cut;
  }
  const only = text.length === 1 ? text[0]! : undefined;
  if (only?.kind === 'hole' && only.each !== undefined) {
    return concat([mapEach(only, nameOf(job), (name) => stripOne(name, job), { injective: surelyStrips(only.each.include, job) })]);
  }
  const whole = crossingTokens(text);
  const rest: Token = { kind: 'many', test: anyTest };
  return apartTokens(whole, job.side === 'prefix' ? [...job.tokens, rest] : [rest, ...job.tokens]) ? text : undefined;
}

/** True when every name is written with the affix: then no two of them have the same image. */
function surelyStrips(names: readonly Text[], job: Job): boolean {
  return job.literal !== undefined && names.every((name) => consume(name, job).kind === 'rest');
}

function cutAtMark(text: Text, job: Job, mark: string): Text | undefined {
  if (mark === '/' && job.side === 'prefix' && job.size === 'longest') return afterLastSlash(text, nameOf(job));
  const wanted = (job.side === 'prefix') === (job.size === 'longest') ? 'last' : 'first';
  const found = findMark(text, mark, wanted);
  if (found.kind === 'none') return text;
  if (found.kind === 'open') return undefined;
  const piece = text[found.piece]!;
  if (piece.kind !== 'lit') return undefined;
  return job.side === 'prefix'
    ? concat(lit(piece.text.slice(found.offset + mark.length)), text.slice(found.piece + 1))
    : concat(text.slice(0, found.piece), lit(piece.text.slice(0, found.offset)));
}

type Consumed = { readonly kind: 'rest'; readonly text: Text } | { readonly kind: 'mismatch' } | { readonly kind: 'open' };

/** Takes a pattern without wildcards from one end of a text, piece by piece: equal unknowns go together. */
function consume(text: Text, job: Job): Consumed {
  if (job.tokens.some((token) => token.kind !== 'text' && token.kind !== 'hole')) return { kind: 'open' };
  const front = job.side === 'prefix';
  const left: Piece[] = front ? [...text] : text.toReversed();
  const wanted: Piece[] = front ? [...job.pattern] : job.pattern.toReversed();
  while (wanted.length > 0) {
    const want = wanted[0]!;
    const have = left[0];
    if (have === undefined) return want.kind === 'lit' || wanted.some((piece) => piece.kind === 'lit') ? { kind: 'mismatch' } : { kind: 'open' };
    if (want.kind === 'hole' && have.kind === 'hole' && want.each === undefined && want.id === have.id) {
      wanted.shift();
      left.shift();
    } else if (want.kind === 'lit' && have.kind === 'lit') {
      const size = Math.min(want.text.length, have.text.length);
      const [a, b] = front ? [want.text.slice(0, size), have.text.slice(0, size)] : [want.text.slice(-size), have.text.slice(-size)];
      if (a !== b) return { kind: 'mismatch' };
      shorten(wanted, want.text, size, front);
      shorten(left, have.text, size, front);
    } else if (want.kind === 'lit' && wanted.length === 1 && have.kind === 'hole') {
      const rest = fromUnknown(have, want.text, job);
      if (rest === undefined) return { kind: 'open' };
      left.splice(0, 1, ...(front ? rest : rest.toReversed()));
      wanted.shift();
    } else return { kind: 'open' };
  }
  return { kind: 'rest', text: concat(front ? left : left.toReversed()) };
}

function shorten(pieces: Piece[], text: string, size: number, front: boolean): void {
  if (text.length === size) pieces.shift();
  else pieces[0] = { kind: 'lit', text: front ? text.slice(size) : text.slice(0, -size) };
}

/** What is left of an unknown that surely has this literal affix: by its shape, or because all names of its set have it. */
function fromUnknown(piece: Hole, affix: string, job: Job): Text | undefined {
  const inner: Job = { ...job, pattern: lit(affix), tokens: [{ kind: 'text', text: affix }], literal: affix };
  if (piece.each !== undefined) {
    if (!surelyStrips(piece.each.include, inner)) return undefined;
    return [mapEach(piece, nameOf(inner), (name) => stripOne(name, inner), { injective: true })];
  }
  const shape = shapeWithout(piece.shape, affix, job.side);
  const made = shape === undefined ? undefined : deriveFrom(job.how, [piece], [inner.pattern], { label: labelOf([piece], inner), shape })[0];
  if (made?.kind !== 'hole') return undefined;
  return [{ ...made, stripped: { whole: piece, ...(job.side === 'prefix' ? { prefix: affix } : { suffix: affix }) } }];
}

/** The shape without a literal that it is written with; undefined when the text of the shape does not show it. */
function shapeWithout(shape: string | undefined, affix: string, side: Side): string | undefined {
  if (shape === undefined || shape.includes('|') || parseShape(shape) === undefined) return undefined;
  const written = affix.replaceAll(/[\\^$.*+?()[\]{}]/g, '\\$&');
  if (side === 'prefix') {
    const rest = shape.slice(written.length);
    return shape.startsWith(written) && !/^[*+?{]/.test(rest) ? rest : undefined;
  }
  // At the end the literal must not be the inside of a class, a group or a count.
  const rest = shape.slice(0, shape.length - written.length);
  return shape.endsWith(written) && !/[\])}]/.test(affix) && !rest.endsWith('\\') ? rest : undefined;
}

function nameOf(job: Job): string {
  return `${job.how} ${keyOf(job.pattern)}`;
}

function labelOf(text: Text, job: Job): string {
  const only = text.length === 1 ? text[0]! : undefined;
  // A version is a tag without its v; elsewhere the name of what is cut stays the best name for people.
  if (only?.kind === 'hole') return only.label === 'tag' && show(job.pattern) === 'v' ? 'version' : only.label;
  return `${job.how} ${show(job.pattern)}(${show(text)})`;
}

function unknownRest(text: Text, job: Job): Text {
  return deriveFrom(job.how, text, [job.pattern], { label: labelOf(text, job), ...(isSlashless(text) ? {} : { shape: anyShape }) });
}
