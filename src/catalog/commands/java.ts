import { command, commands, notRead, readPage } from '../command-row.ts';
import type { CommandRow, Condition } from '../schema.ts';

const dryRun: Condition = { flag: 'dry-run', set: true };

const mavenFlags =
  '--batch-mode,-B --no-transfer-progress,-ntp --file,-f= --projects,-pl= --also-make,-am --also-make-dependents,-amd --activate-profiles,-P=* --settings,-s= --global-settings,-gs= --define,-D=* --threads,-T= --update-snapshots,-U --offline,-o --quiet,-q --debug,-X --errors,-e --fail-at-end,-fae --fail-never,-fn --fail-fast,-ff --non-recursive,-N --strict-checksums,-C --lax-checksums,-c --toolchains,-t= --resume-from,-rf= --log-file,-l= --show-version,-V --builder,-b=';
const gradleFlags =
  '--project-dir,-p= --build-file,-b= --settings-file,-c= --no-daemon --parallel --stacktrace,-s --full-stacktrace,-S --info,-i --debug,-d --quiet,-q --warn,-w --scan --no-scan --build-cache --no-build-cache --configuration-cache --no-configuration-cache --continue --dry-run,-m --exclude-task,-x=* --project-prop,-P=* --system-prop,-D=* --max-workers= --refresh-dependencies --rerun-tasks --offline --console= --no-parallel --warning-mode= --init-script,-I=* --gradle-user-home,-g= --include-build=* --write-verification-metadata,-M= --tests=* --version-catalog=';

const places = [0, 1, 2, 3, 4];
/** A task as it is written: an unknown word, as of a version of Scala, is no reason to think of one that publishes. */
const sbtTask = (...patterns: readonly string[]): Condition => ({ any: places.flatMap((arg) => patterns.map((written) => ({ arg, written }))) });
const sbtPublishes: Condition = {
  any: places.flatMap((arg) => ['*ublish*', '*ci-release*', '*onatype*', '*elease*'].map((matches) => ({ arg, matches }))),
};
const sbtCentral = sbtTask('*ci-release', '*publishSigned', '*sonatypeBundleRelease', '*sonatypeReleaseAll', '*sonaRelease', '*sonaUpload');

/** Java: what a build publishes is read from its own files. */
export const javaRows: readonly CommandRow[] = [
  command('mvn', readPage('https://maven.apache.org/ref/3.8.7/maven-embedder/cli.html', '3.8.7'), {
    flags: mavenFlags,
    aliases: ['mvnw', 'mvnd'],
    effects: [{ kind: 'runs-tool', tool: 'maven', args: '{flags.line}' }],
  }),
  command('gradle', notRead('https://docs.gradle.org/current/userguide/command_line_interface.html'), {
    flags: gradleFlags,
    aliases: ['gradlew'],
    effects: [{ kind: 'runs-tool', tool: 'gradle', args: '{flags.line}', when: { not: dryRun } }],
  }),
  command('jreleaser', notRead('https://jreleaser.org/guide/latest/tools/jreleaser-cli.html'), {
    flags:
      '--basedir,-b= --config-file,-c= --output-directory,-od= --dryrun,-y --git-root-search,-grs --strict --set-property,-P=* --select-current-platform,-scp --exclude-distribution,-xd=* --distribution,-d=* --packager,-p=* --auto-config --debug --info --warn --quiet,-q',
    effects: [{ kind: 'runs-tool', tool: 'jreleaser', args: '{flags.line}' }],
  }),
  command('sbt', notRead('https://www.scala-sbt.org/1.x/docs/Command-Line-Reference.html'), {
    flags: '-v --client -Dsbt.ci= -J=',
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'maven-central' },
        subject: { kind: 'unknown', why: 'the build says what sbt publishes' },
        auth: 'token',
        when: sbtCentral,
      },
      // `publishSigned` of sbt-pgp, which `ci-release` of sbt-ci-release runs too.
      {
        kind: 'signs',
        subject: { kind: 'files', paths: [] },
        mechanism: 'gpg',
        keyless: false,
        outputs: ['{file}.asc'],
        attachedTo: 'index',
        when: { any: [sbtTask('*publishSigned'), { all: [sbtTask('*ci-release'), { env: 'PGP_SECRET', set: true }] }] },
      },
      { kind: 'opaque', why: 'the build says what sbt publishes', mayPublish: true, when: { all: [sbtPublishes, { not: sbtCentral }] } },
      { kind: 'builds', outputs: [], by: 'sbt', folders: ['target'], when: { not: sbtPublishes } },
    ],
  }),
  ...commands(['lein deploy', 'mill __.publish'], notRead('https://github.com/technomancy/leiningen/blob/main/doc/DEPLOY.md'), {
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'maven' }, subject: { kind: 'source' }, auth: 'token' }],
  }),
  ...commands(['jpackage', 'native-image'], notRead('https://docs.oracle.com/en/java/javase/21/docs/specs/man/jpackage.html'), {
    flags: '--dest,-d= --name,-n= --type,-t= --input,-i= --main-jar= --app-version= -o= -jar=',
    effects: [{ kind: 'builds', outputs: '{flags.o}', by: 'a Java packager', folders: '{flags.dest}' }],
  }),
];
