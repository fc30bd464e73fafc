import { concat, type Text } from '../../values/index.ts';
import { yes } from '../condition.ts';
import { outcome, type Machine, type Outcome } from '../machine.ts';
import { contentOf } from './print.ts';

/** The text that a filter reads: its files, or standard input. Undefined when it is not known what is in them. */
export function sourceText(m: Machine, files: readonly Text[]): Text | undefined {
  if (files.length === 0) return m.io.stdin;
  const texts: Text[] = [];
  for (const file of files) {
    const text = contentOf(m, file);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return concat(...texts);
}

/** Prints the result of a text function. */
export function give(m: Machine, text: Text): Outcome {
  m.io.out.add(text);
  return outcome(yes);
}

/** Bounds on what text functions work through. */
export const maxRows = 2_000;

/** Charges for the size of a text; false when it is too large to look at closely. */
export function affordable(m: Machine, text: Text): boolean {
  let size = 0;
  for (const piece of text) size += piece.kind === 'lit' ? piece.text.length : 8;
  m.charge(size);
  return size <= 128 * 1024;
}
