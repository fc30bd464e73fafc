import type { Word, WordPart } from 'unbash';
import { limits } from '../base/index.ts';
import { concat, derive, emptyText, join, lit, literalOf, nameSet, parseGlob, type Piece, type Text } from '../values/index.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { FieldBuilder, type Field } from './fields.ts';
import type { Machine } from './machine.ts';
import { expandParameter, expandSimple, type Expanded } from './parameters.ts';
import { parseScript } from './parse.ts';
import { onlyPlaceholder, stretches, unmask } from './placeholder.ts';
import { glue } from './state.ts';
import { substitute, substituteProcess } from './substitution.ts';

/** How a word is read: as arguments (split, wildcards), as one value, or as a pattern. */
export type Reading = 'value' | 'pattern';

/** Expands words to arguments: parameters, commands, arithmetic, splitting, wildcards. */
export function expandWords(m: Machine, words: readonly Word[]): readonly Field[] {
  const out: Field[] = [];
  for (const word of words) for (const field of expandWord(m, word)) out.push(field);
  return out;
}

/** Expands one word to its arguments. */
export function expandWord(m: Machine, word: Word): readonly Field[] {
  const parts = word.parts;
  if (parts === undefined && !word.text.includes('_G') && !word.text.startsWith('~')) return [{ text: lit(word.value), loose: false }];
  if (parts?.some((part) => part.type === 'BraceExpansion') === true) {
    const expanded = expandBraces(word.text);
    if (expanded !== undefined) return expanded.flatMap((text) => rereadWord(m, text));
  }
  const chosen = globChoices(word);
  if (chosen !== undefined) return chosen.flatMap((text) => rereadWord(m, text));
  const negated = negatedGlob(m, word);
  if (negated !== undefined) return [{ text: negated, loose: false }];
  const fields = new FieldBuilder({ ifs: ifsOf(m, word), globstar: m.scope.settings.globstar });
  if (parts === undefined) addLiteral(m, fields, word.value, word.text.startsWith('~') ? 'start' : 'inside');
  else parts.forEach((part, i) => addPart(m, fields, part, i === 0 ? 'start' : 'inside'));
  return fields.finish();
}

/** `IFS` when the script has set it to something known. */
function ifsOf(m: Machine, word: Word): string | undefined {
  return m.scope.has('IFS') ? literalOf(m.variable('IFS', word)) : undefined;
}

function rereadWord(m: Machine, text: string): readonly Field[] {
  return wordsOfSource(text).flatMap((word) => expandWord(m, word));
}

/** Parses a stretch of source as words of a command line. */
export function wordsOfSource(text: string): readonly Word[] {
  const first = parseScript(`_ ${text}`).commands[0]?.command;
  if (first?.type !== 'Command') return [];
  return first.suffix.filter((part): part is Word => part.type === 'Word');
}

function addLiteral(m: Machine, fields: FieldBuilder, value: string, place: 'start' | 'inside'): void {
  for (const part of stretches(value, m.source.placeholders)) {
    if (!part.placeholder) {
      fields.add(place === 'start' ? tilde(m, part.text) : part.text);
      continue;
    }
    const known = literalOf(part.text);
    if (known !== undefined && /["'\\]/.test(known) && !known.includes('_G')) {
      const words = wordsOfSource(known);
      words.forEach((word, i) => {
        if (i > 0) fields.end();
        for (const field of expandWord(m, word)) fields.add(field.text);
      });
    } else fields.addUnquoted(part.text);
  }
}

function tilde(m: Machine, text: Text): Text {
  const first = text[0];
  if (first?.kind !== 'lit' || !/^~(\/|$)/.test(first.text)) return text;
  const home = m.variable('HOME', { pos: 0, end: 0 });
  return concat(home, lit(first.text.slice(1)), text.slice(1));
}

function addPart(m: Machine, fields: FieldBuilder, part: WordPart, place: 'start' | 'inside'): void {
  switch (part.type) {
    case 'Literal':
      addLiteral(m, fields, part.value, part.text.startsWith('~') ? place : 'inside');
      return;
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      fields.add(unmask(part.value, m.source.placeholders));
      return;
    case 'Glob':
      fields.add([wildOf(m, part.value)]);
      return;
    case 'ExtendedGlob':
      fields.add(extendedGlob(m, part.operator, part.pattern));
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      addQuoted(m, fields, part.parts);
      return;
    case 'ProcessSubstitution':
      fields.add(substituteProcess(m, part));
      return;
    case 'BraceExpansion':
      // Only those that give too many words arrive here.
      fields.addUnquoted(derive('braces', unmask(part.text, m.source.placeholders), { label: part.text }));
      return;
    default: {
      const value = expandPart(m, part);
      if (value.kind === 'text') fields.addUnquoted(value.text);
      else {
        value.items.forEach((item, i) => {
          if (i > 0) fields.end();
          fields.addUnquoted(item);
        });
      }
    }
  }
}

/** Expansions inside double quotes join; a list makes one word per item. */
function addQuoted(m: Machine, fields: FieldBuilder, parts: readonly WordPart[]): void {
  const lists = parts.length === 1 && isList(parts[0]!);
  if (!lists) fields.add(emptyText);
  for (const part of parts) {
    if (part.type === 'Literal') {
      fields.add(unmask(part.value, m.source.placeholders));
      continue;
    }
    const value = expandPart(m, part);
    if (value.kind === 'text') fields.add(value.text);
    else {
      value.items.forEach((item, i) => {
        if (i > 0) fields.end();
        fields.add(item);
      });
    }
  }
}

/** `"$@"` and `"${a[@]}"` give no word at all when they are empty. */
function isList(part: WordPart): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$@';
  return part.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.text === '@');
}

function expandPart(m: Machine, part: WordPart): Expanded {
  switch (part.type) {
    case 'SimpleExpansion':
      return expandSimple(m, part);
    case 'ParameterExpansion':
      return expandParameter(m, part);
    case 'CommandExpansion':
      return { kind: 'text', text: substitute(m, part) };
    case 'ArithmeticExpansion':
      return { kind: 'text', text: evaluateArithmetic(m, part.expression, part.text) };
    default:
      return { kind: 'text', text: valueOfPart(m, part, 'value') };
  }
}

/** Expands a word to one value: no splitting, and wildcards are either literal or, in a pattern, wildcards that cross `/`. */
export function expandValue(m: Machine, word: Word, reading: Reading = 'value'): Text {
  const parts = word.parts;
  if (parts === undefined) {
    if (!word.text.includes('_G') && !word.text.startsWith('~')) return lit(word.value);
    const text = unmask(word.value, m.source.placeholders);
    return word.text.startsWith('~') ? tilde(m, text) : text;
  }
  return glue(
    ...parts.map((part, i) =>
      i === 0 && part.type === 'Literal' && part.text.startsWith('~') ? tilde(m, unmask(part.value, m.source.placeholders)) : valueOfPart(m, part, reading),
    ),
  );
}

function valueOfPart(m: Machine, part: WordPart, reading: Reading): Text {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return unmask(part.value, m.source.placeholders);
    case 'Glob':
      return reading === 'pattern' ? [crossing(part.value)] : lit(part.value);
    case 'ExtendedGlob':
      return reading === 'pattern' ? extendedGlob(m, part.operator, part.pattern) : unmask(part.text, m.source.placeholders);
    case 'BraceExpansion':
      return unmask(part.text, m.source.placeholders);
    case 'DoubleQuoted':
    case 'LocaleString':
      return glue(...part.parts.map((inner) => (inner.type === 'Literal' ? unmask(inner.value, m.source.placeholders) : flat(expandPart(m, inner)))));
    case 'ProcessSubstitution':
      return substituteProcess(m, part);
    default: {
      const text = flat(expandPart(m, part));
      return reading === 'pattern' ? concat(...parseGlob(text, { braces: false, crossing: true })) : text;
    }
  }
}

function flat(value: Expanded): Text {
  return value.kind === 'text' ? value.text : join(value.items, ' ');
}

/** The text of a here-document's parts. */
export function expandParts(m: Machine, parts: readonly WordPart[]): Text {
  return glue(...parts.map((part) => valueOfPart(m, part, 'value')));
}

function wildOf(m: Machine, source: string): Piece {
  if (source.startsWith('**')) return { kind: 'wild', glob: m.scope.settings.globstar ? '**' : '*' };
  return { kind: 'wild', glob: source };
}

function crossing(source: string): Piece {
  if (source.startsWith('*')) return { kind: 'wild', glob: '***' };
  return source === '?' ? { kind: 'wild', glob: '???' } : { kind: 'wild', glob: source };
}

/** What the remaining extended patterns stand for is not known exactly. */
function extendedGlob(m: Machine, operator: string, pattern: string): Text {
  return derive(`glob:${operator}`, unmask(pattern, m.source.placeholders), { label: `${operator}(${pattern})` });
}

/** `@(a|b)` and `?(a)` stand for several patterns: the word's source once for each, or undefined when there is none. */
function globChoices(word: Word): readonly string[] | undefined {
  const part = word.parts?.find((p) => p.type === 'ExtendedGlob' && (p.operator === '@' || p.operator === '?') && !/[()$`]/.test(p.pattern));
  if (part?.type !== 'ExtendedGlob') return undefined;
  const from = part.pos - word.pos;
  const to = part.end - word.pos;
  if (word.text.slice(from, to) !== part.text) return undefined;
  const options = part.pattern.split('|');
  if (part.operator === '?') options.push('');
  return options.slice(0, limits.maxAlternatives).map((option) => word.text.slice(0, from) + option + word.text.slice(to));
}

/** Expands a word to the patterns it stands for, as `case` and `[[ ]]` match them: wildcards cross `/`. */
export function expandPatterns(m: Machine, word: Word): readonly Text[] {
  const chosen = globChoices(word);
  if (chosen === undefined) return [expandValue(m, word, 'pattern')];
  return chosen.flatMap((text) => wordsOfSource(text)).flatMap((one) => (one.text === word.text ? [] : expandPatterns(m, one)));
}

/** `!(a|b)` inside a path: every name but those, as one unknown that is each of them. */
function negatedGlob(m: Machine, word: Word): Text | undefined {
  const parts = word.parts;
  if (parts === undefined) return undefined;
  const negations = parts.filter((part) => part.type === 'ExtendedGlob' && part.operator === '!');
  const only = negations[0];
  if (negations.length !== 1 || only?.type !== 'ExtendedGlob' || /[()$`"'\\]/.test(only.pattern)) return undefined;
  const simple = parts.every((part) => part === only || part.type === 'Literal' || part.type === 'Glob');
  if (!simple || onlyPlaceholder(only.pattern, m.source.placeholders) !== undefined) return undefined;
  const around = (middle: Text): Text =>
    concat(
      ...parts.map((part): Text =>
        part === only
          ? middle
          : part.type === 'Glob'
            ? [wildOf(m, part.value)]
            : part.type === 'Literal'
              ? unmask(part.value, m.source.placeholders)
              : emptyText,
      ),
    );
  const excluded = only.pattern.split('|').flatMap((option) => parseGlob(lit(option), { braces: false }));
  return m.listOf(nameSet([around([{ kind: 'wild', glob: '*' }])], excluded.map(around)), word, word.text);
}
