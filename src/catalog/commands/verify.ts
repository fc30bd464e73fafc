import { command, commands, notRead, readAt } from '../command-row.ts';
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
  ...commands(['ec validate image', 'ampel verify'], notRead('https://conforma.dev/docs/cli/'), {
    flags: '--image= --policy,-p= --subject,-s= --attestation,-a=* --public-key= --certificate-identity= --certificate-oidc-issuer= --output=* --strict',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'image', refs: '{flags.image}' },
        tool: 'a policy',
        identity: 'pinned',
        expects: '{flags.certificate-identity}',
        integrityOnly: false,
        choose: { subject: { cases: [{ when: { flag: 'subject', set: true }, value: { kind: 'files', paths: '{flags.subject}' } }] } },
      },
    ],
  }),
];
