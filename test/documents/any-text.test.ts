import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findManualSteps, findVerifyCommands, whatItNames } from '../../src/documents/index.ts';

const paths = ['README.md', 'docs/a.rst', 'docs/a.adoc', 'docs/a.html', 'NEWS', '.github/workflows/a.yml'];

const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'cosign verify ',
      'cosign verify-blob --bundle b ',
      'gh attestation verify ',
      '--repo a/b ',
      'sha256sum -c ',
      'gpg --verify ',
      'git tag -s ',
      'npm publish',
      'slsa-verifier verify-image ',
      'helm verify ',
      'X=1 ',
      '--key k ',
      '<image>',
      '$TAG',
      'a.tgz ',
      '…',
      '...',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '\n',
      '\n\n',
      '\r\n',
      '```',
      '```sh\n',
      '`',
      '``',
      '    ',
      '- ',
      '> ',
      '# ',
      '$ ',
      '\\\n',
      '\\ \n',
      '::\n\n',
      '----\n',
      '|',
      '<pre>',
      '</pre>',
      '<code>',
      '</code>',
      '&lt;',
      '<!--',
      '-->',
      '.. code-block:: sh\n\n',
      'body: |\n  ',
      '"',
      "'",
      '$(',
      ')',
      '{{',
      '}}',
      '\t',
      '\u00a0',
      '\ud800',
      '\0',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);

test('any text gives commands that stand where they say', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.array(piece, { maxLength: 30 }), (path, parts) => {
      const text = parts.join('');
      const commands = findVerifyCommands(path, text);
      for (const { span, words, file } of [...commands, ...findManualSteps(path, text)]) {
        assert.equal(file, path);
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
        assert.equal(span.line, text.slice(0, span.start).split('\n').length);
        if (words.length > 0 && !/[\\"'&<$`]/.test(text))
          assert.ok(text.slice(span.start, span.end).startsWith(words[0] ?? ''), `${JSON.stringify(text)} at ${span.start}: ${words[0]}`);
      }
      for (const command of commands) {
        whatItNames(command);
        assert.equal(command.couldRun === 'yes', command.reason === undefined);
        if (command.isElided) assert.equal(command.couldRun, 'no');
      }
    }),
    { numRuns: 2_000 },
  );
});

test('the same text gives the same answer', () => {
  const text = '# A\n\n```sh\nX=1\ncosign verify --key k ghcr.io/a/b:$X\n```\n';
  assert.deepEqual(findVerifyCommands('README.md', text), findVerifyCommands('README.md', text));
});

test('long and twisted texts take time in proportion', () => {
  const seed = 'cosign verify --key k a/b';
  const twisted: readonly { what: string; text: string }[] = [
    { what: 'backticks', text: Array.from({ length: 1_200 }, (_, i) => '`'.repeat(i + 1)).join(' ') },
    { what: 'quotes', text: '>'.repeat(80_000) },
    { what: 'spaced quotes', text: '> '.repeat(40_000) },
    { what: 'lists', text: '- '.repeat(40_000) },
    { what: 'nested lists', text: Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}- a`).join('\n') },
    { what: 'underlines', text: 'a\n=\n'.repeat(20_000) },
    { what: 'open fences', text: '```\n'.repeat(20_000) },
    { what: 'open tags', text: '<a '.repeat(30_000) },
    { what: 'open comments', text: '<!--'.repeat(20_000) },
    { what: 'open scripts', text: '<script></'.repeat(8_000) },
    { what: 'brackets', text: '[a]('.repeat(20_000) },
    { what: 'one long line', text: `${seed} ${'x"$('.repeat(20_000)}` },
    { what: 'many quotes in commands', text: `${seed} ${'\\"'.repeat(3_000)}\n`.repeat(60) },
    { what: 'continued lines', text: `${seed} \\\n`.repeat(2_400) },
    { what: 'directives', text: '.. code::\n\n'.repeat(8_000) },
    { what: 'adornments', text: '=====\n'.repeat(12_000) },
    { what: 'table bars', text: `|a|\n|-|\n${'|'.repeat(60_000)}` },
    { what: 'spaces', text: `${' '.repeat(80_000)}x` },
    { what: 'here-documents', text: 'notes <<EOF\n'.repeat(6_000) },
    { what: 'placeholders', text: `${seed}${'<'.repeat(7_000)}\n`.repeat(50) },
    { what: 'entities', text: '&amp;'.repeat(16_000) },
  ];
  for (const one of twisted) {
    for (const path of paths) {
      const before = process.cpuUsage().user;
      findVerifyCommands(path, `${seed}\n\n${one.text}\n`);
      findManualSteps(path, `git tag v1\n\n${one.text}\n`);
      const seconds = (process.cpuUsage().user - before) / 1e6;
      assert.ok(seconds < 1.5, `${one.what} in ${path}: ${seconds} s`);
    }
  }
});
