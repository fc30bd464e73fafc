import type { Files, HostileCase } from '../support.ts';
import { runStep, scriptOnly, workflowOf } from '../support.ts';

const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('');
const path = '.github/workflows/a.yml';
const tags = "on: {push: {tags: ['v*']}}\n";
const reusable = (to: string): string => `on: workflow_call\njobs:\n  a:\n    uses: ./.github/workflows/${to}\n`;
const composite = (...uses: readonly string[]): string => `name: a\nruns:\n  using: composite\n  steps:\n${uses.map((one) => `    - uses: ${one}\n`).join('')}`;
const made =
  (makefile: string, command = 'make release'): (() => Files) =>
  () => ({ ...scriptOnly(command), Makefile: makefile });
const npm =
  (scripts: Readonly<Record<string, string>>, command = 'npm run release'): (() => Files) =>
  () => ({ ...scriptOnly(command), 'package.json': JSON.stringify({ name: 'lens', scripts }) });

/** Things that call each other, and files that scripts call, written to go on for ever. */
export const followedCases: readonly HostileCase[] = [
  {
    what: 'a reusable workflow that calls itself',
    files: () => ({ [path]: `${tags}jobs: {a: {uses: ./.github/workflows/b.yml}}\n`, '.github/workflows/b.yml': reusable('b.yml') }),
    says: /call each other|more than/,
  },
  {
    what: 'two reusable workflows that call each other',
    files: () => ({
      [path]: `${tags}jobs: {a: {uses: ./.github/workflows/b.yml}}\n`,
      '.github/workflows/b.yml': reusable('c.yml'),
      '.github/workflows/c.yml': reusable('b.yml'),
    }),
    says: /call each other|more than/,
  },
  {
    what: 'a reusable workflow that calls itself twenty times',
    files: () => ({
      [path]: `${tags}jobs: {a: {uses: ./.github/workflows/b.yml}}\n`,
      '.github/workflows/b.yml': `on: workflow_call\njobs:\n${times(20, (i) => `  j${i}: {uses: ./.github/workflows/b.yml}\n`)}`,
    }),
    says: /call each other|more than/,
  },
  {
    what: 'a workflow that calls itself as its own caller',
    files: () => ({
      [path]: `on:\n  push: {tags: ['v*']}\n  workflow_call:\njobs: {a: {uses: ./.github/workflows/a.yml}, b: {steps: [{run: gh release upload v1 a.zip}]}}\n`,
    }),
    says: /call each other|more than/,
  },
  {
    what: 'a reusable workflow by a path that leaves the checkout',
    files: () => ({
      [path]: `${tags}jobs: {a: {uses: ./../../b.yml}, b: {uses: ./.github/workflows/../../../c.yml}, c: {uses: './/etc/passwd'}, d: {uses: '/etc/x.yml'}}\n`,
    }),
    says: /./,
  },
  { what: 'a composite action that uses itself', files: () => ({ [path]: workflowOf(['uses: ./act']), 'act/action.yml': composite('./act') }), says: /nested/ },
  {
    what: 'two composite actions that use each other',
    files: () => ({ [path]: workflowOf(['uses: ./b']), 'b/action.yml': composite('./c', './c', './c'), 'c/action.yml': composite('./b', './b', './b') }),
    says: /nested|more than/,
  },
  {
    what: 'the action of the root that uses itself',
    files: () => ({ [path]: workflowOf(['uses: ./']), 'action.yml': composite('./', './.', './x/..') }),
    says: /nested|more than|not in this checkout/,
  },
  {
    what: 'an action by a path that leaves the checkout',
    files: () => ({ [path]: workflowOf(['uses: ./../../x', 'uses: ./a/../../../etc', "uses: './/etc'", 'uses: ../x', "uses: 'docker://../../x'"]) }),
    says: /./,
  },
  { what: 'a script that sources itself', files: () => ({ ...scriptOnly('source ./s.sh'), 's.sh': 'source ./s.sh\n. s.sh\n' }), says: /./ },
  {
    what: 'scripts that run each other',
    files: () => ({
      ...scriptOnly('./s.sh'),
      's.sh': '#!/bin/sh\n./t.sh\nbash t.sh\nsh ./t.sh\n. ./t.sh\n',
      't.sh': '#!/bin/sh\n./s.sh\nbash s.sh\nsh ./s.sh\n. ./s.sh\n',
    }),
    says: /./,
  },
  { what: 'a script that runs itself twenty times', files: () => ({ ...scriptOnly('./s.sh'), 's.sh': `#!/bin/bash\n${'./s.sh\n'.repeat(20)}` }), says: /./ },
  { what: 'a script of 100,000 lines that a step runs', files: () => ({ ...scriptOnly('bash s.sh'), 's.sh': times(100_000, (i) => `echo ${i}\n`) }) },
  {
    what: 'a script of 100,000 lines that 100 steps run',
    heavy: true,
    files: () => ({ [path]: workflowOf(Array.from({ length: 100 }, () => 'run: bash s.sh')), 's.sh': times(100_000, (i) => `echo ${i}\n`) }),
    says: /more than|bound/,
  },
  { what: 'a make target that calls itself', files: made('release:\n\tmake release\n\t$(MAKE) release\n'), says: /call each other/ },
  {
    what: 'a make target that calls itself twenty times',
    heavy: true,
    files: made(`release:\n${'\t$(MAKE) release\n'.repeat(20)}`),
    says: /call each other|more than|bound/,
  },
  { what: 'make targets that need each other', files: made('release: a\n\tgh release upload v1 a.zip\na: b\nb: release\n') },
  { what: 'make targets that call each other', files: made('release:\n\t$(MAKE) a\na:\n\t$(MAKE) -C . release\n'), says: /call each other/ },
  { what: 'a recursive make variable', files: made('X = $(Y)\nY = $(X)$(X)\nrelease:\n\tgh release upload v1 "$(X)$(Y).zip"\n') },
  {
    what: 'make variables that double',
    files: made(`X0 = aaaaaaaaaaaaaaaa\n${times(60, (i) => `X${i + 1} = $(X${i})$(X${i})\n`)}release:\n\tgh release upload v1 "$(X60).zip"\n`),
  },
  {
    what: 'make variables that double at once',
    files: made(`X0 := aaaaaaaaaaaaaaaa\n${times(60, (i) => `X${i + 1} := $(X${i})$(X${i})\n`)}release:\n\tgh release upload v1 "$(X60).zip"\n`),
  },
  { what: 'a make variable added to 20,000 times', files: made(`${times(20_000, (i) => `X += f${i}.zip\n`)}release:\n\tgh release upload v1 $(X)\n`) },
  { what: 'make functions in each other', files: made(`release:\n\tgh release upload v1 ${'$(subst a,aaaa,'.repeat(2_000)}a${')'.repeat(2_000)}.zip\n`) },
  {
    what: 'make functions that multiply',
    files: made(
      `X := aaaaaaaa\n${times(40, (i) => `X${i} := $(subst a,aaaaaaaa,$(X${i === 0 ? '' : i - 1}))\n`)}release:\n\tgh release upload v1 "$(X39).zip"\n`,
    ),
  },
  {
    what: 'a defined make function that calls itself',
    files: made('define f\n$(call f,$(1)$(1))$(call f,$(1)$(1))\nendef\nrelease:\n\tgh release upload v1 "$(call f,ab).zip"\n'),
  },
  {
    what: 'a makefile of 100,000 targets',
    files: made(`${times(100_000, (i) => `t${i}: t${i + 1}\n\techo ${i}\n`)}release: t0\n\tgh release upload v1 a.zip\n`),
  },
  {
    what: 'a makefile of 100,000 variables',
    files: made(`${times(100_000, (i) => `V${i} = $(V${i + 1})\n`)}release:\n\tgh release upload v1 "$(V0)$(V99999).zip"\n`),
  },
  {
    what: 'a target of 20,000 needs',
    files: made(`release: ${times(20_000, (i) => `t${i} `)}\n\tgh release upload v1 a.zip\n${times(20_000, (i) => `t${i}:\n\techo ${i}\n`)}`),
  },
  {
    what: '20,000 targets named by variables',
    files: made(`V = x\n${times(20_000, (i) => `$(V)${i}: $(V)${i + 1}\n\techo\n`)}release: x0\n\tgh release upload v1 a.zip\n`),
  },
  { what: '5,000 pattern rules', files: made(`${times(5_000, (i) => `p${i}-%: q${i}-%\n\techo $*\n`)}release: p0-x\n\tgh release upload v1 a.zip\n`) },
  {
    what: 'makefiles that include each other',
    files: () => ({
      ...scriptOnly('make release'),
      Makefile: 'include a.mk\ninclude ../../../etc/passwd /etc/passwd\n-include *.mk\nrelease:\n\tgh release upload v1 a.zip\n',
      'a.mk': 'include b.mk\n',
      'b.mk': 'include a.mk Makefile\n',
    }),
  },
  { what: 'a makefile with lines that never end', files: made(`X = ${'a \\\n'.repeat(100_000)}\nrelease:\n\tgh release upload v1 "$(X).zip"\n`) },
  { what: 'a recipe of 20,000 lines', files: made(`release:\n${times(20_000, (i) => `\techo ${i}\n`)}\tgh release upload v1 a.zip\n`) },
  {
    what: 'a makefile of brackets',
    files: made(`release: ${'$('.repeat(20_000)}\n\tgh release upload v1 ${'$('.repeat(20_000)}a.zip\nX = ${'$('.repeat(20_000)}\n`),
  },
  {
    what: '400 calls of make',
    heavy: true,
    files: () => ({
      [path]: workflowOf([runStep('make release\n'.repeat(400))]),
      Makefile: `${times(2_000, (i) => `V${i} = $(V${i + 1})\nt${i}: t${i + 1}\n\techo ${i} $(V0)\n`)}release: t0\n\tgh release upload v1 a.zip\n`,
    }),
  },
  { what: 'an npm script that runs itself', files: npm({ release: 'npm run release' }), says: /call each other/ },
  {
    what: 'npm scripts that run each other from many places',
    heavy: true,
    files: npm({
      prerelease: 'npm run a && npm run b',
      release: 'npm run a; npm run b; npm run release',
      a: 'npm run b; npm run release',
      b: 'yarn a; pnpm release; npm run release',
      postrelease: 'npm run release',
    }),
    says: /call each other|more than|bound/,
  },
  {
    what: 'an npm script named as an object',
    files: npm(
      { __proto__: 'gh release upload v1 a.zip', constructor: 'npm run toString' } as Record<string, string>,
      'npm run constructor; npm run __proto__; npm run hasOwnProperty',
    ),
  },
  {
    what: '50,000 npm scripts',
    heavy: true,
    files: npm(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`s${i}`, `npm run s${i + 1}`])), 'npm run s0'),
  },
  {
    what: '300 calls of npm in a large package.json',
    files: npm(
      Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`s${i}`, 'echo'])),
      Array.from({ length: 300 }, (_, i) => `npm run s${i}`).join('\n'),
    ),
  },
  {
    what: 'just recipes that need each other',
    files: () => ({ ...scriptOnly('just release'), justfile: 'release: a\n  gh release upload v1 a.zip\na: b\n  just release\nb: release\n  just a\n' }),
    says: /./,
  },
  {
    what: 'a justfile made for backtracking',
    files: () => ({
      ...scriptOnly('just release'),
      justfile: `${'a '.repeat(50_000)}\n${'x' + ' b=c'.repeat(20_000)}\nrelease:\n  gh release upload v1 {{${' '.repeat(50_000)}a\n${'{{ '.repeat(20_000)}\n`,
    }),
  },
  {
    what: 'tasks that call each other',
    files: () => ({
      ...scriptOnly('task release'),
      'Taskfile.yml':
        'version: 3\ntasks:\n  release: {deps: [a], cmds: [task release, {task: a}, {task: release}]}\n  a: {deps: [release, a], cmds: [task a]}\n',
    }),
    says: /./,
  },
  {
    what: '20,000 tasks in a chain',
    files: () => ({
      ...scriptOnly('task t0'),
      'Taskfile.yml': `version: 3\ntasks:\n${times(20_000, (i) => `  t${i}: {deps: [t${i + 1}], cmds: [echo ${i}]}\n`)}`,
    }),
  },
  {
    what: 'runners that call runners',
    heavy: true,
    files: () => ({
      ...scriptOnly('make release'),
      Makefile: 'release:\n\tnpm run release\n\tjust release\n\ttask release\n\t./s.sh\n',
      'package.json': '{"scripts": {"release": "make release; just release; task release; ./s.sh"}}',
      justfile: 'release:\n  make release; npm run release; task release; ./s.sh\n',
      'Taskfile.yml': 'tasks: {release: {cmds: ["make release; npm run release; just release; ./s.sh"]}}\n',
      's.sh': '#!/bin/sh\nmake release; npm run release; just release; task release\n',
    }),
    says: /call each other|more than|bound/,
  },
  {
    what: 'a script in PowerShell of 50,000 lines',
    heavy: true,
    files: () => ({ [path]: workflowOf([`shell: pwsh\nrun: |\n${times(50_000, (i) => `  $x${i} = "$x${i - 1}"; gh release upload v1 $x${i}\n`)}`]) }),
    says: /pwsh/,
  },
  {
    what: 'a script in Python',
    files: () => ({
      [path]: workflowOf([
        `shell: python\nrun: |\n  import os\n  os.system("gh release upload v1 a.zip")\n${times(5_000, (i) => `  x${i} = [[[[[((((({{{{{'''""" ${i}\n`)}`,
      ]),
    }),
  },
];
