import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { entry, interpolate, parseYaml, scalarOf, spanIn } from '../../src/workflow/index.ts';
import type { Scalar } from '../../src/workflow/index.ts';

function read(text: string, key = 'run'): Scalar {
  const scalar = scalarOf(entry(parseYaml('f.yml', text).node, key));
  assert.ok(scalar !== undefined, text);
  return scalar;
}

function pointed(text: string, scalar: Scalar, piece: string): { text: string; line: number; column: number } {
  const at = scalar.value.indexOf(piece);
  assert.notEqual(at, -1, `${piece} in ${JSON.stringify(scalar.value)}`);
  const span = spanIn(scalar, at, at + piece.length);
  return { text: text.slice(span.start, span.end), line: span.line, column: span.column };
}

const rows: readonly { what: string; text: string; piece: string; span: string; line: number; column: number }[] = [
  { what: 'a plain value', text: 'a: 1\nrun: make all\n', piece: 'all', span: 'all', line: 2, column: 11 },
  { what: 'a plain value over lines', text: 'run: make\n  all  \n  now\n', piece: 'now', span: 'now', line: 3, column: 3 },
  { what: 'a piece that crosses a folded line', text: 'run: make\n  all\n', piece: 'make all', span: 'make\n  all', line: 1, column: 6 },
  { what: 'single quotes', text: "run: 'it''s  here'\n", piece: 'here', span: 'here', line: 1, column: 14 },
  { what: 'a doubled quote', text: "run: 'it''s here'\n", piece: "'", span: "''", line: 1, column: 9 },
  { what: 'single quotes over lines', text: "run: 'one\n\n  two'\n", piece: 'two', span: 'two', line: 3, column: 3 },
  { what: 'double quotes', text: 'run: "make all"\n', piece: 'all', span: 'all', line: 1, column: 12 },
  { what: 'after an escape', text: 'run: "a\\tb\\u00e9 all"\n', piece: 'all', span: 'all', line: 1, column: 18 },
  { what: 'an escape itself', text: 'run: "a\\tb\\u00e9 all"\n', piece: 'é', span: '\\u00e9', line: 1, column: 11 },
  { what: 'an escaped line break', text: 'run: "one \\\n   two"\n', piece: 'two', span: 'two', line: 2, column: 4 },
  { what: 'a literal block', text: 'run: |\n  one\n\n    two\n  three\n', piece: 'two', span: 'two', line: 4, column: 5 },
  { what: 'a literal block over lines', text: 'run: |\n  one\n  two\n', piece: 'one\ntwo', span: 'one\n  two', line: 2, column: 3 },
  { what: 'a literal block with CRLF', text: 'run: |\r\n  one\r\n  two\r\n', piece: 'two', span: 'two', line: 3, column: 3 },
  { what: 'a literal block with its own indentation', text: 'run: |2-\n    one\n  two\n', piece: '  one', span: '  one', line: 2, column: 3 },
  { what: 'a literal block with a comment at its head', text: 'run: | # why\n  one\n  two\n', piece: 'two', span: 'two', line: 3, column: 3 },
  { what: 'a literal block that keeps its end', text: 'run: |+\n  one\n\n\nb: 1\n', piece: 'one', span: 'one', line: 2, column: 3 },
  { what: 'a folded block', text: 'run: >\n  one\n  two\n\n  three\n', piece: 'three', span: 'three', line: 5, column: 3 },
  { what: 'a folded line', text: 'run: >-\n  one\n  two\n', piece: 'two', span: 'two', line: 3, column: 3 },
  { what: 'a line of a folded block that is indented more', text: 'run: >\n  one\n    two\n  three\n', piece: '  two', span: '  two', line: 3, column: 3 },
  { what: 'after a line that is indented more', text: 'run: >\n  one\n    two\n  three\n', piece: 'three', span: 'three', line: 4, column: 3 },
  { what: 'a script with no-break spaces', text: 'run: |\n  a\u00a0b\n  two\n', piece: 'two', span: 'two', line: 3, column: 3 },
];

for (const row of rows) {
  test(`spanIn: ${row.what}`, () => {
    assert.deepEqual(pointed(row.text, read(row.text), row.piece), { text: row.span, line: row.line, column: row.column });
  });
}

test('lineStarts gives the file offset of every line of the value', () => {
  const text = 'a: 1\nrun: |\n  one\n\n    two\n';
  const scalar = read(text);
  assert.deepEqual(
    scalar.value
      .split('\n')
      .slice(0, 3)
      .map((line, i) => text.slice(scalar.lineStarts?.[i]).startsWith(line)),
    [true, true, true],
  );
  assert.equal(scalar.lineStarts?.length, 3);
});

test('an expression of a script is pointed at', () => {
  const text = 'run: |\n  echo one\n  echo ${{ github.sha }} two\n';
  const scalar = read(text);
  const found = interpolate(scalar).find((one) => one.kind === 'expression');
  assert.ok(found !== undefined);
  const span = spanIn(scalar, found.start, found.end);
  assert.equal(text.slice(span.start, span.end), '${{ github.sha }}');
  assert.equal(span.line, 3);
});

test('a scalar that stands in no file gives its own span', () => {
  const span = { file: 'x', start: 3, end: 9, line: 1, column: 4, endLine: 1 };
  assert.deepEqual(spanIn({ value: 'abc', type: 'string', span }, 1, 2), span);
});

const line = fc.stringMatching(/^[ a-z0-9$"'{}#:\t-]{0,20}$/).map((text) => text.replace(/^\s+/, ''));
const script = fc.array(fc.oneof(line, fc.constant('')), { minLength: 1, maxLength: 8 }).filter((lines) => lines.some((one) => one !== '') && lines[0] !== '');

for (const newline of ['\n', '\r\n']) {
  test(`every piece of a literal block is byte-equal to its span, lines ending in ${JSON.stringify(newline)}`, () => {
    fc.assert(
      fc.property(script, fc.nat(), fc.nat(), (lines, a, b) => {
        const text = ['jobs:', '  run: |', ...lines.map((one) => (one === '' ? '' : `      ${one}`)), '  end: 1', ''].join(newline);
        const scalar = scalarOf(entry(entry(parseYaml('f.yml', text).node, 'jobs'), 'run'));
        assert.ok(scalar !== undefined);
        const from = a % (scalar.value.length + 1);
        const to = from + (b % (scalar.value.length - from + 1));
        const span = spanIn(scalar, from, to);
        const piece = scalar.value.slice(from, to);
        const written = text.slice(span.start, span.end);
        if (!piece.includes('\n')) assert.equal(written, piece);
        // Between lines the file has indentation and carriage returns that the value has not.
        assert.equal(written.replaceAll('\r\n', '\n').replaceAll('\n      ', '\n'), piece);
        if (from < scalar.value.length) assert.equal(span.line, scalar.value.slice(0, from).split('\n').length + 2);
      }),
      { numRuns: 300 },
    );
  });
}

test('in any style a piece without breaks and escapes is found as it is written', () => {
  const word = fc.stringMatching(/^[a-z]{1,6}$/);
  const styles = ['>-', '>', '|', '"', "'", ''];
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...styles),
      fc.array(fc.constantFrom(' ', '\n   ', '\n\n   '), { minLength: 6, maxLength: 6 }),
      (words, style, joints) => {
        const unique = words.map((one, i) => `${one}${i}`);
        const body = unique.map((one, i) => `${i === 0 ? '' : joints[i]}${one}`).join('');
        const text = style.startsWith('>') || style === '|' ? `a: 1\nrun: ${style}\n   ${body}\n` : `a: 1\nrun: ${style}${body}${style}\n`;
        const scalar = read(text);
        for (const one of unique) assert.equal(pointed(text, scalar, one).text, one);
      },
    ),
    { numRuns: 500 },
  );
});
