import type { ActionRow, Choice, Condition, EffectTemplate, Failure } from '../schema.ts';
import { attestationsWrite, idTokenWrite, read, retired } from './shared.ts';

type Attests = Extract<EffectTemplate, { kind: 'attests' }>;

/** GitHub's attest actions take exactly one kind of subject; without one, what the runner recorded as made. */
const subject: Choice<Attests['subject']> = {
  cases: [
    { when: { input: 'subject-path', set: true }, value: { kind: 'files', paths: '{inputs.subject-path | toolkit-paths}' } },
    { when: { input: 'subject-digest', set: true }, value: { kind: 'digest', name: '{inputs.subject-name | noscheme}', digest: '{inputs.subject-digest}' } },
    { when: { input: 'subject-checksums', set: true }, value: { kind: 'checksums', file: '{inputs.subject-checksums}' } },
  ],
};

const attachedTo: Choice<Attests['attachedTo']> = {
  cases: [{ when: { input: 'push-to-registry', is: 'true' }, value: 'registry' }],
  undecided: 'github-attestations',
};

const sbomPredicate: Choice<Attests['predicate']> = {
  cases: [{ when: { input: 'sbom-path', matches: ['*cyclonedx*', '*cdx*', '*bom.json', '*bom.xml'] }, value: 'sbom-cyclonedx' }],
  undecided: 'sbom-spdx',
};

const inputs = { 'subject-path': '', 'subject-digest': '', 'subject-name': '', 'subject-checksums': '', 'push-to-registry': 'false' } as const;

const outputs = {
  'bundle-path': '{outputs.bundle-path}',
  'attestation-id': '{outputs.attestation-id}',
  'attestation-url': '{outputs.attestation-url}',
} as const;

const base: Attests = {
  kind: 'attests',
  subject: { kind: 'unknown', why: 'no subject is named: what the runner recorded as made' },
  predicate: 'slsa-provenance',
  signed: true,
  mechanism: 'github-attestation',
  keyless: true,
  outputs: '{outputs.bundle-path}',
  attachedTo: 'github-attestations',
  needs: attestationsWrite,
};

const given = (input: string): Condition => ({ input, set: true });
const leftOut = (input: string): Condition => ({ input, set: false });

/** Lists of checksums are read since 2.2.0; what does not know them finds no subject. */
const listUnread: Failure = {
  when: { all: [given('subject-checksums'), leftOut('subject-path'), leftOut('subject-digest'), { version: '<2.2.0' }] },
  why: 'it reads subject-checksums only since v2.2.0, and no other subject is named',
  unsure: true,
};

/** Actions that make attestations outside of package indexes and SLSA generators. */
export const attestationRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'actions/attest',
    roles: ['attests'],
    defaults: { ...inputs, 'sbom-path': '', 'predicate-type': '', predicate: '', 'predicate-path': '' },
    outputs,
    effects: [
      {
        ...base,
        when: {
          all: [
            { input: 'sbom-path', set: false },
            { input: 'predicate-type', set: false },
          ],
        },
        choose: { subject, attachedTo },
      },
      {
        ...base,
        predicate: 'sbom-spdx',
        predicateFile: '{inputs.sbom-path}',
        when: { input: 'sbom-path', set: true },
        choose: { subject, attachedTo, predicate: sbomPredicate },
      },
      {
        ...base,
        predicate: 'custom',
        predicateType: '{inputs.predicate-type}',
        predicateFile: '{inputs.predicate-path}',
        when: {
          all: [
            { input: 'predicate-type', set: true },
            { input: 'sbom-path', set: false },
          ],
        },
        choose: {
          subject,
          attachedTo,
          predicate: {
            cases: [
              { when: { input: 'predicate-type', matches: 'https://slsa.dev/provenance/*' }, value: 'slsa-provenance' },
              { when: { input: 'predicate-type', matches: 'https://spdx.dev/Document*' }, value: 'sbom-spdx' },
              { when: { input: 'predicate-type', matches: 'https://cyclonedx.org/bom*' }, value: 'sbom-cyclonedx' },
              { when: { input: 'predicate-type', matches: '*vuln*' }, value: 'vuln' },
            ],
            undecided: 'custom',
          },
        },
      },
    ],
    fails: [
      {
        when: { all: [leftOut('predicate-type'), { version: '<4.0.0' }] },
        why: 'it makes provenance and SBOM attestations by itself only since v4; before, predicate-type must be given',
        unsure: true,
      },
      { when: { all: [given('predicate-type'), leftOut('predicate'), leftOut('predicate-path')] }, why: 'predicate-type is given without a predicate' },
      {
        when: { all: [leftOut('predicate-type'), { any: [given('predicate'), given('predicate-path')] }] },
        why: 'a predicate is given without predicate-type',
      },
      {
        when: { all: [given('sbom-path'), given('predicate-type'), { version: '>=4.0.0' }] },
        why: 'sbom-path and predicate-type are given together',
      },
      listUnread,
    ],
    source: read('actions/attest', 'src/subject.ts'),
    note: 'a list of checksums attests what it lists, not itself; kept by the attestation API, not as a release asset',
  },
  {
    kind: 'action',
    uses: 'actions/attest-build-provenance',
    roles: ['attests'],
    defaults: inputs,
    outputs,
    effects: [{ ...base, choose: { subject, attachedTo } }],
    fails: [listUnread],
    source: read('actions/attest-build-provenance'),
  },
  {
    kind: 'action',
    uses: 'actions/attest-sbom',
    roles: ['attests'],
    defaults: { ...inputs, 'sbom-path': '' },
    outputs,
    effects: [
      { ...base, predicate: 'sbom-spdx', predicateFile: '{inputs.sbom-path}', choose: { subject, attachedTo, predicate: sbomPredicate } },
      retired('actions/attest-sbom', 'actions/attest with sbom-path'),
    ],
    fails: [{ when: leftOut('sbom-path'), why: 'no SBOM is named in sbom-path' }, listUnread],
    source: read('actions/attest-sbom'),
  },
  {
    kind: 'action',
    uses: 'astral-sh/attest-action',
    roles: ['attests'],
    defaults: { paths: 'dist/*' },
    outputs: {},
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'files', paths: '{inputs.paths | words | glob}' },
        predicate: 'publish',
        signed: true,
        mechanism: 'pep740',
        keyless: true,
        outputs: '{inputs.paths | words | glob}.publish.attestation',
        attachedTo: 'beside',
        needs: idTokenWrite,
      },
      { kind: 'installs', tool: 'uv', via: 'astral-sh/attest-action', right: true },
    ],
    source: read('astral-sh/attest-action'),
    note: 'uploaded with the distributions by uv publish',
  },
  {
    kind: 'action',
    uses: 'philips-labs/slsa-provenance-action',
    roles: ['attests'],
    defaults: { command: 'generate', subcommand: 'files', arguments: '' },
    outputs: {},
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'unknown', why: 'named inside the arguments' },
        predicate: 'slsa-provenance',
        signed: false,
        mechanism: 'custom',
        keyless: false,
        outputs: '{inputs.arguments | after --output-path | or outputs.provenance}',
        attachedTo: 'nowhere',
        choose: {
          subject: {
            cases: [
              {
                when: { input: 'arguments', matches: '*--artifact-path*' },
                value: { kind: 'files', paths: '{inputs.arguments | after --artifact-path}', recursive: true },
              },
            ],
          },
        },
      },
    ],
    source: read('philips-labs/slsa-provenance-action', 'action.yaml'),
    note: 'writes an unsigned statement',
  },
  {
    kind: 'action',
    uses: 'kubernetes-sigs/release-actions/publish-release',
    roles: ['publishes'],
    defaults: { assets: '', 'install-only': 'false' },
    outputs: {},
    effects: [
      { kind: 'opaque', why: 'it makes a GitHub release with assets and SBOM', mayPublish: true, when: { not: { input: 'install-only', is: 'true' } } },
    ],
    source: read('kubernetes-sigs/release-actions', 'publish-release/action.yaml'),
  },
];
