import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/rules/index.ts';
import { defineRule, defineStory, finding, type Found } from '../../src/rules/frame/rule.ts';
import type { RuleInput } from '../../src/rules/frame/input.ts';
import { rules } from '../../src/rules/index.ts';
import { at } from '../support/sample-report.ts';

const nothing = { surfaces: [] } as unknown as RuleInput;

function judged(severity: 'high' | 'low', found: readonly Found[]): ReturnType<typeof judge> {
  const rule = defineRule({
    id: `a-${severity}-fault`,
    severity,
    confidence: 'high',
    audience: 'everyone',
    since: '0.1.0',
    needs: 'files',
    summary: 's',
    remedy: 'r',
    about: () => ({ why: 'w', blindSpots: 'b', refs: [], mapping: {} }),
    check: () => found,
  });
  return judge([rule], nothing);
}

test('what rests on something that is not known says so, and is never high', () => {
  const [one] = judged('high', [finding({ at: at('w.yml', 3), message: 'it fails', unsure: 'whether a step was read' })]);
  assert.deepEqual([one?.severity, one?.confidence, one?.message], ['medium', 'low', 'it fails; not certain: whether a step was read']);
});

test('the same complaint of the same place is one; alike fingerprints are numbered and hold no line', () => {
  const path = ['w.yml', 'build'];
  const all = judged('low', [
    finding({ at: at('w.yml', 3), message: 'm', surface: 's', path }),
    finding({ at: at('w.yml', 3), message: 'm', surface: 's', path }),
    finding({ at: at('w.yml', 9), message: 'm', surface: 's', path }),
  ]);
  assert.deepEqual(
    all.map((one) => one.id),
    ['a-low-fault > s > w.yml > build', 'a-low-fault > s > w.yml > build #2'],
  );
  assert.equal(new Set(all.map((one) => one.fingerprint)).size, 1);
});

test('what a finding does not say is the rule’s', () => {
  const [one] = judged('low', [finding({ at: at('w.yml', 3), message: 'm' })]);
  assert.deepEqual([one?.action, one?.audience, one?.related, one?.surface], ['r', 'everyone', [], null]);
});

test('every rule tells why, what it cannot see and where to read on, and its file is named after it', () => {
  for (const rule of rules) {
    assert.match(rule.id, /^[a-z]+(?:-[a-z]+)+$/, rule.id);
    const about = rule.about();
    for (const text of [rule.summary, rule.remedy, about.why, about.blindSpots]) assert.ok(text.length > 10, `${rule.id}: ${text}`);
    assert.ok(about.why.length >= 80, `${rule.id} says why`);
    assert.ok(about.refs.length > 0, `${rule.id} has a reference`);
  }
  assert.equal(new Set(rules.map((rule) => rule.id)).size, rules.length);
});

test('a story takes the place of what it joins, and names it', () => {
  const meta = { confidence: 'high', audience: 'everyone', since: '0.1.0', needs: 'files', summary: 's', remedy: 'r' } as const;
  const about = () => ({ why: 'w', blindSpots: 'b', refs: [], mapping: {} });
  const part = defineRule({ ...meta, about, id: 'a-part', severity: 'low', check: () => [finding({ at: at('w.yml', 3), message: 'm', surface: 's' })] });
  const story = defineStory({
    ...meta,
    about,
    id: 'a-story',
    severity: 'high',
    join: (findings) => [{ ...finding({ at: at('w.yml', 3), message: 'both', surface: 's' }), parts: findings }],
  });
  const all = judge([story, part], nothing);
  assert.deepEqual(
    all.map((one) => [one.rule, one.parts, one.within]),
    [
      ['a-story', ['a-part > s'], null],
      ['a-part', [], 'a-story > s'],
    ],
  );
});

test('what is published for trials alone is for auditors', () => {
  const rule = defineRule({
    id: 'a-trial-fault',
    severity: 'low',
    confidence: 'high',
    audience: 'everyone',
    since: '0.1.0',
    needs: 'files',
    summary: 's',
    remedy: 'r',
    about: () => ({ why: 'w', blindSpots: 'b', refs: [], mapping: {} }),
    check: () => ['trial', 'real'].map((surface) => finding({ at: at('w.yml', 3), message: 'm', surface })),
  });
  const surfaces = [
    { info: { id: 'trial' }, units: [{ index: 'testpypi' }] },
    { info: { id: 'real' }, units: [{ index: 'testpypi' }, { index: 'pypi' }] },
  ];
  assert.deepEqual(
    judge([rule], { surfaces } as unknown as RuleInput).map((one) => [one.surface, one.audience]),
    [
      ['real', 'everyone'],
      ['trial', 'auditor'],
    ],
  );
});
