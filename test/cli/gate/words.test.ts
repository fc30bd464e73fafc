import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeSubject } from '../../../src/cli/gate/words.ts';

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
    const placed = placeSubject(['run', word], { subject, by: 'X', isSame: (one) => one === '/here/lens' });
    assert.deepEqual(placed.kind === 'placed' ? placed.words : placed, is === 'buried' ? { kind: 'buried', word } : ['run', is], what);
    if (placed.kind === 'placed') assert.equal(placed.places, is.includes('X') ? 1 : 0, what);
  }
});
