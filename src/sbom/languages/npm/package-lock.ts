import type { Found } from '../../cataloger.ts';
import { limits } from '../../../base/index.ts';
import { asText, field, isObject, members, textField } from '../../fields.ts';
import { failed, malformed, unsupported } from '../../gather.ts';
import type { FoundPackage, PackageUse } from '../../package.ts';
import type { Problem } from '../../problem.ts';
import { readJson } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { integrityHashes } from './integrity.ts';
import { licencesOf, needsOf, partsOf } from './manifest.ts';
import { sourceOf } from './source.ts';

interface Entry {
  /** Where it is put: `node_modules/a/node_modules/b`, or the folder of a workspace. */
  readonly place: string;
  readonly value: unknown;
}

/**
 * Reads package-lock.json and npm-shrinkwrap.json of versions 1 to 3. Source: docs.npmjs.com, package-lock.json.
 */
export function readPackageLock(tree: ByteTree, path: string): Found {
  const read = readJson(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const lock = read.value;
  const bad = (reason: string): Found => malformed(path, reason);
  if (!isObject(lock)) return bad('it is no object');
  const packages = field(lock, 'packages');
  const version = field(lock, 'lockfileVersion');
  if (version !== undefined && version !== 1 && version !== 2 && version !== 3) return unsupported(path, 'its lockfileVersion is none of 1, 2 and 3');
  if (packages === undefined && version !== 1 && version !== undefined) return bad('it has no packages');
  if (packages !== undefined && !isObject(packages)) return bad('its packages are no object');
  const entries = packages === undefined ? nested(field(lock, 'dependencies'), '') : members(packages).map(([place, value]) => ({ place, value }));
  return entries === undefined ? bad('its packages lie too deep') : lockedOf(path, entries);
}

/** Version 1 has packages in packages; undefined where they go deeper than any disk does. */
function nested(dependencies: unknown, parent: string): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  const open = [{ dependencies, parent }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [name, value] of members(next.dependencies)) {
      const place = `${next.parent}node_modules/${name}`;
      if (place.length > limits.maxTreePathLength) return undefined;
      entries.push({ place, value });
      open.push({ dependencies: field(value, 'dependencies'), parent: `${place}/` });
    }
  }
  return entries;
}

function lockedOf(path: string, entries: readonly Entry[]): Found {
  const problems: Problem[] = [];
  const packages: FoundPackage[] = [];
  const places = new Map(entries.map((entry) => [entry.place, entry.value]));
  const root = places.get('');
  // Of a workspace that is called like its folder the name is not written.
  const linked = new Map(
    entries.flatMap(({ place: at, value }) =>
      field(value, 'link') === true ? [[textField(value, 'resolved') ?? '', at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length)] as const] : [],
    ),
  );
  const direct = new Set(
    [...needsOf(root), ...members(field(root, 'devDependencies')).map(([needed]) => needed)].flatMap((needed) => placeOf(places, '', needed) ?? []),
  );
  let extraneous = 0;
  for (const { place, value } of entries) {
    if (place === '' || field(value, 'link') === true) continue;
    if (field(value, 'extraneous') === true) {
      extraneous += 1;
      continue;
    }
    if (!isObject(value)) {
      problems.push({ code: 'MANIFEST_MALFORMED', path, reason: `its entry ${JSON.stringify(place.slice(0, 200))} is no object` });
      continue;
    }
    const written = textField(value, 'name') ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const isWorkspace = !/(?:^|\/)node_modules\//.test(place);
    const name = isWorkspace
      ? (textField(value, 'name') ?? linked.get(place) ?? (place.slice(place.lastIndexOf('/') + 1) || undefined))
      : (aliased(textField(value, 'version')) ?? written);
    if (name === undefined || name === '') {
      problems.push({ code: 'MANIFEST_MALFORMED', path, reason: `its entry ${JSON.stringify(place.slice(0, 200))} has no name` });
      continue;
    }
    packages.push({
      key: `${path}#${place}`,
      type: 'npm',
      ...partsOf(name),
      version: versionOf(textField(value, 'version')),
      state: isWorkspace ? 'installed' : 'locked',
      use: useOf(value),
      licences: licencesOf(value),
      hashes: integrityHashes(asText(field(value, 'integrity'))),
      elsewhere: isWorkspace ? undefined : sourceOf(textField(value, 'resolved') ?? addressIn(textField(value, 'version'))),
      download: downloadOf(textField(value, 'resolved') ?? textField(value, 'version')),
      foundIn: [path],
      ...(direct.has(place) ? { isDirect: true as const } : {}),
      dependsOn: [...needsOf(value), ...members(field(value, 'requires')).map(([needed]) => needed)].flatMap((needed) => {
        const found = placeOf(places, place, needed);
        return found === undefined ? [] : `${path}#${found}`;
      }),
    });
  }
  const notes = extraneous === 0 ? [] : [`${path} names ${extraneous} ${extraneous === 1 ? 'package' : 'packages'} that nothing asks for (extraneous)`];
  return { packages, problems, notes };
}

/** `npm:name@1.2.3` stands for another package. */
function aliased(version: string | undefined): string | undefined {
  return /^npm:((?:@[^/@]+\/)?[^@]+)@/.exec(version ?? '')?.[1];
}

/** The first version has an address in place of a version. */
function addressIn(version: string | undefined): string | undefined {
  return version !== undefined && !version.startsWith('npm:') && /[:/]/.test(version) ? version : undefined;
}

/** A version, or undefined where an address or a file stands in its place. */
function versionOf(version: string | undefined): string | undefined {
  const plain = version?.replace(/^npm:(?:@[^/@]+\/)?[^@]+@/, '');
  return plain === undefined || /[:/]/.test(plain) ? undefined : plain;
}

function downloadOf(resolved: string | undefined): string | undefined {
  return resolved !== undefined && /^(?:https?|git\+https|git\+ssh|git):\/\//.test(resolved) ? resolved : undefined;
}

function useOf(value: unknown): PackageUse {
  if (field(value, 'dev') === true) return 'development';
  return field(value, 'optional') === true || field(value, 'devOptional') === true ? 'optional' : 'runtime';
}

/** The place that Node finds a name at, from another. */
function placeOf(places: ReadonlyMap<string, unknown>, from: string, name: string): string | undefined {
  for (let at = from; ;) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (places.has(place)) {
      const target = textField(places.get(place), 'resolved');
      return field(places.get(place), 'link') === true && target !== undefined && places.has(target) ? target : place;
    }
    if (at === '') return undefined;
    const cut = at.lastIndexOf('/node_modules/');
    at = cut === -1 ? '' : at.slice(0, cut);
  }
}
