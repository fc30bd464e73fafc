import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  { what: 'make', line: 'make dist', gives: ['builds(outputs="" by=a build)'] },
  {
    what: 'a task that publishes',
    line: 'mise run release',
    gives: ['builds(outputs="" by=a build)', 'opaque(why=what the task does is in files that are not read mayPublish=true)'],
  },
  {
    what: 'a build that pushes',
    line: 'earthly --push +image',
    gives: ['builds(outputs="" by=a build)', 'opaque(why=what the task does is in files that are not read mayPublish=true)'],
  },
  { what: 'cmake builds', line: 'cmake --build build --target package', gives: ['builds(outputs="" by=cmake)'] },
  { what: 'cmake into its folder', line: 'cmake --build build', gives: ['builds(outputs="" by=cmake folders=build)'] },
  { what: 'a compiler', line: 'gcc -O2 -o app main.c', gives: ['builds(outputs=app by=a compiler)'] },
  { what: 'nix', line: 'nix build .#app', gives: ['builds(outputs=result by=nix build)'] },
  { what: 'bazel pushes', line: 'bazel run //image:push', gives: ['opaque(why=a Bazel target says what it publishes mayPublish=true)'] },
];
