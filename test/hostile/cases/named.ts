import assert from 'node:assert/strict';
import type { Files, HostileCase } from '../support.ts';
import { runStep, scriptOnly, workflowOf } from '../support.ts';

const path = '.github/workflows/a.yml';
const upload = 'gh release upload v1 a.zip';
const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('');
const recipe = '```\ncosign verify ghcr.io/acme/lens:v1 --certificate-identity x --certificate-oidc-issuer y\n```\n';

/** A release tool's task runner whose recipes need each other in a chain. */
const chain = (length: number, task: (i: number) => string): string => times(length, task);

/** Names of members that a report shows for a release asset of a workflow file. */
function members(report: Parameters<NonNullable<HostileCase['check']>>[0], workflow: string): readonly string[] {
  return report.surfaces.filter((one) => one.kind === 'release-asset' && one.publishedBy.workflow === workflow).flatMap((one) => one.members);
}

/** What a bound cut off, or what could not be read, is said: each was once left out in silence or read as something else. */
export const namedCases: readonly HostileCase[] = [
  {
    what: 'a document longer than is read says from which line on',
    files: (): Files => ({ 'README.md': `${recipe}${'a line of text\n'.repeat(150_000)}` }),
    says: /^README\.md:139\d{3}: only its first 2097152 characters/,
  },
  {
    what: 'a runbook longer than is read',
    files: (): Files => ({ 'RELEASING.md': `git tag -s v1\n${'x'.repeat(2_100_000)}` }),
    says: /^RELEASING\.md:2: only its first/,
  },
  {
    what: 'more verify commands than are read',
    files: (): Files => ({ 'README.md': times(2_500, () => recipe) }),
    says: /^README\.md:null: it has 2000 or more commands/,
  },
  {
    what: 'more documents than are read',
    files: (): Files => Object.fromEntries(Array.from({ length: 2_100 }, (_, i) => [`docs/d${i}.md`, 'x'])),
    says: /2000 documents were read/,
  },
  {
    what: 'a document that is refused',
    files: (): Files => ({ 'README.md': '' }),
    refused: { 'README.md': 'larger than 32 MiB' },
    says: /^README\.md:null: larger than 32 MiB/,
  },
  {
    what: 'a script that is refused',
    files: (): Files => ({ ...scriptOnly('./s.sh'), 's.sh': '' }),
    refused: { 's.sh': 'binary: it holds NUL bytes' },
    says: /^s\.sh:null: binary/,
  },
  {
    what: 'an expression that is none',
    files: (): Files => ({ [path]: workflowOf(['run: echo ${{ github.ref && }}']) }),
    says: /a\.yml:6: an expression cannot be parsed/,
  },
  {
    what: 'a condition that is none',
    files: (): Files => ({ [path]: workflowOf([`if: github.ref = 'x'\nrun: ${upload}`]) }),
    says: /a\.yml:6: an expression cannot be parsed/,
  },
  {
    what: 'an expression in a matrix that is none',
    files: (): Files => ({ [path]: workflowOf([`run: ${upload}`], 'strategy: {matrix: {x: ["${{ fromJSON( }}"]}}') }),
    says: /an expression cannot be parsed/,
  },
  {
    what: 'a matrix whose names come at run time gives an unknown name, not an empty one',
    files: (): Files => ({
      [path]: workflowOf([`run: gh release upload v1 "\${{ matrix.n }}.zip"`], "strategy: {matrix: {os: [a, b], include: '${{ fromJSON(vars.LEGS) }}'}}"),
    }),
    says: /matrix\.include is computed at run time/,
    check: (report) => assert.deepEqual(members(report, path), ['{n}.zip']),
  },
  {
    what: 'a makefile beside the checkout is not the one in it',
    files: (): Files => ({
      ...scriptOnly('make -C .. release\nmake -C /srv release\nmake -f ../Makefile release'),
      Makefile: `release:\n\t${upload}\n`,
      'srv/Makefile': `release:\n\t${upload}\n`,
    }),
    says: /there is no makefile in the checkout/,
    check: (report) => assert.deepEqual(members(report, path), []),
  },
  {
    what: 'a package beside the checkout is not the one in it',
    files: (): Files => ({ ...scriptOnly('npm --prefix ../.. run release'), 'package.json': JSON.stringify({ scripts: { release: upload } }) }),
    says: /there is no package\.json/,
    check: (report) => assert.deepEqual(members(report, path), []),
  },
  {
    what: 'recipes of just in a chain',
    files: (): Files => ({ ...scriptOnly('just t0'), justfile: chain(40, (i) => `t${i}: t${i + 1}\n  echo ${i}\n`) + 't40:\n  echo\n' }),
    says: /^justfile:null: recipes need each other/,
  },
  {
    what: 'tasks in a chain',
    files: (): Files => ({ ...scriptOnly('task t0'), 'Taskfile.yml': `tasks:\n${chain(40, (i) => `  t${i}: {deps: [t${i + 1}]}\n`)}  t40: {cmds: [echo]}\n` }),
    says: /^Taskfile\.yml:null: recipes need each other/,
  },
  {
    what: 'make targets in a chain',
    files: (): Files => ({ ...scriptOnly('make t0'), Makefile: `${chain(60, (i) => `t${i}: t${i + 1}\n\techo ${i}\n`)}t60:\n\techo\n` }),
    says: /^Makefile:null: more than 200 targets/,
  },
  {
    what: '300 calls of runners in files of megabytes',
    files: (): Files => ({
      [path]: workflowOf([runStep(times(300, (i) => `npm run s${i}\njust s${i}\ntask s${i}\n`))]),
      'package.json': JSON.stringify({ scripts: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`s${i}`, 'echo'])) }),
      justfile: times(20_000, (i) => `s${i}:\n  echo\n`),
      'Taskfile.yml': `tasks:\n${times(20_000, (i) => `  s${i}: echo\n`)}`,
    }),
  },
];
