import { command, notRead, readAt } from '../command-row.ts';
import type { CommandRow, Condition, Source } from '../schema.ts';

const repository = readAt('git/git', '1a3e64c6c4a623626ff0687008732a8e007e2a1c', 'v2.55.0');
const git = (name: string): Source => repository(`Documentation/git-${name}.adoc`);
const gitsign = readAt('sigstore/gitsign', '034927d0ea301bd64ae1dad562da164faf979ed1', 'v0.17.1');

const global =
  '-C= -c=* --exec-path[=] --paginate,-p --no-pager,-P --no-replace-objects --bare --git-dir= --work-tree= --namespace= --super-prefix= --config-env=';
const truthy = (arg: number): Condition => ({ any: ['true', '1', 'yes', 'on'].map((matches) => ({ arg, matches })) });
const key = (...names: string[]): Condition => ({ any: names.map((matches) => ({ arg: 0, matches })) });
const identityFlags =
  '--certificate-identity= --certificate-identity-regexp= --certificate-oidc-issuer= --certificate-oidc-issuer-regexp= --certificate-github-workflow-trigger= --certificate-github-workflow-sha= --certificate-github-workflow-name= --certificate-github-workflow-repository= --certificate-github-workflow-ref= --insecure-ignore-sct';
const identity = {
  identity: {
    cases: [
      {
        when: {
          any: [
            { flag: 'certificate-identity-regexp', set: true },
            { flag: 'certificate-oidc-issuer-regexp', set: true },
          ],
        } as const,
        value: 'pattern' as const,
      },
      { when: { flag: 'certificate-identity', set: true } as const, value: 'pinned' as const },
    ],
  },
};

/** git, as far as it makes and pushes tags, archives the source, and checks signatures. */
export const gitRows: readonly CommandRow[] = [
  command('git tag', git('tag'), {
    flags: `${global} --annotate,-a --sign,-s --no-sign --local-user,-u= --force,-f --delete,-d --verify,-v --list,-l -n[=] --message,-m=* --file,-F= --edit,-e --cleanup= --create-reflog --column[=] --no-column --contains= --no-contains= --merged[=] --no-merged[=] --sort=* --points-at= --format= --color[=] --ignore-case,-i --trailer=*`,
    view: 'git-tag',
    effects: [
      {
        kind: 'creates-tag',
        name: '{flags.tag}',
        signed: false,
        by: 'git tag',
        pushed: false,
        choose: {
          refuses: { cases: [{ when: { flag: 'no-sign', set: true }, value: true }], undecided: false },
          signed: {
            cases: [
              { when: { flag: 'no-sign', set: true }, value: false },
              {
                when: {
                  any: [
                    { flag: 'sign', set: true },
                    { flag: 'local-user', set: true },
                  ],
                },
                value: true,
              },
            ],
          },
        },
        when: { flag: 'tag', set: true },
      },
      { kind: 'verifies', subject: { kind: 'source' }, tool: 'git tag -v', identity: 'none', integrityOnly: false, when: { flag: 'verify', set: true } },
    ],
    note: 'a tag is also signed when tag.gpgSign is set',
  }),
  command('git push', git('push'), {
    flags: `${global} --verbose,-v --quiet,-q --repo= --all --mirror --delete,-d --tags --dry-run,-n --porcelain --force,-f --force-with-lease[=] --force-if-includes --recurse-submodules= --thin --receive-pack,--exec= --set-upstream,-u --progress --prune --no-verify --follow-tags --signed[=] --atomic --push-option,-o=* --ipv4,-4 --ipv6,-6`,
    view: 'git-push',
    effects: [
      {
        kind: 'creates-tag',
        name: '{flags.tag}',
        signed: 'unknown',
        by: 'git push',
        pushed: true,
        when: {
          all: [
            { flag: 'tag', set: true },
            { flag: 'dry-run', set: false },
            { flag: 'delete', set: false },
          ],
        },
      },
    ],
  }),
  command('git archive', git('archive'), {
    flags: `${global} --format= --prefix= --add-file=* --add-virtual-file=* --output,-o= --worktree-attributes --verbose,-v --list,-l --remote= --exec= -0 -1 -2 -3 -4 -5 -6 -7 -8 -9`,
    effects: [
      {
        kind: 'builds',
        outputs: '{flags.output | or flags.stdout-file}',
        by: 'git archive',
        madeType: 'source',
        when: {
          any: [
            { flag: 'output', set: true },
            { flag: 'stdout-file', set: true },
          ],
        },
      },
    ],
  }),
  command('git bundle create', notRead('https://git-scm.com/docs/git-bundle'), {
    flags: `${global} --quiet,-q --progress --all-progress --version=`,
    effects: [{ kind: 'builds', outputs: '{args.0}', by: 'git bundle', madeType: 'source' }],
  }),
  ...['verify-tag', 'verify-commit'].map((name) =>
    command(`git ${name}`, git(name), {
      flags: `${global} --verbose,-v --raw --format=`,
      effects: [{ kind: 'verifies', subject: { kind: 'source' }, tool: `git ${name}`, identity: 'none', integrityOnly: false }],
    }),
  ),
  command('git config', git('config'), {
    flags: `${global} --global --system --local --worktree --file,-f= --blob= --get --get-all --get-regexp --get-urlmatch --replace-all --add --unset --unset-all --rename-section --remove-section --list,-l --fixed-value --edit,-e --get-color --get-colorbool --type,-t= --bool --int --bool-or-int --bool-or-str --path --expiry-date --null,-z --name-only --includes --show-origin --show-scope --default=`,
    effects: [
      {
        kind: 'configures',
        what: 'git-signing',
        when: { all: [key('gpg.format', 'gpg.program', 'gpg.ssh.program', 'gpg.openpgp.program'), { args: 'some', from: 1 }] },
      },
      { kind: 'configures', what: 'gitsign', when: { all: [key('gpg.x509.program'), { arg: 1, matches: '*gitsign*' }] } },
      {
        kind: 'configures',
        what: 'git-tag-gpgsign',
        when: { all: [key('tag.gpgsign', 'tag.gpgSign', 'tag.forceSignAnnotated', 'tag.forcesignannotated'), truthy(1)] },
      },
    ],
  }),
  command('git add', git('add'), {
    flags: `${global} --all,-A --update,-u --force,-f --verbose,-v --dry-run,-n --patch --intent-to-add,-N --renormalize --chmod=`,
  }),
  command('git commit', git('commit'), {
    flags: `${global} --message,-m=* --all,-a --amend --no-edit --allow-empty --signoff,-s --gpg-sign,-S[=] --no-gpg-sign --author= --date= --file,-F= --quiet,-q --verbose,-v --no-verify,-n --fixup= --trailer=*`,
  }),
  command('gitsign verify', gitsign('internal/commands/verify/verify.go'), {
    flags: identityFlags,
    effects: [{ kind: 'verifies', subject: { kind: 'source' }, tool: 'gitsign verify', identity: 'none', integrityOnly: false, choose: identity }],
  }),
  command('gitsign verify-tag', gitsign('internal/commands/verify-tag/verify_tag.go'), {
    flags: identityFlags,
    effects: [{ kind: 'verifies', subject: { kind: 'source' }, tool: 'gitsign verify-tag', identity: 'none', integrityOnly: false, choose: identity }],
  }),
  command('gitsign', gitsign('internal/commands/root/root.go'), {
    flags: '--sign,-s --verify,-v --local-user,-u= --detached-sign,-b --armor,-a --status-fd= --include-certs=',
    effects: [{ kind: 'configures', what: 'gitsign' }],
  }),
];
