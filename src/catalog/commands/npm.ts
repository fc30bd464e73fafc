import { command, commands, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow, Condition, Source } from '../schema.ts';

const npm = (name: string): Source => readPage(`https://docs.npmjs.com/cli/v11/commands/npm-${name}`, '11.19.1');
const pnpm = readAt('pnpm/pnpm', '36e5ae6ac8d03743442f083680fa3015e4a774b3', 'v12.0.0-rc.8');
const lerna = readAt('lerna/lerna', '35d15a1567932be97759f512d8b8033dad72b411', 'v10.0.1');
const napi = readAt('napi-rs/napi-rs', '8681902ce671fc2010a6e40fe4e2c9557ec44fa6', '@napi-rs/cli@3.8.6');
const vsce = readAt('microsoft/vscode-vsce', '70ca6ac250dfe5ca19214a3ad357368ffae471c5', 'v3.9.3-4');
const ovsx = readAt('eclipse/openvsx', '9cf4058d5364961fa14b23adf83ba4964cbe2724', 'v0.32.3');
const changesets = readAt('changesets/changesets', '5322174b2722b626161ca1b9c0889ede440b30b5', '@changesets/cli@3.0.1')('packages/cli/src/cli.ts');
const semanticRelease = readAt('semantic-release/semantic-release', '8d905a56e80030c141a71a32c0c4cb870e90470a', 'v25.0.9');

const workspace = '--workspace,-w=* --workspaces,-ws --include-workspace-root --prefix= -C= --cwd= --dir= --filter,-F=* --recursive,-r';
const publishFlags = `${workspace} --tag= --access= --dry-run --otp= --provenance --provenance-file= --registry= --ignore-scripts --force,-f --json --no-git-checks --git-checks --publish-branch= --report-summary --new-version= --patch --minor --major --non-interactive --tolerate-republish --silent,-s --loglevel= --userconfig= --yes,-y --batch --concurrency= --auth-type= --gzip-level= --production,-p`;
const folder = '{flags.prefix | or flags.C | or flags.cwd | or flags.dir}';
const dryRun: Condition = { flag: 'dry-run', set: true };

/** Whatever reads a package.json to know what it publishes is read by its own reader. */
export const npmRows: readonly CommandRow[] = [
  command('npm publish', npm('publish'), {
    flags: publishFlags,
    aliases: ['npm stage publish', 'yarn npm publish', 'yarn workspaces foreach npm publish'],
    effects: [
      {
        kind: 'runs-tool',
        tool: 'npm-publish',
        args: '{flags.line}',
        workdir: folder,
        choose: {
          args: {
            cases: [{ when: { version: '<9.5' }, value: ['--no-provenance-because=npm knows provenance since 9.5', '{flags.line}'] }],
            undecided: '{flags.line}',
          },
        },
        when: { not: dryRun },
      },
    ],
  }),
  // Yarn 1 and Bun know no provenance, whatever the command line, the manifest or the environment says.
  ...commands(['yarn publish', 'bun publish'], notRead('https://classic.yarnpkg.com/en/docs/cli/publish'), {
    flags: publishFlags,
    effects: [
      {
        kind: 'runs-tool',
        tool: 'npm-publish',
        args: ['--no-provenance-because=this client knows no provenance', '{flags.line}'],
        workdir: folder,
        when: { not: dryRun },
      },
    ],
  }),
  command('pnpm publish', pnpm('pnpm11/releasing/commands/src/publish/publish.ts'), {
    flags: `${publishFlags} --npmrc-auth-file= --reporter=`,
    aliases: ['pnpm stage publish'],
    effects: [{ kind: 'runs-tool', tool: 'npm-publish', args: '{flags.line}', workdir: folder, when: { not: dryRun } }],
  }),
  ...commands(['napi prepublish', 'napi pre-publish'], napi('cli/src/def/pre-publish.ts'), {
    flags:
      '--cwd= --config-path,--config,-c= --package-json-path= --npm-dir,--prefix,-p= --tag-style,--tagstyle,-t= --gh-release --no-gh-release --skip-gh-release --gh-release-name= --gh-release-id= --skip-optional-publish --root-publisher= --dry-run',
    effects: [{ kind: 'runs-tool', tool: 'napi', args: '{flags.line}', when: { not: dryRun } }],
  }),
  command('npm pack', npm('pack'), {
    flags: `${workspace} --dry-run --json --pack-destination= --ignore-scripts --silent,-s --out,-o= --filename,-f= --install-if-needed --pack-gzip-level= --registry=`,
    aliases: ['pnpm pack', 'yarn pack', 'bun pm pack'],
    effects: [
      {
        kind: 'builds',
        outputs: '{flags.pack-destination}/*.tgz',
        by: 'npm pack',
        choose: {
          outputs: {
            cases: [
              {
                when: {
                  any: [
                    { flag: 'out', set: true },
                    { flag: 'filename', set: true },
                  ],
                },
                value: ['{flags.out}', '{flags.filename}'],
              },
              { when: { flag: 'pack-destination', set: false }, value: ['*.tgz'] },
            ],
          },
        },
        when: { not: dryRun },
      },
    ],
  }),
  command('npm version', npm('version'), {
    flags: `${workspace} --allow-same-version --no-git-tag-version --git-tag-version --commit-hooks --preid= --sign-git-tag --message,-m= --json --force,-f`,
    effects: [
      {
        kind: 'creates-tag',
        name: 'v{args.0 | drop v}',
        signed: false,
        by: 'npm version',
        pushed: false,
        choose: {
          signed: { cases: [{ when: { flag: 'sign-git-tag', set: true }, value: true }] },
          name: {
            cases: [{ when: { any: ['major', 'minor', 'patch', 'pre*', 'from-git'].map((matches) => ({ arg: 0, matches })) }, value: 'v*' }],
            undecided: 'v{args.0 | drop v}',
          },
        },
        when: { all: [{ not: { flag: 'git-tag-version', is: 'false' } }, { flag: 'no-git-tag-version', set: false }, { args: 'some', from: 0 }] },
      },
    ],
  }),
  command('npm audit signatures', npm('audit'), {
    flags: '--json --include-attestations --omit=* --loglevel=',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'unknown', why: 'the installed dependencies' },
        tool: 'npm audit signatures',
        identity: 'pattern',
        integrityOnly: false,
      },
    ],
  }),
  command('npm install', npm('install'), {
    aliases: ['npm ci', 'npm i', 'pnpm install', 'pnpm i', 'yarn install', 'bun install'],
    flags: `${workspace} --global,-g --save-dev,-D --save,-S --save-exact,-E --omit=* --include=* --frozen-lockfile --immutable --legacy-peer-deps --ignore-scripts --no-audit --no-fund --prefer-offline --registry= --network-timeout= --package-lock-only --location= --cache= --loglevel= --no-save`,
    effects: [
      { kind: 'builds', outputs: [], by: 'a package installation', folders: ['node_modules'], when: { flag: 'global', set: false } },
      // npm puts another of its own versions in its place.
      {
        kind: 'installs',
        tool: 'npm',
        via: 'npm',
        right: true,
        version: '{args.0 | drop npm@}',
        choose: { version: { cases: [{ when: { arg: 0, matches: 'npm' }, value: 'latest' }] } },
        when: {
          all: [
            { flag: 'global', set: true },
            {
              any: [
                { arg: 0, matches: 'npm' },
                { arg: 0, matches: 'npm@*' },
              ],
            },
          ],
        },
      },
    ],
    roles: ['installs'],
  }),
  command('lerna publish', lerna('libs/commands/publish/src/command.ts'), {
    flags:
      '--canary,-c --preid= --contents= --dist-tag= --legacy-auth= --pre-dist-tag= --git-head= --graph-type= --ignore-prepublish --ignore-scripts --granular-pathspec --otp= --registry= --require-scripts --git-reset --temp-tag --throttle --throttle-size= --throttle-delay= --verify-access --summary-file[=] --include-private=* --yes,-y --conventional-commits --conventional-graduate[=] --create-release= --exact --force-publish[=] --no-push --no-git-tag-version --no-private --tag-version-prefix= --message,-m= --sign-git-tag --sign-git-commit --allow-branch=* --concurrency= --loglevel= --no-verify-access --no-git-reset',
    effects: [{ kind: 'runs-tool', tool: 'lerna', args: '{flags.line}' }],
  }),
  command('lerna version', lerna('libs/commands/version/src/command.ts'), {
    flags: '--yes,-y --conventional-commits --create-release= --no-push --no-git-tag-version --exact --preid= --message,-m= --sign-git-tag --sign-git-commit',
    effects: [{ kind: 'runs-tool', tool: 'lerna', args: '{flags.line}' }],
  }),
  command('changeset publish', changesets, {
    flags: '--otp= --tag= --no-git-tag --git-tag',
    aliases: ['changesets publish', 'changeset tag'],
    effects: [{ kind: 'runs-tool', tool: 'changesets', args: '{flags.line}' }],
  }),
  command('covector publish', readAt('jbolda/covector', '12f80dab544cb30d206c7973090f0be2b07bc703')('packages/covector/src/cli.ts'), {
    flags: '--dry-run --cwd=',
    effects: [{ kind: 'runs-tool', tool: 'covector', args: [], workdir: '{flags.cwd}', when: { not: dryRun } }],
  }),
  command('semantic-release', semanticRelease('cli.js'), {
    flags:
      '--branches,-b=* --repository-url,-r= --tag-format,-t= --plugins,-p=* --extends,-e=* --dry-run,-d --ci --no-ci --debug --verify-conditions= --analyze-commits= --generate-notes= --prepare= --publish= --success= --fail=',
    aliases: ['multi-semantic-release'],
    effects: [{ kind: 'runs-tool', tool: 'semantic-release', args: '{flags.line}', when: { not: dryRun } }],
  }),
  command('release-it', readAt('release-it/release-it', '7ca61cccd16ad56742ee0cb694c946353b66c117', '21.0.1')('lib/args.js'), {
    flags: '--ci --dry-run,-d --increment,-i= --config,-c= --no-npm --no-git --preRelease= --verbose,-V --only-version --no-increment',
    effects: [{ kind: 'runs-tool', tool: 'release-it', args: '{flags.line}', when: { not: dryRun } }],
  }),
  command('np', readAt('sindresorhus/np', '91443213e8c7ce022157c4361d6d33e138ca9ad3', 'v12.0.0')('source/cli-implementation.js'), {
    flags:
      '--any-branch --branch= --no-cleanup --no-tests --yolo --no-publish --preview --tag= --contents= --no-release-draft --release-draft-only --no-2fa --message= --package-manager=',
    effects: [{ kind: 'runs-tool', tool: 'np', args: '{flags.line}', when: { flag: 'preview', set: false } }],
  }),
  command('release-please', readAt('googleapis/release-please', 'fdaca293b5c9215c7bcae72dd228ba9558120817', 'v17.11.1')('src/bin/release-please.ts'), {
    flags: '--token= --repo-url= --release-type= --config-file= --manifest-file= --target-branch= --dry-run --draft',
    effects: [{ kind: 'runs-tool', tool: 'release-please', args: '{flags.line}', when: { not: dryRun } }],
  }),
  command(
    'electron-builder',
    readAt('electron-userland/electron-builder', '8e95ad0e00c866c8389ae295ac802ebd9954d2ca')('packages/electron-builder/src/builder.ts'),
    {
      flags:
        '--mac,-m,-o,--macos[=] --linux,-l[=] --win,-w,--windows[=] --x64 --ia32 --armv7l --arm64 --universal --dir --publish,-p= --prepackaged,--pd= --projectDir,--project= --config,-c=',
      aliases: ['electron-builder build'],
      effects: [{ kind: 'runs-tool', tool: 'electron-builder', args: '{flags.line}' }],
    },
  ),
  ...commands(['electron-forge publish', 'electron-forge make', 'electron-forge package'], notRead('https://www.electronforge.io/cli'), {
    flags: '--arch=* --platform= --targets= --publish-targets= --from-dry-run --dry-run',
    effects: [{ kind: 'runs-tool', tool: 'electron-forge', args: '{flags.line}' }],
  }),
  ...commands(['tauri build', 'cargo tauri build', 'cargo-tauri build'], notRead('https://v2.tauri.app/reference/cli/'), {
    flags: '--target,-t= --debug,-d --bundles,-b=* --config,-c= --features,-f=* --runner,-r= --no-bundle --ci --verbose,-v --no-sign',
    effects: [{ kind: 'runs-tool', tool: 'tauri', args: '{flags.line}' }],
  }),
  command('vsce package', vsce('src/main.ts'), {
    flags:
      '--out,-o= --target,-t= --ignore-other-target-folders --readme-path= --changelog-path= --message,-m= --no-git-tag-version --no-update-package-json --githubBranch= --gitlabBranch= --no-rewrite-relative-links --baseContentUrl= --baseImagesUrl= --yarn --no-yarn --ignoreFile= --no-dependencies --dependencies --pre-release --allow-star-activation --allow-missing-repository --skip-license --sign-tool= --follow-symlinks',
    effects: [
      {
        kind: 'builds',
        outputs: '{flags.out}',
        by: 'vsce package',
        choose: {
          outputs: {
            cases: [
              { when: { all: [{ flag: 'out', set: true }, { not: { flag: 'out', matches: '*.vsix' } }] }, value: ['{flags.out}', '{flags.out}/*.vsix'] },
              { when: { flag: 'out', set: false }, value: ['*.vsix'] },
            ],
          },
        },
      },
    ],
  }),
  command('vsce publish', vsce('src/main.ts'), {
    flags:
      '--pat,-p= --azure-credential --target,-t=* --ignore-other-target-folders --readme-path= --changelog-path= --message,-m= --no-git-tag-version --no-update-package-json --packagePath,-i=* --manifestPath=* --signaturePath=* --sigzipPath=* --sign-tool= --githubBranch= --gitlabBranch= --baseContentUrl= --baseImagesUrl= --yarn --no-yarn --noVerify --no-verify --allow-proposed-apis=* --ignoreFile= --no-dependencies --dependencies --pre-release --skip-duplicate --skip-license --follow-symlinks',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'vscode-marketplace' },
        subject: { kind: 'files', paths: ['{flags.packagePath}', '{args.0..}'] },
        auth: 'token',
        choose: {
          subject: { cases: [{ when: { flag: 'packagePath', set: false }, value: { kind: 'source' } }] },
          auth: { cases: [{ when: { flag: 'azure-credential', set: true }, value: 'unknown' }] },
        },
      },
    ],
  }),
  command('ovsx publish', ovsx('cli/src/main.ts'), {
    flags:
      '--registryUrl,-r= --pat,-p= --debug --target,-t=* --packagePath,-i=* --baseContentUrl= --baseImagesUrl= --yarn --pre-release --no-dependencies --skip-duplicate --packageVersion=',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'open-vsx' },
        subject: { kind: 'files', paths: ['{args.0..}', '{flags.packagePath}'] },
        auth: 'token',
        choose: {
          subject: {
            cases: [
              {
                when: {
                  all: [
                    { flag: 'packagePath', set: false },
                    { args: 'none', from: 0 },
                  ],
                },
                value: { kind: 'source' },
              },
            ],
          },
        },
      },
    ],
  }),
  ...commands(['jsr publish', 'deno publish'], notRead('https://jsr.io/docs/publishing-packages'), {
    flags: '--token= --dry-run --allow-slow-types --allow-dirty --provenance --no-provenance --config,-c= --set-version=',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'jsr' },
        subject: { kind: 'source' },
        auth: 'unknown',
        choose: {
          auth: {
            cases: [
              { when: { flag: 'token', set: true }, value: 'token' },
              { when: { permission: 'id-token: write' }, value: 'trusted-publishing' },
            ],
            undecided: 'unknown',
          },
        },
        when: { not: dryRun },
      },
      // Made in GitHub Actions by itself, where the job gets a token of identity.
      {
        kind: 'attests',
        subject: { kind: 'files', paths: [] },
        predicate: 'slsa-provenance',
        signed: true,
        mechanism: 'jsr-provenance',
        keyless: true,
        attachedTo: 'index',
        when: {
          all: [{ not: dryRun }, { flag: 'no-provenance', set: false }, { env: 'DISABLE_JSR_PROVENANCE', set: false }, { permission: 'id-token: write' }],
        },
      },
    ],
  }),
  ...commands(['deno compile', 'bun build'], notRead('https://docs.deno.com/runtime/reference/cli/compile/'), {
    flags: '--output,-o= --outfile= --outdir= --target= --compile --allow-all,-A --minify --include=* --no-check --sourcemap[=] --format= --entrypoints=*',
    effects: [{ kind: 'builds', outputs: ['{flags.output}', '{flags.outfile}'], by: 'a JavaScript compiler', folders: ['{flags.outdir}'] }],
  }),
  ...commands(['pkg', 'nexe', 'ncc build'], notRead('https://github.com/yao-pkg/pkg'), {
    flags: '--output,-o= --targets,-t= --out-path= --out-dir,-d= --out= --config,-c= --compress,-C= --target=',
    effects: [{ kind: 'builds', outputs: '{flags.output}', by: 'a JavaScript packager', folders: ['{flags.out-path}', '{flags.out-dir}', '{flags.out}'] }],
  }),
  command('web-ext sign', notRead('https://extensionworkshop.com/documentation/develop/web-ext-command-reference/'), {
    flags: '--api-key= --api-secret= --channel= --source-dir,-s= --artifacts-dir,-a= --amo-metadata= --upload-source-code= --ignore-files=*',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'firefox-addons' },
        subject: { kind: 'source' },
        auth: 'token',
        when: { not: { flag: 'channel', is: 'unlisted' } },
      },
    ],
  }),
  ...commands(
    ['chrome-webstore-upload', 'chrome-webstore-upload-cli'],
    readAt('fregante/chrome-webstore-upload-cli', '70b0cb295b0abe617af4605b2720c571140c931f')('source/cli.js'),
    {
      flags:
        '--source= --extension-id= --client-id= --client-secret= --refresh-token= --auto-publish --trusted-testers --max-await-in-progress= --deploy-percentage=',
      effects: [
        {
          kind: 'publishes',
          sink: { kind: 'index', index: 'chrome-web-store' },
          subject: { kind: 'source' },
          auth: 'token',
          when: { not: { flag: 'trusted-testers', set: true } },
        },
      ],
    },
  ),
  command('web-ext build', notRead('https://extensionworkshop.com/documentation/develop/web-ext-command-reference/'), {
    flags: '--source-dir,-s= --artifacts-dir,-a= --overwrite-dest,-o --filename,-n= --ignore-files=*',
    defaults: { 'artifacts-dir': 'web-ext-artifacts' },
    effects: [{ kind: 'builds', outputs: '{flags.artifacts-dir}/*.zip', by: 'web-ext build' }],
  }),
  ...commands(
    [
      'wrangler deploy',
      'wrangler publish',
      'wrangler pages deploy',
      'wrangler pages publish',
      'vercel deploy',
      'vercel',
      'netlify deploy',
      'firebase deploy',
      'surge',
    ],
    notRead('https://developers.cloudflare.com/workers/wrangler/commands/'),
    {
      flags:
        '--project-name= --branch= --commit-hash= --env,-e= --config,-c= --dry-run --dir,-d= --prod,-p --token,-t= --site,-s= --only= --project,-P= --message,-m= --domain= --alias= --yes,-y --prebuilt',
      effects: [
        {
          kind: 'publishes',
          sink: { kind: 'site', how: 'a hosting service' },
          subject: { kind: 'unknown', why: 'what is deployed is set elsewhere' },
          auth: 'token',
          choose: {
            subject: {
              cases: [
                { when: { flag: 'dir', set: true }, value: { kind: 'files', paths: '{flags.dir}', recursive: true } },
                { when: { args: 'some', from: 0 }, value: { kind: 'files', paths: '{args.0}', recursive: true } },
              ],
            },
          },
          when: { not: dryRun },
        },
      ],
    },
  ),
  command('gh-pages', notRead('https://github.com/tschaub/gh-pages'), {
    flags: '--dist,-d= --branch,-b= --dest,-e= --repo,-r= --message,-m= --user,-u= --dotfiles,-t --silent --add,-a --no-history,-f',
    effects: [
      { kind: 'publishes', sink: { kind: 'site', how: 'a pages branch' }, subject: { kind: 'files', paths: '{flags.dist}', recursive: true }, auth: 'token' },
    ],
  }),
];
