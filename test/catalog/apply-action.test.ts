import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeFile } from '../../src/base/index.ts';
import type { ActionCall, ActionRow, EffectTemplate } from '../../src/catalog/index.ts';
import { applyAction } from '../../src/catalog/index.ts';
import { hole, show } from '../../src/values/index.ts';
import { printEffect, value } from './support.ts';

const rowOf = (effects: readonly EffectTemplate[], more: Partial<ActionRow> = {}): ActionRow => ({
  kind: 'action',
  uses: 'owner/act',
  roles: [],
  defaults: {},
  outputs: {},
  effects,
  source: { url: '', checked: null },
  ...more,
});

const callOf = (inputs: Readonly<Record<string, string>> = {}, more: Partial<ActionCall> = {}): ActionCall => ({
  name: 'owner/act',
  ref: 'v1.0.0',
  version: 'v1.0.0',
  inputs: new Map(Object.entries(inputs).map(([name, text]) => [name, value(text)])),
  env: () => undefined,
  event: () => 'push',
  permission: () => 'unknown',
  github: (name) => hole(`github.${name}`),
  idPrefix: 'job/push',
  outputLabel: 'steps.push.outputs',
  span: wholeFile('w.yml'),
  ...more,
});

const publishes: EffectTemplate = {
  kind: 'publishes',
  sink: { kind: 'release', tag: '{inputs.tag}', repository: '{inputs.repo}' },
  subject: { kind: 'files', paths: '{inputs.files | paths}' },
};

test('an optional field whose input was not given is not there', () => {
  const [first] = applyAction(rowOf([publishes], { defaults: { tag: '{github.ref_name}' } }), callOf({ files: 'a' })).effects;
  assert.ok(first?.effect.kind === 'publishes' && first.effect.sink.kind === 'release');
  assert.equal(first.effect.sink.repository, undefined);
  assert.equal(show(first.effect.sink.tag), '{github.ref_name}');
});

test('names of inputs are compared without case', () => {
  const { effects } = applyAction(rowOf([publishes]), callOf({ TAG: 'v1', Files: 'a,!b' }));
  assert.deepEqual(effects.map(printEffect), ['publishes(sink=release(tag=v1) subject=files(paths=a exclude=b))']);
});

test('an empty input does not take the default', () => {
  const row = rowOf([{ kind: 'removes', paths: 'x', when: { input: 'a', is: 'true' } }], { defaults: { a: 'true' } });
  assert.equal(applyAction(row, callOf()).effects.length, 1);
  assert.equal(applyAction(row, callOf({ a: '' })).effects.length, 0);
});

test('an effect and an output share the unknown that the call names', () => {
  const row = rowOf([{ kind: 'pushes-image', refs: 'r.io/a', digest: '{outputs.digest}', media: 'image' }], { outputs: { digest: '{outputs.digest}' } });
  const { effects, outputs } = applyAction(row, callOf());
  assert.deepEqual(outputs.get('digest'), hole('job/push.outputs.digest', { label: 'steps.push.outputs.digest' }));
  assert.ok(effects[0]?.effect.kind === 'pushes-image');
  assert.deepEqual(effects[0].effect.digest, outputs.get('digest'));
});

const byVersion = rowOf([{ kind: 'removes', paths: 'x', when: { input: 'a', is: 'true' } }], {
  defaults: {
    a: [
      { value: '', until: '1.10.0' },
      { value: 'false', since: '1.10.0', until: '1.11.0' },
      { value: 'true', since: '1.11.0' },
    ],
  },
});

const versions = [
  { what: 'before the input was there', ref: 'v1.9.0', is: [] },
  { what: 'opt-in', ref: 'v1.10.5', is: [] },
  { what: 'on', ref: 'v1.11.0', is: [true] },
  { what: 'the moving tag of the line', ref: 'v1', is: [true] },
  { what: 'a branch', ref: 'main', is: ['unknown'] },
] as const;

for (const { what, ref, is } of versions) {
  test(`a default by version: ${what}`, () => {
    const applied = applyAction(byVersion, callOf({}, { ref, version: undefined }));
    assert.deepEqual(
      applied.effects.map((one) => one.holds),
      is,
    );
    assert.equal(
      applied.doubts.some((doubt) => doubt.includes('the default of "a"')),
      ref === 'main',
    );
  });
}

test('what is given does not hang on the version', () => {
  assert.deepEqual(applyAction(byVersion, callOf({ a: 'true' }, { ref: 'main', version: undefined })).doubts, []);
});

test('a default that names its own input ends', () => {
  const { outputs } = applyAction(rowOf([], { defaults: { a: '{inputs.b}', b: '{inputs.a}' }, outputs: { x: '{inputs.a}' } }), callOf());
  assert.equal(show(outputs.get('x') ?? []), '');
});

const drafts: EffectTemplate = {
  kind: 'creates-release',
  tag: 'v1',
  draft: false,
  createsTag: true,
  by: 'x',
  choose: { draft: { cases: [{ when: { input: 'draft', is: 'true' }, value: true }] } },
};

const choices = [
  { what: 'decided', inputs: { draft: 'true' }, is: ['creates-release(tag=v1 draft=true createsTag=true by=x)'] },
  { what: 'left out', inputs: {}, is: ['creates-release(tag=v1 draft=false createsTag=true by=x)'] },
  {
    what: 'undecided',
    inputs: { draft: '${inputs.d}' },
    is: [
      "creates-release(tag=v1 draft=true createsTag=true by=x) if inputs.d == 'true'",
      "creates-release(tag=v1 draft=false createsTag=true by=x) if not (inputs.d == 'true')",
    ],
  },
] as const;

for (const { what, inputs, is } of choices) {
  test(`a choice ${what}`, () => assert.deepEqual(applyAction(rowOf([drafts]), callOf(inputs)).effects.map(printEffect), is));
}

test('an undecided choice can have a value of its own', () => {
  const effect: EffectTemplate = {
    kind: 'creates-tag',
    name: 'v1',
    signed: false,
    by: 'x',
    pushed: true,
    choose: { signed: { cases: [{ when: { input: 'sign', is: 'true' }, value: true }], undecided: 'unknown' } },
  };
  assert.deepEqual(applyAction(rowOf([effect]), callOf({ sign: '${inputs.s}' })).effects.map(printEffect), [
    'creates-tag(name=v1 signed=unknown by=x pushed=true)',
  ]);
});

test('a refuted case does not count, and a later one can decide', () => {
  const effect: EffectTemplate = {
    kind: 'posture',
    what: 'a',
    publishes: false,
    choose: {
      what: {
        cases: [
          { when: { input: 'a', is: 'x' }, value: 'b' },
          { when: { input: 'a', is: 'y' }, value: 'c' },
        ],
      },
    },
  };
  assert.deepEqual(applyAction(rowOf([effect]), callOf({ a: 'y' })).effects.map(printEffect), ['posture(what=c publishes=false)']);
});

test('choices that are undecided together are bounded', () => {
  const choose = {
    draft: { cases: [0, 1, 2, 3, 4, 5].map((i) => ({ when: { unknown: `d${i}` }, value: true })) },
    createsTag: { cases: [0, 1, 2, 3, 4, 5].map((i) => ({ when: { unknown: `t${i}` }, value: true })) },
  };
  assert.ok(applyAction(rowOf([{ ...drafts, choose }]), callOf()).effects.length <= 32);
});

test('a signer is the callee', () => {
  const effect: EffectTemplate = {
    kind: 'signs',
    subject: { kind: 'source' },
    mechanism: 'sigstore',
    keyless: true,
    attachedTo: 'log',
    reusable: { workflow: '{call.name}', ref: '{call.ref}' },
  };
  const [first] = applyAction(rowOf([effect], { kind: 'reusable-workflow' }), callOf({}, { name: 'o/r/.github/workflows/s.yml', ref: 'v2' })).effects;
  assert.ok(first?.effect.kind === 'signs');
  assert.deepEqual(first.effect.reusable, { workflow: 'o/r/.github/workflows/s.yml', ref: 'v2' });
});

test('a way to fail is said when it holds or may hold', () => {
  const row = rowOf([], { fails: [{ why: 'always' }, { when: { pinned: true }, why: 'pinned' }, { when: { input: 'a', is: 'x' }, why: 'maybe' }] });
  assert.deepEqual(applyAction(row, callOf({ a: '${inputs.a}' })).fails, [
    { why: 'always', holds: true },
    { why: 'maybe', holds: 'unknown' },
  ]);
  assert.equal(applyAction(rowOf([]), callOf()).fails, undefined);
});

test('environment maps leave out what was not given', () => {
  const effect: EffectTemplate = {
    kind: 'runs-tool',
    tool: 'ko',
    args: ['build', '--tag={inputs.tag}', '{inputs.more | words}'],
    env: { A: '{inputs.a}', B: '{inputs.b}' },
  };
  assert.deepEqual(applyAction(rowOf([effect]), callOf({ a: 'x', more: '-v -q' })).effects.map(printEffect), [
    'runs-tool(tool=ko args=build, -v, -q env={A: x})',
  ]);
});

test('the same call gives the same answer', () => {
  const call = callOf({ files: 'a\nb', tag: '${inputs.t}' });
  assert.deepEqual(applyAction(rowOf([publishes, drafts]), call), applyAction(rowOf([publishes, drafts]), call));
});
