import { command, commands, notRead, readAt } from '../command-row.ts';
import type { CommandRow, Condition, Source } from '../schema.ts';

const cargoAt = readAt('rust-lang/cargo', 'af373f761aa4e42b093c2e453078fd73c8ce54dd', '0.100.0');
const cargo = (name: string): Source => cargoAt(`doc/man/cargo-${name}.md`);
const cargoDeb = readAt('kornelski/cargo-deb', '9f35f24d76c4d510f800714ab56805d66409fa48', 'v3.7.0');

const dryRun: Condition = { flag: 'dry-run', set: true };
const cargoFlags =
  '--release,-r --profile= --target=* --target-dir= --artifact-dir,--out-dir= --package,-p=* --workspace --all --exclude=* --bin=* --bins --lib --example=* --examples --tests --benches --all-targets --features,-F=* --all-features --no-default-features --jobs,-j= --keep-going --manifest-path= --locked --offline --frozen --message-format= --verbose,-v --quiet,-q --color= --config= -Z= --timings --unit-graph --future-incompat-report --ignore-rust-version --index= --registry= --no-verify --allow-dirty --dry-run,-n --token= --list --no-metadata --root= --path= --git= --tag= --branch= --force,-f';

/** Cargo writes below `target/`, in the folder of the triple and of the profile. */
const cargoFolders = {
  folders: {
    cases: [
      {
        when: {
          all: [
            { flag: 'target', set: true },
            { flag: 'release', set: true },
          ],
        } as const,
        value: ['target/{flags.target}/release'],
      },
      {
        when: {
          all: [
            { flag: 'target', set: true },
            { flag: 'profile', set: true },
          ],
        } as const,
        value: ['target/{flags.target}/{flags.profile}'],
      },
      { when: { flag: 'target', set: true } as const, value: ['target/{flags.target}'] },
      { when: { flag: 'release', set: true } as const, value: ['target/release'] },
      { when: { flag: 'profile', set: true } as const, value: ['target/{flags.profile}'] },
    ],
  },
};

/** Building, packaging and publishing crates. */
export const rustRows: readonly CommandRow[] = [
  command('cargo build', cargo('build'), {
    aliases: ['cargo rustc'],
    flags: cargoFlags,
    effects: [{ kind: 'builds', outputs: [], by: 'cargo build', folders: ['target'], choose: cargoFolders }],
  }),
  ...commands(['cargo zigbuild', 'cargo auditable build', 'cargo xwin build', 'cross build', 'cargo ndk build'], notRead('https://github.com/cross-rs/cross'), {
    flags: cargoFlags,
    effects: [{ kind: 'builds', outputs: [], by: 'cargo build', folders: ['target'], choose: cargoFolders }],
  }),
  command('cargo publish', cargo('publish'), {
    flags: cargoFlags,
    effects: [{ kind: 'runs-tool', tool: 'cargo-publish', args: '{flags.line}', when: { not: dryRun } }],
  }),
  command('cargo package', cargo('package'), {
    flags: cargoFlags,
    effects: [{ kind: 'builds', outputs: 'target/package/*.crate', by: 'cargo package', when: { flag: 'list', set: false } }],
  }),
  command('cargo release', readAt('crate-ci/cargo-release', 'a199bf545d83eeaadc186811551330831245c1aa', 'v1.1.5')('src/steps/release.rs'), {
    flags:
      '--execute,-x --package,-p=* --workspace --config,-c= --no-confirm --no-publish --no-push --no-tag --dry-run,-n --exclude=* --all-features --token= --tag-name= --sign-tag --sign',
    effects: [
      {
        kind: 'runs-tool',
        tool: 'cargo-release',
        args: '{flags.line}',
        // A single step of a release changes files of the checkout, and releases nothing.
        when: {
          all: [
            { flag: 'execute', set: true },
            ...['config', 'version', 'replace', 'hook', 'commit', 'changes', 'owner'].map((step) => ({ not: { arg: 0, matches: step } })),
          ],
        },
      },
    ],
    tool: 'cargo-release',
  }),
  ...commands(['cargo workspaces publish', 'cargo ws publish', 'cargo mono publish'], notRead('https://github.com/pksunkara/cargo-workspaces'), {
    flags: '--from-git --yes,-y --no-git-push --no-git-tag --allow-branch= --token= --exact --dry-run',
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'crates' }, subject: { kind: 'source' }, auth: 'token', when: { not: dryRun } }],
  }),
  // It only says what it would do unless it is told to do it.
  command('cargo smart-release', notRead('https://github.com/Byron/cargo-smart-release'), {
    flags: '--execute,-e --no-publish --no-push --no-tag --bump,-b= --bump-dependencies= --allow-dirty --verbose,-v',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'crates' },
        subject: { kind: 'source' },
        auth: 'token',
        when: {
          all: [
            { flag: 'execute', set: true },
            { flag: 'no-publish', set: false },
          ],
        },
      },
    ],
  }),
  ...commands(['release-plz release', 'release-plz release-pr'], notRead('https://release-plz.dev/docs/usage/release'), {
    flags: '--token= --git-token= --config= --manifest-path= --dry-run --no-verify --allow-dirty --backend= --repo-url= --output,-o= --registry=',
    effects: [{ kind: 'runs-tool', tool: 'release-plz', args: '{flags.line}', when: { not: dryRun } }],
  }),
  ...commands(
    ['cargo dist build', 'cargo dist host', 'cargo dist manifest', 'cargo dist plan', 'dist build', 'dist host', 'dist manifest', 'dist plan'],
    notRead('https://axodotdev.github.io/cargo-dist/book/reference/cli.html'),
    {
      flags:
        '--tag= --force-tag= --artifacts,-a= --target,-t=* --installer,-i=* --ci,-c=* --output-format,-o= --allow-dirty= --print= --no-local-paths --verbose,-v= --steps= --dry-run',
      effects: [{ kind: 'runs-tool', tool: 'cargo-dist', args: '{flags.line}' }],
      tool: 'cargo-dist',
    },
  ),
  command('cargo deb', cargoDeb('src/main.rs'), {
    flags:
      '--output,-o= --package,-p= --manifest-path= --target=* --multiarch= --profile= --install --no-install-dbgsym --quiet,-q --verbose,-v --color= --dbgsym --no-dbgsym --strip --no-strip --separate-debug-symbols --compress-debug-symbols= --variant= --deb-version= --deb-revision= --maintainer= --section= --no-build --cargo-build= --override-debug= --override-lto= --fast --compress-type,-Z= --compress-system --rsyncable --features,-F= --no-default-features --all-features --offline --locked --frozen',
    aliases: ['cargo-deb'],
    tool: 'cargo-deb',
    effects: [
      {
        kind: 'builds',
        outputs: 'target/debian/*.deb',
        by: 'cargo deb',
        choose: {
          outputs: {
            cases: [
              { when: { flag: 'output', matches: '*.deb' }, value: ['{flags.output}'] },
              { when: { flag: 'output', set: true }, value: ['{flags.output}', '{flags.output}/*.deb'] },
              { when: { flag: 'target', set: true }, value: ['target/{flags.target}/debian/*.deb', 'target/debian/*.deb'] },
            ],
          },
        },
      },
    ],
  }),
  command('cargo generate-rpm', notRead('https://github.com/cat-in-136/cargo-generate-rpm'), {
    flags: '--output,-o= --package,-p= --arch,-a= --target= --target-dir= --profile= --auto-req= --variant= --payload-compress= --set-metadata,-s=*',
    aliases: ['cargo-generate-rpm'],
    tool: 'cargo-generate-rpm',
    effects: [
      {
        kind: 'builds',
        outputs: 'target/generate-rpm/*.rpm',
        by: 'cargo generate-rpm',
        choose: {
          outputs: {
            cases: [
              { when: { flag: 'output', set: true }, value: ['{flags.output}', '{flags.output}/*.rpm'] },
              { when: { flag: 'target', set: true }, value: ['target/{flags.target}/generate-rpm/*.rpm'] },
            ],
          },
        },
      },
    ],
  }),
  command('cargo wix', notRead('https://volks73.github.io/cargo-wix/'), {
    flags: '--output,-o= --target= --package,-p= --nocapture --no-build --profile=',
    tool: 'cargo-wix',
    effects: [
      {
        kind: 'builds',
        outputs: 'target/wix/*.msi',
        by: 'cargo wix',
        choose: { outputs: { cases: [{ when: { flag: 'output', set: true }, value: ['{flags.output}', '{flags.output}/*.msi'] }] } },
      },
    ],
  }),
  command('cargo bundle', notRead('https://github.com/burtonageo/cargo-bundle'), {
    flags: cargoFlags,
    tool: 'cargo-bundle',
    effects: [{ kind: 'builds', outputs: [], by: 'cargo bundle', folders: ['target'] }],
  }),
  command('cargo install', cargo('install'), {
    flags: cargoFlags,
    effects: [{ kind: 'builds', outputs: [], by: 'cargo install', folders: '{flags.root}', when: { flag: 'root', set: true } }],
    roles: ['installs'],
  }),
  ...commands(['wasm-pack publish'], notRead('https://rustwasm.github.io/docs/wasm-pack/'), {
    flags: '--tag,-t= --access,-a= --target=',
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'npm' }, subject: { kind: 'source' }, auth: 'token' }],
  }),
  command('wasm-pack build', notRead('https://rustwasm.github.io/docs/wasm-pack/'), {
    flags: '--target,-t= --out-dir,-d= --out-name= --scope,-s= --release --dev --no-typescript',
    defaults: { 'out-dir': 'pkg' },
    effects: [{ kind: 'builds', outputs: [], by: 'wasm-pack build', folders: '{flags.out-dir}' }],
  }),
];
