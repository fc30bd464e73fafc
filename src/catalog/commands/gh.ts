import { command, notRead, readAt, readPage } from '../command-row.ts';
import type { Choice, CommandRow, Condition } from '../schema.ts';
import type { Need } from '../effect.ts';

const gh = readAt('cli/cli', '44ee17760709bedf1cad7e452e61751489b81a33', 'v2.60.0');

const repo = '--repo,-R=';
const repository = '{flags.repo | or env.GH_REPO}';
const contents: readonly Need[] = [{ kind: 'permission', scope: 'contents', level: 'write' }];
/** Another token than the job's has permissions of its own. */
const needs: Choice<readonly Need[]> = { cases: [{ when: { flag: 'token', is: 'job-token' }, value: contents }] };
const isDraft: Condition = { flag: 'draft', set: true };
const draft: Choice<boolean> = { cases: [{ when: isDraft, value: true }] };
const withFiles: Condition = { args: 'some', from: 1 };
const release = { kind: 'release', tag: '{args.0}', repository } as const;

const identity: Choice<'pinned' | 'pattern' | 'none'> = {
  cases: [
    {
      when: {
        any: [
          { flag: 'cert-identity', set: true },
          { flag: 'signer-workflow', set: true },
          { flag: 'signer-digest', set: true },
        ],
      },
      value: 'pinned',
    },
    {
      when: {
        any: [
          { flag: 'cert-identity-regex', set: true },
          { flag: 'repo', set: true },
          { flag: 'owner', set: true },
          { flag: 'signer-repo', set: true },
        ],
      },
      value: 'pattern',
    },
  ],
};
const expects = ['{flags.cert-identity}', '{flags.signer-workflow}', '{flags.repo}'];
const issuers = '{flags.cert-oidc-issuer}';
const ociSubject: Condition = { arg: 0, matches: 'oci://*' };
const attestationFlags = '--repo,-R= --owner,-o= --hostname= --predicate-type= --limit,-L= --digest-alg,-d=';

/** The parts of GitHub's own client that make, fill and check releases, and start workflows. */
export const ghRows: readonly CommandRow[] = [
  command('gh release create', gh('pkg/cmd/release/create/create.go'), {
    flags: `${repo} --draft,-d --prerelease,-p --target= --title,-t= --notes,-n= --notes-file,-F= --discussion-category= --generate-notes --notes-start-tag= --latest --verify-tag --notes-from-tag --fail-on-no-commits`,
    aliases: ['gh release new'],
    view: 'gh',
    effects: [
      // With files the release is a draft until all of them are there.
      {
        kind: 'creates-release',
        tag: '{args.0}',
        draft: false,
        createsTag: true,
        repository,
        by: 'gh release create',
        choose: {
          draft: { cases: [{ when: { any: [isDraft, withFiles] }, value: true }] },
          createsTag: { cases: [{ when: { flag: 'verify-tag', set: true }, value: false }] },
        },
      },
      {
        kind: 'publishes',
        sink: release,
        subject: { kind: 'files', paths: '{flags.assets | glob}' },
        auth: 'token',
        draft: true,
        failsOnUnmatched: true,
        choose: { needs },
        when: withFiles,
      },
      { kind: 'flips-release', tag: '{args.0}', when: { all: [withFiles, { not: isDraft }] } },
    ],
    stdout: '{outputs.url}',
  }),
  command('gh release upload', gh('pkg/cmd/release/upload/upload.go'), {
    flags: `${repo} --clobber`,
    view: 'gh',
    effects: [
      {
        kind: 'publishes',
        sink: release,
        subject: { kind: 'files', paths: '{flags.assets | glob}' },
        auth: 'token',
        failsOnUnmatched: true,
        choose: { needs, replaces: { cases: [{ when: { flag: 'clobber', set: true }, value: true }] } },
        when: withFiles,
      },
    ],
  }),
  command('gh release edit', gh('pkg/cmd/release/edit/edit.go'), {
    flags: `${repo} --draft --prerelease --latest --notes,-n= --title,-t= --discussion-category= --target= --tag= --notes-file,-F= --verify-tag`,
    view: 'gh',
    effects: [{ kind: 'flips-release', tag: '{args.0}', when: { flag: 'draft', is: 'false' } }],
  }),
  command('gh release download', gh('pkg/cmd/release/download/download.go'), {
    flags: `${repo} --output,-O= --dir,-D= --pattern,-p=* --archive,-A= --clobber --skip-existing`,
    effects: [
      {
        kind: 'downloads-release',
        repository,
        tag: '{args.0}',
        patterns: '{flags.pattern | glob}',
        to: '{flags.dir}',
        choose: {
          to: { cases: [{ when: { flag: 'dir', set: false }, value: '.' }] },
          patterns: { cases: [{ when: { flag: 'pattern', set: false }, value: '*' }] },
        },
        when: {
          all: [
            { flag: 'output', set: false },
            { flag: 'archive', set: false },
          ],
        },
      },
      { kind: 'builds', outputs: '{flags.output}', by: 'gh release download', when: { flag: 'output', set: true } },
    ],
  }),
  command('gh release delete', gh('pkg/cmd/release/delete/delete.go'), {
    flags: `${repo} --yes,-y --cleanup-tag`,
    effects: [{ kind: 'withdraws', place: 'release', tag: '{args.0}', repository, by: 'gh release delete' }],
  }),
  command('gh release delete-asset', gh('pkg/cmd/release/delete-asset/delete_asset.go'), {
    flags: `${repo} --yes,-y`,
    effects: [{ kind: 'withdraws', place: 'release', tag: '{args.0}', repository, names: '{args.1}', by: 'gh release delete-asset' }],
  }),
  command('gh release view', gh('pkg/cmd/release/view/view.go'), {
    flags: `${repo} --web,-w --json= --jq,-q= --template,-t=`,
    effects: [
      {
        kind: 'consumes',
        subject: { kind: 'unknown', why: 'it reads what a release says of itself' },
        how: 'gh release view',
        when: { flag: 'json', set: true },
      },
    ],
    roles: ['consumes'],
  }),
  command('gh release list', gh('pkg/cmd/release/list/list.go'), {
    flags: `${repo} --limit,-L= --exclude-drafts --exclude-pre-releases --order,-O= --json= --jq,-q= --template,-t=`,
  }),
  command('gh release verify', readAt('cli/cli', '68c3aee0f0cbc35364bf69b3355cb92ad5ce599c')('pkg/cmd/release/verify/verify.go'), {
    flags: `${repo} --format= --jq,-q= --template,-t=`,
    effects: [{ kind: 'verifies', subject: { kind: 'release-assets', patterns: '*' }, tool: 'gh release verify', identity: 'pinned', integrityOnly: false }],
    note: 'it binds assets to an immutable release, not to a build',
  }),
  command('gh release verify-asset', readAt('cli/cli', '422bd144277949a486e1ff3b129a39e9e77c1507')('pkg/cmd/release/verify-asset/verify_asset.go'), {
    flags: `${repo} --format= --jq,-q= --template,-t=`,
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.1}' },
        tool: 'gh release verify-asset',
        identity: 'pinned',
        integrityOnly: false,
        when: withFiles,
      },
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0}' },
        tool: 'gh release verify-asset',
        identity: 'pinned',
        integrityOnly: false,
        when: { args: 'none', from: 1 },
      },
    ],
    note: 'it binds assets to an immutable release, not to a build',
  }),
  command('gh attestation verify', readPage('https://cli.github.com/manual/gh_attestation_verify', '2.76.2'), {
    flags: `${attestationFlags} --bundle,-b= --bundle-from-oci --no-public-good --custom-trusted-root= --deny-self-hosted-runners --cert-identity= --cert-identity-regex,-i= --signer-repo= --signer-workflow= --signer-digest= --source-ref= --source-digest= --cert-oidc-issuer= --format= --jq,-q= --template,-t=`,
    aliases: ['gh at verify'],
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'image', refs: '{args.0 | noscheme}' },
        tool: 'gh attestation verify',
        identity: 'none',
        expects,
        issuers,
        integrityOnly: false,
        choose: { identity },
        when: ociSubject,
      },
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0}' },
        tool: 'gh attestation verify',
        identity: 'none',
        expects,
        issuers,
        integrityOnly: false,
        choose: { identity },
        when: { not: ociSubject },
      },
    ],
    fails: [
      {
        when: {
          all: [
            { flag: 'repo', set: false },
            { flag: 'owner', set: false },
          ],
        },
        why: 'gh attestation verify needs --repo or --owner',
      },
      { when: { args: 'some', from: 1 }, why: 'gh attestation verify takes one artifact' },
    ],
  }),
  command('gh attestation download', gh('pkg/cmd/attestation/download/download.go'), {
    flags: attestationFlags,
    aliases: ['gh at download'],
    effects: [{ kind: 'builds', outputs: 'sha256*.jsonl', by: 'gh attestation download' }],
  }),
  command('gh attestation trusted-root', gh('pkg/cmd/attestation/trustedroot/trustedroot.go'), {
    flags: '--tuf-url= --tuf-root= --verify-only --hostname=',
    aliases: ['gh at trusted-root'],
  }),
  command('gh workflow run', gh('pkg/cmd/workflow/run/run.go'), {
    flags: `${repo} --ref,-r= --field,-F=* --raw-field,-f=* --json`,
    effects: [{ kind: 'dispatches', workflow: '{args.0}', repository: '{flags.repo}', when: { args: 'some', from: 0 } }],
  }),
  command('gh run download', gh('pkg/cmd/run/download/download.go'), {
    flags: `${repo} --dir,-D= --name,-n=* --pattern,-p=*`,
    effects: [
      {
        kind: 'downloads-artifact',
        name: '{flags.name}',
        pattern: '{flags.pattern}',
        to: '{flags.dir}',
        merge: false,
        otherRun: true,
        choose: { to: { cases: [{ when: { flag: 'dir', set: false }, value: '.' }] } },
      },
    ],
  }),
  command('gh api', gh('pkg/cmd/api/api.go'), {
    flags:
      '--hostname= --method,-X= --field,-F=* --raw-field,-f=* --header,-H=* --preview,-p=* --include,-i --slurp --paginate --input= --silent --template,-t= --jq,-q= --cache= --verbose',
    view: ['gh', 'gh-api'],
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{flags.tag}' },
        subject: { kind: 'files', paths: '{flags.file}' },
        names: '{flags.asset}',
        auth: 'token',
        choose: { needs },
        when: { flag: 'does', is: 'upload' },
      },
      {
        kind: 'creates-release',
        tag: '{flags.tag}',
        draft: false,
        createsTag: true,
        by: 'gh api',
        choose: { draft: { cases: [{ when: { flag: 'as-draft', is: 'true' }, value: true }] } },
        when: { flag: 'does', is: 'create-release' },
      },
      { kind: 'flips-release', tag: '{flags.tag}', when: { flag: 'does', is: 'flip' } },
      { kind: 'withdraws', place: 'release', by: 'gh api', when: { flag: 'does', is: 'delete-release' } },
      { kind: 'withdraws', place: 'registry', by: 'gh api', when: { flag: 'does', is: 'delete-package' } },
      { kind: 'creates-tag', name: '{flags.tag}', signed: false, by: 'gh api', pushed: true, when: { flag: 'does', is: 'tag' } },
      { kind: 'dispatches', workflow: '{flags.workflow}', when: { flag: 'does', is: 'dispatch' } },
      {
        kind: 'builds',
        outputs: '{flags.stdout-file}',
        by: 'gh api',
        when: {
          all: [
            { flag: 'does', is: 'read' },
            { flag: 'stdout-file', set: true },
          ],
        },
      },
      { kind: 'opaque', why: 'a request to the service that is not written out', mayPublish: true, when: { flag: 'does', is: 'unknown' } },
    ],
  }),
  command('gh auth login', gh('pkg/cmd/auth/login/login.go'), {
    flags: '--hostname,-h= --scopes,-s= --with-token --web,-w --git-protocol,-p= --skip-ssh-key --insecure-storage',
    effects: [{ kind: 'configures', what: 'gh-token' }],
  }),
  command('hub release create', readAt('mislav/hub', '5c547ed804368763064e51f3990851e267e88edd', 'v2.14.2')('commands/release.go'), {
    flags: '--draft,-d --prerelease,-p --attach,-a=* --message,-m=* --file,-F= --edit,-e --browse,-o --copy,-c --commitish,-t=',
    view: 'gh',
    effects: [
      { kind: 'creates-release', tag: '{args.0}', draft: false, createsTag: true, by: 'hub release create', choose: { draft } },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{args.0}' },
        subject: { kind: 'files', paths: '{flags.attached}' },
        auth: 'token',
        draft: false,
        choose: { needs, draft },
        when: { flag: 'attach', set: true },
      },
    ],
  }),
  command('hub release edit', readAt('mislav/hub', '5c547ed804368763064e51f3990851e267e88edd', 'v2.14.2')('commands/release.go'), {
    flags: '--draft,-d --prerelease,-p --attach,-a=* --message,-m=* --file,-F= --edit,-e --commitish,-t=',
    view: 'gh',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{args.0}' },
        subject: { kind: 'files', paths: '{flags.attached}' },
        auth: 'token',
        choose: { needs },
        when: { flag: 'attach', set: true },
      },
      { kind: 'flips-release', tag: '{args.0}', when: { flag: 'draft', is: 'false' } },
    ],
  }),
  command('ghr', readAt('tcnksm/ghr', '31b546b98592c62865b9f8701676bcbad6cbef47')('cli.go'), {
    flags:
      '-username,-owner,-u= -repository,-r= -token,-t= -commitish,-c= -name,-n= -body,-b= -parallel,-p= -delete -recreate -replace -soft -draft -prerelease -generatenotes -debug -latest',
    view: 'gh',
    effects: [
      { kind: 'creates-release', tag: '{args.0}', draft: false, createsTag: true, by: 'ghr', choose: { draft } },
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{args.0}' },
        subject: { kind: 'files', paths: '{args.1}', recursive: true },
        auth: 'token',
        choose: { needs, draft, replaces: { cases: [{ when: { flag: 'replace', set: true }, value: true }] } },
        when: withFiles,
      },
    ],
  }),
  command('github-release upload', readAt('github-release/github-release', '2c19b119ec8a75203b6b6269ef02a5e32c9e4ebd', '0.11.0')('github-release.go'), {
    flags: '--user,-u= --repo,-r= --tag,-t= --name,-n= --label,-l= --file,-f= --replace,-R --security-token,-s= --auth-user=',
    view: 'gh',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'release', tag: '{flags.tag}' },
        subject: { kind: 'files', paths: '{flags.file}' },
        names: '{flags.name}',
        auth: 'token',
        choose: { needs, replaces: { cases: [{ when: { flag: 'replace', set: true }, value: true }] } },
      },
    ],
  }),
  command('github-release release', readAt('github-release/github-release', '2c19b119ec8a75203b6b6269ef02a5e32c9e4ebd', '0.11.0')('github-release.go'), {
    flags: '--user,-u= --repo,-r= --tag,-t= --name,-n= --description,-d= --target,-c= --draft --pre-release,-p --security-token,-s= --latest=',
    effects: [{ kind: 'creates-release', tag: '{flags.tag}', draft: false, createsTag: true, by: 'github-release', choose: { draft } }],
  }),
  command('glab release create', notRead('https://gitlab.com/gitlab-org/cli'), {
    flags: '--repo,-R= --notes,-n= --name= --assets-links,-a=',
    effects: [{ kind: 'opaque', why: 'it publishes to another service', mayPublish: true }],
  }),
];
