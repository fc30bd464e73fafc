import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSetApart, takesBack } from '../../src/documents/taken-back.ts';

const gone = [
  'This no longer works:',
  'Please do not use this command any more:',
  'Never use it:',
  'It no longer works since the keys were lost.',
  'Releases are not yet signed.',
  "The images aren't yet published. Once they are, run:",
  'The commands below do not work yet.',
  'Coming soon: signed images.',
  'Starting with an upcoming major release:',
  'In the next version you check it so:',
  'Signatures are planned:',
  'We plan to sign what we publish:',
  'Removed:',
  'The maintainers must always run:',
  'Release managers should check:',
  'Committers run:',
  'Before every release, run:',
  'Before releasing, check:',
];

for (const text of gone) test(`takes back what follows: ${text}`, () => assert.equal(takesBack(text), true));

for (const text of [
  'Run this before you use it:',
  'The maintainers sign every release:',
  'This is what works:',
  'The next release is signed:',
  'It was dropped in the past, now it is back:',
])
  test(`takes nothing back: ${text}`, () => assert.equal(takesBack(text), false));

for (const title of ['Signatures (coming soon)', 'Images (planned)', 'Not yet available', 'For maintainers', 'For the release manager', 'Committers only'])
  test(`a section is set apart: ${title}`, () => assert.equal(isSetApart([title]), true));

test('a section about releases is not set apart', () => assert.equal(isSetApart(['Verifying a release']), false));
