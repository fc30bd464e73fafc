import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { limits } from '../../src/base/index.ts';
import { parseScript, parseWorkflowCommands, recogniseCommands, scriptOf } from '../../src/shell/index.ts';
import { concat, hole, keyOf, lit, show, type Text } from '../../src/values/index.ts';
import { run } from './recording-host.ts';

const atoms = [
  'echo',
  'cosign sign',
  '"$X"',
  '$X',
  '${X:-y}',
  '${X%.*}',
  '${X##*/}',
  "'a b'",
  '"a $(',
  ')',
  '$(',
  '`',
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'for f in',
  'do',
  'done',
  'while',
  'read -r l',
  'case',
  'in',
  'esac',
  ';;',
  ';',
  '\n',
  '&&',
  '||',
  '|',
  '&',
  '!',
  '(',
  ')',
  '{',
  '}',
  '[[',
  ']]',
  '[ -n',
  ']',
  '==',
  '=~',
  '*.zip',
  '**',
  '{a,b}',
  '{1..9}',
  '>',
  '>>',
  '<',
  '<<EOF\n',
  'EOF\n',
  '<<<',
  '2>&1',
  '$GITHUB_OUTPUT',
  'x=',
  'a+=(',
  'local v=',
  'export',
  'set -e',
  'set +e',
  'exit 0',
  'exit 1',
  'return',
  'break',
  'continue',
  'f()',
  'f',
  'find . -name',
  '-exec',
  '{}',
  '\\;',
  'xargs -I{}',
  'sed',
  "'s/a/b/'",
  'grep -v',
  'jq -r',
  '.a',
  'base64',
  'tr -d',
  'cut -d: -f1',
  'printf',
  "'%s\\n'",
  'eval',
  'bash -c',
  'source ./s.sh',
  './s.sh',
  'trap',
  'EXIT',
  '$((',
  '1 +',
  '))',
  '${{ a }}',
  '_G0Z',
  '@(a|b)',
  '!(x)',
  '\\',
  '"',
  "'",
  '#',
  '$',
  '%',
  '~',
  '\0',
  'é',
  '\ud800',
];

const scripts = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.array(fc.constantFrom(...atoms), { maxLength: 40 }).map((parts) => parts.join(' ')),
);

test('any text: the interpreter never throws, ends within its budget, and says the same twice', () => {
  fc.assert(
    fc.property(scripts, fc.boolean(), (script, errexit) => {
      const world = { budget: 400, scripts: { 's.sh': script.slice(0, 60) } };
      const once = run(script, world, { errexit });
      const twice = run(script, world, { errexit });
      assert.ok(once.host.ticks <= 401);
      assert.deepEqual(once.calls, twice.calls);
      assert.deepEqual(once.writes, twice.writes);
      for (const call of once.host.calls) {
        assert.ok(call.words.length > 0);
        assert.ok(call.span.start >= 0 && call.span.end <= script.length + 60);
      }
    }),
    { numRuns: 1_500 },
  );
});

test('any text: the tolerant reader never throws and its offsets are inside', () => {
  fc.assert(
    fc.property(scripts, (script) => {
      for (const command of recogniseCommands(script, { variable: () => undefined }))
        assert.ok(command.start >= 0 && command.start <= command.end && command.end <= script.length);
    }),
    { numRuns: 1_000 },
  );
});

test('any text: workflow commands are read without a throw, and parsing is the same object again', () => {
  fc.assert(
    fc.property(scripts, (script) => {
      parseWorkflowCommands(lit(script));
      assert.equal(parseScript(script), parseScript(script));
    }),
    { numRuns: 300 },
  );
});

const pieces = fc.array(
  fc.oneof(
    fc.string({ maxLength: 12 }).map(lit),
    fc.constantFrom('p', 'q', 'r').map((id) => hole(id)),
  ),
  { maxLength: 8 },
);

test('a text made a script and expanded again inside quotes is the text', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const text: Text = concat(...parts);
      const { script, placeholders } = scriptOf(text);
      const found = script.split(/(_G[0-9a-z]+_*Z)/).map((part) => placeholders(part) ?? lit(part));
      assert.equal(keyOf(concat(...found)), keyOf(text));
    }),
  );
});

test('quoting: what is printed through single quotes is what is written', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }).filter((value) => !/['\0]|_G|\$\{\{/.test(value)),
      (value) => {
        assert.equal(show(run(`cmd '${value}'`).host.calls[0]!.words[1]!), value);
      },
    ),
  );
});

const long: readonly { readonly what: string; readonly script: string; readonly calls?: number }[] = [
  { what: 'a hundred thousand commands', script: 'sign "$A@$B"\n'.repeat(100_000), calls: 100_000 },
  { what: 'guards and early ends', script: 'if [ "$A" = b ]; then exit 0; fi\n[ -n "$B" ] || exit 1\n'.repeat(20_000), calls: 0 },
  { what: 'a chain of operators', script: Array.from({ length: 20_000 }, () => 'a').join(' && '), calls: 20_000 },
  { what: 'a long pipe', script: Array.from({ length: 5_000 }, () => 'rev').join(' | ') },
  { what: 'a value that doubles', script: 'x="$x$x y"\n'.repeat(500), calls: 0 },
  {
    what: 'choices upon choices',
    script: `${Array.from({ length: 400 }, (_, i) => `if [ "$A${i}" = b ]; then x="$x-a"; else x="$x-b"; fi`).join('\n')}\nuse "$x"`,
    calls: 1,
  },
  { what: 'brackets', script: `${'('.repeat(2_000)}a${')'.repeat(2_000)}` },
  { what: 'substitutions', script: `${'$( '.repeat(2_000)}a${')'.repeat(2_000)}` },
  { what: 'a word of megabytes', script: `echo ${'a'.repeat(3_000_000)} {${'x,'.repeat(50_000)}}` },
  {
    what: 'an expression that is slow for a naive matcher',
    script: `v=${'a'.repeat(5_000)}\n[[ $v =~ ^(a+)+$ ]] && x\necho "$v" | sed -E 's/(a|a)*b//' | grep -E '(a*)*c'\n"\${v##*a*a*a*b}"`,
  },
  { what: 'a list of many items', script: `a=(${'x '.repeat(50_000)}); for i in "\${a[@]}"; do cmd "$i"; done` },
];

for (const { what, script, calls } of long) {
  test(`bounds: ${what}`, () => {
    const { host } = run(script);
    if (calls !== undefined) assert.equal(host.calls.length, calls);
  });
}

test('bounds: nested loops and functions stop at the budget and say so once', () => {
  for (const script of [
    `${'for a in 1 2 3 4 5 6 7 8; do '.repeat(8)}cmd;${'done;'.repeat(8)}`,
    `${Array.from({ length: 20 }, (_, i) => `f${i}() { ${`f${i + 1};`.repeat(8)} }`).join('\n')}\nf20() { cmd; }\nf0`,
  ]) {
    const { host, outcome } = run(script);
    assert.equal(outcome.complete, false);
    assert.deepEqual(host.problems.filter((problem) => problem.includes('steps')).length, 1);
    assert.ok(host.calls.length <= limits.maxCommandsPerScript);
  }
});

test('bounds: a script that does not parse is told as what may run', () => {
  const { host, calls } = run('if true; then\n  cosign sign x\n');
  assert.equal(host.problems.length, 1);
  assert.match(host.problems[0]!, /cannot be parsed/);
  assert.deepEqual(calls, ['cosign | sign | x [?the script cannot be parsed]']);
});
