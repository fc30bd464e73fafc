import { command, commands, notRead } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';

const make = notRead('https://www.gnu.org/software/make/manual/make.html');

/** A task whose name says that it publishes. */
const publishing: Condition = {
  any: [
    { flag: 'push', set: true },
    ...[0, 1, 2, 3].flatMap((arg) => ['*ublish*', '*elease*', '*eploy*', '*push*', '*upload*'].map((matches) => ({ arg, matches }))),
  ],
};
const tasks: readonly EffectTemplate[] = [
  { kind: 'builds', outputs: [], by: 'a build' },
  { kind: 'opaque', why: 'what the task does is in files that are not read', mayPublish: true, when: publishing },
];

const taskFlags = '-C,--directory= -f,--file= -j,--jobs[=] -k -s -B -n -e -l[=] -o= -I= -v -q --push';
const gemTask: Condition = { any: ['release:*', '*:release', '*:release:rubygem_push'].map((matches) => ({ arg: 0, matches })) };
const otherTask: Condition = {
  any: ['note', 'tag', 'commit', 'changelog', 'bump', 'prepare', 'guard_clean', 'source_control', 'check', 'watch', 'version'].map((word) => ({
    arg: 0,
    matches: `*${word}*`,
  })),
};

/** Builders that write what their own files say; where those are in the repository they are followed instead. */
export const builderRows: readonly CommandRow[] = [
  ...commands(
    [
      'make',
      'gmake',
      'nmake',
      'mingw32-make',
      'just',
      'task',
      'ninja',
      'bmake',
      'scons',
      'waf',
      'mage',
      'grunt',
      'gulp',
      'nx',
      'turbo',
      'tox',
      'nox',
      'invoke',
      'earthly',
      'dagger',
      'ant',
      'pants',
      'buck2',
      'please',
      'xmake',
      'premake5',
      'autoreconf',
      'configure',
      'qmake',
      'b2',
      'stack',
      'west',
      'mise run',
      'mise r',
      'lerna run',
      'moon run',
      'melos run',
      'deno task',
      'poe',
      'doit',
      'lage',
      'composer run',
      'composer run-script',
      'cargo xtask',
      'cargo make',
      'bun run',
    ],
    make,
    { flags: taskFlags, effects: tasks },
  ),
  command('nx release', notRead('https://nx.dev/docs/guides/nx-release'), {
    flags:
      '--verbose --yes,-y --dry-run,-d[=] --first-release[=] --skip-publish --projects,-p= --groups,-g= --specifier= --preid= --tag= --registry= --otp= --access= --printConfig[=] --git-commit[=] --git-tag[=] --git-push[=] --no-git-tag --no-git-push --git-tag-args= --git-tag-message= --git-commit-message= --git-commit-args= --git-push-args= --git-remote= --create-release= --stage-changes[=] --from= --to=',
    effects: [
      { kind: 'builds', outputs: [], by: 'a build' },
      { kind: 'opaque', why: 'what the task does is in files that are not read', mayPublish: true },
      { kind: 'runs-tool', tool: 'nx-release', args: '{flags.line}' },
    ],
  }),
  // A repository of several gems has a task of bundler's for each: `rake lens:release`, `rake release:lens`.
  command('rake', make, {
    flags: taskFlags,
    effects: [
      ...tasks,
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'rubygems' },
        subject: { kind: 'unknown', why: 'which gem the task pushes is in the Rakefile' },
        auth: 'unknown',
        when: { all: [gemTask, { not: otherTask }, { any: [{ permission: 'id-token: write' }, { env: 'GEM_HOST_API_KEY', set: true }] }] },
      },
    ],
  }),
  command('cmake', notRead('https://cmake.org/cmake/help/latest/manual/cmake.1.html'), {
    flags:
      '--build= --install= --target,-t=* --config= --parallel,-j[=] -S= -B= -G= -D=* -C= --preset= --prefix= --clean-first -A= -T= --toolchain= --install-prefix= -P= -E --verbose,-v --strip --component= --fresh --open',
    effects: [
      {
        kind: 'builds',
        outputs: [],
        by: 'cmake',
        folders: ['{flags.build}', '{flags.B}'],
        when: {
          all: [
            {
              any: [
                { flag: 'build', set: true },
                { flag: 'B', set: true },
              ],
            },
            { flag: 'target', set: false },
          ],
        },
      },
      {
        kind: 'builds',
        outputs: [],
        by: 'cmake',
        folders: ['{flags.prefix}'],
        when: {
          all: [
            { flag: 'install', set: true },
            { flag: 'prefix', set: true },
          ],
        },
      },
      {
        kind: 'builds',
        outputs: [],
        by: 'cmake',
        when: {
          any: [
            { flag: 'target', set: true },
            {
              all: [
                { flag: 'install', set: true },
                { flag: 'prefix', set: false },
              ],
            },
            {
              all: [
                { flag: 'build', set: false },
                { flag: 'B', set: false },
                { flag: 'install', set: false },
                { flag: 'E', set: false },
              ],
            },
          ],
        },
      },
    ],
  }),
  ...commands(['meson setup', 'meson compile', 'meson install', 'meson dist', 'meson'], notRead('https://mesonbuild.com/Commands.html'), {
    flags:
      '-C= --builddir= --prefix= --buildtype= -D=* --cross-file= --native-file= --destdir= --formats= --no-tests --allow-dirty --backend= --wrap-mode= -j=',
    effects: [
      { kind: 'builds', outputs: [], by: 'meson', folders: '{flags.C}', when: { flag: 'C', set: true } },
      { kind: 'builds', outputs: [], by: 'meson', when: { flag: 'C', set: false } },
    ],
  }),
  ...commands(['bazel build', 'bazelisk build'], notRead('https://bazel.build/reference/command-line-reference'), {
    flags: '--config=* --compilation_mode,-c= --platforms= --jobs,-j= --stamp --workspace_status_command= --remote_cache= --define=* --output_groups=',
    effects: [{ kind: 'builds', outputs: [], by: 'bazel', folders: ['bazel-bin', 'bazel-out'] }],
  }),
  ...commands(['bazel run', 'bazelisk run'], notRead('https://bazel.build/reference/command-line-reference'), {
    flags: '--config=* --compilation_mode,-c= --platforms= --stamp --define=*',
    effects: [{ kind: 'opaque', why: 'a Bazel target says what it publishes', mayPublish: true }],
  }),
  ...commands(['bazel test', 'bazel query', 'bazel info', 'bazelisk test'], notRead('https://bazel.build/reference/command-line-reference'), {
    flags: '--config=*',
  }),
  ...commands(['nix build', 'nix-build'], notRead('https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-build'), {
    flags: '--out-link,-o= --no-link --print-out-paths --impure --system= -f= -A= --attr= --option= --accept-flake-config -L --print-build-logs',
    effects: [{ kind: 'builds', outputs: ['result', '{flags.out-link}'], by: 'nix build' }],
  }),
  ...commands(
    [
      'gcc',
      'g++',
      'clang',
      'clang++',
      'cc',
      'c++',
      'ld',
      'rustc',
      'zig cc',
      'zig c++',
      'x86_64-w64-mingw32-gcc',
      'aarch64-linux-gnu-gcc',
      'musl-gcc',
      'nvcc',
      'nasm',
      'swiftc',
      'gfortran',
      'emcc',
      'windres',
    ],
    notRead('https://gcc.gnu.org/onlinedocs/gcc/Invoking-GCC.html'),
    {
      flags: '-o= -c -S -E -I=* -L=* -l=* -D=* -O= -g -static -shared -W=* -f=* -m=* -std= --target= -x= --out-dir= -v',
      effects: [
        { kind: 'builds', outputs: '{flags.o}', by: 'a compiler', when: { flag: 'o', set: true } },
        { kind: 'builds', outputs: [], by: 'a compiler', when: { flag: 'o', set: false } },
      ],
    },
  ),
  command('ar', notRead('https://sourceware.org/binutils/docs/binutils/ar.html'), {
    effects: [
      { kind: 'builds', outputs: '{args.1}', by: 'ar', when: { arg: 0, matches: '*r*' } },
      { kind: 'transforms', how: 'extract', inputs: '{args.1}', outputs: '**', extracts: true, when: { arg: 0, matches: '*x*' } },
    ],
  }),
  command('objcopy', notRead('https://sourceware.org/binutils/docs/binutils/objcopy.html'), {
    flags:
      '-O= -I= --strip-all,-S --strip-debug,-g --only-keep-debug --add-gnu-debuglink= --strip-unneeded --compress-debug-sections[=] -j=* -R=* --add-section=* --remove-section=* --input-target= --output-target= --binary-architecture,-B= --set-section-flags=*',
    aliases: ['llvm-objcopy'],
    effects: [
      { kind: 'transforms', how: 'objcopy', inputs: '{args.0}', outputs: '{args.1}', when: { args: 'some', from: 1 } },
      { kind: 'transforms', how: 'objcopy', inputs: '{args.0}', outputs: [], inPlace: true, when: { args: 'none', from: 1 } },
    ],
  }),
  command('dd', notRead('https://www.gnu.org/software/coreutils/manual/html_node/dd-invocation.html'), {
    view: 'dd',
    effects: [{ kind: 'builds', outputs: '{flags.of}', by: 'dd', when: { flag: 'of', set: true } }],
  }),
];
