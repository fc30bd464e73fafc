import { command, commands, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow, EffectTemplate } from '../schema.ts';

const dpkg = readPage('https://manpages.debian.org/bookworm/dpkg/dpkg-deb.1.en.html', '1.21.22');
const rpm = notRead('https://rpm.org/docs/4.20.x/man/rpmsign.8');
const nfpm = readAt('goreleaser/nfpm', '9f0a520afb6393d0b9687220b0795da55fea49ac', 'v2.47.0');
const aptly = readAt('aptly-dev/aptly', '87e6a36d9bc5d21a9c86d4de29531b6f5023b979', 'v1.6.3');
const rpmAt = readAt('rpm-software-management/rpm', 'a8f0192aee1c08bd1454ed2ac6ebaf506004b55c', 'rpm-6.0.0-beta');
const melange = readAt('chainguard-dev/melange', '2043d30b549e6f03c43e90341fb77c3532c4b790', 'v0.59.1');

function toChannel(channel: string, files: string | readonly string[]): readonly EffectTemplate[] {
  return [{ kind: 'publishes', sink: { kind: 'os-channel', channel, pointer: false }, subject: { kind: 'files', paths: files }, auth: 'token' }];
}

/** A channel that holds an address and a hash of what is published elsewhere. */
function pointsTo(channel: string): readonly EffectTemplate[] {
  return [
    {
      kind: 'publishes',
      sink: { kind: 'os-channel', channel, pointer: true },
      subject: { kind: 'unknown', why: 'the channel points to a release' },
      auth: 'token',
    },
  ];
}

function signsPackage(mechanism: 'rpm' | 'deb' | 'gpg', paths = '{args.0..}'): EffectTemplate {
  return { kind: 'signs', subject: { kind: 'files', paths }, mechanism, keyless: false, attachedTo: 'embedded', inPlace: true, needs: [{ kind: 'gpg-key' }] };
}

/** A package without its signature is another file. */
const unsigns: EffectTemplate = {
  kind: 'transforms',
  how: 'signature removed',
  inputs: '{args.0..}',
  outputs: [],
  inPlace: true,
  when: { flag: 'delsign', set: true },
};

const signsIndex: EffectTemplate = {
  kind: 'signs',
  subject: { kind: 'unknown', why: 'the index of an apt repository' },
  mechanism: 'gpg',
  keyless: false,
  attachedTo: 'beside',
};

/** Packages of operating systems, their signatures, installers, and the places they are published. */
export const osPackageRows: readonly CommandRow[] = [
  command('dpkg-deb', dpkg, {
    flags:
      '--build,-b --contents,-c --info,-I --show,-W --field,-f --control,-e --extract,-x --vextract,-X --raw-extract,-R --ctrl-tarfile --fsys-tarfile --verbose,-v --debug,-D --showformat= --deb-format= --nocheck --root-owner-group --threads-max= --uniform-compression --no-uniform-compression -z= -Z= -S=',
    aliases: ['dpkg'],
    effects: [
      {
        kind: 'builds',
        outputs: '{args.1}',
        by: 'dpkg-deb',
        madeType: 'os-package',
        inputs: '{args.0}',
        when: {
          all: [
            { flag: 'build', set: true },
            { args: 'some', from: 1 },
          ],
        },
      },
      {
        kind: 'builds',
        outputs: '{args.0}.deb',
        by: 'dpkg-deb',
        madeType: 'os-package',
        inputs: '{args.0}',
        when: {
          all: [
            { flag: 'build', set: true },
            { args: 'none', from: 1 },
          ],
        },
      },
      {
        kind: 'transforms',
        how: 'extract',
        inputs: '{args.0}',
        outputs: '{args.1}/**',
        extracts: true,
        when: {
          any: [
            { flag: 'extract', set: true },
            { flag: 'raw-extract', set: true },
          ],
        },
      },
    ],
  }),
  ...commands(
    ['dpkg-buildpackage', 'debuild', 'gbp buildpackage', 'sbuild', 'pdebuild'],
    notRead('https://manpages.debian.org/bookworm/dpkg-dev/dpkg-buildpackage.1.en.html'),
    {
      flags: '-us -uc -b -B -A -S -sa -sd -d -nc -rfakeroot -k= --sign-key= --build= --host-arch,-a= -j=',
      effects: [
        { kind: 'builds', outputs: ['../*.deb', '../*.dsc', '../*.changes', '../*.buildinfo', '../*.tar.*'], by: 'dpkg-buildpackage', madeType: 'os-package' },
      ],
    },
  ),
  ...commands(['rpmbuild', 'rpkg', 'fedpkg', 'mock'], rpm, {
    flags: '-ba -bb -bs -bp -ta -tb --define,-D=* --target= --nodeps --clean --undefine= --with= --without= --rebuild --resultdir= -r=',
    effects: [{ kind: 'builds', outputs: [], by: 'rpmbuild', madeType: 'os-package' }],
  }),
  command('nfpm package', nfpm('internal/cmd/package.go'), {
    flags: '--config,-f= --target,-t= --packager,-p=',
    aliases: ['nfpm pkg', 'nfpm p'],
    effects: [{ kind: 'runs-tool', tool: 'nfpm', args: '{flags.line}' }],
  }),
  command('fpm', notRead('https://fpm.readthedocs.io/en/latest/cli-reference.html'), {
    flags:
      '--input-type,-s= --output-type,-t= --name,-n= --version,-v= --package,-p= --iteration= --architecture,-a= --maintainer,-m= --description= --url= --license= --vendor= --depends,-d=* --chdir,-C= --force,-f --after-install= --before-install= --after-remove= --before-remove= --config-files=* --rpm-sign --rpm-os= --deb-no-default-config-files --category= --provides=* --conflicts=* --replaces=* --inputs= --exclude,-x=* --verbose --log= --workdir= --epoch= --rpm-digest= --rpm-compression= --deb-compression= --directories=*',
    effects: [
      {
        kind: 'builds',
        outputs: '{flags.package}',
        by: 'fpm',
        madeType: 'os-package',
        choose: { outputs: { cases: [{ when: { flag: 'package', set: false }, value: ['*.{flags.output-type}'] }] } },
      },
    ],
  }),
  command('rpm', rpm, {
    flags:
      '--addsign --resign --delsign --checksig,-K --import --define,-D=* --install,-i --upgrade,-U --erase,-e --query,-q --queryformat,--qf= --package,-p --verify,-V --all,-a --list,-l --force --nodeps --verbose,-v --hash,-h --eval,-E= --root=',
    effects: [
      {
        ...signsPackage('rpm'),
        when: {
          any: [
            { flag: 'addsign', set: true },
            { flag: 'resign', set: true },
          ],
        },
      },
      unsigns,
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0..}' },
        tool: 'rpm --checksig',
        identity: 'none',
        integrityOnly: false,
        when: { flag: 'checksig', set: true },
      },
    ],
  }),
  command('rpmsign', rpmAt('docs/man/rpmsign.1.scd'), {
    flags: '--addsign --resign --delsign --define,-D=* --key-id= --fskpath= --signfiles',
    effects: [
      {
        ...signsPackage('rpm'),
        when: {
          any: [
            { flag: 'addsign', set: true },
            { flag: 'resign', set: true },
          ],
        },
      },
      unsigns,
    ],
  }),
  command('rpmkeys', rpmAt('docs/man/rpmkeys.8.scd'), {
    flags: '--checksig,-K --import --verbose,-v --define,-D=*',
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'files', paths: '{args.0..}' },
        tool: 'rpmkeys',
        identity: 'none',
        integrityOnly: false,
        when: { flag: 'checksig', set: true },
      },
    ],
  }),
  // Both only list, check or delete signatures unless they are told to sign.
  ...commands(['debsigs', 'dpkg-sig', 'debsigs-sign'], notRead('https://manpages.debian.org/bookworm/debsigs/debsigs.1p.en.html'), {
    flags: '--sign,-s= --default-key,-K= --secret-keyring= --verify,-c --list,-l --delete,-d= -k= -m= -p= -f=',
    effects: [{ ...signsPackage('deb'), when: { flag: 'sign', set: true } }],
  }),
  // What it signs is the description of a build, which names the packages by their hashes.
  command('debsign', notRead('https://manpages.debian.org/bookworm/devscripts/debsign.1.en.html'), {
    flags: '-k= -m= -p= -e= -a= --re-sign[=] --no-re-sign -S -r= -t= --multi --source',
    effects: [{ ...signsPackage('gpg'), when: { args: 'some', from: 0 } }],
  }),
  ...commands(['abuild', 'abuild-sign'], notRead('https://wiki.alpinelinux.org/wiki/Abuild_and_Helpers'), {
    flags: '-r -F -P= -k= -p= -q -a -n -i',
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.0..}' },
        mechanism: 'custom',
        keyless: false,
        attachedTo: 'embedded',
        inPlace: true,
        when: { args: 'some', from: 0 },
      },
      { kind: 'builds', outputs: [], by: 'abuild', madeType: 'os-package', when: { args: 'none', from: 0 } },
    ],
  }),
  command('makepkg', notRead('https://man.archlinux.org/man/makepkg.8'), {
    flags: '-s -f -c -i -d -r --noconfirm --sign --key= --nosign --printsrcinfo -p= --skippgpcheck -C --packagelist --syncdeps',
    effects: [
      { kind: 'builds', outputs: '*.pkg.tar.*', by: 'makepkg', madeType: 'os-package', when: { flag: 'printsrcinfo', set: false } },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '*.pkg.tar.*' },
        mechanism: 'gpg',
        keyless: false,
        key: '{flags.key}',
        outputs: ['{file}.sig'],
        attachedTo: 'beside',
        when: { flag: 'sign', set: true },
      },
    ],
  }),
  command('melange build', melange('pkg/cli/build.go'), {
    flags:
      '--build-date= --workspace-dir= --pipeline-dir= --pipeline-dirs=* --source-dir= --cache-dir= --cache-source= --apk-cache-dir= --signing-key= --env-file=* --vars-file= --generate-index --empty-workspace --strip-origin-name --out-dir= --dependency-log= --namespace= --arch=* --build-option=* --runner= --keyring-append,-k=* --repository-append,-r=* --package-append=* --create-build-log --persist-lint-results --debug --debug-runner --interactive,-i --rm --cpu= --cpumodel= --disk= --memory= --timeout= --trace= --lint-require=* --lint-warn=* --ignore-signatures --cleanup --git-commit= --git-repo-url= --license= --generate-provenance --log-level= --override-host-triplet-libc-substitution-flavor=',
    defaults: { 'out-dir': 'packages' },
    effects: [
      { kind: 'builds', outputs: ['{flags.out-dir}/**/*.apk', '{flags.out-dir}/**/APKINDEX.tar.gz'], by: 'melange build', madeType: 'os-package' },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{flags.out-dir}/**/*.apk' },
        mechanism: 'melange',
        keyless: false,
        key: '{flags.signing-key}',
        attachedTo: 'embedded',
        when: { flag: 'signing-key', set: true },
      },
      {
        kind: 'attests',
        subject: { kind: 'files', paths: '{flags.out-dir}/**/*.apk' },
        predicate: 'slsa-provenance',
        signed: false,
        mechanism: 'melange',
        keyless: false,
        outputs: '{flags.out-dir}/**/*.attest.tar.gz',
        attachedTo: 'beside',
        when: { flag: 'generate-provenance', set: true },
      },
    ],
  }),
  ...commands(['melange sign', 'melange sign-index'], melange('pkg/cli/sign.go'), {
    flags: '--signing-key,-k= --force,-f',
    effects: [
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{args.0..}' },
        mechanism: 'melange',
        keyless: false,
        key: '{flags.signing-key}',
        attachedTo: 'embedded',
        inPlace: true,
      },
    ],
  }),
  ...commands(['createrepo_c', 'createrepo'], notRead('https://github.com/rpm-software-management/createrepo_c'), {
    flags: '--update --database,-d --no-database --checksum,-s= --simple-md-filenames --workers= -v -q --outputdir,-o=',
    effects: [{ kind: 'builds', outputs: ['{args.0}/repodata/**'], by: 'createrepo' }],
  }),
  ...commands(['apt-ftparchive', 'dpkg-scanpackages', 'dpkg-scansources'], notRead('https://manpages.debian.org/bookworm/apt-utils/apt-ftparchive.1.en.html'), {
    flags: '-o=* -c= --arch,-a= --multiversion,-m --md5 --sha256',
    effects: [{ kind: 'builds', outputs: '{flags.stdout-file}', by: 'apt-ftparchive', when: { flag: 'stdout-file', set: true } }],
  }),
  command('reprepro', notRead('https://manpages.debian.org/bookworm/reprepro/reprepro.1.en.html'), {
    flags: '-b= --basedir= --ask-passphrase -C= -P= -V',
    effects: [
      { kind: 'builds', outputs: [], by: 'an apt repository tool' },
      { ...signsIndex, when: { unknown: 'its configuration names a key' } },
    ],
  }),
  command('aptly publish', aptly('cmd/publish_repo.go'), {
    flags:
      '-gpg-key=* -keyring=* -secret-keyring= -passphrase= -passphrase-file= -distribution= -component= -batch -skip-signing -skip-contents -architectures= -force-overwrite -origin= -label= -suite= -codename= -acquire-by-hash -config=',
    effects: [
      { kind: 'builds', outputs: [], by: 'an apt repository tool' },
      { ...signsIndex, when: { flag: 'skip-signing', set: false } },
    ],
  }),
  // A local repository is not published, and nothing of it is signed.
  command('aptly repo', aptly('cmd/repo_add.go'), {
    flags: '-remove-files -force-replace -distribution= -component= -comment= -uploaders-file= -architectures= -config=',
    effects: [{ kind: 'builds', outputs: [], by: 'an apt repository tool' }],
  }),
  ...commands(['deb-s3 upload', 'rpm-s3'], notRead('https://github.com/deb-s3/deb-s3'), {
    flags:
      '--bucket,-b= --codename,-c= --component,-m= --arch,-a= --sign[=] --gpg-options= --prefix= --visibility= --access-key-id= --secret-access-key= --s3-region= --preserve-versions --lock --suite=',
    effects: toChannel('apt', '{args.0..}'),
  }),
  ...commands(
    ['package_cloud push', 'cloudsmith push', 'fury push', 'fury yank', 'dput', 'dupload', 'jf rt', 'jfrog rt'],
    notRead('https://packagecloud.io/docs'),
    {
      flags: '--skip-errors --config= --url= --republish --no-wait-for-sync -k= --api-key= --as= --api-token= --force,-f -u -l',
      effects: toChannel('package repository', '{args.1..}'),
    },
  ),
  ...commands(['snapcraft upload', 'snapcraft push', 'snapcraft release'], notRead('https://documentation.ubuntu.com/snapcraft/stable/reference/commands/'), {
    flags: '--release= --component=* --verbosity= --provider= -v -q',
    effects: toChannel('snap', '{args.0}'),
  }),
  command('snapcraft', notRead('https://documentation.ubuntu.com/snapcraft/stable/reference/commands/'), {
    flags: '--use-lxd --destructive-mode --output,-o= --build-for= --platform= --verbosity= --provider= --remote-build --launchpad-accept-public-upload',
    aliases: ['snapcraft pack', 'snapcraft snap', 'snapcraft remote-build'],
    effects: [{ kind: 'builds', outputs: ['{flags.output}', '*.snap'], by: 'snapcraft', madeType: 'os-package' }],
  }),
  ...commands(
    ['flatpak-builder', 'flatpak build-bundle', 'flatpak build-export'],
    notRead('https://docs.flatpak.org/en/latest/flatpak-builder-command-reference.html'),
    {
      flags:
        '--repo= --force-clean --user --install --install-deps-from= --default-branch= --gpg-sign= --gpg-homedir= --arch= --state-dir= --disable-rofiles-fuse --runtime-repo= --ccache --subject=',
      effects: [{ kind: 'builds', outputs: '{args.1}', by: 'flatpak-builder', madeType: 'os-package', folders: '{flags.repo}' }],
    },
  ),
  command('flat-manager-client', notRead('https://github.com/flatpak/flat-manager'), {
    flags: '--token= --token-file= --verbose',
    effects: toChannel('flathub', '{args.2..}'),
  }),
  ...commands(['choco push', 'cpush'], notRead('https://docs.chocolatey.org/en-us/create/commands/push/'), {
    flags: '--source,-s= --api-key,-k,--key= --timeout,-t= --force,-f --yes,-y',
    effects: toChannel('chocolatey', '{args.0..}'),
  }),
  ...commands(['choco pack', 'cpack'], notRead('https://docs.chocolatey.org/en-us/create/commands/pack/'), {
    flags: '--version= --outputdirectory,--output-directory,--out= --config= -G= -C= -B= -P= -R= --preset=',
    effects: [{ kind: 'builds', outputs: [], by: 'choco pack', madeType: 'os-package' }],
  }),
  ...commands(['wingetcreate update', 'wingetcreate new', 'wingetcreate submit', 'komac update'], notRead('https://github.com/microsoft/winget-create'), {
    flags: '--urls,-u=* --version,-v= --submit,-s --token,-t= --out,-o= --prtitle,-p= --replace,-r',
    effects: pointsTo('winget'),
  }),
  ...commands(['brew bump-formula-pr', 'brew bump-cask-pr', 'brew bump'], notRead('https://docs.brew.sh/Manpage'), {
    flags:
      '--url= --sha256= --tag= --revision= --version= --no-browse --no-audit --strict --force,-f --message= --dry-run,-n --write-only --no-fork --fork-org= --online',
    effects: pointsTo('homebrew').map((effect) => ({ ...effect, when: { flag: 'dry-run', set: false } })),
  }),
  ...commands(['copr-cli build', 'copr build', 'osc commit'], notRead('https://docs.pagure.org/copr.copr/'), {
    flags: '--nowait --config= --chroot,-r=* -m=',
    effects: toChannel('copr', '{args.1..}'),
  }),
  ...commands(['cachix push', 'attic push'], notRead('https://docs.cachix.org/'), {
    flags: '--jobs,-j= --compression-level=',
    effects: toChannel('nix', '{args.1..}'),
  }),
  ...commands(
    ['makensis', 'iscc', 'ISCC', 'wix build', 'candle', 'light', 'msibuild', 'advinst', 'heat'],
    notRead('https://nsis.sourceforge.io/Docs/Chapter3.html'),
    {
      flags: '-o,-out= /O= /F= /D=* /S= /Q -D=* -V= -ext=* -arch= -d=* -b= -cultures=',
      effects: [{ kind: 'builds', outputs: '{flags.o}', by: 'an installer builder', madeType: 'installer' }],
    },
  ),
  ...commands(['appimagetool', 'linuxdeploy', 'linuxdeployqt', 'appimage-builder'], notRead('https://docs.appimage.org/packaging-guide/manual.html'), {
    flags:
      '--sign,-s --sign-key= --comp= --updateinformation,-u= --no-appstream,-n --verbose,-v --appdir= --output,-o=* --plugin=* --executable,-e=* --desktop-file,-d=* --icon-file,-i=* --runtime-file= --recipe= --skip-tests --skip-test',
    effects: [
      { kind: 'builds', outputs: ['{args.1}', '*.AppImage'], by: 'appimagetool' },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: ['{args.1}', '*.AppImage'] },
        mechanism: 'gpg',
        keyless: false,
        key: '{flags.sign-key}',
        attachedTo: 'embedded',
        when: { flag: 'sign', set: true },
      },
    ],
  }),
  command('fastlane', notRead('https://docs.fastlane.tools/'), {
    effects: [{ kind: 'opaque', why: 'a Fastfile says what is built and published', mayPublish: true }],
  }),
];
