import { command, readAt } from '../command-row.ts';
import type { CommandRow } from '../schema.ts';

const sigstore = readAt('sigstore/sigstore-python', '27db13db157ecae5606eb22ec0be299ef348c370', 'v4.5.0');
const pypiAttestations = readAt('trailofbits/pypi-attestations', 'b70ff0350424010f25772a65b3a9a2a0babf07f9', 'v0.0.27');
const notation = readAt('notaryproject/notation', '2a558558ae29505a54c67621ae5aef3f1764367a', 'v2.0.0-alpha.1');
const chainloop = readAt('chainloop-dev/chainloop', '40014e92b10624d9b6fe755b4088853a608a22fc', 'v1.106.1');
const witness = readAt('in-toto/witness', '4c63283a5da1b48c48b77a89f8813df3f58d3ea1', 'v0.11.0');
const inToto = readAt('in-toto/in-toto', '9a1efed3fa8b23d949531b80fbc013ace249ff76', 'v2.2.0');

const sigstoreServices =
  '--oidc-client-id= --oidc-client-secret= --oidc-disable-ambient-providers --oidc-issuer= --oauth-force-oob --identity-token= --staging --instance= --trust-config= --rekor-version= --verbose,-v --rekor-url= --fulcio-url=';
const sigstoreVerify =
  '--certificate,--cert= --signature= --bundle= --offline --staging --instance= --trust-config= --cert-identity= --cert-oidc-issuer= --trigger= --sha= --name= --repository= --ref= --verbose,-v';
const idToken = [{ kind: 'permission', scope: 'id-token', level: 'write' }] as const;
const ambient = { needs: { cases: [{ when: { flag: 'identity-token', set: true } as const, value: [] }] } };

/** Clients of Sigstore, Notation and in-toto: signatures and attestations by other programs than cosign. */
export const attestingRows: readonly CommandRow[] = [
  command('sigstore sign', sigstore('sigstore/_cli.py'), {
    flags: `${sigstoreServices} --no-default-files --signature,--output-signature= --certificate,--output-certificate= --bundle= --output-directory= --overwrite`,
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.0..}' },
        mechanism: 'sigstore',
        keyless: true,
        attachedTo: 'beside',
        needs: idToken,
        outputs: ['{file}.sigstore.json'],
        choose: {
          ...ambient,
          outputs: { cases: [{ when: { version: '<3' }, value: ['{file}.sigstore'] }], undecided: ['{file}.sigstore.json'] },
          note: { cases: [{ when: { flag: 'staging', set: true }, value: 'against the staging instance' }] },
        },
        when: {
          all: [
            { flag: 'bundle', set: false },
            { flag: 'output-directory', set: false },
            { flag: 'no-default-files', set: false },
          ],
        },
      },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.0..}' },
        mechanism: 'sigstore',
        keyless: true,
        attachedTo: 'beside',
        needs: idToken,
        outputPaths: ['{flags.bundle}', '{flags.signature}', '{flags.certificate}'],
        choose: { ...ambient, note: { cases: [{ when: { flag: 'staging', set: true }, value: 'against the staging instance' }] } },
        when: {
          all: [
            {
              any: [
                { flag: 'bundle', set: true },
                { flag: 'no-default-files', set: true },
              ],
            },
            { flag: 'output-directory', set: false },
          ],
        },
      },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.0..}' },
        mechanism: 'sigstore',
        keyless: true,
        attachedTo: 'beside',
        needs: idToken,
        outputPaths: '{flags.output-directory}/{args.0.. | basename}.sigstore.json',
        choose: { ...ambient, note: { cases: [{ when: { flag: 'staging', set: true }, value: 'against the staging instance' }] } },
        when: { flag: 'output-directory', set: true },
      },
    ],
  }),
  command('sigstore attest', sigstore('sigstore/_cli.py'), {
    flags: `${sigstoreServices} --predicate= --predicate-type= --bundle= --overwrite`,
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'files', paths: '{args.0..}' },
        predicate: 'custom',
        predicateType: '{flags.predicate-type}',
        signed: true,
        mechanism: 'sigstore',
        keyless: true,
        predicateFile: '{flags.predicate}',
        attachedTo: 'beside',
        needs: idToken,
        outputs: '{args.0..}.sigstore.json',
        choose: {
          ...ambient,
          outputs: { cases: [{ when: { flag: 'bundle', set: true }, value: ['{flags.bundle}'] }] },
          predicate: {
            cases: [
              { when: { flag: 'predicate-type', matches: '*slsa.dev/provenance*' }, value: 'slsa-provenance' },
              { when: { flag: 'predicate-type', matches: '*spdx.dev*' }, value: 'sbom-spdx' },
              { when: { flag: 'predicate-type', matches: '*cyclonedx*' }, value: 'sbom-cyclonedx' },
            ],
            undecided: 'custom',
          },
        },
      },
    ],
  }),
  ...['identity', 'github'].map((verb) =>
    command(`sigstore verify ${verb}`, sigstore('sigstore/_cli.py'), {
      flags: sigstoreVerify,
      effects: [
        {
          kind: 'verifies',
          subject: { kind: 'files', paths: '{args.0..}' },
          tool: `sigstore verify ${verb}`,
          identity: 'none',
          integrityOnly: false,
          choose: {
            identity: {
              cases: [
                { when: { flag: 'cert-identity', set: true }, value: 'pinned' },
                { when: { flag: 'repository', set: true }, value: 'pattern' },
              ],
            },
          },
        },
      ],
    }),
  ),
  command('pypi-attestations sign', pypiAttestations('src/pypi_attestations/_cli.py'), {
    flags: '--staging --verbose,-v',
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'files', paths: '{args.0..}' },
        predicate: 'publish',
        signed: true,
        mechanism: 'pep740',
        keyless: true,
        attachedTo: 'beside',
        needs: idToken,
        outputs: '{args.0..}.publish.attestation',
      },
    ],
  }),
  command('pypi-attestations verify attestation', pypiAttestations('src/pypi_attestations/_cli.py'), {
    flags: '--identity= --staging --offline --verbose,-v',
    effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0..}' }, tool: 'pypi-attestations', identity: 'pinned', integrityOnly: false }],
  }),
  command('pypi-attestations verify pypi', pypiAttestations('src/pypi_attestations/_cli.py'), {
    flags: '--repository= --staging --offline --provenance-file= --verbose,-v',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'unknown', why: 'a file of the package index' },
        tool: 'pypi-attestations',
        identity: 'pattern',
        integrityOnly: false,
      },
    ],
  }),
  command('notation sign', notation('cmd/notation/sign.go'), {
    flags:
      '--key,-k= --id= --plugin= --plugin-config=* --signature-format= --expiry,-e= --user-metadata,-m=* --timestamp-url= --timestamp-root-cert= --force-referrers-tag --oci-layout --username,-u= --password,-p= --insecure-registry --plain-http --allow-referrers-api --debug,-d --verbose,-v',
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'image', refs: '{args.0}' },
        mechanism: 'notation',
        keyless: false,
        key: '{flags.key | or flags.id}',
        attachedTo: 'registry',
        choose: { attachedTo: { cases: [{ when: { flag: 'oci-layout', set: true }, value: 'beside' }] } },
      },
    ],
  }),
  command('notation verify', notation('cmd/notation/verify.go'), {
    flags:
      '--plugin-config=* --user-metadata,-m=* --max-signatures= --oci-layout --scope= --username,-u= --password,-p= --insecure-registry --debug,-d --verbose,-v',
    effects: [{ kind: 'verifies', subject: { kind: 'image', refs: '{args.0}' }, tool: 'notation verify', identity: 'pinned', integrityOnly: false }],
  }),
  command('notation blob sign', notation('cmd/notation/blob/sign.go'), {
    flags:
      '--key,-k= --id= --plugin= --signature-format= --signature-directory= --media-type= --expiry,-e= --user-metadata,-m=* --timestamp-url= --timestamp-root-cert= --force',
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.0}' },
        mechanism: 'notation',
        keyless: false,
        key: '{flags.key | or flags.id}',
        attachedTo: 'beside',
        outputs: ['{file}.jws.sig'],
        choose: { outputs: { cases: [{ when: { flag: 'signature-format', is: 'cose' }, value: ['{file}.cose.sig'] }] } },
      },
    ],
  }),
  command('witness run', witness('options/run.go'), {
    flags:
      '--workingdir,-d= --attestations,-a=* --dirhash-glob=* --hashes=* --outfile,-o= --step,-s= --trace,-r --timestamp-servers,-t=* --env-filter-sensitive-vars --env-disable-default-sensitive-vars --env-add-sensitive-key=* --env-allow-sensitive-key=* --enable-archivista,--enable-archivist --archivista-server,--archivist-server= --archivista-headers=* --config,-c= --log-level,-l= --signer-file-key-path,-k= --signer-file-cert-path= --signer-file-intermediate-paths= --signer-fulcio-url= --signer-fulcio-oidc-issuer= --signer-fulcio-oidc-client-id= --signer-fulcio-token= --signer-fulcio-token-path= --signer-kms-ref= --signer-kms-hashType= --signer-vault-url= --attestor-product-include-glob= --attestor-product-exclude-glob= --attestor-sbom-export --attestor-slsa-export --attestor-link-export',
    view: 'runs-rest',
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'unknown', why: 'the files that the command made' },
        predicate: 'custom',
        signed: true,
        mechanism: 'witness',
        keyless: false,
        outputs: '{flags.outfile}',
        attachedTo: 'nowhere',
        choose: {
          keyless: {
            cases: [
              {
                when: {
                  any: [
                    { flag: 'signer-fulcio-url', set: true },
                    { flag: 'signer-fulcio-oidc-issuer', set: true },
                  ],
                },
                value: true,
              },
            ],
          },
          predicate: { cases: [{ when: { flag: 'attestations', matches: '*slsa*' }, value: 'slsa-provenance' }] },
          attachedTo: {
            cases: [
              { when: { flag: 'outfile', set: true }, value: 'beside' },
              { when: { flag: 'enable-archivista', set: true }, value: 'log' },
            ],
          },
        },
      },
    ],
  }),
  command('witness verify', witness('options/verify.go'), {
    flags:
      '--publickey,-k= --attestations,-a=* --policy,-p= --artifactfile,-f= --directory-path= --subjects,-s=* --policy-ca-roots= --enable-archivista --archivista-server=',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: ['{flags.artifactfile}', '{flags.directory-path}'] },
        tool: 'witness verify',
        identity: 'pinned',
        integrityOnly: false,
      },
    ],
  }),
  command('witness sign', witness('cmd/sign.go'), {
    flags: '--infile,-f= --outfile,-o= --datatype,-t= --timestamp-servers=* --signer-file-key-path,-k= --signer-fulcio-url=',
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{flags.infile}' },
        mechanism: 'witness',
        keyless: false,
        outputPaths: '{flags.outfile}',
        attachedTo: 'beside',
        choose: { keyless: { cases: [{ when: { flag: 'signer-fulcio-url', set: true }, value: true }] } },
      },
    ],
  }),
  command('in-toto-run', inToto('in_toto/in_toto_run.py'), {
    flags:
      '--step-name,-n= --materials,-m=* --products,-p=* --record-streams,-s --no-command,-x --key,-k= --key-type,-t= --password,-P[=] --gpg,-g[=] --gpg-home= --signing-key= --exclude=* --base-path= --lstrip-paths=* --metadata-directory,-d= --use-dsse --run-timeout= --verbose,-v --quiet,-q',
    view: 'runs-rest',
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'files', paths: '{flags.products}', recursive: true },
        predicate: 'custom',
        predicateType: 'link',
        signed: true,
        mechanism: 'custom',
        keyless: false,
        outputs: '{flags.step-name}.*.link',
        attachedTo: 'beside',
        choose: { outputs: { cases: [{ when: { flag: 'metadata-directory', set: true }, value: ['{flags.metadata-directory}/{flags.step-name}.*.link'] }] } },
      },
    ],
  }),
  command('tejolote attest', readAt('kubernetes-sigs/tejolote', 'e1ab5cb87461b496249c18862d71f591074c9ec6', 'v0.5.0')('internal/cmd/attest.go'), {
    flags:
      '--artifacts=* --artifacts-filter=* --expand-artifacts --output= --snapshots= --sign --envelope= --encoded-attestation= --encoded-snapshots= --slsa= --vcs-url= --dependency=* --wait --continue= --log-level=',
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'unknown', why: 'what --artifacts names elsewhere' },
        predicate: 'slsa-provenance',
        signed: false,
        mechanism: 'custom',
        keyless: true,
        outputs: '{flags.output | or flags.stdout-file}',
        attachedTo: 'beside',
        choose: { signed: { cases: [{ when: { flag: 'sign', set: true }, value: true }] } },
      },
    ],
  }),
  // Materials are gathered by the first two; the third signs what was gathered and hands it to the service.
  command('chainloop attestation init', chainloop('app/cli/cmd/attestation_init.go'), {
    flags:
      '--replace,-f --dry-run --contract-revision= --remote-state --workflow= --name= --workflow-name= --project= --contract= --version= --latest-version --release --existing-version --collectors=* --mark-latest --pr',
  }),
  command('chainloop attestation add', chainloop('app/cli/cmd/attestation_add.go'), {
    flags:
      '--name= --value= --kind= --annotation=* --no-strict-validation --policy-input-from-file=* --policy-input=* --append --registry-server= --registry-username= --registry-password= --max-extract-entries= --max-extract-size= --attestation-id=',
  }),
  command('chainloop attestation push', chainloop('app/cli/cmd/attestation_push.go'), {
    flags:
      '--key,-k= --annotation=* --bundle= --signserver-ca-path= --signserver-client-cert= --signserver-client-pass= --deactivate-ci-report --attestation-id=',
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'unknown', why: 'materials that a service holds' },
        predicate: 'custom',
        signed: true,
        mechanism: 'custom',
        keyless: false,
        outputs: '{flags.bundle}',
        attachedTo: 'log',
        choose: { keyless: { cases: [{ when: { flag: 'key', set: false }, value: true }] } },
      },
    ],
  }),
];
