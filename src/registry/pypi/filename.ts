/** A project's name in its one spelling. Source: PEP 503, "Normalized Names". */
export function normalName(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase();
}

/** A version in a spelling that equal versions share, as far as releases write them. Source: PEP 440, "Normalization". */
export function normalVersion(version: string): string {
  const [public_ = '', local] = version.toLowerCase().trim().split('+');
  const [, epoch = '0', release = '', rest = ''] = /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(.*)$/.exec(public_) ?? [];
  const numbers = release.split('.').map((one) => one.replace(/^0+(?=\d)/, ''));
  while (numbers.length > 1 && numbers.at(-1) === '0') numbers.pop();
  const words = rest
    .replaceAll(/alpha/g, 'a')
    .replaceAll(/beta/g, 'b')
    .replaceAll(/preview|pre|(?<!r)c(?=[\d._-]|$)/g, 'rc')
    .replaceAll(/rev|(?<![a-z])r(?=[\d._-]|$)/g, 'post')
    .replaceAll(/^-(?=\d)/g, 'post')
    .replaceAll(/[._-]/g, '')
    .replaceAll(/(?<=[a-z])0+(?=\d)/g, '');
  return `${epoch}!${numbers.join('.')}${words}${local === undefined ? '' : `+${local.replaceAll(/[_-]/g, '.')}`}`;
}

/** The version in the name of a wheel or source distribution; undefined where it is none of the project. Source: packaging.python.org, "Binary distribution format", "Source distribution format". */
export function versionOf(filename: string, project: string): string | undefined {
  const stem = /^(.+)(?:\.tar\.gz|\.zip|\.tgz|\.tar\.bz2)$/.exec(filename)?.[1];
  if (filename.endsWith('.whl')) {
    const parts = filename.slice(0, -4).split('-');
    return (parts.length === 5 || parts.length === 6) && normalName(parts[0] ?? '') === normalName(project) ? parts[1] : undefined;
  }
  if (stem === undefined) return undefined;
  // Older names have hyphens in the project, and some versions have one too: the first cut that fits.
  for (let at = stem.indexOf('-'); at !== -1; at = stem.indexOf('-', at + 1)) {
    if (normalName(stem.slice(0, at)) === normalName(project) && /^v?\d/i.test(stem.slice(at + 1))) return stem.slice(at + 1);
  }
  return undefined;
}

/**
 * Whether two names are of one file: equal once project, version, build and tags are each in their one spelling. Source:
 * docs.pypi.org, "Producing attestations", on the name of a subject; PEP 427 for the parts of a wheel's name.
 */
export function isSameFile(one: string, other: string): boolean {
  if (one.length > 255 || other.length > 255) return false;
  const [a, b] = [spelled(one), spelled(other)];
  return one === other || (a !== undefined && a === b);
}

function spelled(filename: string): string | undefined {
  if (filename.endsWith('.whl')) {
    const [project = '', version = '', ...rest] = filename.slice(0, -4).split('-');
    if (rest.length < 3 || rest.length > 4) return undefined;
    const tags = rest.map((part) => part.toLowerCase().split('.').toSorted().join('.'));
    return ['wheel', normalName(project), normalVersion(version), ...tags].join(' ');
  }
  const [, stem = '', ending = ''] = /^(.+)(\.tar\.gz|\.zip|\.tgz|\.tar\.bz2)$/.exec(filename) ?? [];
  // Of a source distribution the last hyphen ends the project.
  const at = stem.lastIndexOf('-');
  return at < 1 ? undefined : ['source', normalName(stem.slice(0, at)), normalVersion(stem.slice(at + 1)), ending].join(' ');
}
