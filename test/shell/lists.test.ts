import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hole } from '../../src/values/index.ts';
import { show } from '../../src/values/index.ts';
import { run } from './recording-host.ts';
import { table } from './table.ts';

table('loops', [
  { what: 'a literal list is gone through', script: 'for a in x "y z"; do cmd "$a"; done', calls: ['cmd | x', 'cmd | y z'] },
  {
    what: 'a wildcard is one evaluation for all of it',
    script: 'for f in dist/*.zip; do sign "$f" "$f.sig"; done',
    calls: ['sign | dist/*.zip | dist/*.zip.sig'],
  },
  { what: 'several patterns are one set', script: 'for f in *.zip *.tar.gz; do sign "$f"; done', calls: ['sign | {*.zip,*.tar.gz}'] },
  { what: 'an unknown list is each of its items', script: 'for t in ${TAGS}; do push "$t"; done', calls: ['push | {each item of TAGS}'] },
  { what: 'quoted unknowns are single values', script: 'for t in "$A" "$B"; do push "$t"; done', calls: ['push | {A}', 'push | {B}'] },
  {
    what: 'words gathered in a loop over unknown tags',
    script: 'images=""; for t in ${TAGS}; do images+="${t}@${DIGEST} "; done; cosign sign --yes ${images}',
    calls: ['cosign | sign | --yes | {each item of TAGS}@{DIGEST}'],
  },
  { what: 'positional parameters', script: 'set -- a b; for x; do cmd "$x"; done', calls: ['cmd | a', 'cmd | b'] },
  {
    what: 'counting',
    script: 'for ((i = 0; i < 3; i++)); do cmd $i; done; for n in $(seq 2); do cmd $n; done; i=0; while [ $i -lt 2 ]; do cmd w$i; i=$((i + 1)); done',
    calls: ['cmd | 0', 'cmd | 1', 'cmd | 2', 'cmd | 1', 'cmd | 2', 'cmd | w0', 'cmd | w1'],
  },
  {
    what: 'options in letters',
    script:
      'set -- -vo out -t"$T" -- a b; while getopts "vo:t:" opt; do case $opt in v) v=yes;; o) o=$OPTARG;; t) t=$OPTARG;; esac; done; shift $((OPTIND-1)); cmd $v $o $t "$@"',
    calls: ['cmd | yes | out | {T} | a | b'],
  },
  {
    what: 'options in letters that are not there',
    script: 'v= o=; set -- a; while getopts "vo:" opt; do case $opt in v) v=yes;; o) o=$OPTARG;; esac; done; shift $((OPTIND-1)); cmd "$v" "$o" "$@"',
    calls: ['cmd |  |  | a'],
  },
  {
    what: 'an option that is not one, and one without its value',
    script: 's=; set -- -x -o; while getopts ":vo:" opt; do s="$s$opt $OPTARG;"; done; cmd "$s"',
    calls: ['cmd | ? x;: o;'],
  },
  {
    what: 'options in letters, twice',
    script: 'f() { local OPTIND o; while getopts "n:" o; do cmd "$OPTARG"; done; }; f -n one; f -n two',
    calls: ['cmd | one', 'cmd | two'],
  },
  {
    what: 'arguments taken one by one',
    script: 'set -- --tag v1 --sign; while [ $# -gt 0 ]; do case "$1" in --tag) t=$2; shift 2;; --sign) s=yes; shift;; *) exit 1;; esac; done; cmd $t $s',
    calls: ['cmd | v1 | yes'],
  },
  { what: 'break ends a loop', script: 'for i in 1 2 3; do cmd $i; [ $i = 2 ] && break; done', calls: ['cmd | 1', 'cmd | 2'] },
  { what: 'a filter of a set narrows it', script: 'for f in dist/*; do [[ "$f" == *.sig ]] && continue; sign "$f"; done', calls: ['sign | dist/*'] },
  {
    what: 'each arm of a case has its part of the set',
    script: 'for f in dist/*; do case $f in *.zip) z "$f";; *.exe) e "$f";; esac; done',
    calls: ['z | dist/*.zip', 'e | dist/*.exe'],
  },
  {
    what: 'a loop that may stop early is not for all',
    script: 'for f in dist/*; do sign "$f"; if check; then break; fi; done',
    calls: ['sign | dist/* [?the loop may end before all are done]', 'check [?the loop may end before all are done; ~if check]'],
  },
  {
    what: 'a variable set in a loop over a set is one of its values afterwards',
    script: 'for f in dist/*; do last=$f; done; sign "$last"',
    calls: ['sign | {f}'],
  },
  { what: 'a counter is not known after a loop over a set', script: 'n=0; for f in dist/*; do n=$((n + 1)); done; cmd $n', calls: ['cmd | {$((n + 1))}'] },
  {
    what: 'existence guards of names that a pattern gave hold',
    script: 'for f in dist/*; do [ -f "$f" ] || continue; sign "$f"; done',
    calls: ['sign | dist/*'],
  },
  {
    what: 'retries until success',
    script: 'until push; do sleep 1; done; while true; do if pull; then break; fi; sleep 2; done; for i in 1 2; do up && break; sleep 1; done',
    calls: ['push', 'pull', 'up [~&& break]'],
  },
]);

table('name lists', [
  {
    what: 'find with a test and an exclusion through xargs',
    script: `find dist -name '*.zip' ! -name 'x*' -type f -print0 | xargs -0 -n1 sign --yes`,
    calls: ['sign | --yes | dist/**/*.zip'],
  },
  {
    what: 'find -exec for each and together',
    script: `find . -maxdepth 1 -type f \\( -name '*.tar.gz' -o -name '*.zip' \\) -exec sha256sum {} \\; ; find out -type f -exec sign {} +`,
    calls: ['sha256sum | {*.tar.gz,*.zip} [~find -exec]', 'sign | out/**/*'],
  },
  {
    what: 'find -exec with a shell of its own',
    script: `find . -name '*.zip' -exec sh -c 'sign "$1" > "$1.sig"' _ {} \\;`,
    calls: ['sign | **/*.zip [~find -exec]'],
    writes: ['**/*.zip.sig= "{output of sign **/*.zip}\\n"'],
  },
  {
    what: 'xargs with a mark',
    script: 'echo "${TAGS}" | xargs -I {} cosign sign --yes {}@${DIGEST}',
    calls: ['cosign | sign | --yes | {each line of TAGS}@{DIGEST}'],
  },
  { what: 'xargs of known words', script: 'echo a b | xargs cmd -x; printf "%s\\n" c d | xargs -n1 cmd', calls: ['cmd | -x | a | b', 'cmd | c', 'cmd | d'] },
  { what: 'while read from a process', script: 'while IFS= read -r f; do sign "$f"; done < <(find dist -type f)', calls: ['sign | dist/**/*'] },
  {
    what: 'while read from a pipe, with fields',
    script: 'printf "x 1\\ny 2\\n" | while read -r a b; do cmd "$b" "$a"; done',
    calls: ['cmd | 1 | x', 'cmd | 2 | y'],
  },
  {
    what: 'while read from a known file',
    script: 'while read -r l; do cmd "$l"; done < list',
    calls: ['cmd | p', 'cmd | q'],
    world: { files: { list: 'p\nq\n' } },
  },
  { what: 'while read from an unknown file', script: 'while read -r l; do cmd "$l"; done < list', calls: ['cmd | {each line of lines of list}'] },
  {
    what: 'a field of unknown lines',
    script: 'cat list | awk \'{print $2}\' | while read -r tag; do cmd "$tag"; done',
    calls: ['cat | list [~no pipefail]', 'cmd | {tag}'],
  },
  { what: 'an array of lines', script: 'mapfile -t files < <(ls dist/*.zip); sign "${files[@]}"', calls: ['sign | dist/*.zip'] },
  {
    what: 'a list in a variable',
    script: `files=$(ls dist/*.zip); for f in $files; do sign "$f"; done; other $files`,
    calls: ['sign | dist/*.zip', 'other | dist/*.zip'],
  },
  { what: 'a folder listed by base names', script: 'for f in $(ls dist); do sign "dist/$f"; done', calls: ['sign | dist/*'] },
  { what: 'a list that a filter narrows', script: `ls dist/* | grep '\\.zip$' | xargs sign`, calls: ['sign | dist/*.zip'] },
  {
    what: 'printf over a pattern',
    script: "cd /digests; docker buildx imagetools create -t x $(printf 'IMG@sha256:%s ' *)",
    calls: ['docker | buildx | imagetools | create | -t | x | IMG@sha256:*'],
  },
  { what: 'the first of a list is one of it', script: 'f=$(ls dist/*.zip | head -n1); sign "$f"', calls: ['sign | {head of dist/*.zip}'] },
]);

function eachOf(script: string): { readonly include: readonly string[]; readonly exclude: readonly string[] } | undefined {
  const { host } = run(script);
  const found = host.calls.flatMap((call) => call.words.flat()).find((piece): piece is Hole => piece.kind === 'hole' && piece.each !== undefined);
  return found?.each === undefined ? undefined : { include: found.each.include.map(show), exclude: found.each.exclude.map(show) };
}

test('lists: what a filter leaves is said by the set', () => {
  assert.deepEqual(eachOf('for f in dist/*; do [[ "$f" == *.sig ]] && continue; sign "$f"; done'), { include: ['dist/*'], exclude: ['*.sig'] });
  assert.deepEqual(eachOf('for f in dist/*; do if [[ "$f" == *.zip ]]; then sign "$f"; fi; done'), { include: ['dist/*.zip'], exclude: [] });
  assert.deepEqual(eachOf('for f in dist/*; do n=$(basename "$f"); [[ $n == *.sig ]] && continue; sign "$f"; done'), {
    include: ['dist/*'],
    exclude: ['dist/*.sig'],
  });
  assert.deepEqual(eachOf("ls dist/* | grep -v '\\.sig$' | xargs sign"), { include: ['dist/*'], exclude: ['*.sig'] });
  assert.deepEqual(eachOf("find . -name '*.js' -not -path './node_modules/*' -exec sign {} +"), { include: ['**/*.js'], exclude: ['node_modules/*'] });
  assert.deepEqual(eachOf('sign !(*.sig)'), { include: ['*'], exclude: ['*.sig'] });
});

test('lists: two loops over one pattern have two variables', () => {
  const { host } = run('for a in *; do for b in *; do cmd "$a" "$b"; done; done');
  const [, a, b] = host.calls[0]!.words.map((word) => word[0]);
  assert.ok(a?.kind === 'hole' && b?.kind === 'hole' && a.id !== b.id);
});

test('lists: a size that tests do not look at makes the set unknown, never larger', () => {
  const { host } = run("find dist -name '*.zip' -newer stamp -exec sign {} \\;");
  const word = host.calls[0]!.words[1]!;
  assert.ok(word[0]?.kind === 'hole' && word[0].each === undefined);
});

test('lists: a filter on the base name narrows the path and the name', () => {
  const { host } = run('for f in dist/*; do n=${f##*/}; m=$(basename "$f"); case "$n" in *.sig|*.pem) continue;; esac; sign "$f" "out/$m.bundle" "$n"; done');
  const [, path, bundle] = host.calls[0]!.words;
  const each = (piece: unknown): unknown => (piece as Hole).each?.exclude.map(show);
  assert.deepEqual(each(path![0]), ['dist/*.sig', 'dist/*.pem']);
  assert.deepEqual(each(bundle![1]), ['*.sig', '*.pem']);
});

function eachOfWords(script: string): readonly (readonly string[])[] {
  const { host } = run(script, { closed: true });
  return host.calls.map((call) =>
    call.words
      .slice(1)
      .map((word) =>
        word.map((piece) => (piece.kind === 'hole' && piece.each !== undefined ? `[${piece.each.include.map(show).join(' ')}]` : show([piece]))).join(''),
      ),
  );
}

test('lists: what the arms of a filter gather is each its own part', () => {
  assert.deepEqual(eachOfWords('for f in dist/*; do if [[ $f == *.zip ]]; then z+=("$f"); else o+=("$f"); fi; done; sign "${z[@]}"; other "${o[@]}"'), [
    ['[dist/*.zip]'],
    ['[dist/*]'],
  ]);
  assert.deepEqual(eachOfWords('for f in dist/*; do case $f in *.zip) a+=(--z "$f");; *.gz) a+=(--g "$f");; esac; done; sign "${a[@]}"'), [
    ['--z', '[dist/*.zip]', '--g', '[dist/*.gz]'],
  ]);
  assert.deepEqual(eachOfWords('l=; for f in dist/*; do [[ $f == *.zip ]] && l="$l $f"; done; sign $l'), [['[dist/*.zip]']]);
});

test('lists: what nested loops gather stands for all of both', () => {
  assert.deepEqual(eachOfWords('a=(); for d in x y; do for f in $d/*; do a+=("$f"); done; done; sign "${a[@]}"'), [['[x/*]', '[y/*]']]);
  const { host } = run('a=(); for d in */; do for f in *.zip; do a+=("$d$f"); done; done; sign "${a[@]}"; one "${a[0]}"');
  assert.ok(host.calls[0]!.words[1]!.every((piece) => piece.kind === 'hole' && piece.each !== undefined));
  assert.ok(host.calls[1]!.words[1]!.every((piece) => piece.kind === 'hole' && piece.each === undefined));
});

test('lists: a choice made in a loop is another one after it', () => {
  const { host } = run('for f in dist/*; do if probe "$f"; then x=1; inner "$x"; else x=2; fi; done; after "$x"');
  const after = host.calls.find((call) => show(call.words[0]!) === 'after')!.words[1]![0];
  assert.ok(after?.kind === 'alt');
});

test('lists: a digest as a file name is made of that digest', () => {
  const { host } = run('mkdir -p /digests; digest="${{ steps.b.outputs.digest }}"; touch "/digests/${digest#sha256:}"');
  const name = host.calls.find((call) => show(call.words[0]!) === 'touch')!.words[1]!;
  const piece = name[1];
  assert.deepEqual(name[0], { kind: 'lit', text: '/digests/' });
  assert.ok(piece?.kind === 'hole' && piece.id !== 'steps.b.outputs.digest' && piece.from.includes('steps.b.outputs.digest'));
});
