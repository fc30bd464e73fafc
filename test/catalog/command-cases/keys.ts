import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'a detached armoured signature',
    line: 'gpg --batch --yes --passphrase ${secrets.P} --detach-sign --armor dist/a.tgz',
    gives: ['signs(subject=files(paths=dist/a.tgz) mechanism=gpg keyless=false outputs={file}.asc attachedTo=beside needs=gpg-key())'],
  },
  {
    what: 'grouped letters',
    line: 'gpg -ab a',
    gives: ['signs(subject=files(paths=a) mechanism=gpg keyless=false outputs={file}.asc attachedTo=beside needs=gpg-key())'],
  },
  {
    what: 'a binary signature',
    line: 'gpg -b a',
    gives: ['signs(subject=files(paths=a) mechanism=gpg keyless=false outputs={file}.sig attachedTo=beside needs=gpg-key())'],
  },
  {
    what: 'an own name for it',
    line: 'gpg --output a.sig --detach-sign -u ${key} a',
    gives: ['signs(subject=files(paths=a) mechanism=gpg keyless=false outputPaths=a.sig attachedTo=beside needs=gpg-key() key={key})'],
  },
  {
    what: 'a clear signature',
    line: 'gpg --clearsign SHA256SUMS',
    gives: ['signs(subject=files(paths=SHA256SUMS) mechanism=gpg keyless=false outputs={file}.asc attachedTo=beside needs=gpg-key())'],
  },
  {
    what: 'a signed file',
    line: 'gpg -s a',
    gives: ['signs(subject=files(paths=a) mechanism=gpg keyless=false outputs={file}.gpg attachedTo=beside needs=gpg-key())'],
  },
  {
    what: 'what is piped',
    line: 'gpg -b --output a.sig',
    gives: [
      'signs(subject=unknown(why=what is signed comes from standard input) mechanism=gpg keyless=false outputPaths=a.sig attachedTo=beside needs=gpg-key())',
    ],
  },
  { what: 'importing a key', line: 'gpg --import', stdin: '${secrets.KEY}', gives: ['configures(what=gpg-key)'] },
  { what: 'exporting the public key', line: 'gpg --armor --export release@example.org', to: 'KEYS', gives: ['exports-key(keyring=gpg public=KEYS)'] },
  { what: 'verifying', line: 'gpg --verify a.asc a', gives: ['verifies(subject=files(paths=a) tool=gpg --verify identity=none integrityOnly=false)'] },
  {
    what: 'verifying with a keyring',
    line: 'gpg --no-default-keyring --keyring ./r.gpg --verify a.asc a',
    gives: ['verifies(subject=files(paths=a) tool=gpg --verify identity=pinned integrityOnly=false)'],
  },
  { what: 'listing', line: 'gpg --list-secret-keys --with-colons', gives: [] },
  {
    what: 'minisign signs',
    line: 'minisign -Sm a b -s key',
    gives: ['signs(subject=files(paths=a, b) mechanism=minisign keyless=false outputs={file}.minisig attachedTo=beside needs=key-file(path=key) key=key)'],
  },
  {
    what: 'minisign under another name',
    line: 'minisign -S -m a -x a.sig',
    gives: ['signs(subject=files(paths=a) mechanism=minisign keyless=false outputPaths=a.sig attachedTo=beside needs=home-key(path=.minisign/minisign.key))'],
  },
  { what: 'minisign verifies', line: 'minisign -Vm a -P KEY', gives: ['verifies(subject=files(paths=a) tool=minisign identity=pinned integrityOnly=false)'] },
  {
    what: 'rsign signs',
    line: 'rsign sign -s key a',
    gives: ['signs(subject=files(paths=a) mechanism=minisign keyless=false outputs={file}.minisig attachedTo=beside key=key)'],
  },
  { what: 'rsign verifies', line: 'rsign verify -P KEY a', gives: ['verifies(subject=files(paths=a) tool=rsign identity=pinned integrityOnly=false)'] },
  {
    what: 'signify signs',
    line: 'signify -S -s key -m SHA256',
    gives: ['signs(subject=files(paths=SHA256) mechanism=signify keyless=false outputs={file}.sig attachedTo=beside key=key)'],
  },
  {
    what: 'ssh signs',
    line: 'ssh-keygen -Y sign -f key -n file a b',
    gives: ['signs(subject=files(paths=a, b) mechanism=ssh keyless=false outputs={file}.sig attachedTo=beside key=key)'],
  },
  {
    what: 'ssh verifies',
    line: 'ssh-keygen -Y verify -f allowed -I me -n file -s a.sig',
    gives: ['verifies(subject=unknown(why=what is verified comes from standard input) tool=ssh-keygen identity=pinned integrityOnly=false)'],
  },
  {
    what: 'sigstore signs',
    line: 'sigstore sign dist/*',
    gives: ['signs(subject=files(paths=dist/*) mechanism=sigstore keyless=true outputs={file}.sigstore.json attachedTo=beside needs=id-token: write)'],
  },
  {
    what: 'sigstore signs in version 2',
    line: 'sigstore sign a',
    versions: { sigstore: '2.1.0' },
    gives: ['signs(subject=files(paths=a) mechanism=sigstore keyless=true outputs={file}.sigstore attachedTo=beside needs=id-token: write)'],
  },
  {
    what: 'sigstore signs into a folder',
    line: 'sigstore sign --output-directory out dist/a',
    gives: ['signs(subject=files(paths=dist/a) mechanism=sigstore keyless=true outputPaths=out/a.sigstore.json attachedTo=beside needs=id-token: write)'],
  },
  {
    what: 'sigstore signs to a bundle',
    line: 'sigstore sign --bundle b.json --staging a',
    gives: [
      'signs(subject=files(paths=a) mechanism=sigstore keyless=true outputPaths=b.json attachedTo=beside needs=id-token: write note=against the staging instance)',
    ],
  },
  {
    what: 'sigstore attests',
    line: 'sigstore attest --predicate p --predicate-type https://slsa.dev/provenance/v1 a',
    gives: [
      'attests(subject=files(paths=a) predicate=slsa-provenance predicateType=https://slsa.dev/provenance/v1 signed=true mechanism=sigstore keyless=true predicateFile=p outputs=a.sigstore.json attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'sigstore verifies an identity',
    line: 'sigstore verify identity --cert-identity x --cert-oidc-issuer y a',
    gives: ['verifies(subject=files(paths=a) tool=sigstore verify identity identity=pinned integrityOnly=false)'],
  },
  {
    what: 'sigstore verifies a repository',
    line: 'sigstore verify github --repository o/r a',
    gives: ['verifies(subject=files(paths=a) tool=sigstore verify github identity=pattern integrityOnly=false)'],
  },
  {
    what: 'publish attestations',
    line: 'pypi-attestations sign dist/a.whl',
    gives: [
      'attests(subject=files(paths=dist/a.whl) predicate=publish signed=true mechanism=pep740 keyless=true outputs=dist/a.whl.publish.attestation attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'checking publish attestations',
    line: 'pypi-attestations verify attestation --identity x dist/a.whl',
    gives: ['verifies(subject=files(paths=dist/a.whl) tool=pypi-attestations identity=pinned integrityOnly=false)'],
  },
  {
    what: 'checking what the index has',
    line: 'pypi-attestations verify pypi --repository https://github.com/o/r pypi:a.whl',
    gives: ['verifies(subject=unknown(why=a file of the package index) tool=pypi-attestations identity=pattern integrityOnly=false)'],
  },
  {
    what: 'notation signs',
    line: 'notation sign --key k ghcr.io/o/r@${digest}',
    gives: ['signs(subject=image(refs=ghcr.io/o/r@{digest}) mechanism=notation keyless=false attachedTo=registry key=k)'],
  },
  {
    what: 'notation verifies',
    line: 'notation verify ghcr.io/o/r@${digest}',
    gives: ['verifies(subject=image(refs=ghcr.io/o/r@{digest}) tool=notation verify identity=pinned integrityOnly=false)'],
  },
  {
    what: 'notation signs a file',
    line: 'notation blob sign --signature-format cose a',
    gives: ['signs(subject=files(paths=a) mechanism=notation keyless=false outputs={file}.cose.sig attachedTo=beside)'],
  },
  {
    what: 'witness runs a build',
    line: 'witness run -s build -o att.json -- make all',
    gives: [
      'attests(subject=unknown(why=the files that the command made) predicate=custom signed=true mechanism=witness keyless=false outputs=att.json attachedTo=beside)',
    ],
    runs: 'make all',
  },
  {
    what: 'witness verifies',
    line: 'witness verify -f a -p policy.json -k pub',
    gives: ['verifies(subject=files(paths=a) tool=witness verify identity=pinned integrityOnly=false)'],
  },
  {
    what: 'witness signs a policy',
    line: 'witness sign -f policy.json -o signed.json -k key',
    gives: ['signs(subject=files(paths=policy.json) mechanism=witness keyless=false outputPaths=signed.json attachedTo=beside)'],
  },
  {
    what: 'in-toto runs a step',
    line: 'in-toto-run -n build -p dist --signing-key k -- make dist',
    gives: [
      'attests(subject=files(paths=dist recursive=true) predicate=custom predicateType=link signed=true mechanism=custom keyless=false outputs=build.*.link attachedTo=beside)',
    ],
    runs: 'make dist',
  },
  { what: 'chainloop begins', line: 'chainloop attestation init --workflow w --name n', gives: [] },
  { what: 'chainloop gathers', line: 'chainloop attestation add --name binary --value dist/a', gives: [] },
  {
    what: 'chainloop signs',
    line: 'chainloop attestation push --key env://K --bundle b.json',
    gives: [
      'attests(subject=unknown(why=materials that a service holds) predicate=custom signed=true mechanism=custom keyless=false outputs=b.json attachedTo=log)',
    ],
  },
  {
    what: 'tejolote signs',
    line: 'tejolote attest --artifacts github://o/r/v1 --sign --output p.json github://o/r/1',
    gives: [
      'attests(subject=unknown(why=what --artifacts names elsewhere) predicate=slsa-provenance signed=true mechanism=custom keyless=true outputs=p.json attachedTo=beside)',
    ],
  },
  { what: 'a key for RSA', line: 'openssl genrsa -out k.pem 2048', gives: ['makes-key(private=k.pem)'] },
  { what: 'a key of any kind', line: 'openssl genpkey -algorithm ed25519 -out k.pem', gives: ['makes-key(private=k.pem)'] },
  { what: 'a key on a curve', line: 'openssl ecparam -name prime256v1 -genkey -noout -out k.pem', gives: ['makes-key(private=k.pem)'] },
  { what: 'the parameters of a curve', line: 'openssl ecparam -name prime256v1 -out p.pem', gives: ['builds(outputs=p.pem by=openssl)'] },
  {
    what: 'a certificate of its own key',
    line: 'openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -subj /CN=a',
    gives: ['makes-key(private=k.pem public=c.pem)'],
  },
  { what: 'a request for a key that is there', line: 'openssl req -new -key k.pem -out r.pem', gives: ['builds(outputs=r.pem by=openssl)'] },
  { what: 'the public half of a key', line: 'openssl pkey -in k.pem -pubout -out p.pem', gives: ['exports-key(from=k.pem public=p.pem)'] },
  { what: 'a key in another form', line: 'openssl rsa -in k.pem -out k.der -outform DER', gives: ['builds(outputs=k.der by=openssl)'] },
  { what: 'the public half of a cosign key', line: 'cosign public-key --key cosign.key --outfile p.pem', gives: ['exports-key(from=cosign.key public=p.pem)'] },
  { what: 'a test certificate', line: 'notation cert generate-test --default acme', gives: ['makes-key(keyring=notation)'] },
  { what: 'a pair of rsign keys', line: 'rsign generate -W -p k.pub -s k', gives: ['makes-key(private=k public=k.pub)'] },
  { what: 'a pair of minisign keys', line: 'minisign -G -W -s k -p k.pub', gives: ['makes-key(private=k public=k.pub)'] },
  { what: 'the public half of a minisign key', line: 'minisign -R -s k -p k.pub', gives: ['exports-key(from=k public=k.pub)'] },
  { what: 'a pair of signify keys', line: 'signify -G -n -s k.sec -p k.pub', gives: ['makes-key(private=k.sec public=k.pub)'] },
  { what: 'a pair of SSH keys', line: "ssh-keygen -t ed25519 -N '' -f k", gives: ['makes-key(private=k public=k.pub)'] },
  { what: 'the public half of an SSH key', line: 'ssh-keygen -y -f k', gives: ['exports-key(from=k)'] },
  { what: 'the fingerprint of an SSH key', line: 'ssh-keygen -l -f k', gives: [] },
  { what: 'a GnuPG key', line: "gpg --batch --passphrase '' --quick-generate-key a@example.org", gives: ['makes-key(keyring=gpg)'] },
  { what: 'a GnuPG key that is sent to a server', line: 'gpg --keyserver keys.example.org --send-keys 0A', gives: ['exports-key(keyring=gpg)'] },
  { what: 'a keystore', line: 'keytool -genkeypair -keystore k.jks -alias a', gives: ['makes-key(private=k.jks)'] },
  { what: 'a certificate out of a keystore', line: 'keytool -exportcert -keystore k.jks -file k.crt', gives: ['exports-key(from=k.jks public=k.crt)'] },
  { what: 'a keystore that is listed', line: 'keytool -list -keystore k.jks', gives: [] },
  {
    what: 'a key as PKCS #12',
    line: 'openssl pkcs12 -export -inkey k.pem -in c.pem -out k.p12',
    gives: ['transforms(how=keystore inputs=k.pem outputs=k.p12)'],
  },
  { what: 'a certificate for code', line: 'New-SelfSignedCertificate -Type CodeSigningCert -Subject CN=a', gives: ['makes-key(keyring=windows)'] },
  { what: 'a certificate for a server', line: 'New-SelfSignedCertificate -DnsName localhost', gives: [] },
  { what: 'a key out of the store', line: 'Export-PfxCertificate -Cert ${c} -FilePath k.pfx', gives: ['exports-key(keyring=windows private=k.pfx)'] },
  { what: 'a key brought into the store', line: 'Import-PfxCertificate -FilePath k.pfx', gives: ['configures(what=windows-key)'] },
  {
    what: 'a key brought into the store by certutil',
    line: 'certutil -f -p x -importpfx k.pfx',
    gives: ['configures(what=windows-key)'],
    stdout: '{certutil}',
  },
];
