import { limits } from '../../base/index.ts';
import type { PackageList } from './dpkg.ts';
import { Faults, isShort, readable } from './faults.ts';
import { linesOf } from './stanzas.ts';
import type { SystemPackage } from './system-package.ts';

/**
 * Reads a database of apk: fields of one letter, in paragraphs, a package each. Takes its text and its path. Source: Alpine
 * wiki, "Apk spec", and apk-tools `src/database.c` for the letters.
 */
export function parseApk(text: string, from: string): PackageList {
  const packages: SystemPackage[] = [];
  const faults = new Faults();
  let fields = new Map<string, string>();
  const end = (): void => {
    if (fields.size > 0) {
      const found = packageOf(fields, from);
      if (typeof found === 'string') faults.add(found);
      else packages.push(found);
    }
    fields = new Map();
  };
  for (const line of linesOf(text)) {
    if (line === '') {
      end();
      if (packages.length < limits.maxPackages) continue;
      faults.add(`more than ${limits.maxPackages} packages, the rest of which are not read`);
      break;
    }
    const letter = line[0] ?? '';
    if (line[1] !== ':' || !/[A-Za-z]/.test(letter)) faults.add(`a line that is no field: ${line.slice(0, 80)}`);
    // Files, folders and their owners come many times; of the fields of a package each comes once.
    else if (!'FRMaZ'.includes(letter)) {
      if (fields.has(letter)) faults.add(`a package has the field ${letter} twice`);
      else fields.set(letter, line.slice(2));
    }
  }
  if (packages.length < limits.maxPackages) end();
  return { packages, fault: faults.words() };
}

function packageOf(fields: ReadonlyMap<string, string>, from: string): SystemPackage | string {
  const name = fields.get('P') ?? '';
  // What is installed with --virtual begins with a dot.
  if (!/^[A-Za-z0-9._+-]+$/.test(name) || !isShort(name)) return `a package with the name ${JSON.stringify(name.slice(0, 80))}`;
  const version = fields.get('V') ?? '';
  if (!/^[A-Za-z0-9._+~-]+$/.test(version) || !isShort(version)) return `${name} has the version ${JSON.stringify(version.slice(0, 80))}`;
  const architecture = fields.get('A');
  const origin = fields.get('o');
  const licence = readable(fields.get('L')?.trim());
  return {
    format: 'apk',
    name,
    version,
    epoch: undefined,
    architecture: architecture !== undefined && /^[A-Za-z0-9_-]{1,64}$/.test(architecture) ? architecture : undefined,
    source: origin !== undefined && isShort(origin) && /^[A-Za-z0-9._+-]+$/.test(origin) ? { name: origin, version: undefined } : undefined,
    licences: licence === undefined ? [] : [licence],
    vendor: readable(fields.get('m')),
    homepage: readable(fields.get('U')),
    needs: namesOf(fields.get('D')).map((one) => [one]),
    provides: namesOf(fields.get('p')),
    from,
  };
}

/** Names with versions (`so:libc.musl-x86_64.so.1`, `busybox>=1.2`, `!conflicting`). */
function namesOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(' ').flatMap((one) => /^[A-Za-z0-9._+:/@-]+/.exec(one)?.[0] ?? []);
}
