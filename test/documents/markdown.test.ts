import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { inlineCode } from '../../src/documents/inline-code.ts';
import { frontMatterEnd, markdownBlocks } from '../../src/documents/markdown.ts';
import { offsetOf } from '../../src/documents/source-text.ts';
import { outline } from './outline.ts';

test('reads the blocks of Markdown', () => {
  const cases: readonly { what: string; text: string; is: readonly string[] }[] = [
    { what: 'paragraphs', text: 'one\ntwo\n\nthree\n', is: ['text one|two', 'text three'] },
    { what: 'fence', text: 'run\n```sh\na b\n\n  c\n```\nend', is: ['text run', 'code(sh) a b||  c', 'text end'] },
    { what: 'tildes, longer end, info', text: '~~~ Bash title="x"\n```\n~~~~\n', is: ['code(bash) ```'] },
    { what: 'fence without end', text: '```\na\n', is: ['code() a'] },
    { what: 'not a fence: backtick in the info', text: '``` a`b\nx', is: ['text ``` a`b|x'] },
    { what: 'attribute languages', text: '``` {.console .wide}\na\n```\n```{code-block} python\nb\n```', is: ['code(console) a', 'code(python) b'] },
    { what: 'fence in a list', text: '1. do\n\n   ```sh\n   a\n     b\n   ```\n2. next', is: ['text do', 'code(sh) a|  b', 'text next'] },
    { what: 'fence in a quote', text: '> ```\n> a\n> ```\nafter', is: ['code() a', 'text after'] },
    { what: 'a quote ends its fence', text: '> ```\n> a\nafter', is: ['code() a', 'text after'] },
    { what: 'indented code', text: 'say:\n\n    $ a\n\n      b\n\ndone', is: ['text say:', 'code() $ a||  b', 'text done'] },
    { what: 'indented lines go on with a paragraph', text: 'say\n    more', is: ['text say|more'] },
    { what: 'tab as indentation', text: '\tcode\n\n- item\n\n\tstill item\n', is: ['code() code', 'text item', 'text still item'] },
    { what: 'code below an item', text: '- item\n\n      code', is: ['text item', 'code() code'] },
    { what: 'lazy line', text: '> a\nb\n\nc', is: ['text a|b', 'text c'] },
    {
      what: 'headings',
      text: '# One #\n## Two ##x\nThree\n=====\nFour\nfive\n---\n#no\n',
      is: ['h1 One', 'h2 Two ##x', 'h1 Three', 'h2 Four five', 'text #no'],
    },
    { what: 'rules', text: '* * *\n- - -\n___\na', is: ['text a'] },
    { what: 'front matter', text: '---\ntitle: x\n---\n# T', is: ['h1 T'] },
    { what: 'comment', text: '<!-- cosign\nverify -->\na\n\n[//]: # (hidden)\n', is: ['text a'] },
    { what: 'preformatted HTML', text: '<pre><code class="language-sh">a &lt;b&gt;\n\n# c</code></pre>\n', is: ['code(sh) a <b>||# c'] },
    {
      what: 'HTML block',
      text: '<details>\n<summary>See <code>x y</code></summary>\n\n```sh\na\n```\n\n</details>',
      is: ['inline x y', 'text See x y', 'code(sh) a'],
    },
    { what: 'script', text: '<script>\n\ncosign verify\n</script>\nb', is: ['text b'] },
    { what: 'table', text: '| A | B |\n|---|:-:|\n| `a|b` | c \\| d |\n\nx', is: ['row A|B', 'row `a|b`|c \\| d', 'text x'] },
    { what: 'CRLF', text: '```\r\na\r\n```\r\nb\r\n', is: ['code() a', 'text b'] },
  ];
  for (const one of cases) assert.deepEqual(outline(markdownBlocks(one.text)), one.is, one.what);
});

test('a block knows the headings above it', () => {
  const blocks = markdownBlocks('# A\n## B\n### C\nx\n## D\ny\n');
  assert.deepEqual(
    blocks.filter((block) => block.kind === 'paragraph').map((block) => block.heading),
    [
      ['A', 'B', 'C'],
      ['A', 'D'],
    ],
  );
});

test('finds code inside lines', () => {
  const cases: readonly { text: string; is: readonly string[] }[] = [
    { text: 'a `b` c ``d ` e`` `f', is: ['b', 'd ` e'] },
    { text: 'a `b\nc` d', is: ['b c'] },
    { text: '\\`a` b`', is: ['b'] },
    { text: '``` a ``', is: [] },
    { text: '`` ` ``', is: ['`'] },
  ];
  for (const one of cases) {
    const found = markdownBlocks(one.text).flatMap((block) => (block.kind === 'paragraph' ? inlineCode(block, 'markdown') : []));
    assert.deepEqual(
      found.map((code) => code.content.text),
      one.is,
      one.text,
    );
  }
});

test('front matter must close near the top', () => {
  assert.equal(frontMatterEnd('---\na: b\n---\nx'), 13);
  assert.equal(frontMatterEnd('+++\na = 1\n+++'), 13);
  assert.equal(frontMatterEnd('---\na: b\n'), 0);
  assert.equal(frontMatterEnd('text\n---\n'), 0);
});

const line = fc.constantFrom(
  '',
  '',
  'plain words',
  '# Title',
  '## Next',
  '```',
  '```sh',
  '~~~',
  '    indented',
  '  two',
  '- item',
  '  inside',
  '   ```',
  '> quote',
  '> ```',
  '> - deep',
  '1. first',
  '2) second',
  '---',
  '***',
  '\tcode',
  '- ```',
  '<div>',
  '</div>',
  '<!-- x',
  'y -->',
  '* a\n\n      b',
  '   text',
);

test('each character stands where its block says', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), (parts) => {
      const text = parts.join('\n');
      for (const block of markdownBlocks(text)) {
        const lines = block.kind === 'code' || block.kind === 'paragraph' ? block.lines : block.kind === 'row' ? block.cells : [block.content];
        for (const one of lines) for (let i = 0; i < one.text.length; i++) if (one.text[i] !== ' ') assert.equal(text[offsetOf(one, i)], one.text[i]);
      }
    }),
    { numRuns: 300 },
  );
});

interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

/** Every line of code that is not blank: where neighbouring blocks part, and how many blank lines end one, means nothing to a reader. */
function codeLines(node: MarkdownNode): readonly string[] {
  if (node.type === 'code') return (node.value ?? '').split('\n').filter((one) => one.trim() !== '');
  return (node.children ?? []).flatMap(codeLines);
}

test('agrees with a full Markdown parser about what is code', () => {
  // Left out: HTML, where `<pre>` is code to us and not to CommonMark; tabs, of which a part can be indentation; and
  // lists that start at two, which the other parser does not begin behind code.
  const simple = line.filter((one) => !/[<\t]|-->|^2/.test(one));
  fc.assert(
    fc.property(fc.array(simple, { maxLength: 12 }), (parts) => {
      const text = parts.join('\n');
      const ours = markdownBlocks(text).flatMap((block) =>
        block.kind === 'code' ? block.lines.map((one) => one.text).filter((one) => one.trim() !== '') : [],
      );
      assert.deepEqual(ours, codeLines(fromMarkdown(text.slice(frontMatterEnd(text)))), JSON.stringify(text));
    }),
    { numRuns: 1_000 },
  );
});
