import { build, goreleaser, goreleaserFiles, imagePermissions, publish, pushImage, release, testTraps } from '../support/trap.ts';

const run = (...lines: readonly string[]): string => `      - run: |\n${lines.map((line) => `          ${line}\n`).join('')}`;
const files = (...lines: readonly string[]): string => release(build + run(...lines) + publish);
/** The same on a runner that has PowerShell and the tools of Windows. */
const powershell = (...lines: readonly string[]): string =>
  release(`${build}${run(...lines).replace('      - run:', '      - shell: pwsh\n        run:')}${publish}`).replaceAll('ubuntu-24.04', 'windows-2025');
const selfSigned = '$c = New-SelfSignedCertificate -Type CodeSigningCert -Subject CN=a';
const signed = { control: 'signature' } as const;
const image = (...lines: readonly string[]): string => release(pushImage() + run(...lines), { permissions: imagePermissions });
const ofImage = { kind: 'container-image', control: 'signature' } as const;
const ref = 'ghcr.io/acme/lens@${{ steps.push.outputs.digest }}';
const signBlob = 'cosign sign-blob --yes --key cosign.key --bundle dist/lens.sigstore.json dist/lens';
const gpg = ["gpg --batch --quick-generate-key --passphrase '' x@y", 'gpg --batch --detach-sign --armor dist/lens'] as const;
const keyless = (flags: string, more = ''): string => files(`cosign sign-blob --yes ${flags} dist/lens${more}`);
const goreleaserSigns = (args: string, more = ''): Record<string, string> => ({
  ...goreleaserFiles(
    `signs:\n  - artifacts: checksum\n    cmd: cosign\n    signature: "\${artifact}.sig"\n${more}    args: [sign-blob, ${args}, "\${artifact}", --yes]\n`,
  ),
});

/** Signatures that nobody can check, or that say whose they are to nobody. */
testTraps([
  { what: 'cosign with a key made on the spot', workflow: files('cosign generate-key-pair', signBlob), ...signed, most: 'nothing' },
  {
    what: 'cosign with a key made on the spot, the public half beside the file',
    workflow: files('cosign generate-key-pair', signBlob, 'cp cosign.pub dist/'),
    ...signed,
    most: 'partly',
  },
  { what: 'gpg with a key made on the spot', workflow: files(...gpg), ...signed, most: 'nothing' },
  { what: 'gpg with a key made from a file of answers', workflow: files('gpg --batch --gen-key answers.txt', gpg[1]), ...signed, most: 'nothing' },
  {
    what: 'gpg with a key made on the spot, and another that is imported',
    workflow: files('echo "${{ secrets.KEY }}" | gpg --batch --import', ...gpg),
    ...signed,
    most: 'present',
  },
  { what: 'gpg with a key that is exported beside the file', workflow: files(...gpg, 'gpg --armor --export > dist/key.asc'), ...signed, most: 'partly' },
  {
    what: 'openssl with a key made on the spot',
    workflow: files('openssl genrsa -out k.pem 2048', 'openssl dgst -sha256 -sign k.pem -out dist/lens.sig dist/lens'),
    ...signed,
    most: 'nothing',
  },
  {
    what: 'openssl with a key made by genpkey to standard output',
    workflow: files('openssl genpkey -algorithm RSA > k.pem', 'openssl dgst -sha256 -sign k.pem -out dist/lens.sig dist/lens'),
    ...signed,
    most: 'nothing',
  },
  {
    what: 'openssl with a key from a secret',
    workflow: release(
      build +
        `      - run: |
          echo "$KEY" > k.pem
          openssl dgst -sha256 -sign k.pem -out dist/lens.sig dist/lens
        env: {KEY: '\${{ secrets.KEY }}'}
` +
        publish,
    ),
    ...signed,
    most: 'present',
  },
  {
    what: 'jarsigner with a key made on the spot',
    workflow: files('keytool -genkeypair -keystore k.jks -storepass x -alias a -dname CN=a', 'jarsigner -keystore k.jks -storepass x dist/lens a'),
    ...signed,
    most: 'nothing',
  },
  {
    what: 'jarsigner with a keystore from a secret',
    workflow: files('echo "$STORE" | base64 -d > k.jks', 'keytool -list -keystore k.jks', 'jarsigner -keystore k.jks -storepass x dist/lens a'),
    ...signed,
    most: 'present',
  },
  {
    what: 'jarsigner with a key made on the spot, the certificate beside the file',
    workflow: files(
      'keytool -genkeypair -keystore k.jks -storepass x -alias a -dname CN=a',
      'jarsigner -keystore k.jks -storepass x dist/lens a',
      'keytool -exportcert -keystore k.jks -alias a -file dist/lens.crt',
    ),
    ...signed,
    most: 'partly',
  },
  {
    what: 'apksigner with a key made on the spot',
    workflow: files('keytool -genkey -keystore debug.keystore -alias a -dname CN=a', 'apksigner sign --ks debug.keystore dist/lens'),
    ...signed,
    most: 'nothing',
  },
  {
    what: 'osslsigncode with a key made on the spot, as PKCS #12',
    workflow: files(
      'openssl req -x509 -newkey rsa:2048 -keyout k.pem -out c.pem -nodes -subj /CN=a',
      'openssl pkcs12 -export -inkey k.pem -in c.pem -out k.p12 -passout pass:x',
      'osslsigncode sign -pkcs12 k.p12 -in dist/lens -out dist/lens.signed',
      'mv dist/lens.signed dist/lens',
    ),
    ...signed,
    most: 'nothing',
  },
  {
    what: 'Authenticode with a certificate made on the spot',
    workflow: powershell(`${selfSigned} -CertStoreLocation Cert:\\CurrentUser\\My`, 'Set-AuthenticodeSignature -FilePath dist/lens -Certificate $c'),
    ...signed,
    most: 'nothing',
  },
  {
    what: 'Authenticode by signtool with a certificate made on the spot',
    workflow: powershell(selfSigned, 'Export-PfxCertificate -Cert $c -FilePath k.pfx', 'signtool sign /fd sha256 /f k.pfx dist/lens'),
    ...signed,
    most: 'nothing',
  },
  {
    what: 'Authenticode with a certificate that is brought, beside one for a server',
    workflow: powershell(
      '$t = New-SelfSignedCertificate -DnsName localhost',
      '$c = Import-PfxCertificate -FilePath k.pfx',
      'Set-AuthenticodeSignature -FilePath dist/lens -Certificate $c',
    ),
    ...signed,
    most: 'present',
  },
  {
    what: 'Authenticode with a certificate for a server beside it',
    workflow: powershell('New-SelfSignedCertificate -DnsName localhost', 'Set-AuthenticodeSignature -FilePath dist/lens -Certificate $c'),
    ...signed,
    most: 'present',
  },
  {
    what: 'ssh-keygen with a key made on the spot',
    workflow: files("ssh-keygen -t ed25519 -N '' -f k", 'ssh-keygen -Y sign -n file -f k dist/lens'),
    ...signed,
    most: 'nothing',
  },
  {
    what: 'minisign with a key made on the spot',
    workflow: files('sudo apt-get install -y minisign', 'minisign -G -W -s k -p k.pub', 'minisign -S -s k -m dist/lens'),
    ...signed,
    most: 'nothing',
  },
  {
    what: 'an image signed with a key made on the spot',
    workflow: image('cosign generate-key-pair', `cosign sign --yes --key cosign.key ${ref}`),
    ...ofImage,
    most: 'nothing',
  },
  {
    what: 'an image signed with a test certificate',
    workflow: release(
      pushImage() + '      - uses: notaryproject/notation-action/setup@v1\n' + run('notation cert generate-test --default acme', `notation sign ${ref}`),
      {
        permissions: imagePermissions,
      },
    ),
    ...ofImage,
    most: 'nothing',
  },
  { what: 'keyless without certificate and bundle', workflow: keyless('--output-signature dist/lens.sig'), ...signed, most: 'partly' },
  { what: 'keyless to standard output', workflow: keyless('', ' > dist/lens.sig'), ...signed, most: 'partly' },
  {
    what: 'a signature by a kept key to standard output',
    workflow: files('export KEY="$(vault kv get -field=key sign/lens)"', 'cosign sign-blob --yes --key env://KEY dist/lens > dist/lens.sig'),
    ...signed,
    most: 'present',
  },
  {
    what: 'an SBOM to standard output',
    workflow: release(`${build}      - uses: anchore/sbom-action/download-syft@v0
${run('syft scan dist/lens -o spdx-json > dist/lens.spdx.json')}${publish}`),
    control: 'sbom',
    most: 'present',
  },
  {
    what: 'an SBOM to standard output, and something else over it',
    workflow: release(
      `${build}      - uses: anchore/sbom-action/download-syft@v0
${run('syft scan dist/lens -o spdx-json > dist/lens.spdx.json', 'echo "{}" > dist/lens.spdx.json')}${publish}`,
    ),
    control: 'sbom',
    most: 'nothing',
  },
  {
    what: 'keyless with the certificate',
    workflow: keyless('--output-signature dist/lens.sig --output-certificate dist/lens.pem'),
    ...signed,
    most: 'present',
  },
  {
    what: 'keyless with a certificate that is not published',
    workflow: keyless('--output-signature dist/lens.sig --output-certificate lens.pem'),
    ...signed,
    most: 'partly',
  },
  {
    what: 'GoReleaser: keyless without certificate and bundle',
    workflow: release(goreleaser()),
    files: goreleaserSigns('"--output-signature=${signature}"'),
    ...signed,
    most: 'partly',
  },
  {
    what: 'GoReleaser: keyless with the certificate',
    workflow: release(goreleaser()),
    files: goreleaserSigns('"--output-certificate=${certificate}", "--output-signature=${signature}"', '    certificate: "${artifact}.pem"\n'),
    ...signed,
    most: 'present',
  },
  {
    what: 'a text attached as a signature',
    workflow: image('echo x > sig', `cosign attach signature --signature sig ${ref}`),
    ...ofImage,
    most: 'nothing',
  },
  {
    what: 'a signature of the payload attached',
    workflow: image(
      `cosign generate ${ref} > payload.json`,
      'export KEY="$(vault kv get -field=key sign/lens)"',
      'cosign sign-blob --yes --key env://KEY --output-signature sig payload.json',
      `cosign attach signature --signature sig --payload payload.json ${ref}`,
    ),
    ...ofImage,
    most: 'present',
  },
  {
    what: 'something attached as a signature that nothing read makes',
    workflow: image('./sign.sh > sig', `cosign attach signature --signature sig ${ref}`),
    ...ofImage,
    most: 'nothing',
  },
]);
