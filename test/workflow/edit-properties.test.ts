import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffLines } from 'diff';
import fc from 'fast-check';
import { applySplices, editYaml, mapOf, nodeAt, parseYaml, scalar, type Node, type Operation, type Place } from '../../src/workflow/index.ts';
import { goldenNames, loadRepo } from '../support/little-repo.ts';
import { rulePairs } from '../support/rule-repos.ts';

/** Workflows of all little repositories: block and flow, with comments and scripts. */
const workflows: readonly string[] = [
  ...new Set(
    [...goldenNames().map((name) => loadRepo(name).texts), ...rulePairs().map((one) => one.flagged)].flatMap((texts) =>
      Object.entries(texts).flatMap(([path, text]) => (/^\.github\/workflows\/.*\.ya?ml$/.test(path) && text.length < 20_000 ? [text] : [])),
    ),
  ),
];

/** Comments at ends of lines and on their own, and blank lines, where YAML takes them and a file seldom has them. */
function withComments(text: string, seed: number): string {
  const lines = text.split('\n');
  let inScript = -1;
  return lines
    .flatMap((line, i) => {
      const indent = /^ */.exec(line)![0].length;
      if (inScript !== -1 && (line.trim() === '' || indent > inScript)) return [line];
      inScript = /(?:[|>][-+]?)\s*$/.test(line) ? indent : -1;
      if (line.trim() === '' || inScript !== -1 || line.includes('#')) return [line];
      switch ((seed + i * 7) % 9) {
        case 0:
          return [`${line} # after ${i}`];
        case 1:
          return [`${' '.repeat(indent)}# above ${i}`, line];
        case 2:
          return ['', line];
        default:
          return [line];
      }
    })
    .join('\n');
}

function placesOf(node: Node, at: Place = []): readonly Place[] {
  if (node.kind === 'map') return [at, ...node.entries.flatMap((one) => placesOf(one.value, [...at, one.key.value]))];
  if (node.kind === 'list') return [at, ...node.items.flatMap((one, i) => placesOf(one, [...at, i]))];
  return [at];
}

const values = fc.oneof(
  fc.boolean(),
  fc.stringMatching(/^[ -~]{0,20}$/),
  fc.constantFrom('yes', '1.20', 'null', "it's: so", '# no', '${{ github.ref }}', 'é', '- a', '[x]', ''),
);
const item = mapOf({ name: scalar('New'), run: { kind: 'script', lines: ['one |', '', '  two'] } });

interface Choice {
  readonly text: string;
  readonly pick: number;
  readonly kind: Operation['kind'];
  readonly value: string | boolean;
}

const choices: fc.Arbitrary<Choice> = fc.record({
  text: fc.tuple(fc.constantFrom(...workflows), fc.nat(1000)).map(([text, seed]) => withComments(text, seed)),
  pick: fc.nat(100_000),
  kind: fc.constantFrom('set', 'remove', 'insert', 'add'),
  value: values,
});

function operationFor({ text, pick, kind, value }: Choice): Operation | undefined {
  const { node } = parseYaml('w.yml', text);
  if (node === undefined) return undefined;
  const places = placesOf(node);
  const at = places[pick % places.length]!;
  const here = nodeAt(node, at);
  switch (kind) {
    case 'set':
      return here?.kind === 'map' ? { kind, at: [...at, 'new-key'], value: scalar(value) } : { kind, at, value: scalar(value) };
    case 'insert':
      return here?.kind === 'list' ? { kind, at, index: pick % (here.items.length + 1), item } : undefined;
    case 'add':
      return here?.kind === 'map' ? { kind, at: [...at, 'needs'], name: 'other-job' } : undefined;
    default:
      return { kind: 'remove', at };
  }
}

/** The comments of a text, scripts left out as withComments leaves them. */
function comments(text: string): readonly string[] {
  return [...text.matchAll(/# (?:after|above) \d+/g)].map(([one]) => one);
}

test('an edit is what was meant, keeps every comment, and is the same under both line breaks', () => {
  let edits = 0;
  fc.assert(
    fc.property(choices, (choice) => {
      const operation = operationFor(choice);
      if (operation === undefined) return;
      const edited = editYaml('w.yml', choice.text, [operation]);
      if (edited.kind === 'refused') return;
      edits++;
      assert.equal(applySplices(choice.text, edited.splices), edited.text);
      if (operation.kind !== 'remove') assert.deepEqual(comments(edited.text), comments(choice.text), 'no comment goes or moves before another');
      const windows = editYaml('w.yml', choice.text.replaceAll('\n', '\r\n'), [operation]);
      assert.equal(windows.kind === 'edited' ? windows.text : windows.reason, edited.text.replaceAll('\n', '\r\n'));
      // What is set, and set again, is set.
      if (operation.kind === 'set') assert.deepEqual(editYaml('w.yml', edited.text, [operation]), { kind: 'edited', text: edited.text, splices: [] });
    }),
    { numRuns: 600, seed: 20_261_123 },
  );
  assert.ok(edits > 250, `only ${edits} edits were made`);
});

test('lines that an edit does not speak of stay as they are', () => {
  fc.assert(
    fc.property(choices, (choice) => {
      const operation = operationFor({ ...choice, kind: choice.kind === 'remove' ? 'set' : choice.kind });
      const edited = operation === undefined ? undefined : editYaml('w.yml', choice.text, [operation]);
      if (edited?.kind !== 'edited') return;
      const lost = diffLines(choice.text, edited.text).flatMap((one) => (one.removed === true ? one.value.trimEnd().split('\n') : []));
      assert.ok(lost.length <= 1, `more than one line was changed:\n${lost.join('\n')}`);
    }),
    { numRuns: 400, seed: 20_261_123 },
  );
});
