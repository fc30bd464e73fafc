import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logicalLines, proseLines } from '../../src/documents/logical-lines.ts';
import { shellWords } from '../../src/documents/shell-words.ts';
import { simpleCommands } from '../../src/documents/simple-commands.ts';
import { linesOf } from '../../src/documents/lines-of.ts';

const set = new Map([
  ['V', '1.2'],
  ['FILE', 'tool.tar.gz'],
]);

function words(line: string): readonly string[] {
  return shellWords(line, set).map((token) => (token.kind === 'word' ? token.value : `<${token.text}>`));
}

test('splits a line as sh does, tolerantly', () => {
  const cases: readonly { line: string; is: readonly string[] }[] = [
    { line: 'a \'b c\' "d e" f\\ g', is: ['a', 'b c', 'd e', 'f g'] },
    { line: 'a --x="b" c # note', is: ['a', '--x=b', 'c'] },
    { line: 'tool-$V.tgz ${FILE}.sig $OTHER ${OTHER#v}', is: ['tool-1.2.tgz', 'tool.tar.gz.sig', '$OTHER', '${OTHER#v}'] },
    { line: '\'$V\' "$V" \\$V', is: ['$V', '1.2', '$V'] },
    { line: 'a <path to file> b', is: ['a', '<path to file>', 'b'] },
    { line: 'img:<tag> <img>@<digest>', is: ['img:<tag>', '<img>@<digest>'] },
    { line: 'a < in > out 2>&1', is: ['a', '<<>', 'in', '<>>', 'out', '<2>&>', '1'] },
    { line: 'a <(b c) d', is: ['a', '<(b c)', 'd'] },
    { line: 'a {{ .Version }}_x', is: ['a', '{{ .Version }}_x'] },
    { line: 'a "$(b "c d")" `e f`', is: ['a', '$(b "c d")', '`e f`'] },
    { line: "it's a b", is: ["it's", 'a', 'b'] },
    { line: 'a "b', is: ['a', '"b'] },
    { line: 'a&&b||c;d|e', is: ['a', '<&&>', 'b', '<||>', 'c', '<;>', 'd', '<|>', 'e'] },
    { line: '.\\tool.exe C:\\x\\y a\\.b', is: ['.\\tool.exe', 'C:\\x\\y', 'a.b'] },
    { line: 'a#b #c', is: ['a#b'] },
    { line: '', is: [] },
  ];
  for (const one of cases) assert.deepEqual(words(one.line), one.is, one.line);
});

test('any line splits, and words lie where they say', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', ' ', '"', "'", '\\', '$', '(', ')', '{', '}', '<', '>', '|', '&', ';', '#', '`', '…', '\t'),
    maxLength: 40,
  });
  fc.assert(
    fc.property(letters, (line) => {
      let at = 0;
      for (const token of shellWords(line, new Map())) {
        assert.ok(token.start >= at && token.end > token.start && token.end <= line.length + 1, line);
        at = token.end;
      }
    }),
    { numRuns: 1_000 },
  );
});

test('takes a line apart into commands', () => {
  const show = (line: string): readonly string[] =>
    simpleCommands(shellWords(line, new Map())).map(
      (command) =>
        `${[...command.assignments].map(([name, value]) => `${name}=${value} `).join('')}${command.words.map((word) => word.value).join(' ')}${
          command.pipedFrom.length > 0
            ? ` ‹ ${command.pipedFrom
                .flat()
                .map((word) => word.value)
                .join(' ')}`
            : ''
        }${command.stdin === undefined ? '' : ` ‹‹ ${command.stdin}`}`,
    );
  const cases: readonly { line: string; is: readonly string[] }[] = [
    { line: 'A=1 B="x y" run z', is: ['A=1 B=x y run z'] },
    { line: 'export A=1; run', is: ['A=1 ', 'run'] },
    { line: 'if ! run a; then sudo b; fi', is: ['run a', 'b'] },
    { line: 'for f in *; do run "$f"; done', is: ['f in *', 'run $f'] },
    { line: 'grep x LIST | sha256sum -c', is: ['grep x LIST', 'sha256sum -c ‹ grep x LIST'] },
    { line: 'run < in.txt 2>/dev/null > out', is: ['run ‹‹ in.txt'] },
    { line: '(cd x && run)', is: ['cd x', 'run'] },
  ];
  for (const one of cases) assert.deepEqual(show(one.line), one.is, one.line);
});

test('joins and cleans the lines of a code block', () => {
  const cases: readonly { what: string; language: string; text: string; is: readonly string[] }[] = [
    { what: 'as they are', language: 'sh', text: 'a\nb c', is: ['a', 'b c'] },
    { what: 'backslash', language: 'sh', text: 'a \\\n  --b \\\n  c\nd', is: ['a  --b  c', 'd'] },
    { what: 'pipe at the end', language: 'sh', text: 'a |\n  b', is: ['a | b'] },
    { what: 'PowerShell', language: 'powershell', text: 'a `\n b', is: ['a  b'] },
    { what: 'cmd', language: 'bat', text: 'a ^\n b', is: ['a  b'] },
    { what: 'prompts make the rest output', language: 'console', text: '$ a \\\n> b\nsome output\n$ c', is: ['a  b', 'c'] },
    { what: 'other prompts', language: '', text: 'me@box:~$ a', is: ['a'] },
    { what: 'prompts that name a folder, apart from the mark', language: 'shell-session', text: '[dir:lens] $ a \\\n   --b\nout', is: ['a  --b'] },
    { what: 'prompts that name an environment', language: 'console', text: '(venv) $ a\n(venv)$ b\nout', is: ['a', 'b'] },
    { what: 'Windows prompts', language: '', text: 'PS C:\\> a\nC:\\x> b', is: ['a', 'b'] },
    { what: 'root prompt', language: '', text: '# a b\nOK: fine', is: ['a b', 'OK: fine'] },
    { what: 'comments stay comments', language: 'sh', text: '# a b\nc d', is: ['# a b', 'c d'] },
    { what: 'nothing behind the last backslash', language: 'sh', text: 'a \\', is: ['a '] },
  ];
  for (const one of cases) {
    const lines = logicalLines({ kind: 'code', language: one.language, lines: linesOf(one.text), heading: [] });
    assert.deepEqual(
      lines.map((line) => line.content.text),
      one.is,
      one.what,
    );
  }
});

test('sees that a space behind a backslash breaks the line', () => {
  const broken = (text: string): readonly boolean[] =>
    logicalLines({ kind: 'code', language: 'sh', lines: linesOf(text), heading: [] }).map((line) => line.isBroken);
  assert.deepEqual(broken('a \\\n b'), [false]);
  assert.deepEqual(broken('a \\ \n b'), [true]);
  assert.deepEqual(broken('a \\ # why\n b'), [true]);
});

test('prose loses its list marks and prompts', () => {
  assert.deepEqual(
    proseLines(linesOf('- $ a b\n2. c \\\nd\n> e')).map((line) => line.content.text),
    ['a b', 'c  d', 'e'],
  );
});
