import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alternatives, hole, keyOf, lit } from '../../src/values/index.ts';
import { run } from './recording-host.ts';
import { table } from './table.ts';

const world = { environment: { V: 'v1.2.3', P: 'dist/app.tar.gz', LIST: 'a b  c', E: '' }, closed: true };

table('words', [
  { what: 'quotes, escapes and joined parts', script: `cmd 'a b'"c $V"d\\ e $'x\\ty'`, calls: ['cmd | a bc v1.2.3d e | x\ty'], world },
  { what: 'an unquoted value is split, a quoted one is not', script: 'cmd $LIST "$LIST"', calls: ['cmd | a | b | c | a b  c'], world },
  { what: 'an empty unquoted value is no word', script: 'cmd $E "$E" x$E', calls: ['cmd |  | x'], world },
  { what: 'a certainly unset variable is empty', script: 'cmd "a$NOPE"', calls: ['cmd | a'], world },
  { what: 'an unknown variable is one unknown, the same each time', script: 'cmd "$Q" "$Q"', calls: ['cmd | {Q} | {Q}'] },
  {
    what: 'defaults',
    script: 'cmd "${NOPE:-x}" "${V:-x}" "${E:-y}" "${E-z}" "${NOPE+set}" "${V:+set}" "${NOPE:=w}$NOPE"',
    calls: ['cmd | x | v1.2.3 | y |  |  | set | ww'],
    world,
  },
  {
    what: 'prefixes and suffixes',
    script: 'cmd "${V#v}" "${P##*/}" "${P%/*}" "${P%.tar.*}" "${P%%.*}"',
    calls: ['cmd | 1.2.3 | app.tar.gz | dist | dist/app | dist/app'],
    world,
  },
  {
    what: 'replacement, slices, case, length',
    script: 'cmd "${V//./-}" "${V/v/V}" "${V:1:3}" "${V: -1}" "${V^^}" "${#V}" "${V/#v/x}" "${V/%3/y}"',
    calls: ['cmd | v1-2-3 | V1.2.3 | 1.2 | 3 | V1.2.3 | 6 | x1.2.3 | v1.2.y'],
    world,
  },
  {
    what: 'transformations by a letter',
    script: `o=Acme; q="it's"; cmd "\${o@L}" "\${o@U}" "\${V@u}" "\${q@Q}"`,
    calls: [`cmd | acme | ACME | V1.2.3 | 'it'\\''s'`],
    world,
  },
  { what: 'an empty or unknown value gives a choice of the default', script: 'cmd "${Q:-x}"', calls: ['cmd | {{Q},x}'] },
  { what: 'indirect names that are known', script: 'n=V; cmd "${!n}"', calls: ['cmd | v1.2.3'], world },
  {
    what: 'brace expansion',
    script: 'cmd {a,b}.{x,y} z{1..3} "{a,b}" ${V}{1,2}',
    calls: ['cmd | a.x | a.y | b.x | b.y | z1 | z2 | z3 | {a,b} | v1.2.31 | v1.2.32'],
    world,
  },
  { what: 'wildcards, quoted and not', script: `cmd dist/*.zip 'dist/*.zip' a?b [ab]c`, calls: ['cmd | dist/*.zip | dist/*.zip | a?b | [ab]c'] },
  { what: 'a wildcard inside an unquoted value is one', script: 'g="dist/*.zip"; cmd $g', calls: ['cmd | dist/*.zip'] },
  { what: 'extended patterns', script: 'shopt -s extglob; cmd *.@(zip|tar.gz)', calls: ['cmd | *.zip | *.tar.gz'] },
  { what: 'arithmetic', script: 'n=3; cmd $((n * 2 + 1)) $((n > 2 ? 10 : 20)); ((n += 4)); cmd $n $((2 ** 8 % 7))', calls: ['cmd | 7 | 10', 'cmd | 7 | 4'] },
  { what: 'the home folder', script: 'cmd ~/bin "~/bin"', calls: ['cmd | {HOME}/bin | ~/bin'] },
  { what: 'command substitution and backticks', script: 'cmd "$(echo a; echo b)" `echo c`', calls: ['cmd | a\nb | c'] },
  { what: 'an assignment keeps blanks and stars', script: 'x=$LIST; y="a  b"; z=*; cmd "$x|$y|$z"', calls: ['cmd | a b  c|a  b|*'], world },
  { what: 'a variable set for one command alone', script: 'A=1 cmd; cmd "$A"', calls: ['cmd', 'cmd | '], world },
  { what: 'IFS splits lists', script: 'IFS=,; l=a,b; cmd $l', calls: ['cmd | a | b'] },
]);

table('arrays', [
  {
    what: 'items, additions, counts, elements',
    script: 'a=(x "y z"); a+=(w); cmd "${a[@]}" ${#a[@]} "${a[1]}" "${a[-1]}" "$a"',
    calls: ['cmd | x | y z | w | 3 | y z | w | x'],
  },
  { what: 'one word of all', script: 'a=(x y); cmd "${a[*]}" "p${a[@]}s"', calls: ['cmd | x y | px | ys'] },
  { what: 'an empty array gives no word', script: 'a=(); cmd "${a[@]}" end', calls: ['cmd | end'] },
  { what: 'slices and operations on every item', script: 'a=(v1 v2 v3); cmd "${a[@]:1}" "${a[@]#v}"', calls: ['cmd | v2 | v3 | 1 | 2 | 3'] },
  { what: 'maps', script: 'declare -A m=([a]=1 [b]=2); m[c]=3; k=b; cmd "${m[$k]}" "${m[c]}" "${!m[@]}"', calls: ['cmd | 2 | 3 | a | b | c'] },
  {
    what: 'a wildcard in an array is what it stands for at that time',
    script: 'a=(dist/*.zip); cmd "${a[@]}"; cmd "${a[0]}"',
    calls: ['cmd | dist/*.zip', 'cmd | {item 0 of a list}'],
  },
  {
    what: 'options gathered under a condition vary with it',
    script: 'a=(--x); if [ "$DRY" = true ]; then a+=(--dry); fi; cmd "${a[@]}" end',
    calls: ['cmd | --x | {--dry,} | end'],
  },
]);

table('expressions of the workflow', [
  { what: 'inside quotes and words', script: 'cmd "${{ github.ref_name }}" a-${{ matrix.os }}-b', calls: ['cmd | {github.ref_name} | a-{matrix.os}-b'] },
  {
    what: 'as the whole command, split',
    script: '${{ env.CARGO }} build ${{ env.ARGS }}',
    calls: ['cross | build | --locked | -p | a b'],
    world: { expressions: { 'env.CARGO': 'cross', 'env.ARGS': '--locked -p "a b"' } },
  },
  {
    what: 'as a whole script',
    script: '${{ inputs.run }}',
    calls: ['make | all', 'sign | out'],
    world: { expressions: { 'inputs.run': 'make all && sign out' } },
  },
  {
    what: 'in single quotes the workflow still fills it in',
    script: `cmd 'v${'${{ inputs.v }}'}'`,
    calls: ['cmd | v1'],
    world: { expressions: { 'inputs.v': '1' } },
  },
  { what: 'beside underscores and digits', script: 'cmd ${{ a }}_${{ b }}Z9', calls: ['cmd | 1_2Z9'], world: { expressions: { a: '1', b: '2' } } },
  { what: 'in arithmetic', script: 'cmd $(( ${{ inputs.n }} + 1 ))', calls: ['cmd | 5'], world: { expressions: { 'inputs.n': '4' } } },
  { what: 'in a here-document', script: 'cat <<EOF > f\nv=${{ x }}\nEOF', writes: ['f= "v=1\\n"'], world: { expressions: { x: '1' } } },
  {
    what: 'a choice of several words',
    script: 'cmd ${{ x }} end',
    calls: ['cmd | {--a,} | {b,} | end'],
    world: { expressions: { x: alternatives('k', [lit('--a b'), lit('')]) } },
  },
]);

test('words: a function of the same unknown is the same unknown, with its origin', () => {
  const { host } = run('a=$(basename "$X" .zip); b=$(basename "$X" .zip); cmd "$a" "$b" "${X%.zip}"', { environment: { X: hole('src', { label: 'X' }) } });
  const [, a, b, c] = host.calls[0]!.words;
  assert.equal(keyOf(a!), keyOf(b!));
  assert.notEqual(keyOf(a!), keyOf(c!));
  for (const word of [a!, c!]) assert.ok(word.some((piece) => piece.kind === 'hole' && piece.from.includes('src')));
});

test('words: two runs of date are two unknowns', () => {
  const { host } = run('cmd "$(date)" "$(date)"');
  assert.notEqual(keyOf(host.calls[0]!.words[1]!), keyOf(host.calls[0]!.words[2]!));
});

test('words: the environment that a command sees', () => {
  const { host } = run('export A=1; B=2; C=3; export C; D=4 cmd x; unset A', { environment: { E: '5', F: '6' }, closed: true });
  const call = host.calls[0]!;
  assert.deepEqual(
    ['D', 'E', 'F', 'B'].map((name) => call.env?.(name) ?? 'none'),
    [lit('4'), lit('5'), lit('6'), 'none'],
  );
  assert.deepEqual(call.assignments.get('D'), lit('4'));
});

test('words: a cut at a slash does not take an unknown for a name without one', () => {
  const { host } = run('cmd "${REF##*/}" "$REF" "$(basename "$REF")"', { environment: { REF: hole('ref') } });
  const [, cut, whole, last] = host.calls[0]!.words;
  assert.notEqual(keyOf(cut!), keyOf(whole!));
  assert.notEqual(keyOf(last!), keyOf(whole!));
  assert.ok(cut!.every((piece) => piece.kind === 'hole' && piece.from.includes('ref')));
});
