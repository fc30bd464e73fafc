import { command, notRead, readAt } from '../command-row.ts';
import type { CommandRow, Condition } from '../schema.ts';

const rubygems = readAt('rubygems/rubygems', '69ec4a3a5f1cafa633c569671ed9ef502bbdaf61', '4.0.0.dev');

const dryRun: Condition = { flag: 'dry-run', set: true };

/** Building and publishing gems. */
export const rubyRows: readonly CommandRow[] = [
  command('gem build', rubygems('lib/rubygems/commands/build_command.rb'), {
    flags: '--force --strict --output,-o= -C= --quiet,-q --verbose,-V',
    effects: [
      {
        kind: 'builds',
        outputs: '{flags.output}',
        by: 'gem build',
        choose: { outputs: { cases: [{ when: { flag: 'output', set: false }, value: ['*.gem'] }] } },
      },
    ],
  }),
  command('gem push', rubygems('lib/rubygems/commands/push_command.rb'), {
    flags: '--host= --attestation=* --key,-k= --otp= --config-file= --quiet,-q --verbose,-V --http-proxy,-p=',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'rubygems' },
        subject: { kind: 'files', paths: '{args.0}' },
        auth: 'unknown',
        choose: {
          sink: {
            cases: [
              {
                when: { all: [{ flag: 'host', set: true }, { not: { flag: 'host', matches: '*rubygems.org*' } }] },
                value: { kind: 'index', index: 'private', url: '{flags.host}' },
              },
            ],
          },
          auth: { cases: [{ when: { env: 'GEM_HOST_API_KEY', set: true }, value: 'token' }], undecided: 'unknown' },
        },
      },
      {
        kind: 'attests',
        subject: { kind: 'files', paths: '{args.0}' },
        predicate: 'custom',
        signed: true,
        mechanism: 'rubygems',
        keyless: true,
        predicateFile: '{flags.attestation}',
        attachedTo: 'index',
        when: { flag: 'attestation', set: true },
      },
    ],
  }),
  command('gem sigstore_cosign_verify_bundle', notRead('https://github.com/sigstore/sigstore-ruby'), {
    flags: '--bundle= --certificate-identity= --certificate-oidc-issuer=',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0}' },
        tool: 'gem sigstore',
        identity: 'none',
        integrityOnly: false,
        choose: { identity: { cases: [{ when: { flag: 'certificate-identity', set: true }, value: 'pinned' }] } },
      },
    ],
  }),
  command('rake release', rubygems('bundler/lib/bundler/gem_helper.rb'), {
    flags: '--trace -v -q --dry-run,-n -f= -C=',
    aliases: ['rake release:rubygem_push'],
    effects: [{ kind: 'runs-tool', tool: 'gem', args: '{flags.line}', when: { not: dryRun } }],
  }),
  command('rake build', rubygems('bundler/lib/bundler/gem_helper.rb'), {
    flags: '--trace -v -q',
    effects: [{ kind: 'builds', outputs: 'pkg/*.gem', by: 'rake build' }],
  }),
];
