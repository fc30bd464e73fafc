import type { Tri } from '../../base/index.ts';
import { concat, hole, lit, literalOf, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { Effect, Sink } from '../effect.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { isGiven } from '../wildcard.ts';
import { boms, publishedBoms } from './gradle-boms.ts';
import { buildOf, ofProjects, publishingProjects } from './gradle-build.ts';
import type { Build } from './gradle-build.ts';
import type { Asked } from './gradle-conditions.ts';
import { githubRelease, jib } from './gradle-releases.ts';
import { signingHolds, signsOther } from './gradle-signing.ts';
import { flagText, parseArgs } from './support/args.ts';
import type { Args } from './support/args.ts';
import { joinPath, resolveFile } from './support/path.ts';
import { both, Run, when } from './support/run.ts';
import type { Holds } from './support/run.ts';

/**
 * Reads Gradle's publishing tasks from the build scripts' text: which plugins publish where, and whether `signing`,
 * com.vanniktech.maven.publish or dev.sigstore.sign take part. Scripts are programs, so what they decide is only
 * recognised. Facts from the plugins' documentation, read 2026-11-23.
 */
export function readGradle(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: ['build-file', 'project-dir', 'init-script', 'console', 'exclude-task', 'project-prop', 'system-prop'],
    aliases: { b: 'build-file', p: 'project-dir', I: 'init-script', x: 'exclude-task', P: 'project-prop', D: 'system-prop' },
  });
  const words = args.words.map(literalOf).flatMap((word) => word ?? []);
  const tasks = words.map((word) => word.slice(word.lastIndexOf(':') + 1));
  const { build, folder } = called(input, flagText(args, 'project-dir'));
  const named = folder === undefined ? words : words.map((word) => (word.includes(':') ? word : `:${folder.replaceAll('/', ':')}:${word}`));
  const all = !named.some((word) => word.includes(':'));
  let known: Signing | undefined;
  // Most calls test or build, and ask nothing of how the build signs.
  const signing = (): Signing => (known ??= signingOf(ofProjects(build, named), askedOf(input, args, build, tasks), tasks, all));
  const excluded = (args.flags.get('exclude-task') ?? []).map((task) => literalOf(task) ?? '');
  let published = false;
  for (const sink of new Map(tasks.flatMap((task) => sinksOf(task, build, input)).map((one): [string, Sink] => [JSON.stringify(one), one])).values()) {
    published = true;
    const plugins = sink.kind === 'index' && sink.index === 'gradle-plugin-portal';
    run.add(
      {
        kind: 'publishes',
        sink,
        subject: { kind: 'files', paths: [] },
        names: plugins ? pluginIds(input, build) : [nameOf(input, build)],
        auth: 'token',
        ...(build.path === undefined ? {} : { config: build.path }),
      },
      input.span,
    );
    if (!plugins || signsPlugins(build))
      sign(
        run,
        signing(),
        excluded.some((task) => /sign/i.test(task)),
      );
    if (!plugins) publishedBoms(run, build, tasks);
  }
  if (published) jars(run, signing());
  boms(run, tasks);
  if (tasks.includes('jib')) jib(run, args, build);
  if (tasks.includes('githubRelease') && has(build, 'com.github.breadmoirai.github-release')) githubRelease(run, build);
  if (!published && tasks.some((task) => /^(build|assemble|jar|shadowJar|distZip|distTar|installDist|bootJar)$/.test(task)))
    run.add({ kind: 'builds', outputs: [lit('build/libs/*'), lit('build/distributions/*')], by: 'gradle' }, input.span);
  if (tasks.some((task) => /^jreleaser(Full)?(Release|Deploy|Upload|Publish)$/.test(task)))
    run.unclear(input.span, 'what the JReleaser plugin of the Gradle build does was not read');
  if (args.unread.length > 0) run.doubt(input.span, 'some of the Gradle tasks are not known');
  return run.result(build.path);
}

/** The build of the folder that `-p` names; a folder without settings of its own is a project of the build that is called. */
function called(input: ToolInput, named: string | undefined): { readonly build: Build; readonly folder: string | undefined } {
  const folder = named === undefined ? undefined : resolveFile(input.cwd, named);
  if (folder === undefined || folder === input.cwd) return { build: buildOf(input), folder: undefined };
  const own = ['settings.gradle.kts', 'settings.gradle'].some((name) => input.files.has(joinPath(folder, name)));
  const below = input.cwd === '' ? folder : folder.startsWith(`${input.cwd}/`) ? folder.slice(input.cwd.length + 1) : undefined;
  return own || below === undefined ? { build: buildOf({ ...input, cwd: folder }), folder: undefined } : { build: buildOf(input), folder: below };
}

function has(build: Build, id: string): boolean {
  return build.text.includes(`"${id}"`) || build.text.includes(`'${id}'`) || build.text.includes(`\`${id}\``);
}

/** The plugin, or its part without defaults that a convention plugin of the build configures. */
function hasVanniktech(build: Build): boolean {
  return has(build, 'com.vanniktech.maven.publish') || has(build, 'com.vanniktech.maven.publish.base');
}

/** Where a task publishes to; tasks that only fill the local repository or do something else give nothing. */
function sinksOf(task: string, build: Build, input: ToolInput): readonly Sink[] {
  const central: Sink = { kind: 'index', index: 'maven-central' };
  if (/MavenLocal/.test(task) || task === 'publishToMavenLocal') return [];
  if (task === 'publishPlugins') return [{ kind: 'index', index: 'gradle-plugin-portal' }];
  if (
    /^(publishToMavenCentral|publishAndReleaseToMavenCentral|publishToSonatype|publishAllPublicationsToMavenCentralRepository|publishAllPublicationsToSonatypeRepository|publishMavenCentral.*|releaseRepository|publish.*ToCentralPortal|publishAggregationToCentralPortal|nmcpPublish.*)$/.test(
      task,
    )
  )
    return [central];
  if (/^closeAndRelease|^findSonatype|^close(Sonatype)?StagingRepositor|^releaseSonatype/.test(task)) return [central];
  if (/^publish.*To(\w+)Repository$/.test(task)) {
    const name = /To(\w+)Repository$/.exec(task)?.[1] ?? '';
    return [/^(sonatype|central|mavencentral|ossrh)/i.test(name) ? central : { kind: 'index', index: 'maven', url: addressOf(build, name) }];
  }
  if (task !== 'publish' && task !== 'publishAllPublications' && task !== 'uploadArchives') return [];
  const sinks: Sink[] = [];
  if (hasVanniktech(build) || has(build, 'io.github.gradle-nexus.publish-plugin') || /central\.sonatype\.com|oss\.sonatype\.org/.test(build.text))
    sinks.push(central);
  if (/maven\.pkg\.github\.com/.test(build.text)) sinks.push({ kind: 'index', index: 'maven', url: lit('https://maven.pkg.github.com') });
  if (sinks.length === 0 && (has(build, 'maven-publish') || build.text.includes('maven-publish')))
    sinks.push({ kind: 'index', index: 'maven', url: hole(`${input.idPrefix}.repository`, { label: 'repository of the build script' }) });
  return sinks;
}

/** The address of a repository that a script names. */
function addressOf(build: Build, name: string): Text {
  if (/^github/i.test(name)) return lit('https://maven.pkg.github.com');
  const url = /url\s*=?\s*(?:uri\()?\s*["']([^"'$]+)["']/.exec(build.text)?.[1];
  return url === undefined ? lit(name) : lit(url);
}

/** The jars that a published build leaves in its folders, beside each the signature that the signing plugin made of it. */
function jars(run: Run, signing: Signing): void {
  run.add({ kind: 'builds', outputs: [lit('build/libs/*.jar'), concat(wild('**'), lit('/build/libs/*.jar'))], by: 'gradle' }, run.input.span);
  if (!signsPublications(signing.build)) return;
  const key = both(keyGiven(run.input, signing.build), signing.holds);
  if (key.truth === false) return;
  run.add(
    {
      kind: 'signs',
      subject: { kind: 'files', paths: [lit('build/libs/*.jar'), concat(wild('**'), lit('/build/libs/*.jar'))] },
      mechanism: 'gpg',
      keyless: false,
      outputs: ['{file}.asc'],
      attachedTo: 'beside',
    },
    run.input.span,
    key,
  );
}

/** com.gradle.plugin-publish signs what it publishes where the signing plugin is applied beside it. */
function signsPlugins(build: Build): boolean {
  return (
    (has({ ...build, text: build.main }, 'com.gradle.plugin-publish') || build.main.includes('com.gradle.plugin-publish')) &&
    /(^|\s)signing\b/m.test(build.main)
  );
}

function signsPublications(build: Build): boolean {
  return build.script.once('signs publications', () => speaksOfSigning(build));
}

function speaksOfSigning(build: Build): boolean {
  return (
    (has(build, 'signing') || /\bsigning\s*$|^\s*signing\b/m.test(build.text)) &&
    (signsPlugins(build) || /\bsign\s*\(?\s*(publishing|configurations|publications|it\b|tasks|\w+Publication)|\bsign\(/.test(build.text))
  );
}

const signingKeys = [
  'ORG_GRADLE_PROJECT_signingInMemoryKey',
  'ORG_GRADLE_PROJECT_signingKey',
  'ORG_GRADLE_PROJECT_SIGNING_KEY',
  'SIGNING_KEY',
  'SIGNING_PRIVATE_KEY',
  'GPG_PRIVATE_KEY',
  'ORG_GRADLE_PROJECT_signing.keyId',
  'SIGNING_KEY_ID',
  'GPG_KEY',
  'MAVEN_GPG_PRIVATE_KEY',
  'JRELEASER_GPG_SECRET_KEY',
];

/** `.asc` files by the signing plugin when a key is at hand; Sigstore bundles by dev.sigstore.sign. */
function sign(run: Run, signing: Signing, skipped: boolean): void {
  const { input } = run;
  const { build } = signing;
  const vanniktech =
    hasVanniktech(build) &&
    (build.text.includes('signAllPublications()') ||
      build.properties.get('signAllPublications') === 'true' ||
      build.properties.get('RELEASE_SIGNING_ENABLED') === 'true');
  const plugin = signsPublications(build);
  const subject = { kind: 'files', paths: [] } as const;
  if (vanniktech || plugin) {
    const key = keyGiven(input, build);
    const effect: Effect = { kind: 'signs', subject, mechanism: 'gpg', keyless: false, outputs: ['{file}.asc'], attachedTo: 'index' };
    if (skipped) run.idle({ at: input.span, what: 'signs', section: 'signing', reason: 'the signing task is excluded' });
    else if (key.truth === false) run.unclear(input.span, 'the build signs, and no key is given to it by a variable that is known');
    else if (signing.holds.truth === false) run.unclear(input.span, 'the build signs under a condition that nothing known meets');
    else if (signing.other) run.unclear(input.span, 'what the build signs is not what its scripts declare for publishing');
    else if (signing.lacking) run.unclear(input.span, 'not every project that the build publishes is signed by its scripts');
    else run.add(effect, input.span, both(key, signing.holds));
  } else if (/signing/.test(build.text)) {
    run.unclear(input.span, 'the build scripts speak of signing in a way that was not read');
  }
  if (has(build, 'dev.sigstore.sign'))
    run.add(
      {
        kind: 'signs',
        subject,
        mechanism: 'sigstore',
        keyless: true,
        outputs: ['{file}.sigstore.json'],
        attachedTo: 'index',
        needs: [{ kind: 'permission', scope: 'id-token', level: 'write' }],
      },
      input.span,
    );
}

/** Whether the scripts come to sign, and whether that is something else than what they publish. */
interface Signing {
  /** The scripts that count for what is published. */
  readonly build: Build;
  readonly holds: Holds;
  readonly other: boolean;
  /** A project that is published with the others does not sign. */
  readonly lacking: boolean;
}

function signingOf(build: Build, asked: Asked, tasks: readonly string[], all: boolean): Signing {
  return {
    build,
    holds: when(signingHolds(build.script, asked), 'the build script signs'),
    // The tasks of the old `maven` plugin upload the archives' configuration itself.
    other: !tasks.includes('uploadArchives') && !signsPlugins(build) && build.script.once('signs other', signsOther),
    lacking: all && publishingProjects(build).some((one) => !signsPublications(one) && !hasVanniktech(one)),
  };
}

/** What the scripts' conditions may ask of this call. */
function askedOf(input: ToolInput, args: Args, build: Build, tasks: readonly string[]): Asked {
  const given = (name: string): Tri => {
    const value = input.env(name);
    return value === undefined ? false : isGiven(value);
  };
  const words = [...args.flags].flatMap(([flag, values]) => (flag.startsWith('P') ? [[flag.slice(1), literalOf(values.at(-1)!)] as const] : []));
  const split = (args.flags.get('project-prop') ?? [])
    .map((value) => (literalOf(value) ?? '').split('=', 2))
    .map(([name, value]) => [name!, value ?? ''] as const);
  const onLine = new Map([...words, ...split]);
  const version = build.properties.get('VERSION_NAME') ?? build.properties.get('version') ?? build.script.once('version', versionIn);
  return {
    script: build.script,
    tasks,
    property: (name) => {
      if (onLine.has(name)) return true;
      const written = build.properties.get(name);
      if (written !== undefined) return written !== 'false';
      return given(`ORG_GRADLE_PROJECT_${name}`);
    },
    literal: (kind, name) => (kind === 'property' ? (onLine.get(name) ?? build.properties.get(name)) : literalOf(input.env(name) ?? hole('env'))),
    environment: (name) => (name === 'CI' || name === 'GITHUB_ACTIONS' ? true : given(name)),
    snapshot: onLine.has('version') || version === undefined || !/snapshot/i.test(version) ? false : 'unknown',
  };
}

function versionIn(text: string): string | undefined {
  return /^\s*version\s*=\s*["']([\w.-]+)["']/m.exec(text)?.[1];
}

/** Whether a key is at hand: under a usual name, or one under which the scripts ask the environment for it. */
function keyGiven(input: ToolInput, build: Build): Holds {
  const asked = [...build.text.matchAll(/(?:\benvironmentVariable\s*\(|\bgetenv\s*\(|\benv\s*\[)\s*["'](\w+)["']|\bSystem\.env\.(\w+)/g)]
    .map((found) => found[1] ?? found[2]!)
    .filter((name) => /(?:sign|pgp|gpg)\w*(?:key|secret)|key\w*(?:sign|pgp|gpg)/i.test(name) && !/pass|pwd|phrase|_?id$|name/i.test(name));
  for (const name of new Set([...signingKeys, ...asked])) {
    const value = input.env(name);
    if (value === undefined) continue;
    const given = isGiven(value);
    if (given !== false) return when(given, `${name} is set`);
  }
  return when(false, '');
}

/** `group:name` as far as the properties, the scripts and the settings say. */
function nameOf(input: ToolInput, build: Build): Text {
  const group = build.properties.get('GROUP') ?? build.properties.get('group') ?? groupIn(build);
  const artifact =
    build.properties.get('POM_ARTIFACT_ID') ??
    (/rootProject\.name\s*=\s*["']([\w.-]+)["']/.exec(build.main) ?? /rootProject\.name\s*=\s*["']([\w.-]+)["']/.exec(build.text))?.[1];
  // A build without a name is called as its folder, which at the root is the repository's.
  const folder = input.cwd === '' ? literalOf(input.repo) : input.cwd.slice(input.cwd.lastIndexOf('/') + 1);
  const name = artifact ?? folder ?? 'project';
  return lit(group === undefined ? name : `${group}:${name}`);
}

/** The group that the scripts set, the build's own first; that of a task (`group = "help"`) only where there is no other. */
function groupIn(build: Build): string | undefined {
  const found = [build.main, build.text].flatMap((script) => [...script.matchAll(/^\s*group\s*=?\s*["']([\w.-]+)["']/gm)].map(([, group = '']) => group));
  return found.find((group) => group.includes('.')) ?? found[0];
}

/** The ids under which the portal lists plugins, from the scripts that declare them; else the name of the build. */
function pluginIds(input: ToolInput, build: Build): readonly Text[] {
  const declared = /\bgradlePlugin\b[\s\S]{0,8000}/.exec(build.main)?.[0] ?? '';
  const ids = [
    ...declared.matchAll(
      /\bid(?:\s*=\s*|\.set\(\s*|\s+)["']([\w-]+(?:\.[\w-]+)+)["']|\b(?:get|named|getByName|create|register)\(\s*["']([\w-]+(?:\.[\w-]+)+)["']/g,
    ),
  ].map(([, id, named]) => id ?? named ?? '');
  return ids.length === 0 ? [nameOf(input, build)] : [...new Set(ids)].map((id) => lit(id));
}
