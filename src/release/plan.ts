import { SealwrightError, limits } from '../base/index.ts';
import type { ReleaseConfig } from '../decisions/index.ts';
import { filled, imageKey, provenanceName, publishName, versionOf } from './names.ts';
import type { Plan, PlannedFile, PlannedImage, PlannedPackages, ReleaseSigner } from './model.ts';
import { matching } from './patterns.ts';
import { stepsOf } from './steps.ts';

/** A declaration, and the files that its patterns are held against. */
export interface Declared {
  readonly config: ReleaseConfig;
  readonly name: string;
  /** Of the folder of the configuration, relative to it, with `/`. */
  readonly files: readonly string[];
  /** The path of the configuration, for messages. */
  readonly from: string;
  /** Where the public key of the signer is, by its path in the configuration. */
  readonly at: (path: string) => string;
  /** What packed charts say that they are, by their paths. */
  readonly charts: ReadonlyMap<string, { readonly name: string; readonly version: string }>;
}

/** Whether a text can be the name of a release: it becomes a tag, and a folder. Pure. */
export function isName(text: string): boolean {
  return /^[A-Za-z0-9](?:[\w.+-]{0,126}[\w+])?$/.test(text) && !text.includes('..');
}

/** Plans a release: what is published and in which steps. Pure. Throws RELEASE_REFUSED for what cannot be released as declared. */
export function planRelease(declared: Declared): Plan {
  const { config, name, from } = declared;
  if (!isName(name)) throw refused(from, `${JSON.stringify(name.slice(0, 60))} is no name of a release`, 'sealwright release v1.2.3');
  const checksums = config.checksums ?? 'SHA256SUMS';
  const files = plannedFiles(declared, checksums);
  const images = plannedImages(declared);
  const packages = plannedPackages(declared, files);
  const unstepped = {
    name,
    version: versionOf(name),
    signer: signerOf(declared),
    checksums,
    files,
    images,
    packages,
    gitTag: config.gitTag === undefined ? undefined : { remote: config.gitTag.remote },
    github: config.github,
    folder: config.folder === undefined ? undefined : filled(config.folder, name).replace(/\/+$/, ''),
  };
  return { ...unstepped, steps: stepsOf(unstepped) };
}

const allEvidence = ['signature', 'provenance', 'spdx', 'cyclonedx', 'pep740'] as const;

function plannedFiles(declared: Declared, checksums: string): readonly PlannedFile[] {
  const planned = new Map<string, PlannedFile>();
  for (const { path, evidence } of declared.config.files ?? []) {
    for (const found of expanded(declared, path)) {
      const name = found.slice(found.lastIndexOf('/') + 1);
      const other = planned.get(name);
      if (other?.path === found) {
        // Each pattern says what it must carry: all of that is made.
        planned.set(name, { ...other, evidence: allEvidence.filter((one) => other.evidence.includes(one) || evidence.includes(one)) });
        continue;
      }
      // All lie side by side where they are published.
      if (other !== undefined) throw refused(declared.from, `${other.path} and ${found} would be published under one name`, 'rename one of them');
      if (!/^[A-Za-z0-9][\w.+~@-]{0,200}$/.test(name))
        throw refused(
          declared.from,
          `${JSON.stringify(name.slice(0, 100))} is no name that places to publish keep as it is`,
          'letters, digits and .+~@_- in file names',
        );
      planned.set(name, { name, path: found, evidence });
    }
  }
  // Source: GitHub's REST API, "Upload a release asset": names with special characters are changed.
  const renamed = declared.config.github === undefined ? undefined : [...planned.keys()].find((name) => name.includes('~'));
  if (renamed !== undefined)
    throw refused(declared.from, `${renamed} has a ~, for which GitHub writes a dot`, 'rename it where it goes into a release of GitHub');
  const files = [...planned.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (files.length > limits.maxReleaseFiles)
    throw refused(declared.from, `the patterns find ${files.length} files, expected at most ${limits.maxReleaseFiles}`, 'narrower patterns');
  const made = new Map<string, string>([
    [checksums, 'the list of checksums'],
    [`${checksums}.sigstore.json`, 'the signature of the list of checksums'],
    ...(files.some(({ evidence }) => evidence.includes('provenance')) ? [[provenanceName, 'the provenance'] as const] : []),
  ]);
  for (const { name, evidence } of files) for (const one of evidenceFiles(name, evidence)) made.set(one, `evidence for ${name}`);
  const clash = files.find(({ name }) => made.has(name));
  if (clash !== undefined)
    throw refused(declared.from, `${clash.path} has the name of ${made.get(clash.name) ?? ''}, which is made`, 'leave it out of the patterns');
  return files;
}

function plannedImages(declared: Declared): readonly PlannedImage[] {
  const { config, name, from } = declared;
  const own = (config.images ?? []).map(({ layout, to, tags, evidence, legacy }) => ({
    layout: filled(layout, name),
    to,
    tags: tags.map((tag) => ({ name: filled(tag, name), moves: filled(tag, name) === tag ? ('with-each-release' as const) : ('never' as const) })),
    evidence,
    older: legacy === true ? ('kept' as const) : ('left-out' as const),
  }));
  const images: readonly PlannedImage[] = [...own, ...plannedCharts(declared)];
  const bad = images.flatMap(({ tags }) => tags).find((tag) => !/^\w[\w.-]{0,127}$/.test(tag.name));
  if (bad !== undefined) throw refused(from, `${JSON.stringify(bad.name)} is no tag of an image`, 'letters, digits and ._- alone: {version} has a + in it');
  const all = images.flatMap(({ to, tags }) => tags.map((tag) => `${to}:${tag.name}`));
  const twice = all.find((one, i) => all.indexOf(one) !== i);
  if (twice !== undefined) throw refused(from, `two images would be ${twice}`, 'give each image tags of its own');
  const keys = images.map(imageKey);
  const again = keys.find((one, i) => keys.indexOf(one) !== i);
  if (again !== undefined) throw refused(from, `${again} is declared twice`, 'declare it once, with all its tags');
  return images;
}

/** A chart has the name and version that it says itself. Source: helm.sh "Use OCI-based registries": a + of the version is a _ in the tag. */
function plannedCharts(declared: Declared): readonly PlannedImage[] {
  return (declared.config.charts ?? []).flatMap(({ file, to, evidence }) =>
    expanded(declared, file).map((path) => {
      const chart = declared.charts.get(path);
      if (chart === undefined) throw refused(declared.from, `${path} is no packed chart`, 'helm package CHART');
      return {
        layout: '',
        chart: path,
        chartSays: { name: chart.name, version: chart.version },
        to: `${to}/${chart.name}`,
        tags: [{ name: chart.version.replaceAll('+', '_'), moves: 'never' as const }],
        evidence,
        older: 'left-out',
      };
    }),
  );
}

/** Paths of charts that are declared, as far as there are any. Pure. */
export function chartPaths({ config, files, name }: Pick<Declared, 'config' | 'files' | 'name'>): readonly string[] {
  return (config.charts ?? []).flatMap(({ file }) => (typeof file === 'string' ? [file] : file).flatMap((one) => matching(filled(one, name), files)));
}

function plannedPackages(declared: Declared, files: readonly PlannedFile[]): readonly PlannedPackages[] {
  return (declared.config.packages ?? []).map(({ name, files: patterns, run, isPublished }) => {
    const found = expanded(declared, patterns);
    const other = found.find((path) => !files.some((one) => one.path === path));
    if (other !== undefined)
      throw refused(declared.from, `${name} would publish ${other}, of which files says nothing`, 'declare it under files, with its evidence');
    const own = files.filter(({ path }) => found.includes(path));
    const attestations = own.filter(({ evidence }) => evidence.includes('pep740')).map((one) => publishName(one.name));
    return { name, files: own.map((one) => one.name), attestations, run, isPublished };
  });
}

/** A pattern that finds nothing is a file that was not built: nothing is left out in silence. */
function expanded({ files, from, name }: Declared, patterns: string | readonly string[]): readonly string[] {
  return (typeof patterns === 'string' ? [patterns] : patterns).flatMap((pattern) => {
    const found = matching(filled(pattern, name), files);
    if (found.length === 0) throw refused(from, `no file is found for ${JSON.stringify(filled(pattern, name))}`, 'build it first, or mend the pattern');
    return found;
  });
}

function signerOf({ config: { signer }, name, at }: Declared): ReleaseSigner {
  if ('key' in signer) return { kind: 'key', file: at(signer.key) };
  if ('identity' in signer) return { kind: 'identity', identity: signer.identity, issuer: signer.issuer };
  const { repo, workflow, issuer } = signer;
  return { kind: 'workflow', repo, workflow, ref: filled(signer.ref ?? 'refs/tags/{name}', name), ...(issuer === undefined ? {} : { issuer }) };
}

/** The names of what is made for a file. */
export function evidenceFiles(name: string, evidence: PlannedFile['evidence']): readonly string[] {
  return evidence.flatMap((type) => {
    switch (type) {
      case 'signature':
        return [`${name}.sigstore.json`];
      case 'provenance':
        return [];
      case 'spdx':
        return [`${name}.spdx.json`, `${name}.spdx.intoto.jsonl`];
      case 'cyclonedx':
        return [`${name}.cdx.json`, `${name}.cdx.intoto.jsonl`];
      case 'pep740':
        return [publishName(name)];
    }
  });
}

function refused(at: string, message: string, hint: string): SealwrightError {
  return new SealwrightError('RELEASE_REFUSED', { at, message, hint });
}
