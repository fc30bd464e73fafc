import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addedPath, parseWorkflowCommands } from '../../src/shell/index.ts';
import { alternatives, concat, hole, lit, show } from '../../src/values/index.ts';
import { run } from './recording-host.ts';

/** What a script leaves in `$GITHUB_OUTPUT`, by name. */
function outputs(script: string, world = {}): Readonly<Record<string, string>> {
  const { host, outcome } = run(script, world);
  const files = host.writes.filter((write) => write.path === '{GITHUB_OUTPUT}').flatMap((write) => parseWorkflowCommands(write.content));
  return Object.fromEntries([...files, ...parseWorkflowCommands(outcome.printed)].map(({ name, value }) => [name, show(value)]));
}

const forms: readonly { readonly what: string; readonly script: string; readonly gives: Readonly<Record<string, string>> }[] = [
  { what: 'double quotes', script: 'echo "a=$V" >> "$GITHUB_OUTPUT"', gives: { a: '{V}' } },
  { what: 'no quotes at the file', script: 'echo "a=$V" >> $GITHUB_OUTPUT', gives: { a: '{V}' } },
  { what: 'braces at the file', script: "echo 'a=b c' >> ${GITHUB_OUTPUT}", gives: { a: 'b c' } },
  { what: 'no quotes at all', script: 'echo a=b>>$GITHUB_OUTPUT', gives: { a: 'b' } },
  { what: 'the redirection first', script: '>> "$GITHUB_OUTPUT" echo "a=b"', gives: { a: 'b' } },
  { what: 'tee', script: 'echo "a=$V" | tee -a "$GITHUB_OUTPUT"', gives: { a: '{V}' } },
  { what: 'sudo tee and a discarded copy', script: 'echo "a=b" | sudo tee -a $GITHUB_OUTPUT > /dev/null', gives: { a: 'b' } },
  { what: 'printf', script: `printf 'a=%s\\nb=%s\\n' "$V" x >> "$GITHUB_OUTPUT"`, gives: { a: '{V}', b: 'x' } },
  { what: 'a group', script: '{ echo "a=1"; echo "b=$V"; } >> "$GITHUB_OUTPUT"', gives: { a: '1', b: '{V}' } },
  { what: 'a here-document', script: 'cat <<EOF >> "$GITHUB_OUTPUT"\na=1\nb=$V\nEOF', gives: { a: '1', b: '{V}' } },
  { what: 'a quoted here-document', script: `cat >> "$GITHUB_OUTPUT" <<'EOF'\na=$V\nEOF`, gives: { a: '$V' } },
  { what: 'an indented here-document', script: 'cat <<-EOF >> "$GITHUB_OUTPUT"\n\ta=1\n\tEOF\n', gives: { a: '1' } },
  { what: 'a block in a group', script: '{ echo "x<<EOF"; echo one; cat notes; echo EOF; } >> "$GITHUB_OUTPUT"', gives: { x: 'one\n{output of cat notes}' } },
  {
    what: 'a block written line by line',
    script: 'echo "x<<EOF" >> $GITHUB_OUTPUT\necho "$V" >> $GITHUB_OUTPUT\necho two >> $GITHUB_OUTPUT\necho EOF >> $GITHUB_OUTPUT\necho y=1 >> $GITHUB_OUTPUT',
    gives: { x: '{V}\ntwo', y: '1' },
  },
  {
    what: 'a block with a random end',
    script: 'EOF=$(openssl rand -hex 8)\n{ echo "x<<$EOF"; echo "$V"; echo "$EOF"; } >> $GITHUB_OUTPUT',
    gives: { x: '{V}' },
  },
  {
    what: 'a block with an end that is an expression',
    script: 'echo "x<<${{ github.run_id }}" >> $GITHUB_OUTPUT\necho v >> $GITHUB_OUTPUT\necho "${{ github.run_id }}" >> $GITHUB_OUTPUT',
    gives: { x: 'v' },
  },
  { what: 'a function that writes', script: 'out() { echo "$1=$2" >> "$GITHUB_OUTPUT"; }\nout a "$V"', gives: { a: '{V}' } },
  { what: 'a loop', script: 'for k in a b; do echo "$k=1"; done >> "$GITHUB_OUTPUT"', gives: { a: '1', b: '1' } },
  { what: 'the older command', script: 'echo "::set-output name=a::$V"', gives: { a: '{V}' } },
  { what: 'a value with an equals sign', script: 'echo "a=b=c" >> "$GITHUB_OUTPUT"', gives: { a: 'b=c' } },
  {
    what: 'a substitution of several commands',
    script: 'echo "hashes=$(sha256sum * | base64 -w0)" >> "$GITHUB_OUTPUT"',
    gives: { hashes: 'base64({output of sha256sum *})' },
  },
  { what: 'one side of a condition', script: 'if [ "$Q" = 1 ]; then echo "a=1"; else echo "a=2"; fi >> "$GITHUB_OUTPUT"', gives: { a: '{1,2}' } },
  { what: 'quotes that the shell takes away', script: `echo "a='x'" >> "$GITHUB_OUTPUT"; echo b="y z" >> "$GITHUB_OUTPUT"`, gives: { a: "'x'", b: 'y z' } },
];

for (const form of forms) {
  test(`outputs: ${form.what}`, () => {
    const given = outputs(form.script);
    assert.deepEqual(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.replace(/^\{(base64.*)\}$/, '$1')])), form.gives);
  });
}

test('outputs: a list of hashes is made of the hashes and carries their origin', () => {
  const sums = hole('sums', { label: 'sums' });
  const { host } = run(
    'cd artifacts && echo "hashes=$(sha256sum * | base64 -w0)" >> "$GITHUB_OUTPUT"\nhashes=$(cat c.txt | base64 -w0)\necho "h=$hashes" >> $GITHUB_OUTPUT',
    { stdout: (call) => (show(call.words[0]!) === 'sha256sum' ? sums : undefined), files: { 'c.txt': 'x' } },
  );
  const [first, second] = host.writes.flatMap((write) => parseWorkflowCommands(write.content));
  const piece = first!.value[0];
  assert.ok(piece?.kind === 'hole' && piece.from.includes('sums'));
  assert.deepEqual(second!.value, lit('eA=='));
  assert.equal(show(host.calls[0]!.cwd), 'artifacts');
});

test('outputs: what was encoded is decoded again', () => {
  const { host } = run('e=$(echo "$V" | base64 -w0)\nd=$(echo "$e" | base64 -d)\ncmd "$d" "$V"');
  assert.deepEqual(host.calls[0]!.words[1], host.calls[0]!.words[2]);
});

const contents = [
  { what: 'lines without a name are left out', content: lit('=x\nnothing\n a = b\n'), gives: [['a', ' b']] },
  { what: 'a block that is never closed takes the rest', content: lit('a<<E\nx\ny'), gives: [['a', 'x\ny']] },
  {
    what: 'line ends of another system',
    content: lit('a=1\r\nb=2\r\n'),
    gives: [
      ['a', '1'],
      ['b', '2'],
    ],
  },
  {
    what: 'a choice of lines',
    content: concat(alternatives('k', [lit('a=1\nb=2\n'), lit('a=3\n')]), lit('c=4\n')),
    gives: [
      ['a', '{1,3}'],
      ['b', '{2,}'],
      ['c', '4'],
    ],
  },
  {
    what: 'paths and variables of the older kind',
    content: lit('::add-path::/opt/bin\n::set-env name=X::1\n'),
    gives: [
      [addedPath, '/opt/bin'],
      ['X', '1'],
    ],
  },
  { what: 'nothing', content: [], gives: [] },
];

for (const { what, content, gives } of contents) {
  test(`workflow commands: ${what}`, () => {
    assert.deepEqual(
      parseWorkflowCommands(content).map(({ name, value }) => [name, show(value)]),
      gives,
    );
  });
}

test('outputs: a write carries its softness, its folder and whose output it is', () => {
  const { host } = run('cd d\nif [ "$Q" = 1 ]; then sha256sum a > SUMS; fi\necho x > y');
  assert.deepEqual(
    host.writes.map((write) => ({ path: write.path, cwd: write.cwd, by: write.by, soft: write.softness.map((s) => s.kind) })),
    [
      { path: 'SUMS', cwd: 'd', by: ['sha256sum', 'a'], soft: ['conditional'] },
      { path: 'y', cwd: 'd', by: undefined, soft: [] },
    ],
  );
  assert.deepEqual(host.calls[0]!.stdout, { path: lit('SUMS'), append: false });
});

test('outputs: commands of a group write to one file, the second adds to it', () => {
  const { host } = run('{ sha256sum a; sha256sum b; } > SUMS\nfor f in *; do sha256sum "$f"; done > ALL');
  assert.deepEqual(
    host.calls.map((call) => [show(call.stdout!.path), call.stdout!.append]),
    [
      ['SUMS', false],
      ['SUMS', true],
      ['ALL', false],
    ],
  );
  assert.deepEqual(
    host.writes.map((write) => [write.path, write.append, write.by?.length]),
    [
      ['SUMS', false, undefined],
      ['ALL', false, 2],
    ],
  );
});

test('outputs: standard input and who gives it', () => {
  const { host } = run('make-list | sign -\nsign - < file\nsign - <<< "$V"');
  const [, piped, file, text] = host.calls;
  assert.deepEqual(piped!.stdinBy?.map(show), ['make-list']);
  assert.deepEqual(file!.stdinPath, lit('file'));
  assert.equal(show(text!.stdin!), '{V}\n');
});
