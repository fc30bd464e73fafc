import { command, readAt } from '../command-row.ts';
import { takesAlong } from './cosign-copy.ts';
import { identityFails, verifies } from './cosign-identity.ts';
import type { Choice, CommandRow, Condition, Failure } from '../schema.ts';
import type { Mechanism, Need, PredicateKind } from '../effect.ts';

const cosign = readAt('sigstore/cosign', 'd6d86c224e5899b54f56cbb063b79dc43abc11c2', 'v3.1.2');

const root = '--output-file= --verbose,-d --timeout,-t=';
const registry =
  '--allow-insecure-registry --allow-http-registry --k8s-keychain --registry-username= --registry-password= --registry-token= --registry-cacert= --registry-client-cert= --registry-client-key= --registry-server-name= --attachment-tag-prefix= --registry-referrers-mode=';
const services =
  '--fulcio-url= --identity-token= --fulcio-auth-flow= --insecure-skip-verify --rekor-url= --oidc-issuer= --oidc-client-id= --oidc-client-secret-file= --oidc-redirect-url= --oidc-provider= --oidc-disable-ambient-providers --sk --slot= --key= --certificate,--cert= --certificate-chain,--cert-chain= --issue-certificate --force,-f';
const signing = `${root} ${services} --yes,-y --tlog-upload --bundle= --new-bundle-format --use-signing-config --signing-config= --trusted-root= --output-signature= --output-certificate= --timestamp-client-cacert= --timestamp-client-cert= --timestamp-client-key= --timestamp-server-name= --timestamp-server-url= --record-creation-timestamp --signing-algorithm=`;
const verifying =
  `${root} ${registry} --sk --slot= --key= --rekor-url= --offline --timestamp-certificate-chain= --use-signed-timestamps --insecure-ignore-tlog --private-infrastructure --experimental-oci11 --max-workers= --trusted-root= --new-bundle-format --allow-certificate-chain --signature-digest-algorithm= --check-claims --attachment= --output,-o= --signature= --payload= --local-image --annotations,-a=* --policy=* --type= --bundle= --rfc3161-timestamp= --digest= --digestAlg= ` +
  '--certificate,--cert= --certificate-identity,--cert-identity= --certificate-identity-regexp= --certificate-oidc-issuer,--cert-oidc-issuer= --certificate-oidc-issuer-regexp= --certificate-github-workflow-trigger= --certificate-github-workflow-sha= --certificate-github-workflow-name= --certificate-github-workflow-repository= --certificate-github-workflow-ref= --ca-intermediates= --ca-roots= --certificate-chain= --sct= --insecure-ignore-sct --enforce-sct';

const keyed: Condition = {
  any: [
    { flag: 'key', set: true },
    { flag: 'sk', set: true },
  ],
};
const kms: Condition = { flag: 'key', matches: ['awskms://*', 'gcpkms://*', 'azurekms://*', 'hashivault://*', 'openbao://*', 'kubernetes://*'] };
const mechanism: Choice<Mechanism> = {
  cases: [
    { when: kms, value: 'cosign-kms' },
    { when: keyed, value: 'cosign-key' },
  ],
  undecided: 'cosign-key',
};
const keyless: Choice<boolean> = { cases: [{ when: keyed, value: false }] };
/** The certificate of a keyless signature is over in minutes: the log or a timestamp has to say that it was made before. */
const outlived: Condition = {
  all: [
    { not: keyed },
    { flag: 'tlog-upload', is: 'false' },
    ...['timestamp-server-url', 'fulcio-url', 'certificate', 'signing-config', 'use-signing-config'].map((flag) => ({ flag, set: false })),
  ],
};
const needs: Choice<readonly Need[]> = {
  cases: [
    {
      when: outlived,
      value: [{ kind: 'unmet', why: 'without a log entry or a timestamp a keyless signature is refused once its certificate is over' }],
    },
    { when: { flag: 'key', set: true }, value: [{ kind: 'key-file', path: '{flags.key}' }] },
    { when: { any: [keyed, { flag: 'identity-token', set: true }, { env: 'SIGSTORE_ID_TOKEN', set: true }] }, value: [] },
  ],
  undecided: [],
};
/** Each file's signature is written over the one before: what is left is that of the last. */
const overwritten: Condition = { all: [{ args: 'some', from: 1 }, { any: ['bundle', 'output-signature', 'output'].map((flag) => ({ flag, set: true })) }] };
const blobNeeds: Choice<readonly Need[]> = {
  ...needs,
  cases: [{ when: overwritten, value: [{ kind: 'unmet', why: 'several files are signed into one, which keeps the signature of the last' }] }, ...needs.cases],
};
const idToken: readonly Need[] = [{ kind: 'permission', scope: 'id-token', level: 'write' }];
const noLog: Choice<string> = { cases: [{ when: { flag: 'tlog-upload', is: 'false' }, value: 'no entry in the transparency log' }] };

/** Version 3 writes one bundle, and the separate files only when it is told to keep the old format. */
const newFormat: Condition = { all: [{ version: '>=3' }, { not: { flag: 'new-bundle-format', is: 'false' } }] };
const separate = (...names: readonly string[]): Condition => ({ any: names.map((flag) => ({ flag, set: true })) });
const noLogFails: Failure = {
  when: { all: [{ version: '>=3' }, { flag: 'tlog-upload', is: 'false' }, { not: { flag: 'use-signing-config', is: 'false' } }] },
  why: 'cosign 3 refuses --tlog-upload=false while it uses a signing config, which is its default',
};
const schemeFails: Failure = {
  when: {
    any: [
      { arg: 0, matches: 'oci://*' },
      { arg: 0, matches: 'docker://*' },
    ],
  },
  why: 'cosign takes an image reference without a scheme',
};

const predicateNames = {
  'sbom-spdx': ['spdx', 'spdxjson', 'https://spdx.dev/Document', 'https://spdx.dev/Document/v2.2', 'https://spdx.dev/Document/v2.3'],
  'sbom-cyclonedx': ['cyclonedx', 'https://cyclonedx.org/bom', 'https://cyclonedx.org/schema'],
  vuln: ['vuln', 'https://cosign.sigstore.dev/attestation/vuln/v1'],
  'slsa-provenance': ['slsaprovenance', 'slsaprovenance02', 'slsaprovenance1', 'https://slsa.dev/provenance/v0.2', 'https://slsa.dev/provenance/v1'],
} as const;
const predicate: Choice<PredicateKind> = {
  cases: (Object.entries(predicateNames) as readonly [PredicateKind, readonly string[]][]).map(([value, is]) => ({ when: { flag: 'type', is }, value })),
  undecided: 'custom',
};
const typeFails: Failure = {
  when: {
    all: [
      { flag: 'type', set: true },
      { not: { flag: 'type', is: [...Object.values(predicateNames).flat(), 'link', 'openvex', 'custom'] } },
      { not: { flag: 'type', matches: ['*:*', '/*'] } },
    ],
  },
  why: '--type is not one of the predicate types that cosign knows, and not a URI',
};

/** A keyless signature without bundle and certificate: who checks it would have to find the certificate in the log. */
const bare: Choice<boolean> = {
  cases: [
    {
      when: {
        all: [{ not: keyed }, { flag: 'bundle', set: false }, { flag: 'output-certificate', set: false }, { flag: 'certificate', set: false }],
      },
      value: true,
    },
  ],
  undecided: false,
};

const image = { kind: 'image', refs: '{args.0..}' } as const;
const blobs = { kind: 'files', paths: '{args.0..}' } as const;
const bundleOnly = (...names: readonly string[]): { readonly cases: readonly { readonly when: Condition; readonly value: readonly string[] }[] } => ({
  cases: [{ when: { all: [newFormat, separate(...names)] }, value: ['{flags.bundle}'] }],
});

/** cosign 1 to 3. Every flag can also be given as a variable: `COSIGN_KEY`. */
export const cosignRows: readonly CommandRow[] = [
  command('cosign sign', cosign('cmd/cosign/cli/sign/sign.go'), {
    flags: `${signing} ${registry} --upload --recursive,-r --annotations,-a=* --attachment= --payload= --output-payload= --sign-container-identity=*`,
    envPrefix: 'COSIGN_',
    effects: [
      {
        kind: 'signs',
        subject: image,
        mechanism: 'cosign-keyless',
        keyless: true,
        key: '{flags.key}',
        attachedTo: 'registry',
        needs: idToken,
        outputPaths: ['{flags.bundle}', '{flags.output-signature}', '{flags.output-certificate}'],
        choose: {
          mechanism,
          keyless,
          needs,
          note: noLog,
          attachedTo: { cases: [{ when: { flag: 'upload', is: 'false' }, value: 'beside' }] },
          recursive: { cases: [{ when: { flag: 'recursive', set: true }, value: true }] },
          outputPaths: bundleOnly('output-signature', 'output-certificate'),
        },
      },
    ],
    fails: [schemeFails, noLogFails],
  }),
  command('cosign sign-blob', cosign('cmd/cosign/cli/signblob.go'), {
    flags: `${signing} --b64 --output= --rfc3161-timestamp=`,
    envPrefix: 'COSIGN_',
    effects: [
      {
        kind: 'signs',
        subject: blobs,
        mechanism: 'cosign-keyless',
        keyless: true,
        key: '{flags.key}',
        attachedTo: 'beside',
        needs: idToken,
        outputPaths: ['{flags.bundle}', '{flags.output-signature | or flags.output | or flags.stdout-file}', '{flags.output-certificate}'],
        certificates: ['{flags.bundle}', '{flags.output-certificate}'],
        choose: { mechanism, keyless, needs: blobNeeds, note: noLog, bare, outputPaths: bundleOnly('output-signature', 'output-certificate', 'output') },
      },
    ],
    fails: [{ when: { all: [newFormat, { flag: 'bundle', set: false }] }, why: 'cosign 3 signs a blob only with --bundle' }, noLogFails],
  }),
  command('cosign attest', cosign('cmd/cosign/cli/attest/attest.go'), {
    flags: `${signing} ${registry} --predicate= --statement= --type= --no-upload --replace --rekor-entry-type= --recursive,-r`,
    envPrefix: 'COSIGN_',
    defaults: { type: 'custom' },
    effects: [
      {
        kind: 'attests',
        subject: image,
        predicate: 'custom',
        predicateType: '{flags.type}',
        signed: true,
        mechanism: 'cosign-keyless',
        keyless: true,
        predicateFile: '{flags.predicate | or flags.statement}',
        outputs: '{flags.bundle}',
        attachedTo: 'registry',
        needs: idToken,
        choose: { mechanism, keyless, needs, predicate, note: noLog, attachedTo: { cases: [{ when: { flag: 'no-upload', set: true }, value: 'beside' }] } },
      },
    ],
    fails: [schemeFails, typeFails, noLogFails, { when: { flag: 'predicate', set: false }, why: 'cosign attest needs --predicate' }],
  }),
  command('cosign attest-blob', cosign('cmd/cosign/cli/attest/attest_blob.go'), {
    flags: `${signing} --predicate= --statement= --type= --hash= --output-attestation= --rfc3161-timestamp-bundle= --rekor-entry-type=`,
    envPrefix: 'COSIGN_',
    defaults: { type: 'custom' },
    effects: [
      {
        kind: 'attests',
        subject: blobs,
        predicate: 'custom',
        predicateType: '{flags.type}',
        signed: true,
        mechanism: 'cosign-keyless',
        keyless: true,
        predicateFile: '{flags.predicate | or flags.statement}',
        attachedTo: 'beside',
        needs: idToken,
        outputs: ['{flags.bundle}', '{flags.output-signature | or flags.stdout-file}', '{flags.output-attestation}', '{flags.output-certificate}'],
        certificates: ['{flags.bundle}', '{flags.output-certificate}'],
        choose: {
          mechanism,
          keyless,
          needs,
          predicate,
          note: noLog,
          bare,
          outputs: bundleOnly('output-signature', 'output-certificate', 'output-attestation'),
        },
        when: { args: 'some', from: 0 },
      },
      {
        kind: 'attests',
        subject: { kind: 'unknown', why: 'the subject is given by --hash or --statement' },
        predicate: 'custom',
        predicateType: '{flags.type}',
        signed: true,
        mechanism: 'cosign-keyless',
        keyless: true,
        predicateFile: '{flags.predicate | or flags.statement}',
        outputs: ['{flags.bundle}', '{flags.output-attestation}'],
        attachedTo: 'beside',
        needs: idToken,
        choose: { mechanism, keyless, needs, predicate },
        when: { args: 'none', from: 0 },
      },
    ],
    fails: [
      typeFails,
      noLogFails,
      { when: { all: [newFormat, { flag: 'bundle', set: false }] }, why: 'cosign 3 attests a blob only with --bundle' },
      {
        when: {
          all: [
            { flag: 'predicate', set: false },
            { flag: 'statement', set: false },
          ],
        },
        why: 'cosign attest-blob needs --predicate or --statement',
      },
    ],
  }),
  command('cosign attach sbom', cosign('cmd/cosign/cli/options/attach.go'), {
    flags: `${root} ${registry} --sbom= --type= --input-format=`,
    envPrefix: 'COSIGN_',
    defaults: { type: 'spdx' },
    effects: [
      {
        kind: 'attests',
        subject: image,
        predicate: 'sbom-spdx',
        signed: false,
        mechanism: 'custom',
        keyless: false,
        predicateFile: '{flags.sbom}',
        attachedTo: 'registry-unsigned',
        choose: {
          predicate: {
            cases: [
              { when: { flag: 'type', is: 'cyclonedx' }, value: 'sbom-cyclonedx' },
              { when: { flag: 'type', is: 'syft' }, value: 'custom' },
            ],
          },
        },
      },
      { kind: 'is-retired', what: 'cosign attach sbom', instead: 'cosign attest with --type, which signs the SBOM' },
    ],
  }),
  command('cosign attach attestation', cosign('cmd/cosign/cli/options/attach.go'), {
    flags: `${root} ${registry} --attestation=*`,
    envPrefix: 'COSIGN_',
    effects: [
      {
        kind: 'attests',
        subject: image,
        predicate: 'custom',
        signed: true,
        mechanism: 'unknown',
        keyless: false,
        predicateFile: '{flags.attestation}',
        attachedTo: 'registry',
        note: 'an attestation made elsewhere',
      },
    ],
  }),
  command('cosign attach signature', cosign('cmd/cosign/cli/options/attach.go'), {
    flags: `${root} ${registry} --signature= --payload= --bundle= --certificate,--cert= --certificate-chain,--cert-chain= --tsr= --rekor-response=`,
    envPrefix: 'COSIGN_',
    effects: [
      {
        kind: 'signs',
        subject: image,
        mechanism: 'unknown',
        keyless: false,
        signatureFile: '{flags.signature}',
        attachedTo: 'registry',
        note: 'a signature made elsewhere',
      },
    ],
  }),
  command('cosign copy', cosign('cmd/cosign/cli/copy/copy.go'), {
    flags: `${root} ${registry} --only=* --sig-only --force,-f --platform=`,
    effects: [
      {
        kind: 'copies-image',
        from: '{args.0}',
        to: '{args.1}',
        evidence: false,
        choose: takesAlong,
      },
    ],
    note: 'it copies what hangs on tags of a digest; bundles that hang on it as referrers stay behind',
  }),
  command('cosign verify', cosign('cmd/cosign/cli/verify.go'), {
    flags: verifying,
    envPrefix: 'COSIGN_',
    effects: [verifies(image, 'cosign verify')],
    fails: [identityFails, schemeFails],
  }),
  command('cosign verify-attestation', cosign('cmd/cosign/cli/verify.go'), {
    flags: verifying,
    envPrefix: 'COSIGN_',
    effects: [verifies(image, 'cosign verify-attestation')],
    fails: [identityFails, schemeFails, typeFails],
  }),
  command('cosign verify-blob', cosign('cmd/cosign/cli/verify.go'), {
    flags: verifying,
    envPrefix: 'COSIGN_',
    effects: [verifies(blobs, 'cosign verify-blob')],
    fails: [identityFails],
  }),
  command('cosign verify-blob-attestation', cosign('cmd/cosign/cli/verify.go'), {
    flags: verifying,
    envPrefix: 'COSIGN_',
    effects: [verifies(blobs, 'cosign verify-blob-attestation')],
    fails: [identityFails, typeFails],
  }),
  command('cosign generate-key-pair', cosign('cmd/cosign/cli/options/generate_key_pair.go'), {
    flags: `${root} --kms= --output-key-prefix=`,
    envPrefix: 'COSIGN_',
    defaults: { 'output-key-prefix': 'cosign' },
    effects: [
      { kind: 'configures', what: 'cosign-key' },
      { kind: 'makes-key', private: '{flags.output-key-prefix}.key', public: '{flags.output-key-prefix}.pub', when: { flag: 'kms', set: false } },
    ],
  }),
  command('cosign login', cosign('cmd/cosign/cli/commands.go'), {
    flags: `${root} --username,-u= --password,-p= --password-stdin`,
    view: 'credential',
    effects: [
      {
        kind: 'logs-in',
        registry: '{args.0}',
        credential: 'unknown',
        choose: {
          credential: {
            cases: [
              { when: { flag: 'credential', is: 'job-token' }, value: 'job-token' },
              { when: { flag: 'credential', is: 'secret' }, value: 'secret' },
            ],
          },
        },
      },
    ],
  }),
  command('cosign upload blob', cosign('cmd/cosign/cli/options/upload.go'), {
    flags: `${root} ${registry} --files,-f=* --ct= --annotation,-a=*`,
    effects: [{ kind: 'pushes-image', refs: '{args.0}', media: 'artifact', files: '{flags.files}', digest: '{outputs.digest}' }],
    stdout: '{outputs.reference}',
  }),
  command('cosign clean', cosign('cmd/cosign/cli/options/clean.go'), {
    flags: `${root} ${registry} --force,-f --type=`,
    effects: [{ kind: 'withdraws', place: 'registry', names: '{args.0}', by: 'cosign clean' }],
  }),
  command('cosign triangulate', cosign('cmd/cosign/cli/options/triangulate.go'), { flags: `${root} ${registry} --type=` }),
  command('cosign download', cosign('cmd/cosign/cli/options/download.go'), {
    flags: `${root} ${registry} --platform= --predicate-type=`,
    effects: [{ kind: 'consumes', subject: { kind: 'image', refs: '{args.1..}' }, how: 'cosign download' }],
  }),
  command('cosign save', cosign('cmd/cosign/cli/options/save.go'), {
    flags: `${root} ${registry} --dir=`,
    effects: [{ kind: 'builds', outputs: [], by: 'cosign save', folders: '{flags.dir}' }],
  }),
];
