import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '../../src/base/index.ts';
import { formatOf, readDocument } from '../../src/documents/read-document.ts';
import { offsetOf } from '../../src/documents/source-text.ts';
import { outline } from './outline.ts';

test('tells the markup from the name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['README.md', 'markdown'],
    ['docs/Guide.MDX', 'markdown'],
    ['README.md.gotmpl', 'markdown'],
    ['INSTALL.rst', 'restructuredtext'],
    ['a.adoc', 'asciidoc'],
    ['index.html.j2', 'html'],
    ['README', 'plain'],
    ['docs/page.yml', 'plain'],
    ['NEWS.txt', 'plain'],
  ];
  for (const [path, format] of cases) assert.equal(formatOf(path), format, path);
});

test('reads reStructuredText', () => {
  const cases: readonly { what: string; text: string; is: readonly string[] }[] = [
    {
      what: 'titles by style',
      text: '=====\nTop\n=====\n\nPart\n----\n\nPiece\n~~~~~\n\nPart 2\n------\n',
      is: ['h1 Top', 'h2 Part', 'h3 Piece', 'h2 Part 2'],
    },
    { what: 'literal block', text: 'Run::\n\n    a\n      b\n\n    c\n\nend', is: ['text Run::', 'code() a|  b||c', 'text end'] },
    { what: 'lone colons', text: '::\n\n  a\n', is: ['code() a'] },
    { what: 'code directive with options', text: '.. code-block:: Bash\n   :linenos:\n\n   a\n   b\n\ntext', is: ['code(bash) a|b', 'text text'] },
    { what: 'prompt', text: '.. prompt:: bash $\n\n   a\n', is: ['code(bash) a'] },
    { what: 'comment', text: '.. hidden\n   cosign verify x\n\nseen', is: ['text seen'] },
    { what: 'other directives are read', text: '.. note::\n\n   seen\n', is: ['text seen'] },
    { what: 'targets', text: '.. _here: https://example.org\nseen', is: ['text seen'] },
  ];
  for (const one of cases) assert.deepEqual(outline(readDocument('a.rst', one.text)), one.is, one.what);
});

test('reads AsciiDoc', () => {
  const cases: readonly { what: string; text: string; is: readonly string[] }[] = [
    { what: 'headings', text: '= A\n\n== B\ntext\n', is: ['h1 A', 'h2 B', 'text text'] },
    { what: 'listing', text: '[source,bash]\n----\na <1>\nb\n----\n<1> note', is: ['code(bash) a|b', 'text <1> note'] },
    { what: 'language without style', text: '[,console]\n----\na\n----\n', is: ['code(console) a'] },
    { what: 'literal', text: '....\na\n....\n', is: ['code() a'] },
    { what: 'fence', text: '```sh\na\n```\n', is: ['code(sh) a'] },
    { what: 'literal paragraph', text: 'say\n\n a\n  b\n\nend', is: ['text say', 'code() a| b', 'text end'] },
    { what: 'comments', text: '// x\n////\ncosign\n////\nseen', is: ['text seen'] },
    { what: 'table', text: '|===\n|a |b\n|===\n', is: ['row a|b'] },
    { what: 'other attributes', text: '[NOTE]\nseen\n', is: ['text seen'] },
  ];
  for (const one of cases) assert.deepEqual(outline(readDocument('a.adoc', one.text)), one.is, one.what);
});

test('reads HTML', () => {
  const cases: readonly { what: string; text: string; is: readonly string[] }[] = [
    {
      what: 'preformatted',
      text: '<h2>Check</h2>\n<pre class="x"><code class="lang-sh">a &amp;&amp; b\n<b>c</b></code></pre>',
      is: ['h2 Check', 'code(sh) a && b|c'],
    },
    { what: 'inline', text: '<p>Use <code>a &lt;b&gt;</code> now</p>', is: ['inline a <b>', 'text Use a <b> now'] },
    { what: 'hidden', text: '<head><title>x</title></head><script>cosign</script><!-- y --><p>z', is: ['text z'] },
    { what: 'broken', text: 'a < b <c <!-- open', is: ['text a < b <c'] },
    { what: 'unknown entities stay', text: '&bogus; &#0; &#x41; &#99999999;', is: ['text &bogus; &#0; A &#99999999;'] },
  ];
  for (const one of cases) assert.deepEqual(outline(readDocument('a.html', one.text)), one.is, one.what);
});

test('reads plain text and prose in YAML', () => {
  const cases: readonly { what: string; text: string; is: readonly string[] }[] = [
    { what: 'runs of lines', text: 'a\n  b\n\nc', is: ['text a|b', 'text c'] },
    { what: 'fences at any depth', text: 'body: |\n    say\n    ```sh\n      a\n    b\n    ```\n', is: ['text body: ||say', 'code(sh)   a|b'] },
    { what: 'an open fence is text', text: '```\na\n\nb', is: ['text ```|a', 'text b'] },
    { what: 'headings', text: '# One\ntext\n', is: ['h1 One', 'text text'] },
  ];
  for (const one of cases) assert.deepEqual(outline(readDocument('a.txt', one.text)), one.is, one.what);
});

test('characters keep their places in every markup', () => {
  const text = 'Go::\n\n    cosign verify a\n\n<p>see <code>cosign &amp; b</code></p>\n\n[source]\n----\ncosign x\n----\n';
  for (const path of ['a.md', 'a.rst', 'a.adoc', 'a.html', 'a.txt']) {
    for (const block of readDocument(path, text)) {
      const lines = block.kind === 'code' || block.kind === 'paragraph' ? block.lines : block.kind === 'row' ? block.cells : [block.content];
      for (const line of lines) {
        const at = line.text.indexOf('cosign');
        if (at !== -1) assert.equal(text.slice(offsetOf(line, at), offsetOf(line, at) + 6), 'cosign', path);
      }
    }
  }
});

test('reads no more than the bound', () => {
  const blocks = readDocument('a.txt', `${'x\n\n'.repeat(limits.maxDocumentBytes / 3)}beyond`);
  assert.ok(!outline(blocks).some((line) => line.includes('beyond')));
});
