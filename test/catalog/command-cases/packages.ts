import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  { what: 'a Debian package', line: 'dpkg-deb --build pkg out.deb', gives: ['builds(outputs=out.deb by=dpkg-deb inputs=pkg madeType=os-package)'] },
  { what: 'a Debian package beside its folder', line: 'dpkg-deb -b pkg', gives: ['builds(outputs=pkg.deb by=dpkg-deb inputs=pkg madeType=os-package)'] },
  {
    what: 'dpkg-buildpackage',
    line: 'dpkg-buildpackage -us -uc',
    gives: ['builds(outputs=../*.deb, ../*.dsc, ../*.changes, ../*.buildinfo, ../*.tar.* by=dpkg-buildpackage madeType=os-package)'],
  },
  {
    what: 'rpm signs',
    line: 'rpm --addsign a.rpm',
    gives: ['signs(subject=files(paths=a.rpm) mechanism=rpm keyless=false attachedTo=embedded inPlace=true needs=gpg-key())'],
  },
  { what: 'rpm checks', line: 'rpm -K a.rpm', gives: ['verifies(subject=files(paths=a.rpm) tool=rpm --checksig identity=none integrityOnly=false)'] },
  {
    what: 'rpm takes a signature away',
    line: 'rpm --delsign a.rpm',
    gives: ['transforms(how=signature removed inputs=a.rpm outputs="" inPlace=true)'],
  },
  {
    what: 'rpmsign',
    line: 'rpmsign --addsign a.rpm',
    gives: ['signs(subject=files(paths=a.rpm) mechanism=rpm keyless=false attachedTo=embedded inPlace=true needs=gpg-key())'],
  },
  { what: 'rpmkeys', line: 'rpmkeys --checksig a.rpm', gives: ['verifies(subject=files(paths=a.rpm) tool=rpmkeys identity=none integrityOnly=false)'] },
  { what: 'debsigs only lists', line: 'debsigs --list a.deb', gives: [] },
  { what: 'dpkg-sig only checks', line: 'dpkg-sig -c a.deb', gives: [] },
  {
    what: 'debsign',
    line: 'debsign -k KEY a.changes',
    gives: ['signs(subject=files(paths=a.changes) mechanism=gpg keyless=false attachedTo=embedded inPlace=true needs=gpg-key())'],
  },
  {
    what: 'aptly publishes',
    line: 'aptly publish repo -gpg-key=K stable',
    gives: [
      'builds(outputs="" by=an apt repository tool)',
      'signs(subject=unknown(why=the index of an apt repository) mechanism=gpg keyless=false attachedTo=beside)',
    ],
  },
  { what: 'aptly without a signature', line: 'aptly publish repo -skip-signing stable', gives: ['builds(outputs="" by=an apt repository tool)'] },
  { what: 'aptly gathers', line: 'aptly repo add stable dist', gives: ['builds(outputs="" by=an apt repository tool)'] },
  {
    what: 'reprepro signs when it is told to',
    line: 'reprepro -b r includedeb stable a.deb',
    gives: [
      'builds(outputs="" by=an apt repository tool)',
      'signs(subject=unknown(why=the index of an apt repository) mechanism=gpg keyless=false attachedTo=beside) if its configuration names a key',
    ],
    doubts: ['not decided: its configuration names a key'],
  },
  {
    what: 'debsigs',
    line: 'debsigs --sign=origin a.deb',
    gives: ['signs(subject=files(paths=a.deb) mechanism=deb keyless=false attachedTo=embedded inPlace=true needs=gpg-key())'],
  },
  { what: 'nfpm', line: 'nfpm package -p deb -t dist', gives: ['runs-tool(tool=nfpm args=package, -p, deb, -t, dist)'] },
  { what: 'fpm', line: 'fpm -s dir -t deb -n a .', gives: ['builds(outputs=*.deb by=fpm madeType=os-package)'] },
  {
    what: 'melange builds',
    line: 'melange build a.yaml --signing-key k.rsa --arch x86_64',
    gives: [
      'builds(outputs=packages/**/*.apk, packages/**/APKINDEX.tar.gz by=melange build madeType=os-package)',
      'signs(subject=files(paths=packages/**/*.apk) mechanism=melange keyless=false attachedTo=embedded key=k.rsa)',
    ],
  },
  {
    what: 'melange signs',
    line: 'melange sign -k k.rsa a.apk',
    gives: ['signs(subject=files(paths=a.apk) mechanism=melange keyless=false attachedTo=embedded inPlace=true key=k.rsa)'],
  },
  {
    what: 'melange signs an index',
    line: 'melange sign-index --signing-key k.rsa APKINDEX.tar.gz',
    gives: ['signs(subject=files(paths=APKINDEX.tar.gz) mechanism=melange keyless=false attachedTo=embedded inPlace=true key=k.rsa)'],
  },
  {
    what: 'an apt repository in a bucket',
    line: 'deb-s3 upload --bucket b a.deb',
    gives: ['publishes(sink=os-channel(channel=apt pointer=false) subject=files(paths=a.deb) auth=token)'],
  },
  {
    what: 'snap',
    line: 'snapcraft upload a.snap --release stable',
    gives: ['publishes(sink=os-channel(channel=snap pointer=false) subject=files(paths=a.snap) auth=token)'],
  },
  {
    what: 'chocolatey',
    line: 'choco push a.nupkg -k ${secrets.T}',
    gives: ['publishes(sink=os-channel(channel=chocolatey pointer=false) subject=files(paths=a.nupkg) auth=token)'],
  },
  {
    what: 'homebrew',
    line: 'brew bump-formula-pr --url https://x a',
    gives: ['publishes(sink=os-channel(channel=homebrew pointer=true) subject=unknown(why=the channel points to a release) auth=token)'],
  },
  { what: 'an installer', line: 'makensis /DVERSION=1 app.nsi', gives: ['builds(outputs="" by=an installer builder madeType=installer)'] },
  { what: 'an AppImage', line: 'appimagetool App.AppDir out.AppImage', gives: ['builds(outputs=out.AppImage, *.AppImage by=appimagetool)'] },
];
