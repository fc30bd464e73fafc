import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Softness } from '../../src/shell/index.ts';
import { alternatives, lit, hole } from '../../src/values/index.ts';
import { run } from './recording-host.ts';
import { table } from './table.ts';

const world = { environment: { KIND: 'tag', E: '', X: alternatives('k', [lit('on'), lit('off')]) }, closed: true };

table('conditions', [
  {
    what: 'decided by text',
    script: 'if [ "$KIND" = tag ]; then a; else b; fi; [[ $KIND == t* ]] && c; [ -z "$E" ] || d; test "$KIND" != tag && e; true',
    calls: ['a', 'c'],
    world,
  },
  { what: 'elif and else', script: 'if [ "$KIND" = x ]; then a; elif [ "$KIND" = tag ]; then b; else c; fi', calls: ['b'], world },
  { what: 'undecided: both sides, keyed', script: 'if [ "$Q" = x ]; then a; else b; fi', calls: ['a [?{Q} is x]', 'b [?not {Q} is x]'] },
  { what: 'values join by the choice', script: 'if [ -n "$TAG" ]; then t=$TAG; else t=dev; fi; push img:$t', calls: ['push | img:{{TAG},dev}'] },
  { what: 'a test of a choice is that choice', script: 'if [ "$X" = on ]; then a; fi; case $X in off) b;; esac', calls: ['a [?k]', 'b [?not k]'], world },
  {
    what: 'inside a branch the choice is made',
    script: 'if [ "$Q" = x ]; then f=--sign; else f=; fi; if [ -n "$f" ]; then cmd "$f"; fi',
    calls: ['cmd | --sign [?{--sign,} is not empty]'],
  },
  { what: 'case patterns', script: 'case "$KIND" in branch|head) a;; t*) b;;& tag) c;; *) d;; esac', calls: ['b', 'c'], world },
  {
    what: 'case joins, and a failing arm is not joined',
    script: 'case "$OS" in linux) e=tar.gz;; windows) e=zip;; *) echo no; exit 1;; esac; make app.$e',
    calls: ['make | app.{tar.gz,zip}'],
  },
  {
    what: 'leaving early with success makes the rest conditional',
    script: 'if [ "$EV" = push ]; then exit 0; fi; publish',
    calls: ['publish [?not {EV} is push]'],
  },
  {
    what: 'a guard that fails does not',
    script: 'if [ -z "$TOKEN" ]; then echo missing >&2; exit 1; fi; publish; [ -n "$TAG" ] || exit 1; more',
    calls: ['publish', 'more'],
  },
  { what: 'after a guard the question is answered', script: '[ -n "$T" ] || exit 1; if [ -n "$T" ]; then a; else b; fi', calls: ['a'] },
  {
    what: 'the rest after a nested exit depends on both',
    script: 'if [ "$A" = 1 ]; then if [ "$B" = 1 ]; then exit 0; fi; x; fi; y',
    calls: ['x [?not {B} is 1; ?{A} is 1]', 'y [?not {B} is 1]'],
  },
  {
    what: 'regular expressions that are literals',
    script: '[[ v1.2 =~ ^v ]] && a; [[ $KIND =~ ^tag$ ]] && b; [[ v1.2 =~ ^v[0-9]+\\.[0-9]+$ ]] && c; [[ $KIND =~ ^x ]] && d; true',
    calls: ['a', 'b', 'c'],
    world,
  },
  {
    what: 'regular expressions that no value can match',
    script: 'r="refs/heads/$B"; [[ $r =~ ^refs/tags/v[0-9].* ]] && a; [[ $r =~ ^refs/heads/v[0-9]+ ]] && b; [[ $r =~ ^x|v[0-9]+ ]] && c; true',
    calls: ['b [?refs/heads/{B} matches ^refs/heads/v[0-9]+]', 'c [?refs/heads/{B} matches ^x|v[0-9]+]'],
  },
  {
    what: 'files that exist',
    script: 'if [ -f a ]; then x; fi; if [ ! -e b ]; then y; fi; if [ -f c ]; then z; fi',
    calls: ['x', 'y', 'z [?-f c]'],
    world: { existing: { a: true, b: false } },
  },
  {
    what: 'joined tests',
    script: '[ "$KIND" = tag -a -z "$E" ] && a; [[ $KIND == x || -z $E ]] && b; [[ ! $KIND == tag ]] && c; true',
    calls: ['a', 'b'],
    world,
  },
  {
    what: 'what a function prints on either side loses its newline',
    script: 'state() { if [ "$Q" = x ]; then echo out; else echo in; fi; }; s=$(state); case "$s" in out) a;; in) b;; *) c;; esac',
    calls: ['a [?{out,in} is out]', 'b [?not {out,in} is out]'],
  },
  {
    what: 'a side that prints nothing takes the newline before it away too',
    script: 'f() { echo x; if [ "$Q" = x ]; then echo y; fi; }; s=$(f); push "$s-"',
    calls: ['push | {x\ny,x}-'],
  },
  { what: 'an unknown may hold a slash', script: '[[ $REF == refs/tags/* ]] && a; true', calls: ['a [?{REF} is refs/tags/*]'] },
]);

function keys(script: string): readonly string[] {
  return run(script).host.calls.map((call) =>
    call.softness
      .filter((s): s is Softness & { kind: 'conditional' } => s.kind === 'conditional')
      .map((s) => s.key)
      .join(' & '),
  );
}

test('conditions: the same question has the same key, its negation the negated one', () => {
  const [a, b, c, d] = keys('if [ "$Q" = x ]; then a; fi; [[ "x" == "$Q" ]] && b; [ "$Q" != x ] && c; case $Q in x) d;; esac');
  assert.equal(a, b);
  assert.equal(c, `!${a}`);
  assert.equal(d, a);
});

test('conditions: the rest after a nested exit is keyed by both conditions', () => {
  const [x, y] = keys('if [ "$A" = 1 ]; then if [ "$B" = 1 ]; then exit 0; fi; x; fi; y');
  assert.notEqual(x, y);
  assert.match(y!, /^!\(.* && .*\)$/);
});

test('conditions: two commands are two questions', () => {
  const [a, b] = keys('if probe; then a; fi; if probe; then b; fi').filter((key) => key !== '');
  assert.ok(a !== undefined && b !== undefined && a !== b);
});

test('conditions: what varies together stays together', () => {
  const { host } = run('if [ "$Q" = x ]; then a=1; b=1; else a=2; b=2; fi; cmd "$a" "$b"');
  const [, a, b] = host.calls[0]!.words.map((word) => word[0]);
  assert.ok(a?.kind === 'alt' && b?.kind === 'alt' && a.key === b.key);
});

table('output of branches', [
  { what: 'a substitution is a choice', script: 'v=$(if [ "$Q" = x ]; then echo a; else echo b; fi); cmd "$v"', calls: ['cmd | {a,b}'] },
  {
    what: 'a function that returns early',
    script: 'f() { if [ "$1" = x ]; then echo one; return; fi; echo two; }; cmd "$(f x)" "$(f y)" "$(f "$Q")"',
    calls: ['cmd | one | two | {one,two}'],
  },
  { what: 'a redirected branch', script: 'if [ "$Q" = x ]; then echo a=1; else echo a=2; fi >> f', writes: ['f += "{a=1\\n,a=2\\n}"'] },
]);

test('conditions: a hole is not decided by its name', () => {
  const { host } = run('if [ "$A" = "$B" ]; then a; fi; if [ "$A" = "$A" ]; then b; fi', { environment: { A: hole('a'), B: hole('b') } });
  assert.deepEqual(
    host.calls.map((call) => call.softness.length),
    [1, 0],
  );
});
