import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Condition } from '../../src/catalog/index.ts';
import { evaluate } from '../../src/catalog/condition.ts';
import { refSpan } from '../../src/catalog/version.ts';
import { scopeOf, value } from './support.ts';

const scope = {
  ...scopeOf({
    inputs: {
      yes: 'true',
      no: 'false',
      maybe: '${inputs.maybe}',
      own: '${secrets.GITHUB_TOKEN}',
      other: '${secrets.PAT}',
      tag: 'refs/tags/v1',
      script: 'call(${x}); upload()',
    },
    flags: { out: ['a', 'b'] },
    args: ['push', 'x.tgz'],
    env: { SET: '1' },
  }),
  event: () => 'release:published',
  permission: (permission: string) =>
    (permission === 'contents: write' ? true : permission === 'packages: write' ? false : 'unknown') as true | false | 'unknown',
  github: (name: string) => (name === 'ref' ? value('refs/tags/${github.ref_name}') : value(`\${github.${name}}`)),
  version: refSpan('v4.2.0', 'v4.2.0'),
  call: { name: 'owner/repo', ref: 'v4.2.0' },
};

const rows: readonly { readonly what: string; readonly condition: Condition; readonly is: true | false | 'unknown'; readonly key?: string }[] = [
  { what: 'a value that is it', condition: { input: 'yes', is: 'true' }, is: true },
  { what: 'a value among several', condition: { input: 'no', is: ['true', 'false'] }, is: true },
  { what: 'an unknown', condition: { input: 'maybe', is: 'true' }, is: 'unknown', key: "inputs.maybe == 'true'" },
  { what: 'the opposite of an unknown', condition: { not: { input: 'maybe', is: 'true' } }, is: 'unknown', key: "not (inputs.maybe == 'true')" },
  { what: 'twice the opposite', condition: { not: { not: { input: 'maybe', is: 'true' } } }, is: 'unknown', key: "inputs.maybe == 'true'" },
  { what: 'what was not given is nothing', condition: { input: 'none', is: '' }, is: false },
  { what: 'set', condition: { input: 'tag', set: true }, is: true },
  { what: 'not set', condition: { input: 'none', set: false }, is: true },
  { what: 'a pattern', condition: { input: 'tag', matches: 'refs/tags/*' }, is: true },
  { what: "the job's own token", condition: { input: 'own', from: ['github.token', 'secrets.GITHUB_TOKEN'] }, is: true },
  { what: 'another secret', condition: { input: 'other', from: 'secrets.GITHUB_TOKEN' }, is: false },
  {
    what: 'a token of whoever calls',
    condition: { input: 'maybe', from: 'secrets.GITHUB_TOKEN' },
    is: 'unknown',
    key: '{inputs.maybe} is secrets.GITHUB_TOKEN',
  },
  { what: 'a word of a script', condition: { input: 'script', mentions: ['remove(', 'upload('] }, is: true },
  { what: 'a word that is not written, whatever is filled in', condition: { input: 'script', mentions: 'publish(' }, is: false },
  { what: 'a script that is not known at all', condition: { input: 'maybe', mentions: 'publish(' }, is: 'unknown', key: '{inputs.maybe} holds publish(' },
  { what: 'a repeated flag', condition: { flag: 'out', is: 'b' }, is: true },
  { what: 'a positional word', condition: { arg: 1, matches: '*.tgz' }, is: true },
  { what: 'a word that is not there', condition: { arg: 7, matches: '*' }, is: false },
  { what: 'a word as it is written', condition: { arg: 0, written: 'push' }, is: true },
  { what: 'another word than is written', condition: { arg: 1, written: 'push' }, is: false },
  { what: 'more words', condition: { args: 'some', from: 1 }, is: true },
  { what: 'no more words', condition: { args: 'none', from: 2 }, is: true },
  { what: 'a variable', condition: { env: 'SET', is: '1' }, is: true },
  { what: 'no variable', condition: { env: 'UNSET', set: false }, is: true },
  { what: 'an event and its type', condition: { event: 'release' }, is: true },
  { what: 'no event of a longer name', condition: { event: 'rele' }, is: false },
  { what: 'a permission held', condition: { permission: 'contents: write' }, is: true },
  { what: 'a permission not held', condition: { permission: 'packages: write' }, is: false },
  { what: "a permission of the repository's settings", condition: { permission: 'id-token: write' }, is: 'unknown', key: 'permission id-token: write' },
  { what: 'the ref', condition: { github: 'ref', matches: 'refs/tags/*' }, is: true },
  { what: 'a commit', condition: { pinned: true }, is: false },
  { what: "the call's ref", condition: { ref: 'v4*' }, is: true },
  { what: 'the version', condition: { version: '>=4.1' }, is: true },
  { what: 'never decided', condition: { unknown: 'the moon is full' }, is: 'unknown', key: 'the moon is full' },
  {
    what: 'and, refuted by one',
    condition: {
      all: [
        { input: 'maybe', is: 'x' },
        { input: 'yes', is: 'false' },
      ],
    },
    is: false,
  },
  {
    what: 'and, open by one',
    condition: {
      all: [
        { input: 'maybe', is: 'x' },
        { input: 'yes', is: 'true' },
      ],
    },
    is: 'unknown',
    key: "inputs.maybe == 'x'",
  },
  {
    what: 'or, settled by one',
    condition: {
      any: [
        { input: 'maybe', is: 'x' },
        { input: 'yes', is: 'true' },
      ],
    },
    is: true,
  },
  { what: 'or, open by two', condition: { any: [{ input: 'maybe', is: 'x' }, { unknown: 'u' }] }, is: 'unknown', key: "(inputs.maybe == 'x') or (u)" },
  { what: 'no conditions', condition: { all: [] }, is: true },
];

for (const { what, condition, is, key } of rows) {
  test(`condition: ${what}`, () => assert.deepEqual(evaluate(condition, scope), key === undefined ? { truth: is } : { truth: is, key }));
}

test('one value asked for the same under two names is one condition', () => {
  const two = scopeOf({ inputs: { push: '${inputs.go}', sign: '${inputs.go}' } });
  assert.deepEqual(evaluate({ input: 'push', is: 'true' }, two), evaluate({ input: 'sign', is: 'true' }, two));
});

test('a condition nested too deep is undecided', () => {
  let condition: Condition = { input: 'yes', is: 'true' };
  for (let i = 0; i < 10_000; i++) condition = { not: condition };
  assert.equal(evaluate(condition, scope).truth, 'unknown');
});

test('an undecided condition is decided by every value that the unknown can have, in one way or the other', () => {
  const leaf: fc.Arbitrary<Condition> = fc.constantFrom(
    { input: 'm', is: 'true' },
    { input: 'm', set: true },
    { input: 'n', is: 'true' },
    { input: 'm', matches: 't*' },
  );
  const tree = fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc.record({ all: fc.array(tie('node'), { maxLength: 2 }) }),
      fc.record({ any: fc.array(tie('node'), { maxLength: 2 }) }),
      fc.record({ not: tie('node') }),
    ),
  })).node;
  fc.assert(
    fc.property(tree, fc.constantFrom('true', 'false', 'x', ''), fc.constantFrom('true', 'no'), (condition, m, n) => {
      const open = evaluate(condition, { ...scopeOf({}), input: (name) => ({ values: [value(`\${inputs.${name}}`)], set: 'unknown' }) });
      const real = evaluate(condition, scopeOf({ inputs: { m, n } }));
      assert.notEqual(real.truth, 'unknown');
      if (open.truth !== 'unknown') assert.equal(real.truth, open.truth);
    }),
  );
});
