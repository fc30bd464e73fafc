import { command, commands, notRead } from '../command-row.ts';
import type { CommandRow, Condition } from '../schema.ts';

const powershell = 'https://learn.microsoft.com/powershell/module/pki';
const flag = (name: string): Condition => ({ flag: name, set: true });
const either = (...names: readonly string[]): Condition => ({ any: names.map(flag) });

/** A certificate that may sign code, by its type or by the use that it is given; others sign nothing here. */
const forCode: Condition = {
  any: [
    { flag: 'Type', matches: ['CodeSigning*', 'codesigning*'] },
    { flag: 'TextExtension', matches: '*1.3.6.1.5.5.7.3.3*' },
  ],
};

/** Stores of keys: Java's and Android's files, PKCS #12, the certificates of Windows. */
export const keyStoreRows: readonly CommandRow[] = [
  command('keytool', notRead('https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html'), {
    flags:
      '-genkeypair -genkey -exportcert -export -importkeystore -importcert -import -list -delete -changealias -certreq -printcert -storepasswd -keypasswd ' +
      '-keystore= -storepass= -storetype= -alias= -keypass= -keyalg= -keysize= -sigalg= -dname= -validity= -ext=* -startdate= -file= -rfc -v -noprompt -trustcacerts -destalias= ' +
      '-srckeystore= -destkeystore= -srcstorepass= -deststorepass= -srcstoretype= -deststoretype= -srcalias= -srckeypass= -destkeypass= -groupname= -cacerts -protected -providerName= -providerClass= -providerPath= -J=',
    effects: [
      { kind: 'makes-key', private: '{flags.keystore}', when: either('genkeypair', 'genkey') },
      { kind: 'exports-key', from: '{flags.keystore}', public: '{flags.file | or flags.stdout-file}', when: either('exportcert', 'export') },
      { kind: 'transforms', how: 'keystore', inputs: '{flags.srckeystore}', outputs: '{flags.destkeystore}', when: flag('importkeystore') },
    ],
  }),
  command('openssl pkcs12', notRead('https://docs.openssl.org/3.0/man1/openssl-pkcs12/'), {
    flags:
      '-export -in= -out= -inkey= -certfile= -CAfile= -name= -passin= -passout= -password= -nodes -noenc -nokeys -nocerts -clcerts -cacerts -info -noout -legacy -keypbe= -certpbe= -macalg= -chain -caname=* -nomac -descert -twopass',
    view: 'operands',
    effects: [{ kind: 'transforms', how: 'keystore', inputs: '{flags.inkey | or flags.in}', outputs: '{flags.out | or flags.stdout-file}' }],
  }),
  command('New-SelfSignedCertificate', notRead(`${powershell}/new-selfsignedcertificate`), {
    flags:
      '-Type= -Subject= -DnsName= -CertStoreLocation= -FriendlyName= -KeyUsage= -KeyUsageProperty= -KeyAlgorithm= -KeyLength= -KeyExportPolicy= -KeySpec= -HashAlgorithm= -Provider= -NotAfter= -NotBefore= -TextExtension= -Signer= -KeyProtection= -Extension= -SuppressOid= -SerialNumber=',
    effects: [{ kind: 'makes-key', keyring: 'windows', when: forCode }],
  }),
  command('Export-PfxCertificate', notRead(`${powershell}/export-pfxcertificate`), {
    flags: '-Cert= -PFXData= -FilePath= -Password= -ProtectTo= -ChainOption= -CryptoAlgorithmOption= -NoProperties -NoClobber -Force',
    effects: [{ kind: 'exports-key', keyring: 'windows', private: '{flags.FilePath}' }],
  }),
  command('Export-Certificate', notRead(`${powershell}/export-certificate`), {
    flags: '-Cert= -FilePath= -Type= -NoClobber -Force',
    effects: [{ kind: 'exports-key', keyring: 'windows', public: '{flags.FilePath}' }],
  }),
  ...commands(['Import-PfxCertificate', 'Get-PfxCertificate'], notRead(`${powershell}/import-pfxcertificate`), {
    flags: '-FilePath= -LiteralPath= -CertStoreLocation= -Password= -Exportable -ProtectPrivateKey= -NoPromptForPassword',
    effects: [{ kind: 'configures', what: 'windows-key' }],
  }),
];
