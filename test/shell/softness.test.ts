import { table } from './table.ts';

table('softness', [
  {
    what: 'a failure that is swallowed',
    script: 'a || true\nb || echo failed\nc || :\nd || warn "no"',
    calls: ['a [~|| true]', 'b [~|| echo failed]', 'c [~|| :]', 'd [~|| warn "no"]', 'warn | no [?not d succeeds]'],
  },
  {
    what: 'a failure that stops',
    script: 'a || exit 1\nb || { echo no; exit 1; }\ndie() { echo "$1"; exit 2; }\nc || die "x"\nd || false',
    calls: ['a', 'b', 'c', 'd'],
  },
  { what: 'exit after a message is a success', script: 'a || { echo no; exit; }\nb', calls: ['a [~|| { echo no; exit; }]', 'b [?a succeeds]'] },
  {
    what: 'a fallback runs when the first fails',
    script: 'gh release create x || gh release edit x',
    calls: ['gh | release | create | x [~|| gh release edit x]', 'gh | release | edit | x [?not gh release succeeds]'],
  },
  {
    what: 'an ordinary command before && is the normal path',
    script: 'cd dist && sha256sum * > SUMS\nbuild && sign && publish',
    calls: ['sha256sum | *', 'build', 'sign', 'publish'],
  },
  { what: 'a message after && hides a failure that is not the last', script: 'sign && echo ok\npublish', calls: ['sign [~&& echo ok]', 'publish'] },
  {
    what: 'a test before && is a condition',
    script: 'command -v cosign && cosign sign x; git diff --quiet && sign; grep -q x f && sign',
    calls: [
      'command | -v | cosign',
      'cosign | sign | x [?command -v succeeds]',
      'git | diff | --quiet',
      'sign [?git diff succeeds]',
      'grep | -q | x | f',
      'sign [?grep -q succeeds]',
    ],
  },
  {
    what: 'a command that is a condition',
    script: 'if verify; then publish; fi\nif ! check; then echo bad; fi',
    calls: ['verify [~if verify]', 'publish [?verify succeeds]', 'check [~if ! check]'],
  },
  {
    what: 'a condition whose other side fails',
    script: 'if ! verify; then echo bad; exit 1; fi\npublish\nif check; then a; else exit 1; fi',
    calls: ['verify', 'publish', 'check', 'a'],
  },
  { what: 'set +e and back', script: 'set +e\na\nset -e\nb', calls: ['a [~without set -e]', 'b'] },
  { what: 'no set -e in the shell', script: 'a\nb', calls: ['a [~without set -e]', 'b'], options: { errexit: false } },
  { what: 'a status that is looked at', script: 'a\nif [ $? -ne 0 ]; then exit 1; fi\nb', calls: ['a', 'b'], options: { errexit: false } },
  { what: 'a status that is kept and left with', script: 'set +e\na\nrc=$?\nset -e\nupload\nexit $rc', calls: ['a', 'upload'] },
  { what: 'a status that is kept by ||', script: 'a || rc=$?\nb\nif [ "${rc:-0}" -ne 0 ]; then exit 1; fi', calls: ['a', 'b'] },
  { what: 'a status that is looked at and forgotten', script: 'set +e\na\nif [ $? -ne 0 ]; then echo bad; exit 0; fi', calls: ['a [~without set -e]'] },
  { what: 'a pipe without pipefail', script: 'a | b | c', calls: ['a [~no pipefail]', 'b [~no pipefail]', 'c'] },
  { what: 'a pipe with pipefail', script: 'set -o pipefail\na | b', calls: ['a', 'b'] },
  { what: 'pipefail from the shell', script: 'a | b', calls: ['a', 'b'], options: { pipefail: true } },
  { what: 'jobs in the background', script: 'a &\nb &\nwait\nc', calls: ['a [~runs in the background]', 'b [~runs in the background]', 'c'] },
  { what: 'a job that is waited for', script: 'a &\npid=$!\nwait $pid', calls: ['a'] },
  {
    what: 'the status of an assignment is that of its command',
    script: 'x=$(digest y)\necho "$(digest z)"\nexport A=$(digest w)',
    calls: ['digest | y', 'digest | z [~inside $( )]', 'digest | w [~inside $( )]'],
  },
  { what: 'inside a condition set -e is off', script: 'f() { a; b; }\nif ! f; then exit 1; fi', calls: ['a [~inside a condition]', 'b'] },
  { what: 'negation', script: '! a', calls: ['a [~!]'] },
  { what: 'a trap at the end', script: "trap 'rm -f key' EXIT\nsign", calls: ['sign', 'rm | -f | key [~trap EXIT]'] },
  {
    what: 'wrappers are peeled off',
    script: 'sudo -E env A=b cmd x; timeout 30 cmd y; xvfb-run -a cmd z; command cmd v; nohup time cmd w; exec cmd u',
    calls: ['cmd | x', 'cmd | y', 'cmd | z', 'cmd | v', 'cmd | w', 'cmd | u'],
  },
  {
    what: 'a retry function',
    script:
      'retry() { local n=1; while true; do "$@" && break || { if [ $n -lt 5 ]; then n=$((n + 1)); sleep 5; else return 1; fi; }; done; }\nretry cosign sign x',
    calls: ['cosign | sign | x'],
  },
  { what: 'a retry that gives up quietly', script: 'for i in 1 2 3; do push && break; sleep 1; done', calls: ['push [~&& break]'] },
]);

table('shells within shells', [
  {
    what: 'subshells and groups',
    script: '(cd a; x=1; one "$x"); two "$x"; { y=2; }; three "$y"',
    calls: ['one | 1', 'two | ', 'three | 2'],
    world: { closed: true },
  },
  { what: 'a part of a pipe keeps its variables to itself', script: 'x=1; echo a | while read -r l; do x=2; done; cmd $x', calls: ['cmd | 1'] },
  {
    what: 'functions, local variables and arguments',
    script: 'f() { local a=$1; shift; cmd "$a" "$@" $#; }; a=out; f one two three; cmd $a',
    calls: ['cmd | one | two | three | 2', 'cmd | out'],
  },
  { what: 'a function that calls itself', script: 'f() { cmd; f; }; f', calls: ['cmd', 'cmd'], problems: ['f calls itself'] },
  {
    what: 'a script in a process of its own',
    script: 'export A=1; B=2; bash s.sh x; cmd "$C"',
    calls: ['cmd | 1 |  | x', 'cmd | '],
    world: { closed: true, scripts: { 's.sh': 'set -e\ncmd "$A" "$B" "$1"\nC=3\n' } },
  },
  {
    what: 'a script in this shell',
    script: 'B=2; source ./s.sh; cmd "$C"; fn z',
    calls: ['cmd | 2', 'cmd | 3', 'cmd | lib | z'],
    world: { scripts: { 's.sh': 'cmd "$B"\nC=3\nfn() { cmd lib "$1"; }\n' } },
  },
  {
    what: 'a script by its path has no set -e unless it says so',
    script: './a.sh; ./b.sh',
    calls: ['x [~without set -e]', 'y', 'x', 'y'],
    world: { scripts: { 'a.sh': '#!/bin/sh\nx\ny\n', 'b.sh': '#!/bin/bash -e\nx\ny\n' } },
  },
  {
    what: 'a program by its path that is no shell script',
    script: './tool.py x',
    calls: ['./tool.py | x'],
    world: { scripts: { 'tool.py': '#!/usr/bin/env python3\nprint(1)\n' } },
  },
  {
    what: 'scripts that call each other',
    script: 'bash a.sh',
    calls: ['x [~without set -e]', 'x [~without set -e]'],
    problems: ['a.sh is called too deeply'],
    world: { scripts: { 'a.sh': 'x\nbash a.sh\n' } },
  },
  {
    what: 'text as a script',
    script: `bash -c 'sign $0 "$1"' a b; eval "cmd $Q x"; sh <<'EOF'\nthird $HOME\nEOF`,
    calls: ['sign | a | b', 'cmd | {Q} | x', 'third | {HOME}'],
  },
  { what: 'eval of something unknown', script: 'eval "$Q"', calls: ['eval | {Q}'], problems: ['eval of a text that is not known'] },
  {
    what: 'a sourced file that is not there may set what is not set',
    script: '. ./nope.sh; cmd "$V"',
    calls: ['cmd | {V}'],
    world: { closed: true },
    problems: ['./nope.sh is sourced and not part of the checkout'],
  },
  {
    what: 'names that are exported and not known',
    script: 'export $(cat .env); cmd "$V"',
    calls: ['cat | .env [~inside $( )]', 'cmd | {V}'],
    world: { closed: true },
  },
  { what: 'a trap that is taken back', script: "trap 'a' EXIT; trap - EXIT; trap 'b' EXIT", calls: ['b [~trap EXIT]'] },
  { what: 'a sourced file that is not there', script: '. ./nope.sh; cmd', calls: ['cmd'], problems: ['./nope.sh is sourced and not part of the checkout'] },
  {
    what: 'folders',
    script: 'cd a; pushd b; popd; cd ..; pwd > f',
    writes: ['f= "{github.workspace}\\n"'],
    world: { environment: { GITHUB_WORKSPACE: [{ kind: 'hole', id: 'github.workspace', label: 'github.workspace', from: [] }] } },
  },
]);
