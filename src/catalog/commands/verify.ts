import { command, readAt } from '../command-row.ts';
import type { CommandRow } from '../schema.ts';

const slsa = readAt('slsa-framework/slsa-verifier', 'aaf98fd77ddc1963c0f34f34c46bd84d7a08c260', 'v2.7.1');
const sourceFlags =
  '--build-workflow-input=* --builder-id= --source-uri= --source-branch= --source-tag= --source-versioned-tag= --provenance-path= --provenance-repository= --print-provenance';
const needsSource = { when: { flag: 'source-uri', set: false } as const, why: 'slsa-verifier needs --source-uri' };

/** Programs that do nothing but check. */
export const verifyRows: readonly CommandRow[] = [
  command('slsa-verifier verify-artifact', slsa('cli/slsa-verifier/verify/options.go'), {
    flags: sourceFlags,
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0..}' },
        tool: 'slsa-verifier',
        identity: 'pinned',
        expects: '{flags.source-uri}',
        integrityOnly: false,
      },
    ],
    fails: [needsSource],
  }),
  command('slsa-verifier verify-image', slsa('cli/slsa-verifier/verify/options.go'), {
    flags: sourceFlags,
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'image', refs: '{args.0}' },
        tool: 'slsa-verifier',
        identity: 'pinned',
        expects: '{flags.source-uri}',
        integrityOnly: false,
      },
    ],
    fails: [needsSource],
  }),
  command('slsa-verifier verify-npm-package', slsa('cli/slsa-verifier/verify/options.go'), {
    flags:
      '--build-workflow-input=* --builder-id= --source-uri= --source-branch= --source-tag= --source-versioned-tag= --attestations-path= --package-name= --package-version= --print-provenance',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0}' },
        tool: 'slsa-verifier',
        identity: 'pinned',
        expects: '{flags.source-uri}',
        integrityOnly: false,
      },
    ],
    fails: [needsSource],
  }),
  command('slsa-verifier verify-github-attestation', slsa('cli/slsa-verifier/verify/options.go'), {
    flags: '--builder-id= --source-uri= --attestation-path= --print-attestation',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0}' },
        tool: 'slsa-verifier',
        identity: 'pinned',
        expects: '{flags.source-uri}',
        integrityOnly: false,
      },
    ],
    fails: [needsSource],
  }),
  command('slsa-verifier verify-vsa', slsa('cli/slsa-verifier/verify/options.go'), {
    flags:
      '--subject-digest=* --attestation-path= --verifier-id= --resource-uri= --verified-level=* --print-attestation --public-key-path= --public-key-id= --public-key-signing-hash-algo=',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'unknown', why: 'the subject is given by its digest' },
        tool: 'slsa-verifier',
        identity: 'pinned',
        integrityOnly: false,
      },
    ],
  }),
  command('ec validate image', readAt('conforma/cli', 'a18338416237ca7c5154a0af499f81d4b821ea46')('cmd/validate/image.go'), {
    flags:
      '--image,-i= --images= --policy,-p= --public-key,-k= --rekor-url,-r= --ignore-rekor --skip-image-sig-check --skip-att-sig-check --certificate-identity= --certificate-identity-regexp= --certificate-oidc-issuer= --certificate-oidc-issuer-regexp= --file-path,-f= --json-input,-j= --output=* --output-file,-o= --strict,-s --effective-time= --extra-rule-data=* --snapshot= --info --workers=',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'image', refs: '{flags.image}' },
        tool: 'ec validate image',
        identity: 'none',
        expects: '{flags.certificate-identity}',
        integrityOnly: false,
        when: {
          all: [
            { flag: 'image', set: true },
            { flag: 'skip-att-sig-check', set: false },
          ],
        },
        choose: {
          identity: {
            cases: [
              {
                when: {
                  any: [
                    { flag: 'certificate-identity-regexp', set: true },
                    { flag: 'certificate-oidc-issuer-regexp', set: true },
                  ],
                },
                value: 'pattern',
              },
              {
                when: {
                  any: [
                    { flag: 'certificate-identity', set: true },
                    { flag: 'public-key', set: true },
                  ],
                },
                value: 'pinned',
              },
            ],
          },
        },
      },
    ],
  }),
  command('ampel verify', readAt('carabiner-dev/ampel', '5365ba5c0a2f2262cd3bf1912e6217619a278452', 'v1.3.6')('internal/cmd/verify.go'), {
    flags:
      '--subject,-s= --subject-file= --subject-hash= --policy,-p= --attestation,-a=* --attest-results --attest-format= --context,-x=* --context-json= --context-yaml= --context-env --results-path= --format,-f= --collector,-c=* --publish=* --exit-code --pid=* --policy-out --signer=* --expiration --policy-signer=* --policy-verify --policy-key=* --workers= --sign',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: ['{flags.subject}', '{flags.subject-file}', '{args.0}'] },
        tool: 'ampel verify',
        identity: 'none',
        expects: '{flags.signer}',
        integrityOnly: false,
        choose: { identity: { cases: [{ when: { flag: 'signer', set: true }, value: 'pinned' }] } },
      },
    ],
  }),
];
