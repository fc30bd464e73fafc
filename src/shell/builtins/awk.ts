import { concat, derive, emptyText, keyOf, lit, literalOf, show, type Text } from '../../values/index.ts';
import { fields } from '../read.ts';
import { brief, chomp, line } from '../output.ts';
import { rowsOf, surelyLacks, textOfRows } from '../rows.ts';
import { matchesText } from '../pattern.ts';
import { toPatterns } from '../regex.ts';
import { lastValue, readOptions } from './options.ts';
import { affordable, give, sourceText } from './source.ts';
import type { Builtin } from './index.ts';

/** `awk '{print $2}'`, also with a pattern or a line number in front; anything else is a derived unknown. */
export const awk: Builtin = (m, call) => {
  const options = readOptions(call.words, ['F', 'v', 'f', 'field-separator']);
  const program = options.operands[0];
  if (program === undefined || options.flags.has('f')) return undefined;
  const text = sourceText(m, options.operands.slice(1));
  if (text === undefined) return undefined;
  const separator = lastValue(options, 'F', 'field-separator');
  const variables = (options.values.get('v') ?? []).map(keyOf).join(' ');
  const how = `awk ${separator === undefined ? '' : `-F${show(separator)} `}${variables}${show(program)}`;
  const result = affordable(m, text) ? printedFields(text, literalOf(program), separator === undefined ? undefined : literalOf(separator)) : undefined;
  return give(m, result ?? line(derive(how, chomp(text), { label: `${how.slice(0, 40)} of ${brief(text)}` })));
};

function printedFields(text: Text, program: string | undefined, separator: string | undefined): Text | undefined {
  const found =
    /^\s*(?:\/((?:[^/\\]|\\.)*)\/|NR\s*==\s*(\d+))?\s*\{\s*print\s+(\$(?:\d+|NF)(?:\s*,?\s*(?:\$(?:\d+|NF)|"[^"\\]*"))*)\s*;?\s*(?:exit)?\s*;?\s*\}\s*$/.exec(
      program ?? '',
    );
  if (found === null || /\bexit\b/.test(program ?? '')) return undefined;
  if (separator !== undefined && (separator.length !== 1 || '|\\.[]()*+?^$'.includes(separator)) && separator !== '.' && separator !== '|') return undefined;
  const patterns = found[1] === undefined ? undefined : toPatterns(found[1], 'extended');
  if (found[1] !== undefined && patterns === undefined) return undefined;
  const out: Text[] = [];
  for (const [i, row] of rowsOf(text).entries()) {
    if (found[2] !== undefined && Number(found[2]) !== i + 1) continue;
    if (patterns !== undefined) {
      const answers = patterns.map((pattern) => matchesText(row, pattern));
      if (!answers.includes(true)) {
        if (answers.includes('unknown')) return undefined;
        continue;
      }
    }
    const value = rowFields(row, found[3]!, separator);
    if (value === undefined) return undefined;
    out.push(value);
  }
  return textOfRows(out);
}

function rowFields(row: Text, list: string, separator: string | undefined): Text | undefined {
  // An unknown that is the whole line may be several fields; beside others it is taken to be one.
  const unsure = row.some((piece) => piece.kind !== 'lit' && !surelyLacks(piece, separator ?? ' ') && (row.length === 1 || separator !== undefined));
  if (unsure) return undefined;
  const parts = fields(row, separator ?? undefined);
  const out: Text[] = [];
  for (const token of list.matchAll(/\$(\d+|NF)|"([^"\\]*)"|,/g)) {
    if (token[0] === ',') out.push(lit(' '));
    else if (token[2] !== undefined) out.push(lit(token[2]));
    else if (token[1] === '0') out.push(row);
    else out.push((token[1] === 'NF' ? parts.at(-1) : parts[Number(token[1]) - 1]) ?? emptyText);
  }
  return concat(...out);
}
