import { alternatives, concat, emptyText, literalOf, sameText, trim, type Alt, type Text } from '../values/index.ts';

export interface NamedValue {
  readonly name: string;
  readonly value: Text;
}

/** The name under which `parseWorkflowCommands` gives a folder that `::add-path::` adds. */
export const addedPath = '::add-path';

/**
 * Reads what a script wrote to `$GITHUB_OUTPUT` or `$GITHUB_ENV`: `name=value` lines and `name<<DELIMITER` blocks
 * (GitHub's "Workflow commands", environment files), and the older `::set-output name=x::v`, `::set-env`, `::add-path::`.
 * Lines whose name is not known are left out.
 */
export function parseWorkflowCommands(content: Text): readonly NamedValue[] {
  return read(content, { left: maxChoices });
}

const maxChoices = 64;

/** Lines inside a choice are read option by option; a name that one option lacks is empty there. */
function read(content: Text, state: { left: number }): readonly NamedValue[] {
  const choice = content.find(
    (piece): piece is Alt =>
      piece.kind === 'alt' && piece.options.some((option) => option.some((p) => p.kind === 'alt' || (p.kind === 'lit' && p.text.includes('\n')))),
  );
  if (choice === undefined || --state.left < 0) return readRows(content);
  const options = choice.options.map((_, i) =>
    read(
      concat(
        ...content.map((piece): Text =>
          piece.kind === 'alt' && piece.key === choice.key && piece.options.length === choice.options.length ? piece.options[i]! : [piece],
        ),
      ),
      state,
    ),
  );
  const names = [...new Set(options.flatMap((values) => values.map((value) => value.name)))];
  return names.map((name) => ({
    name,
    value: alternatives(
      choice.key,
      options.map((values) => values.findLast((value) => value.name === name)?.value ?? emptyText),
    ),
  }));
}

function readRows(content: Text): readonly NamedValue[] {
  const out: NamedValue[] = [];
  const rows = rowsOf(content);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const older = olderCommand(row);
    if (older !== undefined) {
      out.push(older);
      continue;
    }
    const first = row[0];
    if (first?.kind !== 'lit') continue;
    const block = openingOf(row);
    if (block !== undefined) {
      const end = endOfBlock(rows, i + 1, block.delimiter);
      out.push({ name: block.name, value: joinRows(rows.slice(i + 1, end)) });
      i = end;
      continue;
    }
    const at = first.text.indexOf('=');
    if (at <= 0) continue;
    out.push({ name: first.text.slice(0, at).trim(), value: concat([{ kind: 'lit', text: first.text.slice(at + 1) }], row.slice(1)) });
  }
  return out;
}

/**
 * The end that a `name<<DELIMITER` block waits for after a text, or undefined when none is open. `before` is what a
 * block opened earlier waits for.
 */
export function openDelimiter(content: Text, before?: Text): Text | undefined {
  let open = before;
  for (const row of rowsOf(content)) {
    if (open === undefined) open = openingOf(row)?.delimiter;
    else if (sameText(trim(row), trim(open))) open = undefined;
  }
  return open;
}

/** `name<<DELIMITER`. */
function openingOf(row: Text): { readonly name: string; readonly delimiter: Text } | undefined {
  const first = row[0];
  const found = first?.kind === 'lit' ? /^([^=\n]*?)<<(.*)$/s.exec(first.text) : null;
  if (found === null || found[1]!.trim() === '') return undefined;
  const delimiter = concat([{ kind: 'lit', text: found[2]! }], row.slice(1));
  return delimiter.length === 0 || literalOf(delimiter) === '' ? undefined : { name: found[1]!.trim(), delimiter };
}

/** The row that closes a block, or the end: a block that is not closed takes all that follows. */
function endOfBlock(rows: readonly Text[], from: number, delimiter: Text): number {
  const wanted = trim(delimiter);
  for (let i = from; i < rows.length; i++) if (sameText(trim(rows[i]!), wanted)) return i;
  return rows.length;
}

function joinRows(rows: readonly Text[]): Text {
  return concat(...rows.flatMap((row, i) => (i === 0 ? [row] : [[{ kind: 'lit', text: '\n' } as const], row])));
}

function rowsOf(content: Text): readonly Text[] {
  const rows: Text[] = [];
  let current: Text[] = [];
  for (const piece of content) {
    if (piece.kind !== 'lit') {
      current.push([piece]);
      continue;
    }
    piece.text.split(/\r?\n/).forEach((run, i) => {
      if (i > 0) {
        rows.push(concat(...current));
        current = [];
      }
      if (run !== '') current.push([{ kind: 'lit', text: run }]);
    });
  }
  rows.push(concat(...current));
  return rows;
}

function olderCommand(row: Text): NamedValue | undefined {
  const first = row[0];
  if (first?.kind !== 'lit') return undefined;
  const named = /^\s*::(?:set-output|set-env)\s+name=([^:,\s]+)::(.*)$/s.exec(first.text);
  if (named !== null) return { name: named[1]!, value: concat([{ kind: 'lit', text: named[2]! }], row.slice(1)) };
  const path = /^\s*::add-path::(.*)$/s.exec(first.text);
  if (path === null) return undefined;
  const value = concat([{ kind: 'lit', text: path[1]! }], row.slice(1));
  return literalOf(value) === '' ? { name: addedPath, value: emptyText } : { name: addedPath, value };
}
