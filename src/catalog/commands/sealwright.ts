import { command, notRead } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';
import { ofSource, targets } from './sbom-parts.ts';

/** This program. Its page at the index is not there yet; what its commands do is in docs/cli.md. */
const ours = notRead('https://www.npmjs.com/package/sealwright');

const signer =
  '--identity-token= --key= --signer= --key-password= --signing-config= --trusted-root= --tuf-mirror= --tuf-root= --allow-public-log --timeout= --force --legacy --bundle= --format= --no-colour,--no-color';
const subjects = '--checksums=* --base64-subjects=* --subject-name=';
const held: Condition = {
  any: [
    { flag: 'key', set: true },
    { flag: 'signer', set: true },
  ],
};
const isImage: Condition = { flag: 'target-kind', is: 'image' };
const files = { kind: 'files', paths: '{args.0..}' } as const;
const image = { kind: 'image', refs: '{args.0..}' } as const;
const idToken = [{ kind: 'permission', scope: 'id-token', level: 'write' }] as const;
const given: Condition = {
  any: [
    { flag: 'identity-token', set: true },
    { env: 'SIGSTORE_ID_TOKEN', set: true },
  ],
};
const byWhom = {
  keyless: { cases: [{ when: held, value: false }] },
  needs: {
    cases: [
      { when: held, value: [] },
      { when: given, value: [] },
    ],
  },
  attachedTo: { cases: [{ when: isImage, value: 'registry' }] },
} as const;

const common = { kind: 'attests', signed: true, mechanism: 'sigstore', keyless: true, attachedTo: 'beside', needs: idToken } as const;

/** What is attested of the words, of a list of checksums, and of a list in base64, which a file of the job holds. */
function attests(
  what: Pick<Extract<EffectTemplate, { kind: 'attests' }>, 'predicate' | 'predicateType' | 'predicateFile' | 'outputs'>,
  choose: object = {},
): readonly EffectTemplate[] {
  return [
    {
      ...common,
      ...what,
      subject: files,
      choose: { ...byWhom, ...choose, subject: { cases: [{ when: isImage, value: image }] } },
      when: { args: 'some', from: 0 },
    },
    { ...common, ...what, subject: { kind: 'checksums', file: '{flags.checksums}' }, choose: { ...byWhom, ...choose }, when: { flag: 'checksums', set: true } },
    {
      ...common,
      ...what,
      subject: { kind: 'unknown', why: 'the subjects are in a list in base64' },
      choose: { ...byWhom, ...choose },
      when: { flag: 'base64-subjects', set: true },
    },
  ];
}

const predicateNames = {
  'sbom-spdx': ['spdx', 'https://spdx.dev/Document', 'https://spdx.dev/Document/v2.2', 'https://spdx.dev/Document/v2.3'],
  'sbom-cyclonedx': ['cyclonedx', 'https://cyclonedx.org/bom'],
  vuln: ['vuln', 'https://cosign.sigstore.dev/attestation/vuln/v1'],
  'slsa-provenance': ['slsa-provenance', 'https://slsa.dev/provenance/v1'],
} as const;

const described = (format: 'spdx' | 'cyclonedx', is: readonly string[], when?: Condition): EffectTemplate => ({
  ...ofSource(format, '{flags.output | or flags.stdout-file}', 'sealwright'),
  subject: { kind: 'unknown', why: 'what is described is not written out' },
  choose: { subject: { cases: targets } },
  when: when ?? { flag: 'format', is },
});

const asked =
  '--repo= --workflow= --ref= --commit= --runner= --identity= --identity-pattern= --issuer= --key= --policy= --type=* --builder= --source-branch= --source-tag= --source-versioned-tag= --build-input=* --bundle=* --rekor-entry=* --trusted-root=* --tuf-mirror= --tuf-root= --recursive --cross-check --offline --unsafely-any-identity';
const set = (...names: readonly string[]): Condition => ({ any: names.map((flag) => ({ flag, set: true })) });
const verifies: EffectTemplate = {
  kind: 'verifies',
  subject: files,
  tool: 'sealwright',
  identity: 'none',
  expects: ['{flags.identity}', '{flags.repo}'],
  issuers: '{flags.issuer}',
  against: 'certificate',
  integrityOnly: false,
  choose: {
    identity: {
      cases: [
        { when: set('unsafely-any-identity', 'unsafely-any-artifact'), value: 'none' },
        { when: set('identity-pattern'), value: 'pattern' },
        { when: set('repo', 'identity', 'key', 'policy'), value: 'pinned' },
      ],
    },
    against: { cases: [{ when: set('key'), value: 'key' }], undecided: 'certificate' },
    subject: {
      cases: [
        { when: isImage, value: image },
        { when: set('release'), value: { kind: 'files', paths: '{flags.release}', recursive: true } },
      ],
    },
  },
};

export const sealwrightRows: readonly CommandRow[] = [
  command('sealwright release', ours, {
    flags:
      '--config= --plan --state= --done=* --discard --identity-token= --key= --signer= --signing-config= --trusted-root= --allow-public-log --timeout= --format= --no-colour,--no-color',
    effects: [{ kind: 'runs-tool', tool: 'sealwright', args: '{flags.line}' }],
  }),
  command('sealwright sign', ours, {
    flags: `${signer} --index-only`,
    view: 'subject-target',
    effects: [
      {
        kind: 'signs',
        subject: files,
        mechanism: 'sigstore',
        keyless: true,
        key: '{flags.key}',
        outputs: ['{file}.sigstore.json'],
        outputPaths: '{flags.bundle}',
        attachedTo: 'beside',
        needs: idToken,
        choose: {
          ...byWhom,
          subject: { cases: [{ when: isImage, value: image }] },
          recursive: {
            cases: [
              { when: { flag: 'index-only', set: true }, value: false },
              { when: isImage, value: true },
            ],
          },
          outputs: { cases: [{ when: { any: [{ flag: 'bundle', set: true }, isImage] }, value: [] }] },
        },
      },
    ],
  }),
  command('sealwright attest', ours, {
    flags: `${signer} ${subjects} --type= --predicate= --reference= --pep740 --recursive`,
    view: 'subject-target',
    effects: attests(
      { predicate: 'custom', predicateType: '{flags.type}', predicateFile: '{flags.predicate}', outputs: '{flags.bundle}' },
      {
        predicate: {
          cases: [
            // What names a document by its digest is not the document.
            { when: { flag: 'reference', set: true }, value: 'custom' },
            ...(Object.entries(predicateNames) as readonly [keyof typeof predicateNames, readonly string[]][]).map(([value, is]) => ({
              when: { flag: 'type', is },
              value,
            })),
            { when: { flag: 'pep740', set: true }, value: 'publish' },
          ],
          undecided: 'custom',
        },
      },
    ),
    fails: [
      {
        when: {
          all: [
            { flag: 'pep740', set: false },
            {
              any: [
                { flag: 'type', set: false },
                { flag: 'predicate', set: false },
              ],
            },
          ],
        },
        why: 'sealwright attest needs --type and --predicate, or --pep740',
      },
    ],
  }),
  command('sealwright provenance', ours, {
    flags: `${signer} ${subjects} --index-only`,
    view: 'subject-target',
    effects: attests({ predicate: 'slsa-provenance', outputs: '{flags.bundle}' }),
    fails: [{ when: held, why: 'sealwright provenance is of a job, and is not signed with a key' }],
  }),
  command('sealwright sbom', ours, {
    flags: '--format= --output= --platform= --output-folder= --name= --exclude=*',
    view: 'sbom-target',
    effects: [described('cyclonedx', ['cyclonedx-json']), described('spdx', [], { not: { flag: 'format', is: ['cyclonedx-json'] } })],
  }),
  command('sealwright verify', ours, {
    flags: `${asked} --release= --strict --explain --unsafely-any-artifact --format= --no-colour,--no-color`,
    view: 'subject-target',
    effects: [verifies],
  }),
];
