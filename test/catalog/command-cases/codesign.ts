import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'Apple',
    line: 'codesign --force --options runtime --sign ${id} App.app',
    gives: ['signs(subject=files(paths=App.app) mechanism=apple-codesign keyless=false attachedTo=embedded inPlace=true)'],
  },
  {
    what: 'taking Apple’s away',
    line: 'codesign --remove-signature App.app',
    gives: ['transforms(how=signature removed inputs=App.app outputs="" inPlace=true)'],
  },
  {
    what: 'a timestamp alone',
    line: 'signtool timestamp /tr http://t.example app.exe',
    gives: [
      'signs(subject=files(paths=app.exe) mechanism=authenticode keyless=false attachedTo=embedded inPlace=true needs=unmet(why=a timestamp is added to a signature, and is none itself))',
    ],
  },
  {
    what: 'checking Apple',
    line: 'codesign --verify --deep App.app',
    gives: ['verifies(subject=files(paths=App.app) tool=codesign identity=none integrityOnly=false)'],
  },
  {
    what: 'notarising',
    line: 'xcrun notarytool submit a.dmg --wait',
    gives: ['signs(subject=files(paths=a.dmg) mechanism=apple-notarization keyless=false attachedTo=log)'],
  },
  {
    what: 'stapling',
    line: 'xcrun stapler staple a.dmg',
    gives: ['signs(subject=files(paths=a.dmg) mechanism=apple-notarization keyless=false attachedTo=embedded inPlace=true)'],
  },
  {
    what: 'quill with a key',
    line: 'quill sign-and-notarize --p12 ${key} app',
    gives: ['signs(subject=files(paths=app) mechanism=apple-codesign keyless=false attachedTo=embedded inPlace=true)'],
  },
  {
    what: 'quill with a key that a variable gives',
    line: 'quill sign app',
    env: { QUILL_SIGN_P12: '${secrets.P12}' },
    gives: ['signs(subject=files(paths=app) mechanism=apple-codesign keyless=false attachedTo=embedded inPlace=true)'],
  },
  { what: 'quill without a key signs for nobody', line: 'quill sign app', gives: ['transforms(how=ad hoc signature inputs=app outputs="" inPlace=true)'] },
  { what: 'gon reads what to sign', line: 'gon gon.hcl', gives: ['opaque(why=what it signs is in its configuration mayPublish=false)'] },
  {
    what: 'rcodesign with a key',
    line: 'rcodesign sign --p12-file k.p12 --p12-password-file p app',
    gives: ['signs(subject=files(paths=app) mechanism=apple-codesign keyless=false attachedTo=embedded inPlace=true)'],
  },
  {
    what: 'rcodesign into another file',
    line: 'rcodesign sign --pkcs11-library lib.so --pkcs11-key-label l app out',
    gives: ['transforms(how=sign inputs=app outputs=out)', 'signs(subject=files(paths=out) mechanism=apple-codesign keyless=false attachedTo=embedded)'],
  },
  {
    what: 'a configuration that may name a key',
    line: 'rcodesign sign --profile release app',
    gives: [
      'signs(subject=files(paths=app) mechanism=apple-codesign keyless=false attachedTo=embedded inPlace=true) if its configuration names a key',
      'transforms(how=ad hoc signature inputs=app outputs="" inPlace=true) if not (its configuration names a key)',
    ],
    doubts: ['not decided: its configuration names a key', 'not decided: not (its configuration names a key)'],
  },
  {
    what: 'rcodesign without a key signs for nobody',
    line: 'rcodesign sign app',
    gives: ['transforms(how=ad hoc signature inputs=app outputs="" inPlace=true)'],
  },
  {
    what: 'jsign without a command',
    line: 'jsign --keystore k --storetype AZUREKEYVAULT -a c app.exe setup.exe',
    gives: ['signs(subject=files(paths=app.exe, setup.exe) mechanism=authenticode keyless=false attachedTo=embedded inPlace=true)'],
  },
  {
    what: 'jsign told to sign',
    line: 'jsign sign --keystore k app.exe',
    gives: ['signs(subject=files(paths=app.exe) mechanism=authenticode keyless=false attachedTo=embedded inPlace=true)'],
  },
  { what: 'jsign only stamps the time', line: 'jsign timestamp -t https://t app.exe', gives: ['transforms(how=edit inputs=app.exe outputs="" inPlace=true)'] },
  {
    what: 'sign',
    line: 'sign code azure-key-vault -kvu https://v -kvc c a.dll b.dll',
    gives: ['signs(subject=files(paths=a.dll, b.dll) mechanism=authenticode keyless=false attachedTo=embedded inPlace=true)'],
  },
  {
    what: 'sign into a folder, by dotnet',
    line: 'dotnet sign code certificate-store -o out a.dll',
    gives: ['signs(subject=files(paths=out recursive=true) mechanism=authenticode keyless=false attachedTo=embedded)'],
  },
  {
    what: 'AzureSignTool',
    line: 'AzureSignTool sign -kvu https://v -kvc c -tr https://t app.exe',
    gives: ['signs(subject=files(paths=app.exe) mechanism=authenticode keyless=false attachedTo=embedded inPlace=true)'],
  },
  {
    what: 'AzureSignTool by its other name',
    line: 'azuresigntool sign --azure-key-vault-url https://v --azure-authority gov app.exe',
    gives: ['signs(subject=files(paths=app.exe) mechanism=authenticode keyless=false attachedTo=embedded inPlace=true)'],
  },
  { what: 'a universal file', line: 'lipo -create -output app a b', gives: ['transforms(how=lipo inputs=a, b outputs=app)'] },
  { what: 'a disk image of a folder', line: 'hdiutil create -volname X -srcfolder d -ov out.dmg', gives: ['builds(outputs=out.dmg by=hdiutil inputs=d)'] },
  {
    what: 'a package',
    line: 'pkgbuild --root r --identifier i --sign ${id} out.pkg',
    gives: [
      'builds(outputs=out.pkg by=pkgbuild)',
      'signs(subject=files(paths=out.pkg) mechanism=apple-codesign keyless=false attachedTo=embedded inPlace=true)',
    ],
  },
  {
    what: 'Authenticode',
    line: 'signtool sign /fd SHA256 /tr http://x /td sha256 a.exe b.exe',
    gives: ['signs(subject=files(paths=a.exe, b.exe) mechanism=authenticode keyless=false keyring=windows attachedTo=embedded inPlace=true)'],
  },
  {
    what: 'Authenticode in capitals',
    line: 'SignTool.exe SIGN /FD SHA256 a.exe',
    gives: ['signs(subject=files(paths=a.exe) mechanism=authenticode keyless=false keyring=windows attachedTo=embedded inPlace=true)'],
  },
  {
    what: 'checking Authenticode',
    line: 'signtool verify /pa a.exe',
    gives: ['verifies(subject=files(paths=a.exe) tool=signtool identity=none integrityOnly=false)'],
  },
  {
    what: 'osslsigncode signs',
    line: 'osslsigncode sign -certs c -key k -in a.exe -out b.exe',
    gives: [
      'transforms(how=sign inputs=a.exe outputs=b.exe)',
      'signs(subject=files(paths=b.exe) mechanism=authenticode keyless=false attachedTo=embedded key=k)',
    ],
  },
  { what: 'osslsigncode stamps', line: 'osslsigncode add -ts http://x -in a.exe -out b.exe', gives: ['transforms(how=timestamp inputs=a.exe outputs=b.exe)'] },
  {
    what: 'osslsigncode checks',
    line: 'osslsigncode verify -in a.exe',
    gives: ['verifies(subject=files(paths=a.exe) tool=osslsigncode identity=none integrityOnly=false)'],
  },
  {
    what: 'a jar',
    line: 'jarsigner -keystore k a.jar alias',
    gives: ['signs(subject=files(paths=a.jar) mechanism=jarsigner keyless=false attachedTo=embedded inPlace=true key=k)'],
  },
  {
    what: 'an Android package',
    line: 'apksigner sign --ks k --out b.apk a.apk',
    gives: ['transforms(how=sign inputs=a.apk outputs=b.apk)', 'signs(subject=files(paths=b.apk) mechanism=apksigner keyless=false attachedTo=embedded key=k)'],
  },
  {
    what: 'Authenticode by a service',
    line: 'signtool sign /dlib d.dll /dmdf m.json a.exe',
    gives: ['signs(subject=files(paths=a.exe) mechanism=authenticode keyless=false attachedTo=embedded inPlace=true)'],
  },
];
