import type { Files, HostileCase } from '../support.ts';
import { scriptOnly } from '../support.ts';

const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('');
const upload = 'gh release upload v1 "$x.zip"';
const script = (text: string) => (): Files => scriptOnly(text);

/** Scripts written to keep an interpreter busy, to fill its memory or to end its stack. */
export const shellCases: readonly HostileCase[] = [
  { what: 'a script of 100,000 lines', files: script(times(100_000, (i) => `echo ${i}\n`)) },
  { what: 'a script of 100,000 assignments', heavy: true, files: script(`${times(100_000, (i) => `v${i}="$v${i - 1}a"\n`)}${upload}`) },
  { what: 'a script of 100,000 lines that are not in the catalog', heavy: true, files: script(times(100_000, (i) => `frobnicate --n ${i}\n`)) },
  { what: 'a script of 20,000 uploads', heavy: true, files: script(times(20_000, (i) => `gh release upload v1 f${i}.zip\n`)) },
  { what: 'a script of 5,000 signatures', heavy: true, files: script(times(5_000, (i) => `cosign sign-blob --yes --bundle f${i}.bundle f${i}.zip\n`)) },
  {
    what: 'a script of 5,000 signatures of everything',
    heavy: true,
    files: script(times(5_000, () => 'for f in dist/*; do cosign sign-blob --yes --bundle "$f.bundle" "$f"; done\n')),
  },
  {
    what: 'a script of 5,000 hashes of everything, all uploaded',
    heavy: true,
    files: script(`${times(5_000, (i) => `sha256sum dist/* > dist/S${i}\n`)}gh release upload v1 dist/*`),
  },
  { what: 'a script of 3,000 copies', heavy: true, files: script(`${times(3_000, (i) => `cp dist${i}/* dist${i + 1}/\n`)}gh release upload v1 dist3000/*`) },
  { what: 'a script of 3,000 moves of one file', files: script(`tar -czf f0 src\n${times(3_000, (i) => `mv f${i} f${i + 1}\n`)}gh release upload v1 f3000`) },
  { what: 'copies that double what is in a folder', files: script(`${times(30, (i) => `cp -r a b${i}\ncp -r b${i} a\n`)}gh release upload v1 a/**/*`) },
  {
    what: 'an appended file, 20,000 times',
    heavy: true,
    files: script(`${times(20_000, (i) => `echo line${i} >> notes.txt\n`)}gh release upload v1 notes.txt`),
  },
  {
    what: 'an appended file of hashes, 5,000 times',
    heavy: true,
    files: script(`${times(5_000, (i) => `sha256sum f${i} >> SUMS\n`)}gh release upload v1 SUMS f*`),
  },
  { what: '1,000 nested if', files: script(`${'if a; then '.repeat(1_000)}${upload}${'; fi'.repeat(1_000)}`), says: /depth/ },
  { what: '10,000 nested if', files: script(`${'if a; then '.repeat(10_000)}${upload}${'; fi'.repeat(10_000)}`), says: /deep|parsed/ },
  { what: 'substitutions 10,000 deep', files: script(`x=${'$( '.repeat(10_000)}echo a${' )'.repeat(10_000)}\n${upload}`), says: /deep|parsed/ },
  { what: 'quoted substitutions 5,000 deep', files: script(`x=${'"$(echo '.repeat(5_000)}a${')"'.repeat(5_000)}\n${upload}`), says: /deep|parsed/ },
  { what: 'back quotes', files: script(`x=${'`'.repeat(20_001)}\n${upload}`) },
  { what: 'expansions 10,000 deep', files: script(`x=${'${a:-'.repeat(10_000)}b${'}'.repeat(10_000)}\n${upload}`) },
  { what: 'arithmetic 10,000 deep', files: script(`x=$((${'('.repeat(10_000)}1${')'.repeat(10_000)}))\n${upload}`) },
  { what: 'a long sum', files: script(`x=$((${'1+'.repeat(100_000)}1))\n${upload}`) },
  { what: 'arithmetic that overflows', files: script(`x=$((2**99999999 + 9999999999999999999999 % 0 / 0))\ny=$((1 << 99999999999))\n${upload}`) },
  { what: 'groups 10,000 deep', files: script(`${'{ '.repeat(10_000)}${upload}${'; }'.repeat(10_000)}`) },
  { what: 'subshells 10,000 deep', files: script(`${'('.repeat(10_000)}${upload}${')'.repeat(10_000)}`) },
  { what: 'negations', files: script(`${'! '.repeat(50_000)}${upload}`) },
  { what: 'tests 10,000 deep', files: script(`if [[ ${'( '.repeat(10_000)}-n a${' )'.repeat(10_000)} ]]; then ${upload}; fi`) },
  { what: 'a case of 20,000 branches', files: script(`case "$A" in\n${times(20_000, (i) => `  v${i}) x=y${i} ;;\n`)}esac\n${upload}`) },
  {
    what: '300 cases of 20 branches, one after the other',
    files: script(`${times(300, (i) => `case "$A${i}" in\n${times(20, (k) => `  v${k}) x="$x-${k}" ;;\n`)}esac\n`)}${upload}`),
  },
  { what: 'a chain of 10,000 elif', files: script(`if a; then x=1\n${times(10_000, (i) => `elif [ "$A" = ${i} ]; then x=${i}\n`)}fi\n${upload}`) },
  { what: 'a range of a thousand million', files: script(`for i in {1..1000000000}; do gh release upload v1 "a$i.zip"; done`) },
  {
    what: 'a range with padding',
    files: script(`echo {00000000000000000001..99999999999999999999} {z..a} {a..Z..0} {1..10..-3} {1..1000000000..3}\n${upload}`),
  },
  { what: 'ranges in ranges', files: script(`gh release upload v1 a{1..10}{1..10}{1..10}{1..10}{1..10}{1..10}{1..10}{1..10}{1..10}{1..10}.zip`) },
  { what: 'forty choices of two', files: script(`gh release upload v1 ${'{a,b}'.repeat(40)}.zip`) },
  { what: 'braces 5,000 deep', files: script(`gh release upload v1 ${'{a,'.repeat(5_000)}b${'}'.repeat(5_000)}.zip`) },
  { what: 'a brace list of 200,000', files: script(`gh release upload v1 {${times(200_000, (i) => `f${i},`)}z}.zip`) },
  {
    what: 'patterns made for backtracking',
    files: script(
      `x="${'a'.repeat(5_000)}"\ny="\${x##*a*a*a*a*a*a*a*a*a*a*b}"\ncase "$x" in *a*a*a*a*a*a*a*a*a*a*a*b) z=1 ;; esac\ngh release upload v1 ${'*a'.repeat(50)}b "$y"`,
    ),
  },
  {
    what: 'many patterns of stars against each other',
    files: script(`${times(60, (i) => `cp ${'*a'.repeat(20)}${i} dist/\n`)}gh release upload v1 dist/${'*a'.repeat(20)}b`),
  },
  {
    what: 'extended patterns made for backtracking',
    files: script(
      `shopt -s extglob\nx=${'a'.repeat(2_000)}\ncase "$x" in +(+(+(+(a)))) ) y=1 ;; *(a|aa|aaa)b) y=2 ;; esac\ngh release upload v1 +(*(+(?)))@(a|b|!(c|d))`,
    ),
  },
  { what: 'character classes', files: script(`gh release upload v1 ${'[a-z]*[!a-z]?'.repeat(60)} '[[:alpha:]' [z-a] []] [!]] [`) },
  {
    what: 'regular expressions made for backtracking',
    files: script(
      `x=${'a'.repeat(3_000)}\n[[ $x =~ ^(a+)+$ ]] && y=1\n[[ $x =~ ^(([a-z])+.)+[A-Z]([a-z])+$ ]] && y=2\necho "$x" | sed -E 's/(a|aa)+$/b/;s/(.*)*b//' | grep -E '(x+x+)+y' | awk '/(a*)*b/ {print $1}'\n${upload}`,
    ),
  },
  {
    what: 'a here-document of 5 MB',
    heavy: true,
    files: script(`cat > notes.md <<EOF\n${'line of $x and text\n'.repeat(250_000)}EOF\ngh release upload v1 notes.md`),
  },
  { what: 'a here-document that never ends', files: script(`cat > notes.md <<EOF\n${'text\n'.repeat(50_000)}`) },
  { what: '5,000 here-documents in one line', files: script(`cat ${times(5_000, (i) => `<<E${i} `)}\n${times(5_000, (i) => `a\nE${i}\n`)}`) },
  { what: 'a variable that doubles sixty times', files: script(`x=aaaaaaaa\n${'x=$x$x\n'.repeat(60)}${upload}`) },
  { what: 'a variable of unknowns that doubles sixty times', files: script(`x=$A$B\n${'x=$x$x\n'.repeat(60)}${upload}`) },
  { what: 'a variable that doubles in a loop', files: script(`x=a\nwhile true; do x="$x$x"; done\n${upload}`) },
  { what: 'a variable that doubles through a function', files: script(`x=aaaa\nf() { x="$(printf '%s%s' "$x" "$x")"; }\n${'f\n'.repeat(60)}${upload}`) },
  { what: 'a file that doubles', files: script(`echo aaaaaaaaaaaaaaaa > f\n${'cat f f > g; cat g > f\n'.repeat(60)}gh release upload v1 "$(cat f)"`) },
  { what: 'an array that doubles', files: script(`a=(x y)\n${'a=("${a[@]}" "${a[@]}")\n'.repeat(60)}gh release upload v1 "\${a[@]}"`) },
  { what: 'replacement that multiplies', files: script(`x=aaaaaaaa\n${'x=${x//a/aaaaaaaa}\n'.repeat(30)}${upload}`) },
  { what: 'sed that multiplies', files: script(`x=aaaaaaaa\n${'x=$(echo "$x" | sed \'s/a/aaaaaaaaaaaaaaaa/g\')\n'.repeat(30)}${upload}`) },
  { what: 'printf with a width', files: script(`x=$(printf '%1000000000d' 1)\ny=$(printf '%*s' 1000000000 '')\nz=$(printf '%.1000000000f' 1)\n${upload}`) },
  { what: 'printf of 300,000 words', files: script(`x=$(printf '%s\\n' ${'w '.repeat(300_000)})\n${upload}`) },
  { what: 'an array of a million', heavy: true, files: script(`a=(${'x '.repeat(1_000_000)})\nfor i in "\${a[@]}"; do gh release upload v1 "$i.zip"; done`) },
  {
    what: 'an array with an index of a thousand million',
    files: script(`a[1000000000]=x\na[-5]=y\na[99999999999999999999]=z\nunset 'a[1]'\ngh release upload v1 "\${a[@]}" "\${#a[@]}" "\${a[@]:1:1000000000}"`),
  },
  { what: 'a loop over a sequence of a thousand million', files: script('for i in $(seq 1 1000000000); do gh release upload v1 "a$i.zip"; done') },
  { what: 'an arithmetic loop of a thousand million', files: script('for ((i=0;i<1000000000;i++)); do gh release upload v1 "a$i.zip"; done') },
  {
    what: 'eight loops in each other',
    heavy: true,
    files: script(
      `${times(8, (i) => `for a${i} in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do `)}gh release upload v1 "$a0$a7.zip"${'; done'.repeat(8)}`,
    ),
  },
  { what: 'a fork bomb', files: script(':(){ :|:& };:\ngh release upload v1 a.zip') },
  { what: 'a function that calls itself', files: script(`f() { f; f; }\nf\n${upload}`) },
  {
    what: 'functions that call each other twice, forty deep',
    files: script(`${times(40, (i) => `f${i}() { f${i + 1}; f${i + 1}; }\n`)}f40() { x=1; }\nf0\n${upload}`),
  },
  { what: '100,000 functions', heavy: true, files: script(`${times(100_000, (i) => `f${i}() { f${i + 1}; }\n`)}f0\n${upload}`) },
  { what: 'aliases and eval that grow', files: script(`x='eval "$x$x"'\neval "$x"\neval eval eval eval "eval $x"\n${upload}`) },
  { what: 'eval of eval, 5,000 deep', files: script(`${'eval '.repeat(5_000)}${upload}`) },
  { what: 'bash -c in bash -c', files: script(`${"bash -c '".repeat(500)}${upload}`) },
  { what: 'wrappers around wrappers', files: script(`${'sudo env nice timeout 5 '.repeat(5_000)}${upload}`) },
  { what: 'xargs of xargs', files: script(`echo a | ${'xargs '.repeat(5_000)}gh release upload v1`) },
  { what: 'a trap that sets itself', files: script(`f() { trap f EXIT; f; }\ntrap f EXIT\ntrap 'trap "f" EXIT' EXIT DEBUG ERR\n${upload}`) },
  { what: 'a pipe of 20,000 commands', files: script(`${'cat | '.repeat(20_000)}gh release upload v1 -`) },
  { what: 'a list of 50,000 operators', heavy: true, files: script(`${'a && b || '.repeat(25_000)}${upload}`) },
  { what: 'a word of 5 MB', files: script(`x=${'a'.repeat(5_000_000)}\n${upload}`) },
  { what: 'a command of 300,000 words', files: script(`gh release upload v1 ${'a '.repeat(300_000)}`) },
  { what: 'a command of 20,000 words of unknowns', files: script(`gh release upload v1 ${times(20_000, (i) => `"$A${i}.zip" `)}`) },
  { what: 'a word of 20,000 unknowns', files: script(`gh release upload v1 "${times(20_000, (i) => `$A${i}-`)}.zip"`) },
  { what: '20,000 environment variables written', heavy: true, files: script(times(20_000, (i) => `echo "V${i}=x$V${i - 1}" >> "$GITHUB_ENV"\n`)) },
  {
    what: 'an output block that never ends',
    heavy: true,
    files: script(`echo 'o<<EOF' >> "$GITHUB_OUTPUT"\n${'echo line >> "$GITHUB_OUTPUT"\n'.repeat(20_000)}`),
  },
  {
    what: 'a case on a value of 64 alternatives, 30 times',
    files: script(
      `case "$A" in ${times(64, (i) => `${i}) x=a${i};; `)} esac\n${times(30, (i) => `case "$x$B${i}" in ${times(64, (k) => `a${k}*) y="$y$x";; `)} esac\n`)}gh release upload v1 "$y"`,
    ),
  },
  { what: 'text after a NUL, and other controls', files: script(`x=a\u0001\u0002\u001b[2J\u007f\n${upload}\n\u0008\u000b`) },
  {
    what: 'jq filters',
    files: script(
      `x=$(jq -r '${'.a|'.repeat(5_000)}.b' f.json)\ny=$(echo '${'['.repeat(20_000)}' | jq -r '.[0]')\nz=$(jq -n '${'['.repeat(20_000)}')\n${upload}`,
    ),
  },
  {
    what: 'awk and sed programs',
    files: script(`x=$(awk '${'{'.repeat(20_000)}' f)\ny=$(sed '${'s/a/b/;'.repeat(20_000)}' f)\nz=$(sed -e '${'\\('.repeat(5_000)}' f)\n${upload}`),
  },
  { what: 'find with 10,000 tests', files: script(`find . ${times(10_000, (i) => `-name '*.${i}' -o `)} -name z -exec gh release upload v1 {} +`) },
  { what: 'find with deep brackets', files: script(`find dist ${'\\( '.repeat(5_000)}-name a ${'\\) '.repeat(5_000)} -exec gh release upload v1 {} \\;`) },
  { what: 'base64 of a large text', files: script(`x=$(printf '%s' "${'a'.repeat(1_000_000)}" | base64 -w0 | base64 -d | base64 | base64 -d)\n${upload}`) },
  {
    what: 'cut, tr and friends of a large text',
    files: script(
      `x=$(printf '%s' "${'a,'.repeat(300_000)}" | tr ',' '\\n' | sort -u | head -n 999999999 | tail -n +5 | cut -d, -f1-999999999 | rev | paste -sd, | fold -w1)\n${upload}`,
    ),
  },
  {
    what: 'names that are not names',
    files: script(
      `__proto__=1\nconstructor=2\ntoString=3\nhasOwnProperty() { ${upload}; }\nhasOwnProperty\n$__proto__ $constructor\ndeclare -A m=([__proto__]=1 [constructor]=2)\ngh release upload v1 "\${m[__proto__]}" "$toString"\nconstructor\nvalueOf\n__proto__`,
    ),
  },
  {
    what: 'working folders that leave the checkout',
    files: script(
      'cd ../../../../etc && ./passwd; source ../../secret.sh; bash /etc/profile; . ~/.bashrc; make -C ../../..; make -f /etc/passwd; npm --prefix ../../.. run x; cat ../../../etc/passwd > a; cd /; cat etc/passwd; x=$(cat /etc/passwd); y=$(< ../x); gh release upload v1 ../../a.zip "$x" "$y"; goreleaser release -f ../../../etc/x.yaml; docker build -f ../../Dockerfile ../..; npm publish ../../x; twine upload ../../*; (cd ../x && cargo publish); cd ~/x && npm publish; just -f ../../justfile x; task -d ../.. x; helm package ../../chart; cosign sign-blob --key /etc/k ../../a',
    ),
  },
];
