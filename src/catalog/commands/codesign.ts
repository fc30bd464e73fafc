import { command, commands, notRead, readAt } from '../command-row.ts';
import type { CommandRow, Condition } from '../schema.ts';
import { embedded, signedCopy } from './embedded-signature.ts';

const apple = notRead('https://developer.apple.com/documentation/security/notarizing-macos-software-before-distribution');
const microsoft = notRead('https://learn.microsoft.com/windows/win32/seccrypto/signtool');
const osslsigncode = readAt('mtrojnar/osslsigncode', 'edad27d59b176a7027377d288ef23284fec3f747', '2.14');
const rcodesign = readAt('indygreg/apple-platform-rs', '607b3c1d952b06c0affa12106f9d6bad2ffbc44a', 'app-store-connect/0.7.0')('apple-codesign/src/cli/mod.rs');
const azureSignTool = readAt('vcsjones/AzureSignTool', '716f397f55a6c8714755d420769e2782a01fb4b2', 'v7.0.1')('src/AzureSignTool/Program.cs');
const quill = readAt('anchore/quill', 'e7c8db3abbb0bb9dba730319c3f2b18c1dbf89ed', 'v0.7.1');

const authenticode =
  '/a /ac= /as /c= /csp= /d= /du= /f= /fd= /fdws /fdchw /i= /j= /jp= /kc= /n= /nph /p= /p7= /p7ce= /p7co= /ph /r= /rmc /s= /sa= /seal /sha1= /sm /t= /td= /tr= /tseal= /u= /uw /debug /q /v /dlib= /dmdf= /dg= /ds /di= /dxml';

/** A key that a module or a service holds. */
const elsewhere: Condition = { any: ['dlib', 'csp', 'kc'].map((flag): Condition => ({ flag, set: true })) };

/** A key of any kind; what a configuration's profile holds is not read. */
const withKey: Condition = {
  any: [
    ...[
      'p12-file',
      'pem-file',
      'smartcard-slot',
      'keychain-fingerprint',
      'windows-store-sha1-fingerprint',
      'pkcs11-library',
      'remote-public-key',
      'remote-public-key-pem-file',
      'remote-shared-secret',
      'remote-shared-secret-env',
    ].map((flag): Condition => ({ flag, set: true })),
    {
      all: [
        {
          any: [
            { flag: 'config-file', set: true },
            { flag: 'profile', set: true },
          ],
        },
        { unknown: 'its configuration names a key' },
      ],
    },
  ],
};

const jsignCommands = ['sign', 'timestamp', 'extract', 'remove', 'tag'];
const attached: Condition = { flag: 'detached', set: false };

/** Platform signatures: Apple, Authenticode. */
export const codesignRows: readonly CommandRow[] = [
  command('codesign', apple, {
    flags:
      '--sign,-s= --force,-f --deep --options,-o= --timestamp[=] --entitlements= --identifier,-i= --keychain= --prefix= --preserve-metadata[=] --strict[=] --verify,-v[=] --verbose[=] --display,-d --requirements,-r= --remove-signature --check-notarization,-R= --generate-entitlement-der --digest-algorithm= --detached,-D= --architecture,-a= --all-architectures --bundle-version= --continue --dryrun --file-list= -vv -vvv -vvvv --test-requirement= --generate-pre-encrypt-hashes --signature-size= --runtime-version=',
    view: 'ad-hoc',
    effects: [
      embedded('apple-codesign', '{args.0..}', {
        all: [
          { flag: 'sign', set: true },
          { flag: 'ad-hoc', set: false },
        ],
      }),
      {
        kind: 'transforms',
        how: 'signature removed',
        inputs: '{args.0..}',
        outputs: [],
        inPlace: true,
        when: {
          all: [
            { flag: 'remove-signature', set: true },
            { flag: 'sign', set: false },
          ],
        },
      },
      // The identity `-` is nobody's: an ad-hoc signature proves nothing.
      { kind: 'transforms', how: 'edit', inputs: '{args.0..}', outputs: [], inPlace: true, when: { flag: 'ad-hoc', set: true } },
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0..}' },
        tool: 'codesign',
        identity: 'none',
        integrityOnly: false,
        when: {
          all: [
            { flag: 'verify', set: true },
            { flag: 'sign', set: false },
          ],
        },
      },
    ],
  }),
  ...commands(['xcrun notarytool submit', 'notarytool submit', 'xcrun altool'], apple, {
    flags:
      '--apple-id= --password= --team-id= --keychain-profile,-p= --keychain= --key,-k= --key-id,-d= --issuer,-i= --wait --timeout= --output-format,-f= --verbose,-v --notarize-app --file= --primary-bundle-id= --username,-u= --asc-provider= --webhook= --progress --no-progress --s3-acceleration --no-s3-acceleration --force --type,-t= --upload-app --notarization-info= --validate-app',
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: ['{args.0}', '{flags.file}'] },
        mechanism: 'apple-notarization',
        keyless: false,
        attachedTo: 'log',
        when: {
          any: [
            { args: 'some', from: 0 },
            { flag: 'notarize-app', set: true },
          ],
        },
      },
    ],
  }),
  ...commands(['xcrun stapler staple', 'stapler staple'], apple, { flags: '-v -q', effects: [embedded('apple-notarization', '{args.0..}')] }),
  ...commands(['xcrun stapler validate', 'stapler validate', 'spctl'], apple, {
    flags: '-v -q -a -t= --assess --type= --context= -vv -vvv --master-disable',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0..}' },
        tool: 'stapler',
        identity: 'none',
        integrityOnly: false,
        when: { args: 'some', from: 0 },
      },
    ],
  }),
  command('productsign', apple, {
    flags: '--sign= --keychain= --timestamp[=] --cert= --certs=',
    effects: [...signedCopy('apple-codesign', '{args.0}', '{args.1}', { args: 'some', from: 1 })],
  }),
  ...commands(['pkgbuild', 'productbuild'], apple, {
    flags:
      '--root= --component= --component-plist= --identifier= --version= --install-location= --scripts= --sign= --timestamp[=] --ownership= --min-os-version= --package=* --distribution= --resources= --package-path= --product= --content= --nopayload --analyze --synthesize --keychain= --filter= --large-payload',
    view: 'last-word',
    effects: [
      { kind: 'builds', outputs: '{flags.last}', by: 'pkgbuild', when: { flag: 'last', set: true } },
      embedded('apple-codesign', '{flags.last}', {
        all: [
          { flag: 'sign', set: true },
          { flag: 'last', set: true },
        ],
      }),
    ],
  }),
  command('gon', readAt('mitchellh/gon', '2d4f161ccecd1aae878f4416d5ccd622b1b01fdb', 'v0.2.5')('cmd/gon/main.go'), {
    flags: '-log-level= -log-json',
    roles: ['signs'],
    effects: [{ kind: 'opaque', why: 'what it signs is in its configuration', mayPublish: false }],
  }),
  ...['sign', 'sign-and-notarize'].map((word) =>
    command(`quill ${word}`, quill(`cmd/quill/cli/commands/${word.replaceAll('-', '_')}.go`), {
      flags: `--p12= --identity= --ad-hoc --timestamp-server= --entitlements= --config,-c= --quiet,-q --verbose,-v ${word === 'sign' ? '' : '--notary-issuer= --notary-key-id= --notary-key= --dry-run --wait'}`,
      envPrefix: 'QUILL_SIGN_',
      effects: [
        embedded('apple-codesign', '{args.0}', {
          all: [
            { args: 'some', from: 0 },
            { flag: 'p12', set: true },
            { flag: 'ad-hoc', set: false },
          ],
        }),
        // Without a key its signature is ad hoc too, and proves nothing.
        {
          kind: 'transforms',
          how: 'ad hoc signature',
          inputs: '{args.0}',
          outputs: [],
          inPlace: true,
          when: {
            any: [
              { flag: 'p12', set: false },
              { flag: 'ad-hoc', set: true },
            ],
          },
        },
      ],
    }),
  ),
  command('rcodesign sign', rcodesign, {
    flags:
      '--p12-file,--pfx-file= --p12-password= --p12-password-file= --pem-file,--pem-source=* --certificate-der-file=* --smartcard-slot= --smartcard-pin= --smartcard-pin-env= --keychain-domain=* --keychain-fingerprint= --windows-store-name=* --windows-store-sha1-fingerprint= --pkcs11-library= --pkcs11-token-label= --pkcs11-slot-id= --pkcs11-pin= --pkcs11-pin-env= --pkcs11-certificate-file= --pkcs11-key-label= --pkcs11-key-id= --remote-signer --remote-signing-url= --remote-public-key= --remote-public-key-pem-file= --remote-shared-secret= --remote-shared-secret-env= --code-signature-flags=* --code-requirements-file=* --code-resources-file=* --entitlements-xml-file=* --entitlements-xml-path=* --info-plist-file=* --launch-constraints-self-file=* --launch-constraints-parent-file=* --launch-constraints-responsible-file=* --library-constraints-file=* --runtime-version=* --for-notarization --digest=* --binary-identifier=* --team-name= --signing-time= --timestamp-url= --exclude=* --shallow --config-file,-C=* --profile,-P= --verbose,-v',
    // Without a key of any kind the signature is ad hoc.
    effects: [
      ...signedCopy('apple-codesign', '{args.0}', '{args.1}', { all: [{ args: 'some', from: 1 }, withKey] }),
      embedded('apple-codesign', '{args.0}', { all: [{ args: 'some', from: 0 }, { args: 'none', from: 1 }, withKey] }),
      {
        kind: 'transforms',
        how: 'ad hoc signature',
        inputs: '{args.0}',
        outputs: [],
        inPlace: true,
        when: { all: [{ args: 'some', from: 0 }, { args: 'none', from: 1 }, { not: withKey }] },
      },
    ],
  }),
  ...commands(['rcodesign notary-submit', 'rcodesign staple'], notRead('https://github.com/indygreg/apple-platform-rs'), {
    flags: '--api-key-file= --api-key-path= --api-issuer= --api-key= --staple --wait --max-wait-seconds=',
    effects: [{ ...embedded('apple-notarization', '{args.0}'), when: { args: 'some', from: 0 } }],
  }),
  command('lipo', apple, {
    flags: '-create -output,-o= -thin= -extract= -info -archs -remove= -replace= -arch= -verify_arch=',
    effects: [{ kind: 'transforms', how: 'lipo', inputs: '{args.0..}', outputs: '{flags.output}', when: { flag: 'output', set: true } }],
  }),
  command('install_name_tool', apple, {
    flags: '-id= -add_rpath= -delete_rpath=',
    view: 'last-word',
    effects: [{ kind: 'transforms', how: 'edit', inputs: '{flags.last}', outputs: [], inPlace: true, when: { flag: 'last', set: true } }],
  }),
  command('patchelf', notRead('https://github.com/NixOS/patchelf'), {
    flags:
      '--set-rpath= --set-interpreter= --add-rpath= --set-soname= --add-needed= --remove-needed= --replace-needed= --output= --force-rpath --shrink-rpath --print-rpath --print-interpreter --print-needed --remove-rpath',
    effects: [
      {
        kind: 'transforms',
        how: 'edit',
        inputs: '{args.0..}',
        outputs: [],
        inPlace: true,
        when: {
          any: ['set-rpath', 'set-interpreter', 'add-rpath', 'set-soname', 'add-needed', 'remove-needed', 'replace-needed', 'shrink-rpath', 'remove-rpath'].map(
            (flag) => ({ flag, set: true }),
          ),
        },
      },
    ],
  }),
  command('ditto', apple, {
    flags: '-c -x -k --sequesterRsrc --keepParent --rsrc --norsrc -V -v --arch= --zlibCompressionLevel=',
    view: 'last-word',
    effects: [
      { kind: 'transforms', how: 'archive', inputs: '{args.0}', outputs: '{flags.last}', when: { flag: 'c', set: true } },
      { kind: 'transforms', how: 'extract', inputs: '{args.0}', outputs: '{flags.last}/**', extracts: true, when: { flag: 'x', set: true } },
      {
        kind: 'copies',
        from: '{args.0}',
        to: '{flags.last}',
        when: {
          all: [
            { flag: 'c', set: false },
            { flag: 'x', set: false },
          ],
        },
      },
    ],
  }),
  command('hdiutil create', apple, {
    flags: '-volname= -srcfolder= -ov -format= -fs= -size= -o= -layout= -type= -megabytes= -quiet -verbose -srcdevice= -imagekey= -anyowners',
    effects: [{ kind: 'builds', outputs: ['{args.0}', '{flags.o}'], by: 'hdiutil', inputs: '{flags.srcfolder}' }],
  }),
  command('hdiutil convert', apple, {
    flags: '-format= -o= -ov -imagekey= -quiet',
    effects: [{ kind: 'transforms', how: 'convert', inputs: '{args.0}', outputs: '{flags.o}' }],
  }),
  ...commands(['create-dmg', 'appdmg', 'dmgbuild'], notRead('https://github.com/create-dmg/create-dmg'), {
    flags:
      '--volname= --volicon= --background= --window-pos= --window-size= --icon-size= --text-size= --icon= --hide-extension= --app-drop-link= --codesign= --notarize= --format= --filesystem= --eula= --skip-jenkins --no-internet-enable --hdiutil-quiet --overwrite --dmg-title= --identity= -s= -D=*',
    view: 'dmg',
    effects: [
      { kind: 'builds', outputs: '{flags.dmg}', by: 'create-dmg', when: { flag: 'dmg', set: true } },
      { kind: 'builds', outputs: '*.dmg', by: 'create-dmg', when: { flag: 'dmg', set: false } },
      embedded('apple-codesign', '{flags.dmg}', {
        all: [
          { flag: 'codesign', set: true },
          { flag: 'dmg', set: true },
        ],
      }),
    ],
  }),
  command('signtool sign', microsoft, {
    flags: authenticode,
    effects: [
      embedded('authenticode', '{args.0..}', { not: elsewhere }, { key: '{flags.f}', keyring: 'windows' }),
      embedded('authenticode', '{args.0..}', elsewhere),
    ],
  }),
  command('signtool timestamp', microsoft, {
    flags: authenticode,
    effects: [{ ...embedded('authenticode', '{args.0..}'), needs: [{ kind: 'unmet', why: 'a timestamp is added to a signature, and is none itself' }] }],
  }),
  command('signtool verify', microsoft, {
    flags: '/a /ad /as /ag= /all /c= /d /ds= /hash= /kp /ms /o= /p7 /pa /pg= /ph /r= /sl /tw /q /v',
    effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0..}' }, tool: 'signtool', identity: 'none', integrityOnly: false }],
  }),
  ...commands(['azuresigntool sign', 'AzureSignTool sign'], azureSignTool, {
    flags:
      '--azure-key-vault-url,-kvu= --azure-key-vault-client-id,-kvi= --azure-key-vault-client-secret,-kvs= --azure-key-vault-certificate,-kvc= --azure-key-vault-certificate-version,-kvcv= --azure-authority,-au= --append-signature,-as --colors --azure-key-vault-tenant-id,-kvt= --azure-key-vault-accesstoken,-kva= --azure-key-vault-managed-identity,-kvm --timestamp-rfc3161,-tr= --timestamp-digest,-td= --file-digest,-fd= --description,-d= --description-url,-du= --input-file-list,-ifl= --continue-on-error,-coe --skip-signed,-s --verbose,-v --quiet,-q --max-degree-of-parallelism,-mdop= --timestamp-authenticode,-t= --additional-certificates,-ac= --no-page-hashing,-nph --page-hashing,-ph',
    effects: [embedded('authenticode', '{args.0..}')],
  }),
  command('osslsigncode sign', osslsigncode('osslsigncode.c'), {
    flags:
      '-in= -out= -certs,-spc= -key= -pkcs12= -pass= -readpass= -askpass -pkcs11engine= -pkcs11module= -pkcs11cert= -provider= -engine= -login -engineCtrl= -n= -i= -h= -t=* -ts=* -ac= -comm -ph -jp= -nest -noverifypeer -p= -pem -addUnauthenticatedBlob -blobFile= -add-msi-dse -time= -nolegacy -CAfile= -HTTPS-CAfile= -TSA-certs= -TSA-key= -TSA-time= -verbose',
    aliases: ['osslsigncode'],
    effects: [
      ...signedCopy(
        'authenticode',
        '{flags.in | or args.0}',
        '{flags.out | or args.1}',
        {
          any: [
            { flag: 'out', set: true },
            { args: 'some', from: 1 },
          ],
        },
        { key: '{flags.key | or flags.pkcs12}' },
      ),
    ],
  }),
  command('osslsigncode add', osslsigncode('osslsigncode.c'), {
    flags: '-in= -out= -t=* -ts=* -h= -addUnauthenticatedBlob -p= -noverifypeer',
    effects: [{ kind: 'transforms', how: 'timestamp', inputs: '{flags.in | or args.0}', outputs: '{flags.out | or args.1}' }],
  }),
  command('osslsigncode verify', osslsigncode('osslsigncode.c'), {
    flags: '-in= -CAfile= -CRLfile= -TSA-CAfile= -ignore-timestamp -verbose -require-leaf-hash= -c,-catalog= -index= -time= -p=',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{flags.in | or args.0}' },
        tool: 'osslsigncode',
        identity: 'none',
        integrityOnly: false,
        choose: { identity: { cases: [{ when: { flag: 'require-leaf-hash', set: true }, value: 'pinned' }] } },
      },
    ],
  }),
  command('jsign', readAt('ebourg/jsign', 'fae8120738ea1cf2b2c133ceab1e78e4cc0989ad', '7.4')('jsign-cli/src/main/java/net/jsign/JsignCLI.java'), {
    flags:
      '--keystore,-s= --storepass= --storetype= --alias,-a= --keyfile= --keypass= --certfile,-c= --tsaurl,-t= --tsmode,-m= --tsretries,-r= --tsretrywait,-w= --alg,-d= --name,-n= --url,-u= --proxyUrl= --proxyUser= --proxyPass= --nonProxyHosts= --replace --lazy --encoding,-e= --detached --format= --value= --quiet --verbose --debug',
    // Its first word may be a command; only `sign`, which may be left out, makes a signature.
    effects: [
      embedded('authenticode', '{args.1..}', { all: [{ arg: 0, matches: 'sign' }, attached] }),
      embedded('authenticode', '{args.0..}', { all: [{ not: { any: jsignCommands.map((matches): Condition => ({ arg: 0, matches })) } }, attached] }),
      {
        kind: 'transforms',
        how: 'edit',
        inputs: '{args.1..}',
        outputs: [],
        inPlace: true,
        when: { any: ['timestamp', 'remove', 'tag'].map((matches): Condition => ({ arg: 0, matches })) },
      },
    ],
  }),
  ...commands(['smctl sign', 'signpath', 'trusted-signing-cli', 'artifact-signing-cli'], notRead('https://ebourg.github.io/jsign/'), {
    flags:
      '--keystore,-s= --storepass= --storetype= --alias,-a= --keyfile= --keypass= --certfile,-c= --tsaurl,-t= --tsmode,-m= --alg,-d= --name,-n= --url,-u= --replace --encoding,-e= --keypair-alias= --fingerprint= --input,-i= --certificate= --config-file= --tool= -v',
    effects: [embedded('authenticode', ['{args.0..}', '{flags.input}'])],
  }),
  command('Set-AuthenticodeSignature', notRead('https://learn.microsoft.com/powershell/module/microsoft.powershell.security/set-authenticodesignature'), {
    flags: '-FilePath= -LiteralPath= -Certificate= -TimestampServer= -HashAlgorithm= -IncludeChain= -Force',
    effects: [embedded('authenticode', ['{flags.FilePath}', '{flags.LiteralPath}', '{args.0}'], undefined, { keyring: 'windows' })],
  }),
];
