import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileNaming, imageNaming } from '../../../src/cli/gate/naming.ts';
import { placeSubject, type Naming } from '../../../src/cli/gate/words.ts';
import { memoryDisk } from '../../support/memory-disk.ts';

const image = 'ghcr.io/acme/lens:1.2.3';

test('a name is replaced where it is a word, and told where it is buried in one', () => {
  const table: readonly { readonly what: string; readonly subject?: string; readonly word: string; readonly is: string }[] = [
    { what: 'the word itself', word: image, is: 'X' },
    { what: 'the value of an option', word: `--image=${image}`, is: '--image=X' },
    { what: 'an assignment', word: `IMAGE=${image}`, is: 'IMAGE=X' },
    { what: 'a transport', word: `docker://${image}`, is: 'docker://X' },
    { what: 'a transport in an option', word: `--from=docker://${image}`, is: '--from=docker://X' },
    { what: 'another tag that begins alike', word: `${image}.4`, is: `${image}.4` },
    { what: 'a tag that ends alike', word: `mirror.example/${image}`, is: `mirror.example/${image}` },
    { what: 'something else', word: 'ghcr.io/acme/lens', is: 'ghcr.io/acme/lens' },
    { what: 'a script', word: `docker run ${image} --version`, is: 'buried' },
    { what: 'the end of a sentence', word: `echo ${image}.`, is: 'buried' },
    { what: 'a script with a transport', word: `skopeo copy docker://${image} dir:x`, is: 'buried' },
    { what: 'quotes', word: `run '${image}'`, is: 'buried' },
    { what: 'a digest behind it', word: `${image}@sha256:00`, is: 'buried' },
    { what: 'a file', subject: 'lens', word: 'lens', is: 'X' },
    { what: 'the same file by another spelling', subject: 'lens', word: '/here/lens', is: 'X' },
    { what: 'a file of a longer name', subject: 'lens', word: 'lens.txt', is: 'lens.txt' },
    { what: 'a file in a folder of that name', subject: 'lens', word: 'lens/readme', is: 'lens/readme' },
    { what: 'a file in a script', subject: 'lens', word: 'tar xf ./lens', is: 'buried' },
    { what: 'a mount', subject: 'lens', word: 'lens:/srv/lens', is: 'buried' },
  ];
  for (const { what, subject = image, word, is } of table) {
    const placed = placeSubject(['run', word], { spellings: [subject], by: 'X', isSame: (one) => one === '/here/lens', isLike: () => false });
    assert.deepEqual(placed.kind === 'placed' ? placed.words : placed, is === 'buried' ? { kind: 'buried', word } : ['run', is], what);
    if (placed.kind === 'placed') assert.equal(placed.places, is.includes('X') ? 1 : 0, what);
  }
});

const placedBy = (naming: Omit<Naming, 'by'>, ...words: readonly string[]): readonly string[] | string => {
  const placed = placeSubject(words, { ...naming, by: 'X' });
  return placed.kind === 'placed' ? placed.words : placed.kind;
};

test('an image is found by every spelling that Docker reads as the same, and another of its repository is not run in its place', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const table: readonly { readonly subject: string; readonly words: readonly string[]; readonly is: readonly string[] | string }[] = [
    { subject: 'docker://r.test/img:1', words: ['run', 'r.test/img:1'], is: ['run', 'X'] },
    { subject: 'docker://r.test/img:1', words: ['inspect', 'docker://r.test/img:1'], is: ['inspect', 'docker://X'] },
    { subject: 'docker://r.test/img:1', words: ['sh', '-c', 'docker run r.test/img:1'], is: 'buried' },
    { subject: 'r.test/img', words: ['run', 'r.test/img:latest'], is: ['run', 'X'] },
    { subject: 'r.test/img:latest', words: ['run', 'r.test/img'], is: ['run', 'X'] },
    { subject: 'r.test/img', words: ['sh', '-c', 'run r.test/img:latest'], is: 'buried' },
    { subject: 'R.TEST/img:1', words: ['run', 'r.test/img:1'], is: ['run', 'X'] },
    { subject: 'acme/img:1', words: ['run', 'docker.io/acme/img:1'], is: ['run', 'X'] },
    { subject: `r.test/img:1@${digest}`, words: ['run', `r.test/img@${digest}`], is: ['run', 'X'] },
    { subject: 'r.test/img:1', words: ['run', 'r.test/img:2'], is: 'other' },
    { subject: 'r.test/img:1', words: ['run', `r.test/img@${digest}`], is: 'other' },
    { subject: 'r.test/img:1', words: ['run', '--image=docker://r.test/img'], is: 'other' },
    { subject: 'r.test/img:1', words: ['sh', '-c', "docker run 'r.test/img:2'"], is: 'other' },
    // What was verified is named beside it, or taken from the environment.
    { subject: 'r.test/img:1', words: ['tag', 'r.test/img:1', 'r.test/img:stable'], is: ['tag', 'X', 'r.test/img:stable'] },
    { subject: 'r.test/img:1', words: ['sh', '-c', 'tag "$SEALWRIGHT_SUBJECT" r.test/img:2'], is: ['sh', '-c', 'tag "$SEALWRIGHT_SUBJECT" r.test/img:2'] },
    { subject: 'r.test/img:1', words: ['make', 'deploy', 'r.test/other:1', 'img:1'], is: ['make', 'deploy', 'r.test/other:1', 'img:1'] },
  ];
  for (const { subject, words, is } of table) assert.deepEqual(placedBy(imageNaming(subject), ...words), is, `${subject}: ${words.join(' ')}`);
});

test('a file is found behind links and folders, and another of its name is not run in its place', () => {
  const links: Readonly<Record<string, string>> = { lens: '/here/lens', lnk: '/here/lens', '/here/lens': '/here/lens', 'other/lens': '/here/other/lens' };
  const disk = { ...memoryDisk({}), realPath: (path: string) => links[path] };
  const naming = fileNaming('lens', { spellings: ['file:lens', 'lens'], disk });
  const table: readonly { readonly words: readonly string[]; readonly is: readonly string[] | string }[] = [
    { words: ['cat', 'lnk'], is: ['cat', 'X'] },
    { words: ['cat', '/here/lens'], is: ['cat', 'X'] },
    { words: ['cat', 'file:lens'], is: ['cat', 'X'] },
    { words: ['cat', 'other/lens'], is: 'other' },
    { words: ['sh', '-c', 'cat "$PWD/lens"'], is: 'other' },
    { words: ['sh', '-c', 'cat $PWD/lens; cat "$SEALWRIGHT_SUBJECT"'], is: ['sh', '-c', 'cat $PWD/lens; cat "$SEALWRIGHT_SUBJECT"'] },
    { words: ['cmp', 'lens', 'other/lens'], is: ['cmp', 'X', 'other/lens'] },
    { words: ['make', 'lenses', 'a-lens', 'lens.txt'], is: ['make', 'lenses', 'a-lens', 'lens.txt'] },
  ];
  for (const { words, is } of table) assert.deepEqual(placedBy(naming, ...words), is, words.join(' '));
});
