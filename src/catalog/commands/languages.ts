import { command, commands, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';

const cargo = readPage('https://doc.rust-lang.org/cargo/commands/', '1.95.0');
const cargoDeb = readAt('kornelski/cargo-deb', '9f35f24d76c4d510f800714ab56805d66409fa48', 'v3.7.0');
const rubygems = readAt('rubygems/rubygems', '69ec4a3a5f1cafa633c569671ed9ef502bbdaf61', '4.0.0.dev');
const dotnetNuget = notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-nuget-push');
const hex = notRead('https://hex.pm/docs/publish');

const dryRun: Condition = { flag: 'dry-run', set: true };
const cargoFlags = '--release,-r --profile= --target=* --target-dir= --artifact-dir,--out-dir= --package,-p=* --workspace --all --exclude=* --bin=* --bins --lib --example=* --examples --tests --benches --all-targets --features,-F=* --all-features --no-default-features --jobs,-j= --keep-going --manifest-path= --locked --offline --frozen --message-format= --verbose,-v --quiet,-q --color= --config= -Z= --timings --unit-graph --future-incompat-report --ignore-rust-version --index= --registry= --no-verify --allow-dirty --dry-run,-n --token= --list --no-metadata --root= --path= --git= --tag= --branch= --force,-f';

/** Cargo writes below `target/`, in the folder of the triple and of the profile. */
const cargoFolders = {
  folders: {
    cases: [
      { when: { all: [{ flag: 'target', set: true }, { flag: 'release', set: true }] } as const, value: ['target/{flags.target}/release'] },
      { when: { all: [{ flag: 'target', set: true }, { flag: 'profile', set: true }] } as const, value: ['target/{flags.target}/{flags.profile}'] },
      { when: { flag: 'target', set: true } as const, value: ['target/{flags.target}'] },
      { when: { flag: 'release', set: true } as const, value: ['target/release'] },
      { when: { flag: 'profile', set: true } as const, value: ['target/{flags.profile}'] },
    ],
  },
};

/** Rust. */
const rustRows: readonly CommandRow[] = [
  command('cargo build', cargo, { aliases: ['cargo rustc'], flags: cargoFlags, effects: [{ kind: 'builds', outputs: [], by: 'cargo build', folders: ['target'], choose: cargoFolders }] }),
  ...commands(['cargo zigbuild', 'cargo auditable build', 'cargo xwin build', 'cross build', 'cargo ndk build'], notRead('https://github.com/cross-rs/cross'), { flags: cargoFlags, effects: [{ kind: 'builds', outputs: [], by: 'cargo build', folders: ['target'], choose: cargoFolders }] }),
  command('cargo publish', cargo, { flags: cargoFlags, effects: [{ kind: 'runs-tool', tool: 'cargo-publish', args: '{flags.line}', when: { not: dryRun } }] }),
  command('cargo package', cargo, { flags: cargoFlags, effects: [{ kind: 'builds', outputs: 'target/package/*.crate', by: 'cargo package', when: { flag: 'list', set: false } }] }),
  command('cargo release', notRead('https://github.com/crate-ci/cargo-release'), { flags: '--execute,-x --package,-p=* --workspace --config,-c= --no-confirm --no-publish --no-push --no-tag --dry-run,-n --exclude=* --all-features --token= --tag-name= --sign-tag --sign', effects: [{ kind: 'runs-tool', tool: 'cargo-release', args: '{flags.line}', when: { flag: 'execute', set: true } }], tool: 'cargo-release' }),
  ...commands(['cargo workspaces publish', 'cargo ws publish', 'cargo smart-release', 'cargo mono publish'], notRead('https://github.com/pksunkara/cargo-workspaces'), { flags: '--from-git --yes,-y --no-git-push --no-git-tag --allow-branch= --token= --exact --execute --dry-run', effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'crates' }, subject: { kind: 'source' }, auth: 'token', when: { not: dryRun } }] }),
  ...commands(['release-plz release', 'release-plz release-pr'], notRead('https://release-plz.dev/docs/usage/release'), { flags: '--token= --git-token= --config= --manifest-path= --dry-run --no-verify --allow-dirty --backend= --repo-url= --output,-o= --registry=', effects: [{ kind: 'runs-tool', tool: 'release-plz', args: '{flags.line}', when: { not: dryRun } }] }),
  ...commands(['cargo dist build', 'cargo dist host', 'cargo dist manifest', 'dist build', 'dist host', 'dist manifest'], notRead('https://axodotdev.github.io/cargo-dist/book/reference/cli.html'), { flags: '--tag= --force-tag= --artifacts,-a= --target,-t=* --installer,-i=* --ci,-c=* --output-format,-o= --allow-dirty= --print= --no-local-paths --verbose,-v= --steps= --dry-run', effects: [{ kind: 'runs-tool', tool: 'cargo-dist', args: '{flags.line}' }], tool: 'cargo-dist' }),
  command('cargo deb', cargoDeb('src/main.rs'), { flags: '--output,-o= --package,-p= --manifest-path= --target=* --multiarch= --profile= --install --no-install-dbgsym --quiet,-q --verbose,-v --color= --dbgsym --no-dbgsym --strip --no-strip --separate-debug-symbols --compress-debug-symbols= --variant= --deb-version= --deb-revision= --maintainer= --section= --no-build --cargo-build= --override-debug= --override-lto= --fast --compress-type,-Z= --compress-system --rsyncable --features,-F= --no-default-features --all-features --offline --locked --frozen', aliases: ['cargo-deb'], tool: 'cargo-deb', effects: [{ kind: 'builds', outputs: 'target/debian/*.deb', by: 'cargo deb', choose: { outputs: { cases: [{ when: { flag: 'output', matches: '*.deb' }, value: ['{flags.output}'] }, { when: { flag: 'output', set: true }, value: ['{flags.output}', '{flags.output}/*.deb'] }, { when: { flag: 'target', set: true }, value: ['target/{flags.target}/debian/*.deb', 'target/debian/*.deb'] }] } } }] }),
  command('cargo generate-rpm', notRead('https://github.com/cat-in-136/cargo-generate-rpm'), { flags: '--output,-o= --package,-p= --arch,-a= --target= --target-dir= --profile= --auto-req= --variant= --payload-compress= --set-metadata,-s=*', aliases: ['cargo-generate-rpm'], tool: 'cargo-generate-rpm', effects: [{ kind: 'builds', outputs: 'target/generate-rpm/*.rpm', by: 'cargo generate-rpm', choose: { outputs: { cases: [{ when: { flag: 'output', set: true }, value: ['{flags.output}', '{flags.output}/*.rpm'] }, { when: { flag: 'target', set: true }, value: ['target/{flags.target}/generate-rpm/*.rpm'] }] } } }] }),
  command('cargo wix', notRead('https://volks73.github.io/cargo-wix/'), { flags: '--output,-o= --target= --package,-p= --nocapture --no-build --profile=', tool: 'cargo-wix', effects: [{ kind: 'builds', outputs: 'target/wix/*.msi', by: 'cargo wix', choose: { outputs: { cases: [{ when: { flag: 'output', set: true }, value: ['{flags.output}', '{flags.output}/*.msi'] }] } } }] }),
  command('cargo bundle', notRead('https://github.com/burtonageo/cargo-bundle'), { flags: cargoFlags, tool: 'cargo-bundle', effects: [{ kind: 'builds', outputs: [], by: 'cargo bundle', folders: ['target'] }] }),
  command('cargo install', cargo, { flags: cargoFlags, effects: [{ kind: 'builds', outputs: [], by: 'cargo install', folders: '{flags.root}', when: { flag: 'root', set: true } }], roles: ['installs'] }),
  ...commands(['wasm-pack publish'], notRead('https://rustwasm.github.io/docs/wasm-pack/'), { flags: '--tag,-t= --access,-a= --target=', effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'npm' }, subject: { kind: 'source' }, auth: 'token' }] }),
  command('wasm-pack build', notRead('https://rustwasm.github.io/docs/wasm-pack/'), { flags: '--target,-t= --out-dir,-d= --out-name= --scope,-s= --release --dev --no-typescript', defaults: { 'out-dir': 'pkg' }, effects: [{ kind: 'builds', outputs: [], by: 'wasm-pack build', folders: '{flags.out-dir}' }] }),
];

/** Ruby. */
const rubyRows: readonly CommandRow[] = [
  command('gem build', rubygems('lib/rubygems/commands/build_command.rb'), { flags: '--force --strict --output,-o= -C= --quiet,-q --verbose,-V', effects: [{ kind: 'builds', outputs: '{flags.output}', by: 'gem build', choose: { outputs: { cases: [{ when: { flag: 'output', set: false }, value: ['*.gem'] }] } } }] }),
  command('gem push', rubygems('lib/rubygems/commands/push_command.rb'), {
    flags: '--host= --attestation=* --key,-k= --otp= --config-file= --quiet,-q --verbose,-V --http-proxy,-p=',
    effects: [
      { kind: 'publishes', sink: { kind: 'index', index: 'rubygems' }, subject: { kind: 'files', paths: '{args.0}' }, auth: 'unknown', choose: { sink: { cases: [{ when: { all: [{ flag: 'host', set: true }, { not: { flag: 'host', matches: '*rubygems.org*' } }] }, value: { kind: 'index', index: 'private', url: '{flags.host}' } }] }, auth: { cases: [{ when: { env: 'GEM_HOST_API_KEY', set: true }, value: 'token' }], undecided: 'unknown' } } },
      { kind: 'attests', subject: { kind: 'files', paths: '{args.0}' }, predicate: 'custom', signed: true, mechanism: 'rubygems', keyless: true, predicateFile: '{flags.attestation}', attachedTo: 'index', when: { flag: 'attestation', set: true } },
    ],
  }),
  command('gem sigstore_cosign_verify_bundle', notRead('https://github.com/sigstore/sigstore-ruby'), { flags: '--bundle= --certificate-identity= --certificate-oidc-issuer=', effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0}' }, tool: 'gem sigstore', identity: 'none', integrityOnly: false, choose: { identity: { cases: [{ when: { flag: 'certificate-identity', set: true }, value: 'pinned' }] } } }] }),
  command('rake release', rubygems('bundler/lib/bundler/gem_helper.rb'), { flags: '--trace -v -q --dry-run,-n -f= -C=', aliases: ['rake release:rubygem_push'], effects: [{ kind: 'runs-tool', tool: 'gem', args: '{flags.line}', when: { not: dryRun } }] }),
  command('rake build', rubygems('bundler/lib/bundler/gem_helper.rb'), { flags: '--trace -v -q', effects: [{ kind: 'builds', outputs: 'pkg/*.gem', by: 'rake build' }] }),
];

const mavenFlags = '--batch-mode,-B --no-transfer-progress,-ntp --file,-f= --projects,-pl= --also-make,-am --also-make-dependents,-amd --activate-profiles,-P=* --settings,-s= --global-settings,-gs= --define,-D=* --threads,-T= --update-snapshots,-U --offline,-o --quiet,-q --debug,-X --errors,-e --fail-at-end,-fae --fail-never,-fn --fail-fast,-ff --non-recursive,-N --strict-checksums,-C --lax-checksums,-c --toolchains,-t= --resume-from,-rf= --log-file,-l= --show-version,-V --builder,-b=';
const gradleFlags = '--project-dir,-p= --build-file,-b= --settings-file,-c= --no-daemon --parallel --stacktrace,-s --full-stacktrace,-S --info,-i --debug,-d --quiet,-q --warn,-w --scan --no-scan --build-cache --no-build-cache --configuration-cache --no-configuration-cache --continue --dry-run,-m --exclude-task,-x=* --project-prop,-P=* --system-prop,-D=* --max-workers= --refresh-dependencies --rerun-tasks --offline --console= --no-parallel --warning-mode= --init-script,-I=* --gradle-user-home,-g= --include-build=* --write-verification-metadata,-M= --tests=* --version-catalog=';

/** Java: what a build publishes is read from its own files. */
const javaRows: readonly CommandRow[] = [
  command('mvn', readPage('https://maven.apache.org/ref/3.8.7/maven-embedder/cli.html', '3.8.7'), { flags: mavenFlags, aliases: ['mvnw', 'mvnd'], effects: [{ kind: 'runs-tool', tool: 'maven', args: '{flags.line}' }] }),
  command('gradle', notRead('https://docs.gradle.org/current/userguide/command_line_interface.html'), { flags: gradleFlags, aliases: ['gradlew'], effects: [{ kind: 'runs-tool', tool: 'gradle', args: '{flags.line}', when: { not: dryRun } }] }),
  command('jreleaser', notRead('https://jreleaser.org/guide/latest/tools/jreleaser-cli.html'), { flags: '--basedir,-b= --config-file,-c= --output-directory,-od= --dryrun,-y --git-root-search,-grs --strict --set-property,-P=* --select-current-platform,-scp --exclude-distribution,-xd=* --distribution,-d=* --packager,-p=* --auto-config --debug --info --warn --quiet,-q', effects: [{ kind: 'runs-tool', tool: 'jreleaser', args: '{flags.line}' }] }),
  command('sbt', notRead('https://www.scala-sbt.org/1.x/docs/Command-Line-Reference.html'), { flags: '-v --client -Dsbt.ci= -J=', effects: [{ kind: 'opaque', why: 'the build says what sbt publishes', mayPublish: true, when: { any: [0, 1, 2, 3, 4].flatMap((arg) => ['*ublish*', '*ci-release*', '*onatype*', '*elease*'].map((matches) => ({ arg, matches }))) } }, { kind: 'builds', outputs: [], by: 'sbt', folders: ['target'], when: { not: { any: [0, 1, 2, 3, 4].flatMap((arg) => ['*ublish*', '*ci-release*', '*onatype*', '*elease*'].map((matches) => ({ arg, matches }))) } } }] }),
  ...commands(['lein deploy', 'mill __.publish'], notRead('https://github.com/technomancy/leiningen/blob/main/doc/DEPLOY.md'), { effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'maven' }, subject: { kind: 'source' }, auth: 'token' }] }),
  ...commands(['jpackage', 'native-image'], notRead('https://docs.oracle.com/en/java/javase/21/docs/specs/man/jpackage.html'), { flags: '--dest,-d= --name,-n= --type,-t= --input,-i= --main-jar= --app-version= -o= -jar=', effects: [{ kind: 'builds', outputs: '{flags.o}', by: 'a Java packager', folders: '{flags.dest}' }] }),
];

const dotnetFlags = '--output,-o= --configuration,-c= --framework,-f= --runtime,-r= --no-build --no-restore --verbosity,-v= --version-suffix= --include-symbols --include-source --self-contained[=] --nologo --no-dependencies --os= --arch,-a= --property,-p=* --interactive --no-logo';
const nugetFlags = '--source,-s,-Source= --api-key,-k,-ApiKey= --skip-duplicate,-SkipDuplicate --no-symbols,-NoSymbols,-n --timeout,-t,-Timeout= --symbol-source,-ss= --symbol-api-key,-sk= --disable-buffering,-d --no-service-endpoint --interactive --force-english-output -NonInteractive -Verbosity= --configfile=';
const nuget: readonly EffectTemplate[] = [
  { kind: 'publishes', sink: { kind: 'index', index: 'nuget' }, subject: { kind: 'files', paths: '{args.0..}' }, auth: 'token', choose: { sink: { cases: [{ when: { all: [{ flag: 'source', set: true }, { not: { flag: 'source', matches: ['*nuget.org*', 'nuget'] } }] }, value: { kind: 'index', index: 'private', url: '{flags.source}' } }] } } },
];
const nugetSigns: readonly EffectTemplate[] = [{ kind: 'signs', subject: { kind: 'files', paths: '{args.0..}' }, mechanism: 'nuget', keyless: false, attachedTo: 'embedded', inPlace: true }];

/** .NET. */
const dotnetRows: readonly CommandRow[] = [
  command('dotnet pack', notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-pack'), { flags: dotnetFlags, effects: [{ kind: 'builds', outputs: '{flags.output}/*.nupkg', by: 'dotnet pack', choose: { outputs: { cases: [{ when: { flag: 'output', set: false }, value: ['**/bin/**/*.nupkg'] }, { when: { flag: 'include-symbols', set: true }, value: ['{flags.output}/*.nupkg', '{flags.output}/*.snupkg'] }] } } }] }),
  ...commands(['dotnet publish', 'dotnet build', 'dotnet msbuild', 'msbuild'], notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-publish'), { flags: dotnetFlags, effects: [{ kind: 'builds', outputs: [], by: 'dotnet', folders: '{flags.output}', when: { flag: 'output', set: true } }, { kind: 'builds', outputs: [], by: 'dotnet', when: { flag: 'output', set: false } }] }),
  ...commands(['dotnet nuget push', 'nuget push', 'dotnet paket push'], dotnetNuget, { flags: nugetFlags, effects: nuget }),
  command('nuget pack', notRead('https://learn.microsoft.com/nuget/reference/cli-reference/cli-ref-pack'), { flags: '-OutputDirectory= -Version= -Properties= -Symbols -Suffix= -BasePath= -NoPackageAnalysis', effects: [{ kind: 'builds', outputs: '{flags.OutputDirectory}/*.nupkg', by: 'nuget pack', choose: { outputs: { cases: [{ when: { flag: 'OutputDirectory', set: false }, value: ['*.nupkg'] }] } } }] }),
  ...commands(['dotnet nuget sign', 'nuget sign'], notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-nuget-sign'), { flags: '--certificate-path,-CertificatePath= --certificate-password,-CertificatePassword= --certificate-fingerprint,-CertificateFingerprint= --timestamper,-Timestamper= --hash-algorithm= --timestamp-hash-algorithm= --overwrite,-Overwrite --output,-o,-OutputDirectory= --certificate-store-name= --certificate-subject-name=', effects: nugetSigns }),
  ...commands(['dotnet nuget verify', 'nuget verify'], notRead('https://learn.microsoft.com/dotnet/core/tools/dotnet-nuget-verify'), { flags: '--all -All -Signatures --certificate-fingerprint,-CertificateFingerprint= --configfile=', effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0..}' }, tool: 'nuget verify', identity: 'none', integrityOnly: false, choose: { identity: { cases: [{ when: { flag: 'certificate-fingerprint', set: true }, value: 'pinned' }] } } }] }),
  ...commands(['dotnet sign', 'sign code'], notRead('https://github.com/dotnet/sign'), { flags: '--azure-key-vault-url,-kvu= --azure-key-vault-certificate,-kvc= --azure-credential-type,-act= --description,-d= --publisher-name,-pn= --base-directory,-b= --file-list,-fl= --timestamp-url,-t= --verbosity,-v=', effects: [{ kind: 'signs', subject: { kind: 'files', paths: '{args.0..}' }, mechanism: 'authenticode', keyless: false, attachedTo: 'embedded', inPlace: true }] }),
];

const goFlags = '-o= -a -n -p= -race -msan -v -work -x -asmflags= -buildmode= -buildvcs[=] -compiler= -gcflags= -installsuffix= -ldflags= -mod= -modcacherw -modfile= -overlay= -pgo= -pkgdir= -tags= -trimpath -toolexec= -C= -cover -coverpkg= -json -linkshared';

/** Go. */
const goRows: readonly CommandRow[] = [
  command('go build', readPage('https://pkg.go.dev/cmd/go', '1.24'), { flags: goFlags, aliases: ['garble build'], effects: [{ kind: 'builds', outputs: '{flags.o}', by: 'go build', choose: { outputs: { cases: [{ when: { flag: 'o', matches: '*/' }, value: ['{flags.o}*'] }] } }, when: { flag: 'o', set: true } }, { kind: 'builds', outputs: [], by: 'go build', when: { flag: 'o', set: false } }] }),
  ...commands(['gox', 'xgo'], notRead('https://github.com/mitchellh/gox'), { flags: '-output= -osarch= -os= -arch= -ldflags= -out= -dest= --targets= --dest= --out= --pkg=', effects: [{ kind: 'builds', outputs: [], by: 'gox' }] }),
  command('goreleaser', readAt('goreleaser/goreleaser', 'cd616d2c080b205bfe0833396e6f2d208253095e', 'v2.18.0')('cmd/release.go'), { flags: '--config,-f= --clean,--rm-dist --snapshot --auto-snapshot --draft --fail-fast --nightly --parallelism,-p= --prepare --release-header= --release-footer= --release-notes= --skip=* --skip-publish --skip-sign --skip-docker --skip-validate --skip-announce --skip-sbom --single-target --timeout= --split --verbose --id=* --output,-o= --key,-k=', effects: [{ kind: 'runs-tool', tool: 'goreleaser', args: '{flags.line}' }] }),
  command('go install', readPage('https://pkg.go.dev/cmd/go', '1.24'), { flags: goFlags, roles: ['installs'] }),
  ...commands(['fyne package', 'fyne-cross', 'wails build', 'wails3 build'], notRead('https://docs.fyne.io/started/packaging'), { flags: '-o= -os= -name= --platform= -platform= -clean -nsis -release', effects: [{ kind: 'builds', outputs: [], by: 'a Go packager' }] }),
];

/** The other package indexes, where one command publishes the checkout. */
const indexRows: readonly CommandRow[] = [
  ...commands(['mix hex.publish', 'rebar3 hex', 'gleam publish'], hex, { flags: '--yes,-y --dry-run --replace --organization= --revert=', effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'hex' }, subject: { kind: 'source' }, auth: 'token', when: { not: dryRun } }] }),
  ...commands(['dart pub publish', 'flutter pub publish', 'pub publish', 'melos publish'], notRead('https://dart.dev/tools/pub/cmd/pub-lish'), { flags: '--force,-f --dry-run,-n --directory,-C= --skip-validation --no-dry-run --yes,-y', effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'pub' }, subject: { kind: 'source' }, auth: 'unknown', choose: { auth: { cases: [{ when: { permission: 'id-token: write' }, value: 'trusted-publishing' }], undecided: 'unknown' } }, when: { not: dryRun } }] }),
  ...commands(['pod trunk push', 'pod repo push'], notRead('https://guides.cocoapods.org/terminal/commands.html'), { flags: '--allow-warnings --skip-import-validation --skip-tests --synchronous --verbose --use-libraries --swift-version=', effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'cocoapods' }, subject: { kind: 'source' }, auth: 'token' }] }),
  command('luarocks upload', notRead('https://github.com/luarocks/luarocks/wiki/upload'), { flags: '--api-key= --temp-key= --skip-pack --force --sign --debug', effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'luarocks' }, subject: { kind: 'files', paths: '{args.0..}' }, auth: 'token' }] }),
  ...commands(['cabal upload', 'stack upload'], notRead('https://cabal.readthedocs.io/en/stable/cabal-commands.html'), { flags: '--publish --documentation,-d --username,-u= --password,-p= --token,-t= --candidate', effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'hackage' }, subject: { kind: 'files', paths: '{args.0..}' }, auth: 'token' }] }),
  ...commands(['opam publish', 'dune-release publish', 'dune-release opam'], notRead('https://github.com/ocaml-opam/opam-publish'), { flags: '--tag,-t= --version,-v= --no-browser --no-confirmation --yes,-y', effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'opam' }, subject: { kind: 'source' }, auth: 'token' }] }),
  command('R CMD', notRead('https://cran.r-project.org/doc/manuals/r-release/R-exts.html'), { flags: '--no-manual --no-build-vignettes --as-cran', effects: [{ kind: 'builds', outputs: '*.tar.gz', by: 'R CMD build', when: { arg: 0, matches: 'build' } }] }),
  ...commands(['swift build', 'xcodebuild', 'gomobile bind', 'stack build', 'cabal build', 'zig build', 'nim c', 'crystal build', 'dune build', 'flutter build', 'dart compile', 'ghc', 'kotlinc', 'javac', 'tsc', 'esbuild', 'vite build', 'webpack', 'rollup', 'parcel build', 'next build', 'hugo', 'mkdocs build', 'jekyll build', 'sphinx-build', 'zola build', 'mdbook build', 'doxygen', 'typedoc', 'electron-packager'], notRead('https://docs.github.com/actions'), { flags: '-o,--output,--out= --outdir,--out-dir,--dest,-d= --release', effects: [{ kind: 'builds', outputs: [], by: 'a compiler or generator' }] }),
];

/** Compilers, packagers and indexes of the languages that have no file of their own here. */
export const languageRows: readonly CommandRow[] = [...rustRows, ...rubyRows, ...javaRows, ...dotnetRows, ...goRows, ...indexRows];
