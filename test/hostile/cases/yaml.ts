import type { HostileCase } from '../support.ts';
import { workflowOf } from '../support.ts';

const path = '.github/workflows/a.yml';
const only = (text: string) => (): Readonly<Record<string, string>> => ({ [path]: text });

/** A document whose aliases stand for `width` to the power of `depth` values. */
function bomb(width: number, depth: number): string {
  const levels = Array.from({ length: depth }, (_, i) => `l${i + 1}: &l${i + 1} [${Array.from({ length: width }, () => `*l${i}`).join(', ')}]`);
  return `l0: &l0 x\n${levels.join('\n')}\non: push\njobs:\n  a:\n    runs-on: *l${depth}\n    strategy: {matrix: {x: *l${depth}}}\n    steps: [{run: make}]\n`;
}

const build = workflowOf(['run: gh release upload v1 a.zip']);

/** Workflow files that are not what GitHub would take, or only just. */
export const yamlCases: readonly HostileCase[] = [
  { what: 'text that is not YAML', files: only('on: push\njobs: {a: [\n'), says: /./ },
  { what: 'an unclosed quote', files: only('on: push\njobs:\n  a:\n    name: "never\n    steps: []\n'), says: /./ },
  { what: 'an empty file', files: only(''), says: /empty/ },
  { what: 'a file of white space', files: only(' \n\t\n \n'), says: /./ },
  { what: 'a comment alone', files: only('# nothing\n'), says: /empty/ },
  { what: 'a list', files: only('- on\n- push\n'), says: /map/ },
  { what: 'one word', files: only('workflow'), says: /map/ },
  { what: 'null', files: only('~\n'), says: /./ },
  { what: 'two documents', files: only(`${build}---\non: pull_request\n`), says: /document/ },
  { what: 'duplicate keys', files: only(`${build}${build}`), says: /twice|duplicate|unique|again/i },
  { what: 'a duplicate job', files: only('on: push\njobs:\n  a: {steps: [{run: x}]}\n  a: {steps: [{run: y}]}\n'), says: /twice|duplicate|unique|again/i },
  { what: 'a tab as indentation', files: only('on: push\njobs:\n\ta:\n\t\tsteps: []\n'), says: /./ },
  { what: 'no-break spaces as indentation', files: only('on: push\njobs:\n\u00a0\u00a0a:\n\u00a0\u00a0\u00a0\u00a0steps: []\n'), says: /./ },
  { what: 'carriage returns', files: only(build.replaceAll('\n', '\r\n')) },
  { what: 'lone carriage returns', files: only(build.replaceAll('\n', '\r')), says: /./ },
  { what: 'a byte-order mark', files: only(`\uFEFF${build}`) },
  { what: 'a byte-order mark in the middle', files: only(build.replace('jobs', '\uFEFFjobs')) },
  { what: 'replacement characters', files: only(build.replace('a.zip', '\ufffd\ufffd.zip')) },
  { what: 'line separators of Unicode', files: only(build.replaceAll('\n', '\u2028')), says: /./ },
  { what: 'control characters', files: only(`${build}# \u0000\u0001\u001b[31m\u007f\u0085\n`) },
  { what: 'lone surrogates', files: only(build.replace('a.zip', '\ud800a\udc00.zip')) },
  { what: 'an unknown alias', files: only('on: push\njobs: *gone\n'), says: /./ },
  { what: 'an anchor that holds itself', files: only('on: push\njobs: &a {a: *a}\n'), says: /./ },
  {
    what: 'anchors and merge keys',
    files: only("on: {push: {tags: ['v*']}}\nx: &x {runs-on: ubuntu-latest}\njobs:\n  a:\n    <<: *x\n    steps: [{run: gh release upload v1 a.zip}]\n"),
  },
  { what: 'an alias bomb of lists', files: only(bomb(10, 12)), says: /alias/ },
  { what: 'an alias bomb of few levels', files: only(bomb(4000, 2)), says: /alias/ },
  {
    what: 'an alias bomb of merge keys',
    files: only(
      `l0: &l0 {k: v}\n${Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1}\n  <<: [*l${i}, *l${i}, *l${i}, *l${i}]\n  k${i}: v`).join('\n')}\non: push\njobs: {a: {env: *l30, steps: [{run: x}]}}\n`,
    ),
  },
  { what: 'deep nesting in flow style', files: only(`on: push\njobs: ${'['.repeat(100_000)}`), says: /./ },
  { what: 'deep nesting in block style', files: only(`on: push\n${Array.from({ length: 3_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}\n`), says: /./ },
  { what: 'a tag that makes objects', files: only('on: !!js/function "function () { throw 1 }"\njobs: !!python/object/apply:os.system ["x"]\n') },
  {
    what: 'keys of objects',
    files: only(
      '__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\non: {push: , __proto__: }\njobs:\n  __proto__: {steps: [{run: x}]}\n  constructor: {steps: [{run: y}], needs: [toString, __proto__]}\n',
    ),
  },
  {
    what: 'values of the wrong kind everywhere',
    files: only(
      'on: 7\nname: [a]\nenv: text\npermissions: [x]\ndefaults: 3\nconcurrency: []\njobs:\n  a: 5\n  b: [1]\n  c: {steps: 5, env: [], needs: {a: b}, strategy: x, outputs: 1, container: [], with: 3}\n  d: {steps: [1, [2], {run: [x]}, {uses: {a: b}}, {run: x, env: 3, with: [], shell: {}, working-directory: []}]}\n',
    ),
    says: /./,
  },
  { what: 'a long key', files: only(`on: push\n${'k'.repeat(200_000)}: 1\njobs: {a: {steps: [{run: x}]}}\n`) },
  { what: 'a complex key', files: only('on: push\n? [a, b]\n: c\n? {x: y}\n: z\njobs: {a: {steps: [{run: x}]}}\n') },
  {
    what: 'YAML 1.1 words',
    files: only('on: {push: {tags: [v1]}}\njobs: {a: {if: yes, continue-on-error: on, timeout-minutes: 0o17, steps: [{run: x, if: off}]}}\n'),
  },
  { what: 'a workflow of 10 MB in comments', files: only(`${build}${'# padding padding padding\n'.repeat(400_000)}`) },
  { what: 'a workflow of 10 MB in one line', files: only(`${build}# ${'x'.repeat(10_000_000)}\n`) },
  { what: 'a workflow of 10 MB in one string', files: only(build.replace('a.zip', `a.zip "${'y'.repeat(10_000_000)}"`)) },
  {
    what: 'a workflow of 10 MB in jobs',
    heavy: true,
    files: only(
      `on: {push: {tags: ['v*']}}\njobs:\n${Array.from({ length: 50_000 }, (_, i) => `  j${i}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${'echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}\n`).join('')}`,
    ),
  },
  {
    what: 'a workflow of 10 MB in environment variables',
    heavy: true,
    files: only(
      `on: {push: {tags: ['v*']}}\nenv:\n${Array.from({ length: 400_000 }, (_, i) => `  V${i}: some value ${i}\n`).join('')}jobs:\n  a:\n    steps:\n      - run: gh release upload v1 "$V17.zip"\n`,
    ),
  },
  { what: 'two names of one workflow, one a folder', files: () => ({ '.github/workflows/b.yml/inner.yml': build, '.github/workflows/c.YAML': build }) },
  { what: 'a workflow that is a text of another kind', files: only('#!/bin/bash\nset -e\nfor f in *; do echo "$f"; done\n'), says: /./ },
  { what: 'a file that cannot be read', files: only(''), refused: { [path]: 'a link that leaves the checkout' }, says: /leaves the checkout/ },
];
