import { hole, lit, literalOf, show } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { PackageIndex } from '../effect.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { mavenWords, property } from './maven-args.ts';
import { chosenProjects } from './maven-projects.ts';
import { asksRelease, performDeploys, performWords, tagByPrepare } from './maven-release.ts';
import { gpgRuns, type GpgRun } from './maven-signing.ts';
import { flagText, parseArgs } from './support/args.ts';
import type { Args } from './support/args.ts';
import { readText } from './support/config.ts';
import { folderOf, joinPath, resolveFile } from './support/path.ts';
import { Run } from './support/run.ts';
import { child, childrenOf, childText, parseXml } from './support/xml.ts';
import type { Element } from './support/xml.ts';

interface Project {
  readonly path: string;
  readonly root: Element;
}

const spec = {
  values: ['file', 'projects', 'activate-profiles', 'settings', 'threads', 'define'],
  aliases: { f: 'file', pl: 'projects', P: 'activate-profiles', s: 'settings', T: 'threads', D: 'define' },
};
const maxModules = 100;
const maxParents = 20;

/**
 * Reads `mvn deploy` and its like from pom.xml: what is published where, and whether maven-gpg-plugin,
 * sigstore-maven-plugin and cyclonedx-maven-plugin take part under the profiles that are asked for. Maven Central
 * accepts releases with `.asc` signatures only. Facts from the plugins' documentation, read 2026-11-23.
 */
export function readMaven(input: ToolInput): ToolResult {
  const run = new Run(input);
  const given = mavenWords(input);
  const args = parseArgs(given, spec);
  const goals = args.words.map(literalOf);
  const deploys = goals.some(
    (goal) =>
      goal !== undefined &&
      (goal === 'deploy' ||
        asksRelease([goal], 'perform') ||
        /(^|:)(deploy|deploy-file|publish|release|rc-release|rc-deploy|deploy-staged|njord|perform)$/.test(goal)),
  );
  const made = goals.some((goal) => goal !== undefined && ['package', 'verify', 'install'].includes(goal));
  const file = resolveFile(input.cwd, flagText(args, 'file') ?? 'pom.xml') ?? 'pom.xml';
  const top = readProject(run, file.endsWith('.xml') ? file : joinPath(file, 'pom.xml'));
  if (top === undefined) {
    if (deploys) run.unclear(input.span, 'pom.xml was not read');
    return run.result(undefined);
  }
  const poms = withModules(run, top);
  const roots = poms.map(({ root }) => root);
  if (asksRelease(goals, 'prepare') && property(args, 'dryRun') !== 'true') tagByPrepare(run, args, roots, top.root);
  // The release plugin starts a build of its own, with profiles and words that the pom gives.
  const inner = asksRelease(goals, 'perform') ? parseArgs([...given, ...performWords(args, roots)], spec) : args;
  const active = activeParts(inner, poms);
  const byRelease = asksRelease(goals, 'perform') && !goals.includes('deploy');
  if (deploys && (!byRelease || performDeploys(args, roots)) && property(inner, 'maven.deploy.skip') !== 'true' && !given.some(staysHere))
    deploy(run, inner, top, poms, active);
  else if (made) run.add({ kind: 'builds', outputs: [lit('target/*.jar')], by: 'maven' }, top.root.span);
  return run.result(top.path);
}

function readProject(run: Run, path: string): Project | undefined {
  const source = readText(run.input.files, path);
  const root = source === undefined ? undefined : parseXml(path, source);
  return root?.name === 'project' ? { path, root } : undefined;
}

/** The modules below, each once; a profile's modules count as well. */
function withModules(run: Run, top: Project): readonly Project[] {
  const found: Project[] = [top];
  const seen = new Set([top.path]);
  for (let i = 0; i < found.length && found.length < maxModules; i++) {
    const { root, path } = found[i]!;
    const lists = [child(root, 'modules'), ...childrenOf(child(root, 'profiles'), 'profile').map((profile) => child(profile, 'modules'))];
    for (const module of lists.flatMap((list) => childrenOf(list, 'module'))) {
      const target = resolveFile(folderOf(path), module.text);
      const pom = target === undefined ? undefined : target.endsWith('.xml') ? target : joinPath(target, 'pom.xml');
      if (pom === undefined || seen.has(pom)) continue;
      seen.add(pom);
      const project = readProject(run, pom);
      if (project !== undefined) found.push(project);
    }
  }
  if (found.length >= maxModules) run.bound(top.root.span, `${maxModules} modules or more: the rest was not read`);
  return found;
}

interface Part {
  readonly element: Element;
  /** The pom that it is in. */
  readonly project: Element;
  /** A profile that something else than the command line may turn on. */
  readonly certain: boolean;
}

/** The projects themselves and their profiles that `-P`, a property or a default turns on. */
function activeParts(args: Args, poms: readonly Project[]): readonly Part[] {
  const named = (args.flags.get('activate-profiles') ?? []).flatMap((value) => literalOf(value)?.split(',') ?? ['?']);
  const glued = [...args.flags.keys()].filter((flag) => /^P[\w!?+,.-]+$/.test(flag)).flatMap((flag) => flag.slice(1).split(','));
  const wanted = new Set([...named, ...glued].map((name) => name.trim().replace(/^(?:\+|\?(?=.))/, '')));
  return poms.flatMap(({ root }): readonly Part[] => {
    const profiles = childrenOf(child(root, 'profiles'), 'profile').flatMap((profile): readonly Part[] => {
      const id = childText(profile, 'id') ?? 'default';
      if (wanted.has(id)) return [{ element: profile, project: root, certain: true }];
      const activation = child(profile, 'activation');
      const key = childText(activation, 'property', 'name');
      if (key?.startsWith('!') === true && childText(activation, 'property', 'value') === undefined)
        return property(args, key.slice(1)) === undefined ? [{ element: profile, project: root, certain: true }] : [];
      if (key !== undefined && property(args, key) !== undefined)
        return [
          {
            element: profile,
            project: root,
            certain: childText(activation, 'property', 'value') === undefined || property(args, key) === childText(activation, 'property', 'value'),
          },
        ];
      if (childText(activation, 'activeByDefault') === 'true' && wanted.size === 0) return [{ element: profile, project: root, certain: true }];
      return wanted.has('?') ? [{ element: profile, project: root, certain: false }] : [];
    });
    return [{ element: root, project: root, certain: true }, ...profiles];
  });
}

/** A plugin of `build` by the end of its name, in an active part. A plugin only under `pluginManagement` does not run. */
function plugin(parts: readonly Part[], artifact: string): Part | undefined {
  for (const part of parts) {
    const found = childrenOf(child(part.element, 'build', 'plugins'), 'plugin').find((one) => childText(one, 'artifactId') === artifact);
    if (found !== undefined) return { ...part, element: found };
  }
  return undefined;
}

/** A repository given for this run that is a folder. */
function staysHere(arg: Text): boolean {
  return /alt\w*DeploymentRepository=(?:[\w.-]*::)*file:/.test(show(arg));
}

function deploy(run: Run, args: Args, top: Project, poms: readonly Project[], parts: readonly Part[]): void {
  // A module has the properties of its parents, and its own before them.
  const skips = (root: Element): boolean =>
    chainOf(root, poms)
      .map((one) => childText(one, 'properties', 'maven.deploy.skip'))
      .find((value) => value !== undefined) === 'true';
  const deployed = chosenProjects(args, top, poms)
    .filter(({ root }) => !skips(root))
    .map(({ root }) => root);
  const names = deployed.map(coordinates);
  const { sink, known } = sinkOf(args, parts);
  const parent = child(top.root, 'parent');
  const outside = parent !== undefined && !poms.some(({ root }) => root !== top.root && childText(root, 'artifactId') === childText(parent, 'artifactId'));
  if (!known) run.doubt(top.root.span, 'where maven deploys to was not read: a parent pom or the settings may say');
  if (outside && plugin(parts, 'maven-gpg-plugin')?.certain !== true) {
    const why = `the parent pom ${childText(parent, 'artifactId') ?? ''} is elsewhere: what it signs and publishes was not read`;
    // What the command line turns off is off in the parent too.
    if (property(args, 'gpg.skip') === 'true') run.doubt(parent.span, why);
    else run.unclear(parent.span, why);
  }
  const subject = { kind: 'files', paths: [] } as const;
  signing(run, args, parts, { subject, top: top.root, parentOutside: outside, published: deployed.map((root) => chainOf(root, poms)) });
  const sbom = plugin(parts, 'cyclonedx-maven-plugin');
  if (sbom?.certain === true && childText(sbom.element, 'configuration', 'skipAttach') !== 'true')
    run.add({ kind: 'describes', subject: { kind: 'source' }, format: 'cyclonedx', attachedTo: 'index', tool: 'cyclonedx-maven-plugin' }, sbom.element.span);
  run.add({ kind: 'publishes', sink, subject, names, auth: 'token', config: top.path }, top.root.span);
}

function coordinates(root: Element): Text {
  const group = childText(root, 'groupId') ?? childText(root, 'parent', 'groupId');
  const artifact = childText(root, 'artifactId') ?? '?';
  return lit(group === undefined ? artifact : `${group}:${artifact}`);
}

/** The value that the poms give to a property: that of the part read last wins, the plugin's own pom over the top one. */
function valueIn(parts: readonly Part[], projects: readonly (Element | undefined)[]): (name: string) => string | undefined {
  const lists = projects
    .flatMap((project) => parts.filter((part) => part.certain && part.project === project))
    .map((part) => child(part.element, 'properties'));
  return (name) => lists.map((list) => childText(list, name)).findLast((value) => value !== undefined);
}

interface Deployed {
  readonly subject: { readonly kind: 'files'; readonly paths: readonly Text[] };
  readonly top: Element;
  readonly parentOutside: boolean;
  /** Each project that is deployed, with its parents as far as they are here. */
  readonly published: readonly (readonly Element[])[];
}

/** Whether a project signs: by a plugin of its own or of a parent that hands it on. */
function signedIn(parts: readonly Part[], chain: readonly Element[], known: Element | undefined, ask: () => GpgRun): GpgRun {
  const found = chain.flatMap((project, i) => {
    const own = plugin(
      parts.filter((part) => part.project === project),
      'maven-gpg-plugin',
    );
    return own !== undefined && (i === 0 || childText(own.element, 'inherited') !== 'false') ? [own.element] : [];
  });
  return found.length === 0 && known !== undefined ? { runs: false, why: 'maven-gpg-plugin is not part of its build' } : ask();
}

/** What holds for all projects: where some sign and some do not it is not known of one. */
function altogether(all: readonly GpgRun[]): GpgRun {
  const first = all[0]!;
  return all.every(({ runs }) => runs === first.runs) ? first : { runs: 'unknown', why: 'not every module that is deployed is signed' };
}

/** A project and its parents, each by the name that the one below gives. */
function chainOf(root: Element, poms: readonly Project[]): readonly Element[] {
  const chain = [root];
  for (let parent = childText(root, 'parent', 'artifactId'); parent !== undefined && chain.length < maxParents;) {
    const found = poms.find((one) => childText(one.root, 'artifactId') === parent)?.root;
    if (found === undefined || chain.includes(found)) break;
    chain.push(found);
    parent = childText(found, 'parent', 'artifactId');
  }
  return chain;
}

/** The properties of the profiles that a settings file of the checkout turns on. */
function settingsValue(run: Run, args: Args): (name: string) => string | undefined {
  const path = resolveFile(run.input.cwd, flagText(args, 'settings') ?? '');
  const source = path === undefined || path === '' ? undefined : readText(run.input.files, path);
  const root = source === undefined ? undefined : parseXml(path!, source);
  const active = new Set(childrenOf(child(root, 'activeProfiles'), 'activeProfile').map(({ text }) => text));
  const profiles = childrenOf(child(root, 'profiles'), 'profile').filter((profile) => active.has(childText(profile, 'id') ?? ''));
  return (name) => profiles.map((profile) => childText(profile, 'properties', name)).findLast((value) => value !== undefined);
}

/** `.asc` files by maven-gpg-plugin, where it comes to sign, and Sigstore bundles, published beside each file. */
function signing(run: Run, args: Args, parts: readonly Part[], { subject, top, parentOutside, published }: Deployed): void {
  const gpg = plugin(parts, 'maven-gpg-plugin');
  const goals = args.words.map(literalOf);
  const direct = goals.some((goal) => goal === 'gpg:sign' || goal?.endsWith('maven-gpg-plugin:sign') === true);
  if (gpg !== undefined || direct) {
    const at = gpg?.element.span ?? run.input.span;
    const managed = parts.flatMap((part) =>
      childrenOf(child(part.element, 'build', 'pluginManagement', 'plugins'), 'plugin').filter((one) => childText(one, 'artifactId') === 'maven-gpg-plugin'),
    );
    const settings = settingsValue(run, args);
    const value = (projects: readonly (Element | undefined)[]) => (name: string) => settings(name) ?? valueIn(parts, projects)(name);
    const asked = (projects: readonly (Element | undefined)[]) => gpgRuns({ args, plugin: gpg?.element, managed, value: value(projects), parentOutside });
    const all = direct ? [asked([top])] : published.map((chain) => signedIn(parts, chain, gpg?.element, () => asked(chain.toReversed())));
    const { runs, why } = all.length === 0 ? asked([top, gpg?.project]) : altogether(all);
    if (runs === false) run.idle({ at, what: 'signs', section: 'maven-gpg-plugin', reason: why });
    else if (runs === 'unknown') run.unclear(at, why);
    else if (gpg?.certain === false) run.unclear(at, 'whether maven-gpg-plugin signs depends on a profile or property that is not known');
    else
      run.add(
        {
          kind: 'signs',
          subject,
          mechanism: 'gpg',
          keyless: false,
          outputs: ['{file}.asc'],
          attachedTo: 'index',
          needs: [{ kind: 'tool', name: 'gpg' }, { kind: 'gpg-key' }],
        },
        at,
      );
  }
  const sigstore = plugin(parts, 'sigstore-maven-plugin');
  if (sigstore?.certain === true)
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
      sigstore.element.span,
    );
}

const centralHosts = /central\.sonatype\.com|oss\.sonatype\.org|repo\.maven\.apache\.org|repo1\.maven\.org/;

/** Maven Central through its own plugins or addresses; any other repository by its address. */
function sinkOf(
  args: Args,
  parts: readonly Part[],
): { readonly sink: { readonly kind: 'index'; readonly index: PackageIndex; readonly url?: Text }; readonly known: boolean } {
  const central = { kind: 'index', index: 'maven-central' } as const;
  if (
    plugin(parts, 'central-publishing-maven-plugin') !== undefined ||
    plugin(parts, 'nexus-staging-maven-plugin') !== undefined ||
    plugin(parts, 'njord') !== undefined
  )
    return { sink: central, known: true };
  const alternative = property(args, 'altDeploymentRepository') ?? property(args, 'altReleaseDeploymentRepository');
  const url =
    alternative?.split('::').at(-1) ??
    parts.map((part) => childText(part.element, 'distributionManagement', 'repository', 'url')).find((found) => found !== undefined);
  if (url === undefined)
    return { sink: { kind: 'index', index: 'maven', url: hole('maven.repository', { label: 'repository of a parent pom' }) }, known: false };
  return { sink: centralHosts.test(url) ? central : { kind: 'index', index: 'maven', url: lit(url) }, known: true };
}
