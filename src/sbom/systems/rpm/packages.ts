import { Malformed, Pages } from '../sqlite/pages.ts';
import { rowsOf } from '../sqlite/table.ts';
import type { SystemPackage } from '../system-package.ts';
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
    const wanted = new Set(headers.flatMap((header) => needsOf(header)).filter((one) => one.startsWith('/')));
    const packages = headers.flatMap((header) => packageOf(header, from, wanted) ?? []);
    return { kind: 'packages', packages };
  } catch (error) {
    if (error instanceof Malformed || error instanceof MalformedHeader) return { kind: 'malformed', reason: error.message };
    throw error;
  }
}

/** Undefined for a key that signs packages: rpm keeps it like one. */
function packageOf(header: Header, from: string, wanted: ReadonlySet<string>): SystemPackage | undefined {
  const [name, version, release] = [header.text('name'), header.text('version'), header.text('release')];
  if (name === undefined || name === '' || version === undefined || release === undefined)
    throw new MalformedHeader('a package has no name, version or release');
  if (name === 'gpg-pubkey') return undefined;
  const source = header.text('sourceRpm');
  const licence = header.text('license');
  return {
    format: 'rpm',
    name,
    version: `${version}-${release}`,
    epoch: header.numbers('epoch')[0],
    architecture: header.text('arch'),
    source: source === undefined || source === '(none)' ? undefined : { name: source, version: undefined },
    licences: licence === undefined || licence === '' ? [] : [licence],
    vendor: header.text('vendor'),
    homepage: header.text('url'),
    needs: needsOf(header).map((one) => [one]),
    provides: [...new Set(header.texts('provideName')), ...filesOf(header, wanted)].filter((one) => one !== name),
    from,
  };
}

/** What the package asks of rpm itself is met by no package. */
function needsOf(header: Header): readonly string[] {
  return [...new Set(header.texts('requireName'))].filter((one) => !one.startsWith('rpmlib('));
}

/** Of the files of a package, those that some package needs by their paths. */
function filesOf(header: Header, wanted: ReadonlySet<string>): readonly string[] {
  const folders = header.texts('dirNames');
  const isNear = folders.map((folder) => [...wanted].some((one) => one.startsWith(folder)));
  if (!isNear.includes(true)) return [];
  const at = header.numbers('dirIndexes');
  return header.texts('baseNames').flatMap((name, i) => {
    const folder = at[i] ?? -1;
    const path = isNear[folder] === true ? `${folders[folder] ?? ''}${name}` : '';
    return wanted.has(path) ? [path] : [];
  });
}
