import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluateText, interpolate, parseAction, parseWorkflow, parseYaml, placeholders, spanIn } from '../../src/workflow/index.ts';
import type { Node, Problem } from '../../src/workflow/index.ts';
import { context } from './support.ts';

const sample = `name: Release
on:
  push:
    tags: ['v*']
  workflow_dispatch:
    inputs:
      dry: {type: boolean, default: false}
permissions:
  contents: write # to upload
env: &env
  IMAGE: ghcr.io/\${{ github.repository }}
jobs:
  build:
    runs-on: \${{ matrix.os }}
    strategy:
      matrix:
        os: [ubuntu-latest, macos-latest]
        include:
          - os: ubuntu-latest
            extra: "a\\tb"
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789 # v4.2.0
      - name: 'it''s'
        run: |
          make dist
          sha256sum dist/* > "SUMS-\${{ matrix.os }}"
        env: *env
      - run: >-
          cosign sign-blob
          --yes SUMS
        if: \${{ !inputs.dry && github.ref_type == 'tag' }}
  call:
    needs: [build]
    uses: ./.github/workflows/x.yml
    secrets: inherit
`;

const ctx = context({});

function inspect(node: Node | undefined, text: string): void {
  if (node === undefined) return;
  within(node.span, text);
  switch (node.kind) {
    case 'scalar': {
      within(node.scalar.span, text);
      for (const at of node.scalar.lineStarts ?? []) assert.ok(at >= 0 && at <= text.length);
      for (const segment of interpolate(node.scalar)) within(spanIn(node.scalar, segment.start, segment.end), text);
      assert.equal(placeholders(node.scalar).text.length, node.scalar.value.length);
      evaluateText(node.scalar, ctx);
      return;
    }
    case 'list':
      for (const item of node.items) inspect(item, text);
      return;
    case 'map':
      for (const one of node.entries) {
        within(one.key.span, text);
        inspect(one.value, text);
      }
  }
}

function within(span: Problem['span'], text: string): void {
  assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
  assert.ok(span.line >= 1 && span.endLine >= span.line && span.column >= 1);
}

function readEverything(text: string): void {
  const yaml = parseYaml('f.yml', text);
  inspect(yaml.node, text);
  for (const problem of [...yaml.problems, ...parseWorkflow('f.yml', text).problems, ...parseAction('action.yml', text).problems]) {
    within(problem.span, text);
    assert.notEqual(problem.reason, '');
  }
}

test('the sample is clean', () => {
  const workflow = parseWorkflow('f.yml', sample);
  assert.equal(workflow.kind, 'workflow');
  assert.deepEqual(workflow.problems, []);
});

test('arbitrary text never throws, and every span is inside it', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom(...'-?:,[]{}#&*!|>\'"%@`$\\ \n\t\r\u00a0\uFEFFab0'.split('')), maxLength: 60 }),
      ),
      (text) => readEverything(text),
    ),
    { numRuns: 800 },
  );
});

test('a mutated workflow never throws, and every span is inside it', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(
      '\n',
      '\t',
      '\u00a0',
      '  ',
      ': ',
      '- ',
      '${{',
      '}}',
      "'",
      '"',
      '*env',
      '&x ',
      '<<: *env',
      '|',
      '>',
      '[',
      ']',
      '{',
      '}',
      '#',
      '---\n',
      '...\n',
      '\r\n',
      '\uFEFF',
      '%YAML 1.1\n',
    ),
  );
  const edit = fc.record({ at: fc.nat(sample.length), remove: fc.nat(12), piece });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      readEverything(edits.reduce((text, one) => text.slice(0, one.at) + one.piece + text.slice(one.at + one.remove), sample));
    }),
    { numRuns: 300 },
  );
});

const size = 50_000;

const large: readonly { what: string; text: string }[] = [
  { what: 'brackets', text: '['.repeat(size) },
  { what: 'closing brackets', text: `a: [${']'.repeat(size)}` },
  { what: 'braces', text: '{'.repeat(size) },
  { what: 'dashes', text: '- '.repeat(size / 2) },
  { what: 'question marks', text: '? '.repeat(size / 2) },
  { what: 'colons', text: ': '.repeat(size / 2) },
  { what: 'anchors', text: '&a '.repeat(size / 3) },
  { what: 'aliases', text: '*a '.repeat(size / 3) },
  { what: 'tags', text: '! '.repeat(size / 2) },
  { what: 'quotes', text: '"'.repeat(size) },
  { what: 'backslashes', text: `"${'\\'.repeat(size)}` },
  { what: 'commas', text: `{${','.repeat(size / 10)}}` },
  { what: 'blank lines', text: '\n'.repeat(size) },
  { what: 'no-break spaces', text: `# ${'\u00a0'.repeat(size)}` },
  { what: 'equal keys', text: 'a: b\n'.repeat(size / 5) },
  { what: 'documents', text: 'a: 1\n---\n'.repeat(size / 50) },
  { what: 'lists that close one after the other', text: Array.from({ length: 150 }, (_, i) => `${' '.repeat(i)}-`).join('\n') },
  { what: 'expressions', text: `on: push\njobs:\n  a:\n    steps:\n      - run: |\n${'          echo ${{ github.sha }} $x\n'.repeat(size / 40)}` },
  { what: 'expressions that never close', text: `run: "${'${{ '.repeat(size / 4)}"` },
];

for (const row of large) {
  test(`a large file of ${row.what} is read in time`, () => {
    const before = performance.now();
    readEverything(row.text);
    assert.ok(performance.now() - before < 8000);
  });
}
