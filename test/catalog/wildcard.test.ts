import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { equalsWord, fits, fitsAsWritten, isGiven } from '../../src/catalog/wildcard.ts';
import { alternatives, hole, lit } from '../../src/values/index.ts';
import { value } from './support.ts';

const patterns = [
  { what: 'a literal that fits', text: 'type=image,push=true', pattern: '*push=true*', is: true },
  { what: 'a literal that does not', text: 'type=local', pattern: '*push=true*', is: false },
  { what: 'no wildcard', text: 'deploy', pattern: 'deploy', is: true },
  { what: 'across lines', text: 'a\npush=true\nb', pattern: '*push=true*', is: true },
  { what: 'an unknown that cannot hide it', text: 'x-${a}', pattern: 'push*', is: false },
  { what: 'an unknown that may be it', text: 'type=image,push=${a}', pattern: '*push=true*', is: 'unknown' },
  { what: 'written whatever the unknown is', text: 'push=true,name=${a}', pattern: '*push=true*', is: true },
  { what: 'an unknown inside a star', text: 'refs/tags/${a}', pattern: 'refs/tags/*', is: true },
  { what: 'only an unknown', text: '${a}', pattern: 'refs/tags/*', is: 'unknown' },
  { what: 'an unknown against everything', text: '${a}', pattern: '*', is: true },
] as const;

for (const { what, text, pattern, is } of patterns) test(`fits: ${what}`, () => assert.equal(fits(value(text), pattern), is));

const written = [
  { what: 'the word', text: 'upload', pattern: 'upload', is: true },
  { what: 'an unknown is not the word', text: '${a}', pattern: 'upload', is: false },
  { what: 'an unknown inside a star', text: '${a}/publishSigned', pattern: '*publishSigned', is: true },
  { what: 'an unknown that could hold it', text: '++${a}', pattern: '*publishSigned', is: false },
] as const;

for (const { what, text, pattern, is } of written) test(`fitsAsWritten: ${what}`, () => assert.equal(fitsAsWritten(value(text), pattern), is));

test('fitsAsWritten: one of several words is not decided', () => {
  assert.equal(fitsAsWritten(alternatives('matrix.task', [lit('upload'), lit('sdist')]), 'upload'), 'unknown');
});

const words = [
  { what: 'a truth value without case', text: ' True ', word: 'true', is: true },
  { what: 'another', text: 'false', word: 'true', is: false },
  { what: 'a word keeps its case', text: 'Image', word: 'image', is: false },
  { what: 'an unknown', text: '${a}', word: 'true', is: 'unknown' },
  { what: 'an unknown that is certainly another', text: 'no-${a}', word: 'true', is: false },
  { what: 'an unknown that may be empty', text: 'tr${a}ue', word: 'true', is: 'unknown' },
  { what: 'nothing', text: '', word: 'true', is: false },
] as const;

for (const { what, text, word, is } of words) test(`equalsWord: ${what}`, () => assert.equal(equalsWord(value(text), word), is));

const given = [
  { what: 'blanks are nothing', text: ' \n ', is: false },
  { what: 'a word', text: 'x', is: true },
  { what: 'a secret is meant', text: '${secrets.TOKEN}', is: true },
  { what: 'an output is meant', text: '${steps.a.outputs.b}', is: true },
  { what: 'an input of the workflow may be left out', text: '${inputs.a}', is: 'unknown' },
  { what: 'a variable of the repository may not be there', text: '${vars.A}', is: 'unknown' },
  { what: 'a word beside an unknown', text: 'a${vars.A}', is: true },
] as const;

for (const { what, text, is } of given) test(`isGiven: ${what}`, () => assert.equal(isGiven(value(text)), is));

test('isGiven: what a command printed is meant, whatever it is called later', () => {
  assert.equal(isGiven([{ kind: 'hole', id: 'run/steps.1/docker@5.0.outputs.digest', label: 'docker digest', from: [] }]), true);
});

test('alternatives decide together or not at all', () => {
  const both = alternatives('k', [lit('true'), lit('TRUE')]);
  const mixed = alternatives('k', [lit('true'), lit('')]);
  assert.equal(equalsWord(both, 'true'), true);
  assert.equal(equalsWord(mixed, 'true'), 'unknown');
  assert.equal(isGiven(mixed), 'unknown');
});

test('for literals a pattern is a regular expression with stars', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
  fc.assert(
    fc.property(letters, pattern, (text, wanted) => assert.equal(fits(lit(text), wanted), new RegExp(`^${wanted.replaceAll('*', '[^]*')}$`).test(text))),
  );
});

test('what is said of an unknown holds for each of its values', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 5 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
  fc.assert(
    fc.property(part, part, part, pattern, (head, inside, tail, wanted) => {
      const answer = fits([...lit(head), ...hole('h'), ...lit(tail)], wanted);
      const real = fits(lit(head + inside + tail), wanted);
      if (answer !== 'unknown') assert.equal(real, answer);
    }),
  );
});

test('long texts and many stars are answered', () => {
  assert.equal(fits(lit('a'.repeat(1_000_000)), `${'*a'.repeat(40)}b`), false);
  assert.equal(fits(lit(`${'a'.repeat(1_000_000)}b`), '*b'), true);
  assert.equal(fits([...lit('a'.repeat(1_000_000)), ...hole('h')], '*b'), 'unknown');
  assert.equal(fits([...lit('a'.repeat(10_000)), ...hole('h')], `${'*a'.repeat(40)}b*`), 'unknown');
});
