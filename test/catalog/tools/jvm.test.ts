import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { parseXml, childText } from '../../../src/catalog/tools/support/xml.ts';
import { hole, lit } from '../../../src/values/index.ts';
import { effectsOf, shown, summary, toolInput } from './tool-input.ts';
import type { InputOptions } from './tool-input.ts';

const plugin = (artifact: string, more = ''): string => `<plugin><artifactId>${artifact}</artifactId>${more}</plugin>`;
const pom = (parts: { build?: string; profiles?: string; more?: string }): string =>
  `<?xml version="1.0"?>\n<project xmlns="x">\n  <!-- <plugin> -->\n  <groupId>com.acme</groupId>\n  <artifactId>rocket</artifactId>\n  ${parts.more ?? ''}\n  <build><plugins>${parts.build ?? ''}</plugins></build>\n  ${parts.profiles ?? ''}\n</project>\n`;
const central = plugin('central-publishing-maven-plugin');
const execution = (phase: string, goal = 'sign'): string =>
  `<executions><execution><phase>${phase}</phase><goals><goal>${goal}</goal></goals></execution></executions>`;
const gpg = plugin('maven-gpg-plugin', execution('verify'));

describe('Maven', () => {
  const read = (text: string, args: readonly string[] = ['-B', 'deploy'], files: Readonly<Record<string, string>> = {}) =>
    readTool(toolInput({ tool: 'maven', args, files: { 'pom.xml': text, ...files } }));
  const profile = `<profiles><profile><id>release</id><build><plugins>${gpg}</plugins></build></profile></profiles>`;

  const rows: readonly { what: string; text: string; args?: readonly string[]; lines: readonly string[] }[] = [
    {
      what: 'Central, signed',
      text: pom({ build: central + gpg }),
      lines: ['signs files  gpg index -> {file}.asc', 'publishes files  to index maven-central as com.acme:rocket'],
    },
    { what: 'Central, not signed', text: pom({ build: central }), lines: ['publishes files  to index maven-central as com.acme:rocket'] },
    {
      what: 'a profile that is asked for',
      text: pom({ build: central, profiles: profile }),
      args: ['deploy', '-Prelease'],
      lines: ['signs files  gpg index -> {file}.asc', 'publishes files  to index maven-central as com.acme:rocket'],
    },
    { what: 'a profile that is not', text: pom({ build: central, profiles: profile }), lines: ['publishes files  to index maven-central as com.acme:rocket'] },
    {
      what: 'a profile that a property turns on',
      text: pom({
        build: central,
        profiles: profile.replace('<id>release</id>', '<id>x</id><activation><property><name>performRelease</name></property></activation>'),
      }),
      args: ['deploy', '-DperformRelease=true'],
      lines: ['signs files  gpg index -> {file}.asc', 'publishes files  to index maven-central as com.acme:rocket'],
    },
    {
      what: 'a repository that is a folder',
      text: pom({ build: central + gpg }),
      args: ['deploy', '-DaltDeploymentRepository=local::file:///tmp/x'],
      lines: [],
    },
    {
      what: 'signing is skipped',
      text: pom({ build: central + gpg }),
      args: ['deploy', '-Dgpg.skip'],
      lines: ['publishes files  to index maven-central as com.acme:rocket'],
    },
    {
      what: 'another repository',
      text: pom({ more: '<distributionManagement><repository><url>https://repo.example.com/r</url></repository></distributionManagement>' }),
      lines: ['publishes files  to index maven as com.acme:rocket'],
    },
    {
      what: 'an SBOM',
      text: pom({ build: central + plugin('cyclonedx-maven-plugin') }),
      lines: ['describes source cyclonedx -> ?', 'publishes files  to index maven-central as com.acme:rocket'],
    },
    { what: 'only built', text: pom({ build: central }), args: ['-B', 'verify'], lines: ['builds - target/*.jar'] },
    {
      what: 'a plugin that only manages',
      text: pom({ build: central, more: `<build><pluginManagement><plugins>${gpg}</plugins></pluginManagement></build>` })
        .replace('<build><pluginManagement>', '<other><pluginManagement>')
        .replace('</pluginManagement></build>', '</pluginManagement></other>'),
      lines: ['publishes files  to index maven-central as com.acme:rocket'],
    },
  ];
  for (const row of rows) it(row.what, () => assert.deepEqual(summary(read(row.text, row.args)), row.lines));

  const withModule = (build: string): string => pom({ build: central + build, more: '<modules><module>mod</module></modules>' });
  const moduleFile = (more: string): Readonly<Record<string, string>> => ({
    'mod/pom.xml': `<project><parent><artifactId>rocket</artifactId></parent><artifactId>rocket-mod</artifactId>${more}</project>`,
  });
  const signs: readonly {
    what: string;
    text?: string;
    args?: readonly string[];
    files?: Readonly<Record<string, string>>;
    env?: InputOptions['env'];
    kinds: string;
  }[] = [
    { what: 'a property of the pom', text: pom({ build: central + gpg, more: '<properties><gpg.skip>true</gpg.skip></properties>' }), kinds: 'publishes' },
    {
      what: 'a property that the command line overrules',
      text: pom({ build: central + gpg, more: '<properties><gpg.skip>true</gpg.skip></properties>' }),
      args: ['deploy', '-Dgpg.skip=false'],
      kinds: 'signs publishes',
    },
    {
      what: 'a property that a profile overrules',
      text: pom({
        build: central + gpg,
        more: '<properties><gpg.skip>true</gpg.skip></properties>',
        profiles: '<profiles><profile><id>release</id><properties><gpg.skip>false</gpg.skip></properties></profile></profiles>',
      }),
      args: ['deploy', '-Prelease'],
      kinds: 'signs publishes',
    },
    {
      what: 'a property under another name',
      text: pom({
        build: central + plugin('maven-gpg-plugin', `${execution('verify')}<configuration><skip>\${quick}</skip></configuration>`),
        more: '<properties><quick>true</quick></properties>',
      }),
      kinds: 'publishes',
    },
    ...['none', 'site', 'never'].map((phase) => ({
      what: `the phase ${phase}`,
      text: pom({ build: central + plugin('maven-gpg-plugin', execution(phase)) }),
      kinds: 'publishes',
    })),
    {
      what: 'a phase of its own property',
      text: pom({ build: central + plugin('maven-gpg-plugin', execution('${sign.phase}')), more: '<properties><sign.phase>verify</sign.phase></properties>' }),
      kinds: 'signs publishes',
    },
    { what: 'the phase deploy', text: pom({ build: central + plugin('maven-gpg-plugin', execution('deploy')) }), kinds: 'opaque publishes' },
    { what: 'another goal', text: pom({ build: central + plugin('maven-gpg-plugin', execution('verify', 'help')) }), kinds: 'publishes' },
    { what: 'no execution', text: pom({ build: central + plugin('maven-gpg-plugin') }), kinds: 'publishes' },
    {
      what: 'an execution that is managed',
      text: pom({ build: `${central}${plugin('maven-gpg-plugin')}</plugins><pluginManagement><plugins>${gpg}</plugins></pluginManagement><plugins>` }),
      kinds: 'signs publishes',
    },
    { what: 'deploy-file', args: ['package', 'deploy:deploy-file', '-Dfile=a.jar'], kinds: 'publishes' },
    { what: 'the configuration beside the build', files: { '.mvn/maven.config': '-B\n-Dgpg.skip=true\n' }, kinds: 'publishes' },
    {
      what: 'a profile of that configuration',
      text: pom({ build: central, profiles: profile }),
      files: { '.mvn/maven.config': '-Prelease\n' },
      kinds: 'signs publishes',
    },
    { what: 'MAVEN_ARGS', env: { MAVEN_ARGS: lit('-B -Dgpg.skip') }, kinds: 'publishes' },
    {
      what: 'settings of the checkout',
      args: ['-s', 'ci/s.xml', 'deploy'],
      files: {
        'ci/s.xml':
          '<settings><profiles><profile><id>x</id><properties><gpg.skip>true</gpg.skip></properties></profile></profiles><activeProfiles><activeProfile>x</activeProfile></activeProfiles></settings>',
      },
      kinds: 'publishes',
    },
    { what: 'modules that inherit it', text: withModule(gpg), files: moduleFile(''), kinds: 'signs publishes' },
    {
      what: 'a module that does not inherit it',
      text: withModule(gpg.replace('<executions>', '<inherited>false</inherited><executions>')),
      files: moduleFile(''),
      kinds: 'opaque publishes',
    },
    {
      what: 'a module that skips it',
      text: withModule(gpg),
      files: moduleFile('<properties><gpg.skip>true</gpg.skip></properties>'),
      kinds: 'opaque publishes',
    },
    {
      what: 'a module that skips it and is not deployed',
      text: withModule(gpg),
      files: moduleFile('<properties><gpg.skip>true</gpg.skip><maven.deploy.skip>true</maven.deploy.skip></properties>'),
      kinds: 'signs publishes',
    },
    { what: 'one module alone', text: withModule(''), files: moduleFile(`<build><plugins>${gpg}</plugins></build>`), kinds: 'opaque publishes' },
    { what: 'a profile that may be missing', text: pom({ build: central, profiles: profile }), args: ['deploy', '-P?release'], kinds: 'signs publishes' },
    {
      what: 'a profile without a property',
      text: pom({
        build: central,
        profiles: profile.replace('<id>release</id>', '<id>x</id><activation><property><name>!quick</name></property></activation>'),
      }),
      kinds: 'signs publishes',
    },
    {
      what: 'that property',
      text: pom({
        build: central,
        profiles: profile.replace('<id>release</id>', '<id>x</id><activation><property><name>!quick</name></property></activation>'),
      }),
      args: ['deploy', '-Dquick'],
      kinds: 'publishes',
    },
    { what: 'a goal that publishes what another call made', args: ['central-publishing:publish'], kinds: 'opaque publishes' },
    { what: 'MAVEN_OPTS', env: { MAVEN_OPTS: lit('-Xmx1g -Dgpg.skip=true') }, kinds: 'publishes' },
  ];
  for (const { what, text = pom({ build: central + gpg }), args = ['deploy'], files = {}, env = {}, kinds } of signs) {
    it(`signing under ${what}`, () => {
      const result = readTool(toolInput({ tool: 'maven', args, files: { 'pom.xml': text, ...files }, env }));
      assert.equal(result.effects.map(({ effect }) => effect.kind).join(' '), kinds);
    });
  }

  it('reads modules, and does not vouch for a parent that is elsewhere', () => {
    const result = read(pom({ build: central, more: '<modules><module>core</module><module>../up</module><module>core</module></modules>' }), ['deploy'], {
      'core/pom.xml': pom({}).replace('>rocket<', '>rocket-core<'),
    });
    assert.deepEqual(shown(effectsOf(result, 'publishes')[0]?.names), ['com.acme:rocket', 'com.acme:rocket-core']);
    const child = read(pom({ build: central, more: '<parent><artifactId>acme-parent</artifactId></parent>' }));
    assert.equal(effectsOf(child, 'opaque').length, 1);
  });

  it('says when it has no pom', () =>
    assert.deepEqual(
      readTool(toolInput({ tool: 'maven', args: ['deploy'], files: {} })).effects.map(({ effect }) => effect.kind),
      ['opaque'],
    ));
});

describe('XML', () => {
  it('is tolerant', () => {
    const root = parseXml('x', '<a><!-- <b>no</b> --><b attr=">">one</c></b><d/><e><![CDATA[<x>]]></e><f>open');
    assert.equal(childText(root, 'e'), '<x>');
    assert.equal(childText(root, 'f'), 'open');
    assert.equal(parseXml('x', 'no tags'), undefined);
    assert.equal(parseXml('x', '<a>'.repeat(100_000)), undefined);
  });
});

describe('Gradle', () => {
  const read = (tasks: readonly string[], files: Readonly<Record<string, string>>, env: InputOptions['env'] = {}) =>
    readTool(
      toolInput({
        tool: 'gradle',
        args: tasks,
        files: { 'settings.gradle.kts': 'rootProject.name = "rocket"\n', 'gradle.properties': 'GROUP=com.acme\n', ...files },
        env,
      }),
    );
  const signing = 'plugins {\n  `maven-publish`\n  signing\n}\nsigning {\n  sign(publishing.publications["main"])\n}\n';
  const built = 'builds - build/libs/*.jar **/build/libs/*.jar';
  const signed = 'signs files build/libs/*.jar **/build/libs/*.jar gpg beside -> {file}.asc';
  const key = { ORG_GRADLE_PROJECT_signingInMemoryKey: hole('secrets.KEY') };

  const rows: readonly { what: string; tasks: readonly string[]; text: string; env?: InputOptions['env']; lines: readonly string[] }[] = [
    {
      what: 'Sonatype with a key',
      tasks: ['publishToSonatype', 'closeAndReleaseSonatypeStagingRepository'],
      text: signing,
      env: key,
      lines: ['publishes files  to index maven-central as com.acme:rocket', 'signs files  gpg index -> {file}.asc', built, signed],
    },
    {
      what: 'Sonatype without a key that is known',
      tasks: [':lib:publishToSonatype'],
      text: signing,
      lines: ['publishes files  to index maven-central as com.acme:rocket', 'opaque', built],
    },
    {
      what: 'vanniktech signs',
      tasks: ['publishAndReleaseToMavenCentral'],
      text: 'plugins { id("com.vanniktech.maven.publish") }\nmavenPublishing { signAllPublications() }\n',
      env: key,
      lines: ['publishes files  to index maven-central as com.acme:rocket', 'signs files  gpg index -> {file}.asc', built],
    },
    {
      what: 'the part of vanniktech without defaults, in a convention plugin',
      tasks: ['publish'],
      text: 'plugins { id("com.vanniktech.maven.publish.base") }\nmavenPublishing { publishToMavenCentral(); signAllPublications() }\n',
      env: key,
      lines: ['publishes files  to index maven-central as com.acme:rocket', 'signs files  gpg index -> {file}.asc', built],
    },
    {
      what: 'the Plugin Portal',
      tasks: ['publishPlugins'],
      text: 'plugins { id("com.gradle.plugin-publish") }\n',
      lines: ['publishes files  to index gradle-plugin-portal as com.acme:rocket', built],
    },
    {
      what: 'the Plugin Portal, with the signing plugin',
      tasks: ['publishPlugins'],
      text: 'plugins {\n  id("com.gradle.plugin-publish")\n  signing\n}\n',
      env: key,
      lines: ['publishes files  to index gradle-plugin-portal as com.acme:rocket', 'signs files  gpg index -> {file}.asc', built, signed],
    },
    {
      what: 'a key under a name of the build',
      tasks: ['publishToMavenCentral'],
      text: 'plugins { id("com.vanniktech.maven.publish") }\nsigning { useInMemoryPgpKeys(providers.environmentVariable("ACME_PGP_KEY").orNull, "") }\nmavenPublishing { signAllPublications() }\n',
      env: { ACME_PGP_KEY: hole('secrets.KEY') },
      lines: ['publishes files  to index maven-central as com.acme:rocket', 'signs files  gpg index -> {file}.asc', built, signed],
    },
    {
      what: 'a pass phrase is no key',
      tasks: ['publishToMavenCentral'],
      text: 'plugins { id("com.vanniktech.maven.publish") }\nsigning { useInMemoryPgpKeys(key, System.getenv("PGP_KEY_PASSPHRASE")) }\nmavenPublishing { signAllPublications() }\n',
      env: { PGP_KEY_PASSPHRASE: hole('secrets.PASS') },
      lines: ['publishes files  to index maven-central as com.acme:rocket', 'opaque', built],
    },
    {
      what: 'a release on GitHub with files',
      tasks: ['githubRelease'],
      text: 'plugins { id("com.github.breadmoirai.github-release") }\ngithubRelease {\n  draft = true\n  releaseAssets.from(jar)\n}\n',
      lines: ['release {tag of the build} draft', 'publishes unknown to release'],
    },
    {
      what: 'a release on GitHub without files',
      tasks: ['githubRelease'],
      text: 'plugins { id("com.github.breadmoirai.github-release") }\ngithubRelease { owner = "acme" }\n',
      lines: ['release {tag of the build}'],
    },
    {
      what: 'a release on GitHub that is only tried',
      tasks: ['githubRelease'],
      text: 'plugins { id("com.github.breadmoirai.github-release") }\ngithubRelease {\n  dryRun.set(true)\n  releaseAssets.from(jar)\n}\n',
      lines: [],
    },
    {
      what: 'SBOM plugins',
      tasks: ['spdxSbom', 'cyclonedxBom'],
      text: 'plugins { id("org.spdx.sbom") }\n',
      lines: [
        'describes files build/libs/*.jar **/build/libs/*.jar spdx -> **/build/spdx/*.spdx.json',
        'describes files build/libs/*.jar **/build/libs/*.jar cyclonedx -> **/build/reports/*bom.json',
      ],
    },
    {
      what: 'Sigstore',
      tasks: ['publishToMavenCentral'],
      text: 'plugins { id("dev.sigstore.sign") version "2.0.0" }\n',
      lines: ['publishes files  to index maven-central as com.acme:rocket', 'signs files  sigstore index -> {file}.sigstore.json', built],
    },
    {
      what: 'GitHub Packages',
      tasks: ['publishAllPublicationsToGitHubPackagesRepository'],
      text: '// signing\nplugins { `maven-publish` }\n',
      lines: ['publishes files  to index maven as com.acme:rocket', built],
    },
    { what: 'the local repository', tasks: ['publishToMavenLocal'], text: signing, lines: [] },
    { what: 'only built', tasks: ['clean', 'build'], text: signing, lines: ['builds - build/libs/* build/distributions/*'] },
  ];
  for (const row of rows) it(row.what, () => assert.deepEqual(summary(read(row.tasks, { 'build.gradle.kts': row.text }, row.env)), row.lines));

  const published = 'publishes files  to index maven-central as com.acme:rocket';
  const plain = 'plugins {\n  `maven-publish`\n  signing\n}\npublishing { publications { create<MavenPublication>("main") {} } }\n';
  const call = 'signing { sign(publishing.publications["main"]) }\n';
  const conditions: readonly { what: string; text: string; args?: readonly string[]; env?: InputOptions['env']; signs: true | 'perhaps' | false }[] = [
    { what: 'no condition', text: call, signs: true },
    { what: 'a variable that is not set', text: `if (System.getenv("SIGN") != null) { ${call} }`, signs: false },
    { what: 'a variable that is set', text: `if (System.getenv("SIGN") == "true") {\n ${call} }`, env: { SIGN: lit('true') }, signs: true },
    {
      what: 'the variable of every CI run, and the key',
      text: `val pgp = System.getenv("SIGNING_KEY")\nif (System.getenv("CI") != null && pgp != null) { ${call} }`,
      env: { SIGNING_KEY: hole('secrets.K') },
      signs: true,
    },
    { what: 'snapshots alone', text: `if (version.toString().endsWith("-SNAPSHOT")) { ${call} }`, signs: false },
    { what: 'releases alone', text: `val isSnapshot = version.toString().endsWith("-SNAPSHOT")\nif (!isSnapshot) { ${call} }`, signs: true },
    { what: 'a property that turns it off', text: `if (!project.hasProperty("skipSigning")) { ${call} }`, args: ['-PskipSigning'], signs: false },
    { what: 'that property left out', text: `if (!project.hasProperty("skipSigning")) { ${call} }`, signs: true },
    { what: 'both branches', text: `if (unread()) { ${call} } else {\n ${call} }`, signs: true },
    { what: 'one branch of what is not read', text: `if (unread()) { println("{") } else { ${call} }`, signs: 'perhaps' },
    { what: 'the branch that a release does not take', text: `if (!isSnapshot) { println("release") } else { ${call} }`, signs: false },
    { what: 'a key that is handed on', text: `val key: String? = findProperty("signingInMemoryKey") as String?\nkey?.let { ${call} }`, signs: 'perhaps' },
    { what: 'signing tasks under a condition', text: `${call}tasks.withType<Sign>().configureEach { onlyIf { project.hasProperty("doSign") } }`, signs: false },
    {
      what: 'signing tasks under a condition that is met',
      text: `${call}tasks.withType(Sign) { onlyIf("asked") { hasProperty("doSign") } }`,
      args: ['-PdoSign'],
      signs: true,
    },
    { what: 'signing tasks of releases', text: `${call}tasks.withType(Sign) { onlyIf { !version.endsWith("SNAPSHOT") } }`, signs: true },
    { what: 'signing tasks with an order only', text: `${call}tasks.withType<Sign>().configureEach { mustRunAfter(tasks.withType<Jar>()) }`, signs: true },
    { what: 'signing tasks that are off', text: `${call}tasks.withType<Sign>().configureEach { isEnabled = false }`, signs: false },
    { what: 'a call on what is not set', text: `System.getenv("NOPE")?.let { ${call} }`, signs: false },
    { what: 'another value of a variable', text: `if (System.getenv("SIGN") == "1") { ${call} }`, env: { SIGN: lit('0') }, signs: false },
    { what: 'a property with the value that turns it off', text: `if (findProperty("noSign") != "true") { ${call} }`, args: ['-PnoSign=true'], signs: false },
    { what: 'a function that nothing calls', text: `fun signs() {\n${call}}`, signs: false },
    { what: 'a function that is called', text: `fun signs() {\n${call}}\nsigns()`, signs: true },
    { what: 'a text', text: `val doc = """\n${call}"""`, signs: false },
    { what: 'another publication', text: 'signing { sign(publishing.publications["other"]) }', signs: false },
    { what: 'the archives alone', text: 'signing { sign(configurations.archives) }', signs: false },
  ];
  for (const { what, text, args = [], env = {}, signs } of conditions) {
    it(`signing under ${what}`, () => {
      const result = read(['publishToSonatype', ...args], { 'build.gradle.kts': `${plain}${text}\n` }, { ...key, ...env });
      assert.equal(summary(result)[0], published);
      const found = result.effects
        .filter(({ effect }) => effect.kind === 'signs' && effect.attachedTo === 'index')
        .map(({ holds }) => (holds === true ? true : 'perhaps'));
      assert.deepEqual(found, signs === false ? [] : [signs]);
    });
  }

  it('asks the scripts of the project whose task is called', () => {
    const sub = 'plugins { `maven-publish` }\n';
    const kinds = (task: string, root: string, lib: string) =>
      effectsOf(read([task], { 'build.gradle.kts': root, 'lib/build.gradle.kts': lib }, key), 'signs').length > 0;
    assert.equal(kinds(':lib:publishToSonatype', signing, sub), false);
    assert.equal(kinds(':lib:publishToSonatype', `subprojects {\n${signing}}\n`, sub), true);
    assert.equal(kinds(':lib:publishToSonatype', '', signing), true);
    assert.equal(kinds('publishToSonatype', signing, sub), true);
  });

  it('asks the project that -p names, and every project of the settings', () => {
    const signsOf = (tasks: readonly string[], files: Readonly<Record<string, string>>): number =>
      effectsOf(read(tasks, files, key), 'signs').filter((one) => one.attachedTo === 'index').length;
    const plainBuild = 'plugins { `maven-publish` }\n';
    assert.equal(signsOf(['-p', 'lib', 'publishToSonatype'], { 'build.gradle.kts': signing, 'lib/build.gradle.kts': plainBuild }), 0);
    assert.equal(signsOf(['-p', 'lib', 'publishToSonatype'], { 'build.gradle.kts': '', 'lib/build.gradle.kts': signing }), 1);
    assert.equal(
      signsOf(['-p', 'lib', 'publishToSonatype'], { 'build.gradle.kts': signing, 'lib/build.gradle.kts': plainBuild, 'lib/settings.gradle.kts': '' }),
      0,
    );
    const two = { 'build.gradle.kts': signing, 'lib/build.gradle.kts': plainBuild };
    assert.equal(signsOf(['publishToSonatype'], { ...two, 'settings.gradle.kts': 'include(":lib")\n' }), 0);
    assert.equal(signsOf(['publishToSonatype'], two), 1, 'a folder of another build');
  });

  it('finds plugins through the version catalog', () => {
    const files = {
      'build.gradle.kts': 'plugins { alias(libs.plugins.maven.publish) }\nmavenPublishing { signAllPublications() }\n',
      'gradle/libs.versions.toml': '[plugins]\nmaven-publish = { id = "com.vanniktech.maven.publish", version = "1" }\n',
    };
    assert.equal(summary(read(['publish'], files, key)).length, 3);
  });
});
