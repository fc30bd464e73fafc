import { Malformed, Pages } from '../sqlite/pages.ts';
import { rowsOf } from '../sqlite/table.ts';
import type { SystemPackage } from '../system-package.ts';
import { isShort, readable } from '../faults.ts';
import { MalformedHeader, readHeader, type Header } from './header.ts';
import { limits } from '../../../base/index.ts';

/** Reads a database of rpm in SQLite's form. Takes the file, its write-ahead log, and its path. A single header that cannot be read makes it unreadable. */
export function parseRpm(
  file: Uint8Array,
  log: Uint8Array | undefined,
  from: string,
): { readonly kind: 'packages'; readonly packages: readonly SystemPackage[] } | { readonly kind: 'malformed'; readonly reason: string } {
  try {
    const headers: Header[] = [];
    for (const row of rowsOf(new Pages(file, log), 'Packages')) {
      const blob = row[1];
      if (!(blob instanceof Uint8Array)) throw new Malformed('a package has no header');
      if (headers.length >= limits.maxPackages) throw new Malformed(`it holds more than ${limits.maxPackages} packages`);
      headers.push(readHeader(blob));
    }
    const paths = new Set(headers.flatMap((header) => needsOf(header)).filter((one) => one.startsWith('/')));
    const wanted = { paths, folders: new Set([...paths].map((path) => path.slice(0, path.lastIndexOf('/') + 1))) };
    const packages = headers.flatMap((header) => packageOf(header, from, wanted) ?? []);
    return { kind: 'packages', packages };
  } catch (error) {
    if (error instanceof Malformed || error instanceof MalformedHeader) return { kind: 'malformed', reason: error.message };
    throw error;
  }
}

/** Undefined for a key that signs packages: rpm keeps it like one. */
function packageOf(header: Header, from: string, wanted: Wanted): SystemPackage | undefined {
  const [name, version, release] = [header.text('name'), header.text('version'), header.text('release')];
  if (name === undefined || name === '' || version === undefined || release === undefined)
    throw new MalformedHeader('a package has no name, version or release');
  if (![name, version, release].every(isShort)) throw new MalformedHeader('a package has a name or version that is too long');
  if (name === 'gpg-pubkey') return undefined;
  const source = header.text('sourceRpm');
  const architecture = header.text('arch');
  const licence = readable(header.text('license'));
  return {
    format: 'rpm',
    name,
    version: `${version}-${release}`,
    epoch: header.numbers('epoch')[0],
    architecture: architecture !== undefined && /^[A-Za-z0-9_-]{1,64}$/.test(architecture) ? architecture : undefined,
    source: source === undefined || source === '(none)' || !isShort(source) ? undefined : { name: source, version: undefined },
    licences: licence === undefined ? [] : [licence],
    vendor: readable(header.text('vendor')),
    homepage: readable(header.text('url')),
    needs: needsOf(header).map((one) => [one]),
    provides: [...new Set(header.texts('provideName')), ...filesOf(header, wanted)].filter((one) => one !== name),
    from,
  };
}

/** Files that some package needs by their paths, and the folders that they lie in, with their last `/`. */
interface Wanted {
  readonly paths: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** What the package asks of rpm itself is met by no package. */
function needsOf(header: Header): readonly string[] {
  return [...new Set(header.texts('requireName'))].filter((one) => !one.startsWith('rpmlib('));
}

/** Of the files of a package, those that some package needs by their paths. */
function filesOf(header: Header, wanted: Wanted): readonly string[] {
  const folders = header.texts('dirNames');
  const isNear = folders.map((folder) => wanted.folders.has(folder));
  if (!isNear.includes(true)) return [];
  const at = header.numbers('dirIndexes');
  return header.texts('baseNames').flatMap((name, i) => {
    const folder = at[i] ?? -1;
    const path = isNear[folder] === true ? `${folders[folder] ?? ''}${name}` : '';
    return wanted.paths.has(path) ? [path] : [];
  });
}
