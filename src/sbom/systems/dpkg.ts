import { limits } from '../../base/index.ts';
import { Faults, isShort, readable } from './faults.ts';
import { stanzasOf, type Stanza } from './stanzas.ts';
import type { SystemPackage } from './system-package.ts';

/** A database as far as it was understood. */
export interface PackageList {
  readonly packages: readonly SystemPackage[];
  /** What in it is malformed, in words; what it says of packages is not whole then. */
  readonly fault: string | undefined;
}

/** Source: dpkg(1), "Package states": what is in these states has no files on the disk. */
const withoutFiles = ['not-installed', 'config-files'];
const states = [...withoutFiles, 'half-installed', 'unpacked', 'half-configured', 'triggers-awaited', 'triggers-pending', 'installed'];

/**
 * Reads a database of dpkg. Takes its text and its path; gives every package that has files on the disk. Source:
 * dpkg `lib/dpkg/parse.c` for which fields count, Debian Policy, section 5.6, for what they mean.
 */
export function parseDpkg(text: string, from: string): PackageList {
  const packages: SystemPackage[] = [];
  const faults = new Faults();
  for (const stanza of stanzasOf(text, (line) => faults.add(`a line that is no field: ${line.slice(0, 80)}`))) {
    const found = packageOf(stanza, from);
    if (typeof found === 'string') faults.add(found);
    else if (found !== undefined) packages.push(found);
    if (packages.length < limits.maxPackages) continue;
    faults.add(`more than ${limits.maxPackages} packages, the rest of which are not read`);
    break;
  }
  return { packages, fault: faults.words() };
}

/** A package, undefined for one that is not there any more, or why it is none. */
function packageOf(stanza: Stanza, from: string): SystemPackage | string | undefined {
  const name = stanza.get('Package')?.toLowerCase() ?? '';
  if (!/^[a-z0-9][a-z0-9+.-]*$/.test(name) || !isShort(name)) return `a package with the name ${JSON.stringify(name.slice(0, 80))}`;
  const status = stanza.get('Status');
  const state = status?.split(/\s+/).at(-1);
  if (state !== undefined && !states.includes(state)) return `${name} has the state ${JSON.stringify(state.slice(0, 80))}`;
  if (state !== undefined && withoutFiles.includes(state)) return undefined;
  const version = stanza.get('Version') ?? '';
  if (!/^(?:\d+:)?[A-Za-z0-9.+~:-]+$/.test(version) || !isShort(version)) return `${name} has the version ${JSON.stringify(version.slice(0, 80))}`;
  const architecture = stanza.get('Architecture');
  return {
    format: 'deb',
    name,
    version,
    epoch: undefined,
    architecture: architecture !== undefined && /^[a-z0-9-]{1,64}$/.test(architecture) ? architecture : undefined,
    source: sourceOf(stanza.get('Source')),
    licences: [],
    vendor: readable(stanza.get('Maintainer')?.split('\n')[0]),
    homepage: readable(stanza.get('Homepage')),
    needs: ['Pre-Depends', 'Depends'].flatMap((field) => needsOf(stanza.get(field))),
    provides: needsOf(stanza.get('Provides')).flat(),
    from,
  };
}

/** `name` or `name (version)`. Source: Debian Policy, section 5.6.1. */
function sourceOf(text: string | undefined): SystemPackage['source'] {
  const match = /^([a-z0-9][a-z0-9+.-]*)(?:\s+\(([^()\s]+)\))?$/.exec(text ?? '');
  return match === null ? undefined : { name: match[1] ?? '', version: match[2] };
}

/** `a (>= 1) | b, c:any`. Source: Debian Policy, section 7.1. */
function needsOf(text: string | undefined): readonly (readonly string[])[] {
  if (text === undefined) return [];
  return text
    .split(',')
    .map((one) => one.split('|').flatMap((alternative) => /^\s*([a-z0-9][a-z0-9+.-]*)/.exec(alternative)?.[1] ?? []))
    .filter((one) => one.length > 0);
}
