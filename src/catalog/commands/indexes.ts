import { command, commands, notRead } from '../command-row.ts';
import type { CommandRow, Condition } from '../schema.ts';

const hex = notRead('https://hex.pm/docs/publish');

const dryRun: Condition = { flag: 'dry-run', set: true };

/** The other package indexes, where one command publishes the checkout. */
export const indexRows: readonly CommandRow[] = [
  ...commands(['mix hex.publish', 'rebar3 hex', 'gleam publish'], hex, {
    flags: '--yes,-y --dry-run --replace --organization= --revert=',
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'hex' }, subject: { kind: 'source' }, auth: 'token', when: { not: dryRun } }],
  }),
  ...commands(['dart pub publish', 'flutter pub publish', 'pub publish', 'melos publish'], notRead('https://dart.dev/tools/pub/cmd/pub-lish'), {
    flags: '--force,-f --dry-run,-n --directory,-C= --skip-validation --no-dry-run --yes,-y',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'pub' },
        subject: { kind: 'source' },
        auth: 'unknown',
        choose: { auth: { cases: [{ when: { permission: 'id-token: write' }, value: 'trusted-publishing' }], undecided: 'unknown' } },
        when: { not: dryRun },
      },
    ],
  }),
  ...commands(['pod trunk push', 'pod repo push'], notRead('https://guides.cocoapods.org/terminal/commands.html'), {
    flags: '--allow-warnings --skip-import-validation --skip-tests --synchronous --verbose --use-libraries --swift-version=',
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'cocoapods' }, subject: { kind: 'source' }, auth: 'token' }],
  }),
  command('luarocks upload', notRead('https://github.com/luarocks/luarocks/wiki/upload'), {
    flags: '--api-key= --temp-key= --skip-pack --force --sign --debug',
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'luarocks' }, subject: { kind: 'files', paths: '{args.0..}' }, auth: 'token' }],
  }),
  ...commands(['cabal upload', 'stack upload'], notRead('https://cabal.readthedocs.io/en/stable/cabal-commands.html'), {
    flags: '--publish --documentation,-d --username,-u= --password,-p= --token,-t= --candidate',
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'hackage' }, subject: { kind: 'files', paths: '{args.0..}' }, auth: 'token' }],
  }),
  ...commands(['opam publish', 'dune-release publish', 'dune-release opam'], notRead('https://github.com/ocaml-opam/opam-publish'), {
    flags: '--tag,-t= --version,-v= --no-browser --no-confirmation --yes,-y',
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'opam' }, subject: { kind: 'source' }, auth: 'token' }],
  }),
  command('R CMD', notRead('https://cran.r-project.org/doc/manuals/r-release/R-exts.html'), {
    flags: '--no-manual --no-build-vignettes --as-cran',
    effects: [{ kind: 'builds', outputs: '*.tar.gz', by: 'R CMD build', when: { arg: 0, matches: 'build' } }],
  }),
  ...commands(
    [
      'swift build',
      'xcodebuild',
      'gomobile bind',
      'stack build',
      'cabal build',
      'zig build',
      'nim c',
      'crystal build',
      'dune build',
      'flutter build',
      'dart compile',
      'ghc',
      'kotlinc',
      'javac',
      'tsc',
      'esbuild',
      'vite build',
      'webpack',
      'rollup',
      'parcel build',
      'next build',
      'hugo',
      'mkdocs build',
      'jekyll build',
      'sphinx-build',
      'zola build',
      'mdbook build',
      'doxygen',
      'typedoc',
      'electron-packager',
    ],
    notRead('https://docs.github.com/actions'),
    { flags: '-o,--output,--out= --outdir,--out-dir,--dest,-d= --release', effects: [{ kind: 'builds', outputs: [], by: 'a compiler or generator' }] },
  ),
];
