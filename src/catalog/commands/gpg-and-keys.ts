import { command, commands, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';

const gnupg = readPage('https://www.gnupg.org/documentation/manuals/gnupg/', '2.2.40');
const minisign = readAt('jedisct1/minisign', 'e369d9447d7d96b8bbc6a7cd73b6b1e4ccd2f934', '0.12');
const sigstore = readAt('sigstore/sigstore-python', '27db13db157ecae5606eb22ec0be299ef348c370', 'v4.5.0');
const pypiAttestations = readAt('trailofbits/pypi-attestations', 'b70ff0350424010f25772a65b3a9a2a0babf07f9', 'v0.0.27');
const notation = readAt('notaryproject/notation', '2a558558ae29505a54c67621ae5aef3f1764367a', 'v2.0.0-alpha.1');
const witness = readAt('in-toto/witness', '4c63283a5da1b48c48b77a89f8813df3f58d3ea1', 'v0.11.0');
const inToto = readAt('in-toto/in-toto', '9a1efed3fa8b23d949531b80fbc013ace249ff76', 'v2.2.0');
const openssh = readPage('https://man.openbsd.org/ssh-keygen.1', '9.2');

const detach: Condition = { flag: 'detach-sign', set: true };
const clear: Condition = { flag: 'clear-sign', set: true };
const armor: Condition = { flag: 'armor', set: true };
const signs: Condition = { all: [{ any: [{ flag: 'sign', set: true }, detach, clear] }, { flag: 'verify', set: false }, { flag: 'decrypt', set: false }] };
const some: Condition = { flag: 'files', set: true };
const none: Condition = { flag: 'files', set: false };

/** `{file}.asc` for armoured and clear signatures, `.sig` for detached ones, `.gpg` for signed files. */
const gpgSigns: readonly EffectTemplate[] = [
  {
    kind: 'signs', subject: { kind: 'files', paths: '{flags.files}' }, mechanism: 'gpg', keyless: false, key: '{flags.local-user | or flags.default-key}', attachedTo: 'beside', outputs: ['{file}.gpg'],
    choose: { outputs: { cases: [{ when: { any: [armor, clear] }, value: ['{file}.asc'] }, { when: detach, value: ['{file}.sig'] }] } },
    when: { all: [signs, some, { flag: 'output', set: false }] },
  },
  { kind: 'signs', subject: { kind: 'files', paths: '{flags.files}' }, mechanism: 'gpg', keyless: false, key: '{flags.local-user | or flags.default-key}', attachedTo: 'beside', outputPaths: '{flags.output}', when: { all: [signs, some, { flag: 'output', set: true }] } },
  { kind: 'signs', subject: { kind: 'unknown', why: 'what is signed comes from standard input' }, mechanism: 'gpg', keyless: false, key: '{flags.local-user | or flags.default-key}', attachedTo: 'beside', outputPaths: '{flags.output | or flags.stdout-file}', when: { all: [signs, none] } },
];

const sigstoreServices = '--oidc-client-id= --oidc-client-secret= --oidc-disable-ambient-providers --oidc-issuer= --oauth-force-oob --identity-token= --staging --instance= --trust-config= --rekor-version= --verbose,-v --rekor-url= --fulcio-url=';
const sigstoreVerify = '--certificate,--cert= --signature= --bundle= --offline --staging --instance= --trust-config= --cert-identity= --cert-oidc-issuer= --trigger= --sha= --name= --repository= --ref= --verbose,-v';
const idToken = [{ kind: 'permission', scope: 'id-token', level: 'write' }] as const;
const ambient = { needs: { cases: [{ when: { flag: 'identity-token', set: true } as const, value: [] }] } };

/** Signing with keys of one's own, and the other clients of Sigstore. */
export const keyRows: readonly CommandRow[] = [
  command('gpg', gnupg, {
    flags:
      '--sign,-s --detach-sign,--detach-sig,--detach,-b --clear-sign,--clearsign,--clear-sig --encrypt,-e --symmetric,-c --decrypt,-d --verify --verify-files --armor,--armour,-a --output,-o= --local-user,-u= --default-key= --import --fast-import --export --export-secret-keys --export-secret-subkeys --export-ownertrust --import-ownertrust --list-keys,--list-public-keys,-k --list-secret-keys,-K --list-signatures,--list-sigs --check-signatures --fingerprint --quick-generate-key,--quick-gen-key --full-generate-key,--full-gen-key --generate-key,--gen-key --quick-add-key --delete-keys --delete-secret-keys --edit-key --sign-key --lsign-key --send-keys --receive-keys,--recv-keys --search-keys --refresh-keys --fetch-keys --locate-keys --card-status --dearmor --enarmor --print-md --list-packets --multifile ' +
      '--batch --yes,-y --no --no-tty --quiet,-q --verbose,-v --dry-run,-n --interactive,-i --textmode,-t --no-armor --no-default-keyring --no-permission-warning --always-trust --use-agent --no-use-agent --with-colons --with-fingerprint --with-keygrip --with-subkey-fingerprint --allow-secret-key-import --no-secmem-warning --expert --no-symkey-cache --no-options --lock-never --lock-once --no-auto-check-trustdb --allow-weak-digest-algos --disable-dirmngr --no-emit-version --no-comments --exit-on-status-write-error --show-keys --import-show ' +
      '--passphrase= --passphrase-fd= --passphrase-file= --passphrase-repeat= --pinentry-mode= --homedir= --options= --keyring= --primary-keyring= --secret-keyring= --trustdb-name= --trust-model= --digest-algo= --cert-digest-algo= --personal-digest-preferences= --cipher-algo= --compress-algo= --compress-level= --s2k-mode= --s2k-count= --s2k-digest-algo= --s2k-cipher-algo= --status-fd= --status-file= --command-fd= --command-file= --logger-fd= --log-file= --attribute-fd= --keyserver= --keyserver-options= --import-options= --export-options= --export-filter= --import-filter= --keyid-format= --list-options= --verify-options= --comment= --set-notation,-N= --sig-notation= --cert-notation= --sig-policy-url= --set-filename= --recipient,-r= --hidden-recipient,-R= --encrypt-to= --sender= --weak-digest= --agent-program= --dirmngr-program= --debug-level= --display-charset= --charset= --try-secret-key= --trusted-key= --auto-key-locate= --key-origin= --faked-system-time= --default-new-key-algo= --compliance= --max-output= --default-cert-level= --default-sig-expire= --default-cert-expire= --group= --min-cert-level= -z=',
    aliases: ['gpg2', 'gpg1'],
    tool: 'gpg',
    view: 'operands',
    effects: [
      ...gpgSigns,
      { kind: 'verifies', subject: { kind: 'files', paths: '{args.1..}' }, tool: 'gpg --verify', identity: 'none', integrityOnly: false, choose: { identity: { cases: [{ when: { flag: 'keyring', set: true }, value: 'pinned' }] } }, when: { all: [{ flag: 'verify', set: true }, { args: 'some', from: 1 }] } },
      { kind: 'verifies', subject: { kind: 'files', paths: '{args.0}' }, tool: 'gpg --verify', identity: 'none', integrityOnly: false, choose: { identity: { cases: [{ when: { flag: 'keyring', set: true }, value: 'pinned' }] } }, when: { all: [{ flag: 'verify', set: true }, { args: 'none', from: 1 }] } },
      { kind: 'configures', what: 'gpg-key', when: { any: [{ flag: 'import', set: true }, { flag: 'fast-import', set: true }, { flag: 'quick-generate-key', set: true }, { flag: 'full-generate-key', set: true }, { flag: 'generate-key', set: true }] } },
      { kind: 'builds', outputs: '{flags.output | or flags.stdout-file}', by: 'gpg --export', when: { all: [{ flag: 'export', set: true }, { any: [{ flag: 'output', set: true }, { flag: 'stdout-file', set: true }] }] } },
      { kind: 'builds', outputs: '{flags.output}', by: 'gpg', when: { all: [{ any: [{ flag: 'encrypt', set: true }, { flag: 'symmetric', set: true }, { flag: 'decrypt', set: true }, { flag: 'dearmor', set: true }] }, { flag: 'output', set: true }, { not: signs }] } },
    ],
  }),
  command('minisign', minisign('src/minisign.c'), {
    flags: '-S -V -G -R -C -H -f -l -o -q -Q -v -h -W -m= -x= -s= -p= -P= -c= -t=',
    effects: [
      { kind: 'signs', subject: { kind: 'files', paths: ['{flags.m}', '{args.0..}'] }, mechanism: 'minisign', keyless: false, key: '{flags.s}', attachedTo: 'beside', outputs: ['{file}.minisig'], when: { all: [{ flag: 'S', set: true }, { flag: 'x', set: false }] } },
      { kind: 'signs', subject: { kind: 'files', paths: ['{flags.m}', '{args.0..}'] }, mechanism: 'minisign', keyless: false, key: '{flags.s}', attachedTo: 'beside', outputPaths: '{flags.x}', when: { all: [{ flag: 'S', set: true }, { flag: 'x', set: true }] } },
      { kind: 'verifies', subject: { kind: 'files', paths: '{flags.m}' }, tool: 'minisign', identity: 'pinned', integrityOnly: false, when: { flag: 'V', set: true } },
      { kind: 'builds', outputs: ['{flags.p}', '{flags.s}'], by: 'minisign -G', when: { flag: 'G', set: true } },
    ],
  }),
  command('rsign sign', notRead('https://github.com/jedisct1/rsign2'), {
    flags: '-s= -p= -x= -c= -t= -W',
    tool: 'rsign',
    effects: [
      { kind: 'signs', subject: { kind: 'files', paths: '{args.0}' }, mechanism: 'minisign', keyless: false, key: '{flags.s}', attachedTo: 'beside', outputs: ['{file}.minisig'], when: { flag: 'x', set: false } },
      { kind: 'signs', subject: { kind: 'files', paths: '{args.0}' }, mechanism: 'minisign', keyless: false, key: '{flags.s}', attachedTo: 'beside', outputPaths: '{flags.x}', when: { flag: 'x', set: true } },
    ],
  }),
  command('rsign verify', notRead('https://github.com/jedisct1/rsign2'), { flags: '-p= -P= -x= -q -Q -o', tool: 'rsign', effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0}' }, tool: 'rsign', identity: 'pinned', integrityOnly: false }] }),
  command('signify', notRead('https://man.openbsd.org/signify'), {
    flags: '-S -V -G -C -e -n -q -z -s= -p= -m= -x= -c= -t=',
    aliases: ['signify-openbsd'],
    effects: [
      { kind: 'signs', subject: { kind: 'files', paths: '{flags.m}' }, mechanism: 'signify', keyless: false, key: '{flags.s}', attachedTo: 'beside', outputs: ['{file}.sig'], when: { all: [{ flag: 'S', set: true }, { flag: 'x', set: false }] } },
      { kind: 'signs', subject: { kind: 'files', paths: '{flags.m}' }, mechanism: 'signify', keyless: false, key: '{flags.s}', attachedTo: 'beside', outputPaths: '{flags.x}', when: { all: [{ flag: 'S', set: true }, { flag: 'x', set: true }] } },
      { kind: 'verifies', subject: { kind: 'files', paths: '{flags.m}' }, tool: 'signify', identity: 'pinned', integrityOnly: false, when: { flag: 'V', set: true } },
    ],
  }),
  command('ssh-keygen', openssh, {
    flags: '-Y= -f= -n= -I= -s= -O=* -r= -t= -b= -C= -N= -P= -q -y -l -v -e -i -p -E= -m= -a= -U -K -A -B -c -H -R= -F= -D= -w= -Z= -V= -z= -h -L -k -u -Q -M= -g',
    view: 'operands',
    effects: [
      { kind: 'signs', subject: { kind: 'files', paths: '{flags.files}' }, mechanism: 'ssh', keyless: false, key: '{flags.f}', attachedTo: 'beside', outputs: ['{file}.sig'], when: { all: [{ flag: 'Y', is: 'sign' }, some] } },
      { kind: 'signs', subject: { kind: 'unknown', why: 'what is signed comes from standard input' }, mechanism: 'ssh', keyless: false, key: '{flags.f}', attachedTo: 'beside', outputPaths: '{flags.stdout-file}', when: { all: [{ flag: 'Y', is: 'sign' }, none] } },
      { kind: 'verifies', subject: { kind: 'unknown', why: 'what is verified comes from standard input' }, tool: 'ssh-keygen', identity: 'pinned', integrityOnly: false, when: { flag: 'Y', is: 'verify' } },
      { kind: 'verifies', subject: { kind: 'unknown', why: 'what is verified comes from standard input' }, tool: 'ssh-keygen', identity: 'none', integrityOnly: true, when: { flag: 'Y', is: 'check-novalidate' } },
    ],
  }),
  command('openssl cms', notRead('https://docs.openssl.org/3.0/man1/openssl-cms/'), { flags: '-sign -verify -encrypt -decrypt -binary -nodetach -noattr -nosmimecap -in= -out= -signer= -inkey= -outform= -inform= -content= -CAfile= -certfile= -md= -passin= -noverify -purpose=', aliases: ['openssl smime'], effects: [{ kind: 'signs', subject: { kind: 'files', paths: '{flags.in}' }, mechanism: 'openssl', keyless: false, key: '{flags.inkey | or flags.signer}', outputPaths: '{flags.out | or flags.stdout-file}', attachedTo: 'beside', when: { all: [{ flag: 'sign', set: true }, { flag: 'in', set: true }] } }] }),
  command('openssl pkeyutl', notRead('https://docs.openssl.org/3.0/man1/openssl-pkeyutl/'), { flags: '-sign -verify -rawin -in= -out= -inkey= -sigfile= -pubin -digest= -pkeyopt=* -certin', effects: [{ kind: 'signs', subject: { kind: 'files', paths: '{flags.in}' }, mechanism: 'openssl', keyless: false, key: '{flags.inkey}', outputPaths: '{flags.out | or flags.stdout-file}', attachedTo: 'beside', when: { all: [{ flag: 'sign', set: true }, { flag: 'in', set: true }] } }] }),
  command('sigstore sign', sigstore('sigstore/_cli.py'), {
    flags: `${sigstoreServices} --no-default-files --signature,--output-signature= --certificate,--output-certificate= --bundle= --output-directory= --overwrite`,
    effects: [
      { kind: 'signs', subject: { kind: 'files', paths: '{args.0..}' }, mechanism: 'sigstore', keyless: true, attachedTo: 'beside', needs: idToken, outputs: ['{file}.sigstore.json'], choose: { ...ambient, outputs: { cases: [{ when: { version: '<3' }, value: ['{file}.sigstore'] }], undecided: ['{file}.sigstore.json'] }, note: { cases: [{ when: { flag: 'staging', set: true }, value: 'against the staging instance' }] } }, when: { all: [{ flag: 'bundle', set: false }, { flag: 'output-directory', set: false }, { flag: 'no-default-files', set: false }] } },
      { kind: 'signs', subject: { kind: 'files', paths: '{args.0..}' }, mechanism: 'sigstore', keyless: true, attachedTo: 'beside', needs: idToken, outputPaths: ['{flags.bundle}', '{flags.signature}', '{flags.certificate}'], choose: { ...ambient, note: { cases: [{ when: { flag: 'staging', set: true }, value: 'against the staging instance' }] } }, when: { all: [{ any: [{ flag: 'bundle', set: true }, { flag: 'no-default-files', set: true }] }, { flag: 'output-directory', set: false }] } },
      { kind: 'signs', subject: { kind: 'files', paths: '{args.0..}' }, mechanism: 'sigstore', keyless: true, attachedTo: 'beside', needs: idToken, outputPaths: '{flags.output-directory}/{args.0.. | basename}.sigstore.json', choose: { ...ambient, note: { cases: [{ when: { flag: 'staging', set: true }, value: 'against the staging instance' }] } }, when: { flag: 'output-directory', set: true } },
    ],
  }),
  command('sigstore attest', sigstore('sigstore/_cli.py'), {
    flags: `${sigstoreServices} --predicate= --predicate-type= --bundle= --overwrite`,
    effects: [
      {
        kind: 'attests', subject: { kind: 'files', paths: '{args.0..}' }, predicate: 'custom', predicateType: '{flags.predicate-type}', signed: true, mechanism: 'sigstore', keyless: true, predicateFile: '{flags.predicate}', attachedTo: 'beside', needs: idToken, outputs: '{args.0..}.sigstore.json',
        choose: { ...ambient, outputs: { cases: [{ when: { flag: 'bundle', set: true }, value: ['{flags.bundle}'] }] }, predicate: { cases: [{ when: { flag: 'predicate-type', matches: '*slsa.dev/provenance*' }, value: 'slsa-provenance' }, { when: { flag: 'predicate-type', matches: '*spdx.dev*' }, value: 'sbom-spdx' }, { when: { flag: 'predicate-type', matches: '*cyclonedx*' }, value: 'sbom-cyclonedx' }], undecided: 'custom' } },
      },
    ],
  }),
  ...['identity', 'github'].map((verb) => command(`sigstore verify ${verb}`, sigstore('sigstore/_cli.py'), { flags: sigstoreVerify, effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0..}' }, tool: `sigstore verify ${verb}`, identity: 'none', integrityOnly: false, choose: { identity: { cases: [{ when: { flag: 'cert-identity', set: true }, value: 'pinned' }, { when: { flag: 'repository', set: true }, value: 'pattern' }] } } }] })),
  command('pypi-attestations sign', pypiAttestations('src/pypi_attestations/_cli.py'), { flags: '--staging --verbose,-v', effects: [{ kind: 'attests', subject: { kind: 'files', paths: '{args.0..}' }, predicate: 'publish', signed: true, mechanism: 'pep740', keyless: true, attachedTo: 'beside', needs: idToken, outputs: '{args.0..}.publish.attestation' }] }),
  command('pypi-attestations verify attestation', pypiAttestations('src/pypi_attestations/_cli.py'), { flags: '--identity= --staging --offline --verbose,-v', effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0..}' }, tool: 'pypi-attestations', identity: 'pinned', integrityOnly: false }] }),
  command('pypi-attestations verify pypi', pypiAttestations('src/pypi_attestations/_cli.py'), { flags: '--repository= --staging --offline --provenance-file= --verbose,-v', effects: [{ kind: 'verifies', subject: { kind: 'unknown', why: 'a file of the package index' }, tool: 'pypi-attestations', identity: 'pattern', integrityOnly: false }] }),
  command('notation sign', notation('cmd/notation/sign.go'), { flags: '--key,-k= --id= --plugin= --plugin-config=* --signature-format= --expiry,-e= --user-metadata,-m=* --timestamp-url= --timestamp-root-cert= --force-referrers-tag --oci-layout --username,-u= --password,-p= --insecure-registry --plain-http --allow-referrers-api --debug,-d --verbose,-v', effects: [{ kind: 'signs', subject: { kind: 'image', refs: '{args.0}' }, mechanism: 'notation', keyless: false, key: '{flags.key | or flags.id}', attachedTo: 'registry', choose: { attachedTo: { cases: [{ when: { flag: 'oci-layout', set: true }, value: 'beside' }] } } }] }),
  command('notation verify', notation('cmd/notation/verify.go'), { flags: '--plugin-config=* --user-metadata,-m=* --max-signatures= --oci-layout --scope= --username,-u= --password,-p= --insecure-registry --debug,-d --verbose,-v', effects: [{ kind: 'verifies', subject: { kind: 'image', refs: '{args.0}' }, tool: 'notation verify', identity: 'pinned', integrityOnly: false }] }),
  command('notation blob sign', notation('cmd/notation/blob/sign.go'), { flags: '--key,-k= --id= --plugin= --signature-format= --signature-directory= --media-type= --expiry,-e= --user-metadata,-m=* --timestamp-url= --timestamp-root-cert= --force', effects: [{ kind: 'signs', subject: { kind: 'files', paths: '{args.0}' }, mechanism: 'notation', keyless: false, key: '{flags.key | or flags.id}', attachedTo: 'beside', outputs: ['{file}.jws.sig'], choose: { outputs: { cases: [{ when: { flag: 'signature-format', is: 'cose' }, value: ['{file}.cose.sig'] }] } } }] }),
  command('witness run', witness('options/run.go'), {
    flags: '--workingdir,-d= --attestations,-a=* --dirhash-glob=* --hashes=* --outfile,-o= --step,-s= --trace,-r --timestamp-servers,-t=* --env-filter-sensitive-vars --env-disable-default-sensitive-vars --env-add-sensitive-key=* --env-allow-sensitive-key=* --enable-archivista,--enable-archivist --archivista-server,--archivist-server= --archivista-headers=* --config,-c= --log-level,-l= --signer-file-key-path,-k= --signer-file-cert-path= --signer-file-intermediate-paths= --signer-fulcio-url= --signer-fulcio-oidc-issuer= --signer-fulcio-oidc-client-id= --signer-fulcio-token= --signer-fulcio-token-path= --signer-kms-ref= --signer-kms-hashType= --signer-vault-url= --attestor-product-include-glob= --attestor-product-exclude-glob= --attestor-sbom-export --attestor-slsa-export --attestor-link-export',
    view: 'runs-rest',
    effects: [
      {
        kind: 'attests', subject: { kind: 'unknown', why: 'the files that the command made' }, predicate: 'custom', signed: true, mechanism: 'witness', keyless: false, outputs: '{flags.outfile}', attachedTo: 'nowhere',
        choose: { keyless: { cases: [{ when: { any: [{ flag: 'signer-fulcio-url', set: true }, { flag: 'signer-fulcio-oidc-issuer', set: true }] }, value: true }] }, predicate: { cases: [{ when: { flag: 'attestations', matches: '*slsa*' }, value: 'slsa-provenance' }] }, attachedTo: { cases: [{ when: { flag: 'outfile', set: true }, value: 'beside' }, { when: { flag: 'enable-archivista', set: true }, value: 'log' }] } },
      },
    ],
  }),
  command('witness verify', witness('options/verify.go'), { flags: '--publickey,-k= --attestations,-a=* --policy,-p= --artifactfile,-f= --directory-path= --subjects,-s=* --policy-ca-roots= --enable-archivista --archivista-server=', effects: [{ kind: 'verifies', subject: { kind: 'files', paths: ['{flags.artifactfile}', '{flags.directory-path}'] }, tool: 'witness verify', identity: 'pinned', integrityOnly: false }] }),
  command('witness sign', witness('cmd/sign.go'), { flags: '--infile,-f= --outfile,-o= --datatype,-t= --timestamp-servers=* --signer-file-key-path,-k= --signer-fulcio-url=', effects: [{ kind: 'signs', subject: { kind: 'files', paths: '{flags.infile}' }, mechanism: 'witness', keyless: false, outputPaths: '{flags.outfile}', attachedTo: 'beside', choose: { keyless: { cases: [{ when: { flag: 'signer-fulcio-url', set: true }, value: true }] } } }] }),
  command('in-toto-run', inToto('in_toto/in_toto_run.py'), {
    flags: '--step-name,-n= --materials,-m=* --products,-p=* --record-streams,-s --no-command,-x --key,-k= --key-type,-t= --password,-P[=] --gpg,-g[=] --gpg-home= --signing-key= --exclude=* --base-path= --lstrip-paths=* --metadata-directory,-d= --use-dsse --run-timeout= --verbose,-v --quiet,-q',
    view: 'runs-rest',
    effects: [{ kind: 'attests', subject: { kind: 'files', paths: '{flags.products}', recursive: true }, predicate: 'custom', predicateType: 'link', signed: true, mechanism: 'custom', keyless: false, outputs: '{flags.step-name}.*.link', attachedTo: 'beside', choose: { outputs: { cases: [{ when: { flag: 'metadata-directory', set: true }, value: ['{flags.metadata-directory}/{flags.step-name}.*.link'] }] } } }],
  }),
  command('tejolote attest', notRead('https://github.com/kubernetes-sigs/tejolote'), { flags: '--artifacts=* --output,-o= --sign --encode-execution --encode-snapshots --slsa= --vcs-url= --wait --continue= --log-level=', effects: [{ kind: 'attests', subject: { kind: 'unknown', why: 'what --artifacts names elsewhere' }, predicate: 'slsa-provenance', signed: false, mechanism: 'custom', keyless: true, outputs: '{flags.output | or flags.stdout-file}', attachedTo: 'beside', choose: { signed: { cases: [{ when: { flag: 'sign', set: true }, value: true }] } } }] }),
  ...commands(['chainloop attestation add', 'chainloop attestation push', 'chainloop attestation init'], notRead('https://docs.chainloop.dev/reference/command-line-reference'), { flags: '--name= --value= --kind= --key= --bundle= --attestation-id= --annotation=* --token=', effects: [{ kind: 'attests', subject: { kind: 'unknown', why: 'materials that a service holds' }, predicate: 'custom', signed: true, mechanism: 'custom', keyless: false, attachedTo: 'log', when: { flag: 'name', set: true } }] }),
];
