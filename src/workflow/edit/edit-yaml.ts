import { Lexer } from 'yaml';
import { limits } from '../../base/index.ts';
import type { Node } from '../model.ts';
import { spanIn } from '../spans.ts';
import { parseYamlDocuments } from '../yaml.ts';
import { addName, insertItem, removeItem } from './edit-list.ts';
import { refused, removeKey, setKey, type Refused, type Sheet } from './edit-map.ts';
import { nodeAt } from './find.ts';
import { columnOf, lineEnd, lineStart, newlineAt } from './lines.ts';
import type { Operation } from './operation.ts';
import { intended, plainOf, samePlain } from './plain.ts';
import { Spliced, type Splice } from './splices.ts';

export type Edited = { readonly kind: 'edited'; readonly text: string; readonly splices: readonly Splice[] } | Refused;

/** Files longer than this are not edited: each operation reads the whole of them. */
const maxLength = 512 * 1024;

/**
 * Applies operations to a YAML file, one after the other, as splices: every other byte stays as it is. After each the file
 * is read again and must hold exactly what was meant, or the whole is refused with a reason. Files with anchors, aliases
 * or tags, keys that are written twice or several documents are refused before anything is tried. Never throws.
 */
export function editYaml(path: string, text: string, operations: readonly Operation[]): Edited {
  if (text.length > maxLength || text.length > limits.maxDocumentBytes) return refused('the file is too long to be edited');
  const shared = sharesValues(text);
  if (shared !== undefined) return refused(shared);
  const now = new Spliced(text);
  for (const operation of operations) {
    const before = readOne(path, now.text);
    if ('kind' in before && before.kind === 'refused') return before;
    const root = before as Node;
    const meant = intended(plainOf(root), operation);
    if (meant === undefined) return refused('there is no such place in the file');
    const current = now.text;
    const splices = splicesFor({ text: current, root, step: stepOf(current, root) }, operation);
    if (!Array.isArray(splices)) return splices as Refused;
    const made = splices as readonly Splice[];
    if (made.some((one) => hasTab(current, one))) return refused('the lines beside it hold tabs');
    for (const one of made.toSorted((a, b) => b.start - a.start || b.end - a.end)) now.splice(one);
    const after = readOne(path, now.text);
    if ('kind' in after && after.kind === 'refused') return refused('the file could not be read after the edit');
    if (!samePlain(meant, plainOf(after as Node))) return refused('the edit would have changed more than it should');
  }
  return { kind: 'edited', text: now.text, splices: now.splices };
}

function readOne(path: string, text: string): Node | Refused {
  const documents = parseYamlDocuments(path, text);
  const [first] = documents;
  if (documents.length > 1) return refused('the file holds more than one document');
  const problem = first?.problems[0];
  if (problem !== undefined) return refused(`the file was not read as a whole: ${problem.reason}`);
  return first?.node?.kind === 'map' ? first.node : refused('the file is no map of keys');
}

/** Why a change in one place would be a change in others. */
function sharesValues(text: string): string | undefined {
  let previous = '';
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer puts this mark before the text of a scalar.
    if (previous !== '\u001f') {
      if (/^&./.test(lexeme)) return `the file shares values by anchors (${lexeme.slice(0, 40)}): an edit in one place would change others`;
      if (/^\*./.test(lexeme)) return `the file shares values by aliases (${lexeme.slice(0, 40)}): an edit in one place would change others`;
      if (lexeme.startsWith('!')) return `the file has tags (${lexeme.slice(0, 40)}), which are not edited`;
    }
    previous = lexeme;
  }
  return undefined;
}

function splicesFor(sheet: Sheet, operation: Operation): readonly Splice[] | Refused {
  switch (operation.kind) {
    case 'set':
      return setKey(sheet, operation);
    case 'remove':
      return typeof operation.at.at(-1) === 'number' ? removeItem(sheet, operation.at) : removeKey(sheet, operation.at);
    case 'insert':
      return insertItem(sheet, operation);
    case 'add':
      return addName(sheet, operation);
    case 'splice':
      return spliceScalar(sheet, operation);
  }
}

/** Changes a part of a text; further lines are indented as the line is in which it begins. */
function spliceScalar({ text, root }: Sheet, operation: Operation & { readonly kind: 'splice' }): readonly Splice[] | Refused {
  const node = nodeAt(root, operation.at);
  if (node?.kind !== 'scalar') return refused('there is no text at that place');
  const { start, end } = spanIn(node.scalar, operation.from, operation.to);
  if (start < node.span.start || end > node.span.end) return refused('the text is written in a way that is not edited');
  const indent = /^ */.exec(text.slice(lineStart(text, start)))?.[0] ?? '';
  return [{ start, end, text: operation.text.replaceAll('\n', `${newlineAt(text, start)}${indent}`) }];
}

/** The width that nested keys are indented by, where a first one shows it. */
function stepOf(text: string, root: Node): number {
  if (root.kind !== 'map') return 2;
  for (const one of root.entries) {
    const [inner] = one.value.kind === 'map' && text[one.value.span.start] !== '{' ? one.value.entries : [];
    const width = inner === undefined ? 0 : columnOf(text, inner.key.span.start);
    if (width >= 1 && width <= 8) return width;
  }
  return 2;
}

function hasTab(text: string, { start, end }: Splice): boolean {
  return text.slice(lineStart(text, start), lineEnd(text, end)).includes('\t');
}
