import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hole, keyOf, lit, show } from '../../src/values/index.ts';
import { brief } from '../../src/shell/output.ts';
import { run } from './recording-host.ts';

const world = {
  environment: {
    V: 'v1.2.3',
    IMG: 'ghcr.io/o/app:1.0',
    META: '{"tags":["o/a:1","o/a:2"],"labels":{"x.y":"z"},"n":3,"list":[{"type":"Checksum","path":"d/sums"},{"type":"Archive","path":"d/a.zip"}]}',
  },
  files: {
    'package.json': '{"name":"app","version":"2.0.1"}',
    list: 'b\na\nb\n',
    'sums.txt': 'aaa  x.zip\nbbb  y.zip\n',
    'chart.yaml': 'name: "lens"\nversion: 1.4.0 # x\nappVersion: v2\nparts:\n  version: 9\n',
  },
};

const rows: readonly { readonly what: string; readonly expression: string; readonly gives: string }[] = [
  { what: 'basename and dirname', expression: '$(basename dist/app.tar.gz .tar.gz) $(dirname a/b/c) $(basename "$(dirname a/b/c)")', gives: 'app a/b b' },
  {
    what: 'tr',
    expression: "$(echo ABC | tr A-Z a-z) $(echo abc | tr '[:lower:]' '[:upper:]') $(echo '\"x\"' | tr -d '\"') $(echo a/b | tr / -)",
    gives: 'abc ABC x a-b',
  },
  {
    what: 'cut',
    expression: '$(echo a:b:c | cut -d: -f2) $(echo a:b:c | cut -d: -f2-) $(echo abcdef | cut -c1-3) $(echo a.b.c | cut -d. -f1,3)',
    gives: 'b b:c abc a.c',
  },
  {
    what: 'sed',
    expression: `$(echo v1.2 | sed 's/^v//') $(echo a-b-c | sed 's/-/_/g') $(echo x/y/z | sed 's|.*/||') $(echo a.tar.gz | sed -E 's/\\.(tar\\.gz|zip)$//') $(echo ab | sed -e 's/a/x/' -e 's/b/y/') $(echo "name: app" | sed 's/name: \\(.*\\)/\\1/')`,
    gives: '1.2 a_b_c z a xy app',
  },
  {
    what: 'sed whose replacement is not known',
    expression: `$(echo 'a b' | sed "s~[^ ]*~$UNKNOWN/x-&:1~g") $(echo abc | sed 's/x*/-/g')`,
    gives: '{UNKNOWN}/x-a:1 {UNKNOWN}/x-b:1 -a-b-c-',
  },
  {
    what: 'head and tail',
    expression: "$(printf 'a\\nb\\nc\\n' | head -1) $(printf 'a\\nb\\nc\\n' | tail -n 1) $(printf 'a\\nb\\nc\\n' | tail -n +2 | head -n1)",
    gives: 'a c b',
  },
  { what: 'sort and uniq', expression: '$(sort -u list | tr "\\n" ,) $(sort list | uniq | wc -l)', gives: 'a,b, 2' },
  {
    what: 'awk',
    expression: `$(echo 'a b c' | awk '{print $2}') $(echo a:b | awk -F: '{print $1}') $(echo 'x 1' | awk '{print $NF}') $(awk 'NR==2{print $1}' sums.txt)`,
    gives: 'b a 1 bbb',
  },
  {
    what: 'grep',
    expression: `$(grep y.zip sums.txt | cut -d' ' -f1) $(printf 'a\\nb\\n' | grep -v a) $(echo 'x v1.2.3 y' | grep -oE 'v[0-9.]+') $(printf 'a.zip\\nb.txt\\n' | grep -E '\\.(zip|gz)$')`,
    gives: 'bbb b v1.2.3 a.zip',
  },
  {
    what: 'jq',
    expression: `$(jq -r .version package.json) $(jq -r '.tags[0]' <<< "$META") $(echo "$META" | jq -cr '.tags | map("-t " + .) | join(" ")') $(jq -r '.list[] | select(.type == "Checksum") | .path' <<< "$META") $(jq -r '.labels["x.y"]' <<< "$META") $(jq .n <<< "$META") $(jq '.tags[1]' <<< "$META")`,
    gives: '2.0.1 o/a:1 -t o/a:1 -t o/a:2 d/sums z 3 "o/a:2"',
  },
  {
    what: 'yq of a plain value',
    expression: `$(yq .version chart.yaml) $(yq e -r '.name' chart.yaml) $(cat chart.yaml | yq '.appVersion')`,
    gives: '1.4.0 lens v2',
  },
  { what: 'base64', expression: '$(printf abc | base64) $(echo YWJj | base64 -d) $(echo -n "${V}" | base64 -w0)', gives: 'YWJj abc djEuMi4z' },
  {
    what: 'printf',
    expression: `$(printf '%s-%s' a b) $(printf '%03d' 7) $(printf '[%5s]' ab) $(printf '%s,' a b c) $(printf 'x\\ty') $(printf '%%')`,
    gives: 'a-b 007 [   ab] a,b,c, x\ty %',
  },
  { what: 'echo -e and -n', expression: `$(echo -e 'a\\tb') $(echo -n x)$(echo y)`, gives: 'a\tb xy' },
  { what: 'cat of files and seq', expression: '$(cat list | head -n1)$(seq 1 2 5 | tail -1)', gives: 'b5' },
  { what: 'paste and printenv', expression: '$(printf "a\\nb\\n" | paste -sd, -) $(printenv V)', gives: 'a,b v1.2.3' },
  { what: 'the file of a redirection', expression: '$(< list)', gives: 'b\na\nb' },
];

for (const row of rows) {
  test(`text functions: ${row.what}`, () => {
    const { host } = run(`cmd "${row.expression}"`, world);
    const call = host.calls.at(-1)!;
    assert.equal(show(call.words[1]!), row.gives);
  });
}

const digest = hole('digest', { label: 'digest', shape: 'sha256:[0-9a-f]{64}' });

const kept: readonly { readonly what: string; readonly expression: string }[] = [
  { what: 'quotes that a digest cannot hold', expression: `$(inspect | tr -d '"')` },
  { what: 'the first line of a digest', expression: '$(inspect | head -n1)' },
  { what: 'the only field', expression: `$(inspect | awk '{print $1}')` },
  { what: 'a single line sorted', expression: '$(inspect | sort | uniq)' },
  { what: 'line breaks taken away', expression: `$(inspect | tr -d '\\n')` },
  { what: 'a pattern that it does not hold', expression: `$(inspect | sed 's/"//g')` },
  { what: 'a part behind an at sign', expression: '$(echo "name@$(inspect)" | cut -d@ -f2)' },
];

for (const row of kept) {
  test(`text functions keep an unknown as it is: ${row.what}`, () => {
    const { host } = run(`cmd "${row.expression}"`, { stdout: (call) => (show(call.words[0]!) === 'inspect' ? digest : undefined) });
    assert.equal(show(host.calls.at(-1)!.words[1]!), '{digest}');
  });
}

const derived = ['cut -d- -f1', "awk '{print $2}'", 'head -c 7', "jq -r '.a'", "grep -o 'v[0-9]*'", 'base64', 'wc -c', "sed 's/a/b/'", 'rev'];

for (const filter of derived) {
  test(`text functions of an unknown are one unknown with its origin: ${filter}`, () => {
    const { host } = run(`a=$(echo "$Q" | ${filter}); b=$(echo "$Q" | ${filter}); c=$(echo "$R" | ${filter}); cmd "$a" "$b" "$c"`, {
      environment: { Q: hole('q'), R: hole('r') },
    });
    const [, a, b, c] = host.calls.at(-1)!.words;
    assert.equal(keyOf(a!), keyOf(b!));
    assert.notEqual(keyOf(a!), keyOf(c!));
    assert.ok(a!.some((piece) => piece.kind === 'hole' && piece.from.includes('q')));
  });
}

test('text functions: what needs a file that is not known is told to the host', () => {
  const { calls } = run('cat notes; jq .x data.json; yq .a.b chart.yaml; base64 -w0 f; sed -i s/a/b/ g; awk 1 h; grep -q x i');
  assert.deepEqual(calls, [
    'cat | notes',
    'jq | .x | data.json',
    'yq | .a.b | chart.yaml',
    'base64 | -w0 | f',
    'sed | -i | s/a/b/ | g',
    'awk | 1 | h',
    'grep | -q | x | i',
  ]);
});

test('text functions: a digest found by a pattern has its shape', () => {
  const { host } = run(`d=$(push 2>&1 | grep -o 'sha256:[a-f0-9]*'); cmd "$d"`);
  const piece = host.calls.at(-1)!.words[1]![0];
  assert.ok(piece?.kind === 'hole' && piece.shape === 'sha256:[a-f0-9]*');
});

test('text functions: a JSON value of an unknown inside a known document is that unknown', () => {
  const { host } = run(`cmd "$(jq -r '.digest' <<< "{\\"digest\\": \\"$D\\"}")"`, { environment: { D: hole('d') } });
  assert.deepEqual(host.calls[0]!.words[1], hole('d'));
});

test('text functions: tee passes on and writes', () => {
  const { writes, calls } = run('echo x | tee a b | cmd');
  assert.deepEqual(writes, ['a= "x\\n"', 'b= "x\\n"']);
  assert.deepEqual(calls, ['cmd']);
});

test('text functions: an unread command gives a new unknown each time', () => {
  const { host } = run('a=$(tool x); b=$(tool x); cmd "$a" "$b"');
  const [, a, b] = host.calls.at(-1)!.words;
  assert.notEqual(keyOf(a!), keyOf(b!));
  assert.notDeepEqual(a, lit(''));
});

test('the label of what is made of a long text is short, and closes its braces', () => {
  const long = [...lit('acme/lens:'), ...hole('t', { label: 'from-json({output of plan {draft,final}}).tag' })];
  assert.equal(brief(long), 'acme/lens:…');
  assert.equal(brief([...hole('t', { label: 'tag' }), ...lit('\n')]), '{tag}');
});
