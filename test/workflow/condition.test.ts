import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, hole, lit } from '../../src/values/index.ts';
import { evaluateCondition } from '../../src/workflow/index.ts';
import type { Condition } from '../../src/workflow/index.ts';
import { context, list, map, scalar, text, unknown } from './support.ts';

const ctx = context({
  'github.ref': text(concat(lit('refs/tags/'), unknown('tag'))),
  'github.ref_name': text(unknown('tag')),
  'github.event_name': 'push',
  'github.sha': text(hole('github.sha', { shape: '[0-9a-f]{40}' })),
  'secrets.KEY': text(hole('secrets.KEY', { shape: '.+' })),
  'inputs.sign': { kind: 'bool', value: 'unknown' },
  'inputs.dry': { kind: 'bool', value: false },
  'inputs.keyed': { kind: 'bool', value: 'unknown', key: 'inputs.sign' },
  matrix: map({ os: text('ubuntu'), n: { kind: 'number', value: 3 } }),
  needs: map({ a: map({ result: text('success') }), b: map({ result: text('skipped') }) }),
  'github.event.labels': list(map({ name: text('x') }), map({ name: text(unknown('label')) })),
});

interface Row {
  readonly what: string;
  readonly if: string;
  readonly value: Condition['value'];
  readonly keys?: readonly string[];
  readonly status?: Condition['usesStatus'];
}

const rows: readonly Row[] = [
  { what: 'nothing at all', if: '', value: true },
  { what: 'a bare literal', if: 'false', value: false },
  { what: 'an expression in brackets', if: "${{ github.event_name == 'push' }}", value: true },
  { what: 'strings compare without case', if: "github.event_name == 'PUSH'", value: true },
  { what: 'text beside the brackets makes it true', if: '${{ false }} && x', value: true },
  { what: 'a line break after the brackets makes it true', if: '${{ false }}\n', value: true },
  { what: 'a line break after a bare expression does not', if: 'false\n', value: false },
  { what: 'the prefix of a ref that is known', if: "startsWith(github.ref, 'refs/tags/')", value: true },
  { what: 'the prefix of a ref that cannot be', if: "startsWith(github.ref, 'refs/heads/')", value: false },
  { what: 'the prefix of a ref that is open', if: "startsWith(github.ref, 'refs/tags/v')", value: 'unknown', keys: ["startsWith(tag, 'v')"] },
  { what: 'the suffix of a ref that is open', if: "endsWith(github.ref, '-rc')", value: 'unknown', keys: ["endsWith('refs/tags/' + tag, '-rc')"] },
  { what: 'a substring that may be in the unknown part', if: "contains(github.ref, 'v1')", value: 'unknown', keys: ["contains('refs/tags/' + tag, 'v1')"] },
  { what: 'a substring of the known part', if: "contains(github.ref, 'TAGS')", value: true },
  { what: 'the beginning of a ref of another kind as a substring', if: "contains(github.ref, 'refs/heads/')", value: false },
  {
    what: 'the beginning of a ref of its own kind as a substring',
    if: "contains(github.ref, 'refs/tags/v')",
    value: 'unknown',
    keys: ["contains('refs/tags/' + tag, 'refs/tags/v')"],
  },
  { what: 'a substring that its shape excludes', if: "contains(github.sha, 'x')", value: false },
  { what: 'equality that cannot be', if: "github.ref == 'refs/heads/main'", value: false },
  {
    what: 'equality with a slash in the unknown part',
    if: "github.event.ref == 'refs/heads/main'",
    value: 'unknown',
    keys: ["github.event.ref == 'refs/heads/main'"],
  },
  { what: 'the same question by ref', if: "github.ref == 'refs/tags/V1'", value: 'unknown', keys: ["tag == 'v1'"] },
  { what: 'the same question by name', if: "github.ref_name == 'v1'", value: 'unknown', keys: ["tag == 'v1'"] },
  { what: 'the same question turned around', if: "'v1' == github.ref_name", value: 'unknown', keys: ["tag == 'v1'"] },
  { what: 'a value that equals itself', if: 'github.ref_name == github.ref_name', value: true },
  { what: 'what is known is taken out', if: "github.event_name == 'push' && inputs.sign", value: 'unknown', keys: ['inputs.sign'] },
  {
    what: 'conjuncts apart, in order',
    if: "vars.B == 'x' && inputs.sign && !vars.A",
    value: 'unknown',
    keys: ['inputs.sign', "vars.A == ''", "vars.B == 'x'"],
  },
  { what: 'negations are canonical', if: "!(vars.A && vars.B == 'x')", value: 'unknown', keys: ["vars.A == '' || vars.B != 'x'"] },
  { what: 'not equal is the negation of equal', if: "vars.B != 'x'", value: 'unknown', keys: ["vars.B != 'x'"] },
  { what: 'truth and not being empty are one question', if: "vars.A != ''", value: 'unknown', keys: ["vars.A != ''"] },
  { what: 'a contradiction', if: 'vars.A && !vars.A', value: false },
  { what: 'a tautology', if: "vars.A == 'x' || vars.A != 'x'", value: true },
  { what: 'what is said twice', if: 'vars.A && (vars.A || vars.B)', value: 'unknown', keys: ["vars.A != ''"] },
  { what: 'a truth value compared with true', if: 'inputs.sign == true', value: 'unknown', keys: ['inputs.sign'] },
  { what: 'a truth value compared with false', if: 'inputs.sign == false', value: 'unknown', keys: ['!inputs.sign'] },
  { what: 'a truth value never equals the string true', if: "inputs.sign == 'true'", value: false },
  { what: 'a truth value with a key of its own', if: 'inputs.keyed', value: 'unknown', keys: ['inputs.sign'] },
  { what: 'a secret that is set', if: "secrets.KEY != ''", value: true },
  { what: 'a member that is missing is null', if: 'matrix.missing', value: false },
  { what: 'null equals the empty string', if: "matrix.missing == ''", value: true },
  { what: 'names of members compare without case', if: "matrix.OS == 'ubuntu'", value: true },
  { what: 'an index in brackets', if: "matrix['os'] == 'ubuntu'", value: true },
  { what: 'numbers and strings', if: "matrix.n == '3' && matrix.n < 4", value: true },
  { what: 'every result', if: "contains(needs.*.result, 'skipped')", value: true },
  { what: 'a list of literals', if: 'contains(fromJSON(\'["push", "x"]\'), github.event_name)', value: true },
  { what: 'a list with one unknown', if: "contains(github.event.labels.*.name, 'y')", value: 'unknown', keys: ["label == 'y'"] },
  { what: 'a list of which nothing is known', if: "contains(github.event.other.*.name, 'y')", value: 'unknown' },
  { what: 'an unknown that may be no string', if: 'github.event.draft == false', value: 'unknown', keys: ['github.event.draft == false'] },
  { what: 'always()', if: 'always()', value: true, status: 'always' },
  { what: '!cancelled()', if: '!cancelled()', value: true, status: 'always' },
  { what: 'success()', if: 'success() && inputs.sign', value: 'unknown', keys: ['inputs.sign'], status: 'success' },
  { what: '!failure()', if: '!failure() && !cancelled()', value: true, status: 'success' },
  { what: 'failure()', if: 'failure()', value: false, status: 'failure' },
  { what: 'cancelled()', if: 'cancelled()', value: false, status: 'cancelled' },
  { what: 'success or failure', if: 'success() || failure()', value: true, status: 'always' },
  { what: 'always with results that are known', if: "always() && !contains(needs.*.result, 'failure')", value: true, status: 'always' },
  { what: 'a doubled quote', if: "'it''s ''so''' == 'it''s ''so'''", value: true },
  { what: 'a no-break space between tokens', if: "github.event_name\u00a0==\u00a0'push'", value: true },
];

for (const row of rows) {
  test(`if: ${row.what}`, () => {
    const condition = evaluateCondition(scalar(row.if), ctx);
    assert.equal(condition.value, row.value);
    if (row.keys !== undefined) assert.deepEqual(condition.keys, row.keys);
    if (row.value !== 'unknown') assert.deepEqual(condition.keys, []);
    assert.equal(condition.usesStatus, row.status ?? 'none');
    assert.equal(condition.problem, undefined);
  });
}

test('a missing if: runs only on success', () => {
  assert.deepEqual(evaluateCondition(undefined, ctx), {
    value: true,
    key: 'true',
    choice: '',
    keys: [],
    labels: [],
    usesStatus: 'none',
    afterFailure: false,
    afterSkip: false,
  });
});

test('a YAML boolean in capitals is a literal', () => {
  assert.equal(evaluateCondition(scalar('False', 'boolean'), ctx).value, false);
});

const courses: readonly { if: string; afterFailure: Condition['value']; afterSkip: Condition['value'] }[] = [
  { if: 'inputs.sign', afterFailure: false, afterSkip: false },
  { if: 'always()', afterFailure: true, afterSkip: true },
  { if: '!cancelled() && inputs.sign', afterFailure: 'unknown', afterSkip: 'unknown' },
  { if: '!failure()', afterFailure: false, afterSkip: true },
  { if: 'success()', afterFailure: false, afterSkip: false },
  { if: 'failure()', afterFailure: true, afterSkip: false },
];

for (const row of courses) {
  test(`${row.if} after a failure and after a skip`, () => {
    const condition = evaluateCondition(scalar(row.if), ctx);
    assert.deepEqual({ afterFailure: condition.afterFailure, afterSkip: condition.afterSkip }, { afterFailure: row.afterFailure, afterSkip: row.afterSkip });
  });
}

test('what cannot be parsed is unknown, with the reason', () => {
  for (const source of ['a b c', '${{ nope.x }}', 'github.', "'open", '${{ github.ref ']) {
    const condition = evaluateCondition(scalar(source), ctx);
    assert.equal(condition.value, 'unknown', source);
    assert.equal(condition.keys.length, 1);
    assert.match(condition.problem ?? '', /expression/);
  }
});

test('labels name the unknowns for people, keys by their id', () => {
  const inJob = {
    ...context({ 'steps.x.outputs.y': text(hole('job/steps.x.outputs.y', { label: 'steps.x.outputs.y' })), 'inputs.sign': { kind: 'bool', value: 'unknown' } }),
    id: (what: string) => `job/${what}`,
  };
  const condition = evaluateCondition(scalar("inputs.sign && steps.x.outputs.y == 'v1' && !contains(fromJSON(github.event.a).b.*, github.c)"), inJob);
  assert.deepEqual(condition.labels, ['inputs.sign', "steps.x.outputs.y == 'v1'", '!contains(fromJSON(github.event.a).b.*, github.c)'].sort());
  assert.equal(condition.keys.length, 3);
  assert.ok(condition.keys.includes("job/steps.x.outputs.y == 'v1'"));
});
