import type { Found } from '../../cataloger.ts';
import { asText, elements, field, isObject, members, textField } from '../../fields.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage, Hash, PackageUse } from '../../package.ts';
import { readToml } from '../../structured.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { sourceOf } from './source.ts';
import { isName, normalName, requirementOf } from './names.ts';

const maxAlike = 32;

/**
 * Reads poetry.lock, uv.lock, pdm.lock and pylock.toml, which have a table for each package. Source: python-poetry/poetry
 * `packages/locker.py`, astral-sh/uv `uv-resolver/src/lock`, pdm-project/pdm `project/lockfile`, PEP 751.
 */
export function readTomlLock(tree: ByteTree, path: string): Found {
  const read = readToml(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const lock = read.value;
  const list = field(lock, 'package') ?? field(lock, 'packages');
  if (list !== undefined && !Array.isArray(list)) return malformed(path, 'its packages are no list');
  if (list === undefined && !isObject(field(lock, 'metadata')) && field(lock, 'version') === undefined && field(lock, 'lock-version') === undefined)
    return malformed(path, 'it is no lock file');
  const all = elements(list);
  const keys = new Map<string, string[]>();
  for (const one of all) {
    const name = normalName(textField(one, 'name') ?? '');
    const alike = keys.get(name) ?? [];
    // One name has few versions in a lock file.
    if (alike.length < maxAlike) alike.push(keyOf(path, one));
    keys.set(name, alike);
  }
  const packages: FoundPackage[] = [];
  for (const one of all) {
    const name = textField(one, 'name') ?? '';
    if (!isName(name)) return malformed(path, `it has a package with the name ${JSON.stringify(name.slice(0, 80))}`);
    // The project of the lock itself is no dependency of it.
    if (isProject(one)) continue;
    packages.push({
      key: keyOf(path, one),
      type: 'pypi',
      name,
      version: textField(one, 'version'),
      state: 'locked',
      use: useOf(one),
      elsewhere: sourceOf(one),
      hashes: hashesOf(lock, one),
      foundIn: [path],
      dependsOn: needsOf(one).flatMap((needed) => keys.get(needed) ?? []),
    });
  }
  return { packages, problems: [] };
}

/** Of uv: what is built in the folder of the lock, and what is never built. */
function isProject(one: unknown): boolean {
  const source = field(one, 'source');
  return textField(source, 'virtual') !== undefined || textField(source, 'editable') === '.' || textField(source, 'directory') === '.';
}

function keyOf(path: string, one: unknown): string {
  return `${path}#${normalName(textField(one, 'name') ?? '')}@${textField(one, 'version') ?? ''}`;
}

/** Old Poetry says `category`, PDM and new Poetry `groups`. */
function useOf(one: unknown): PackageUse | undefined {
  if (field(one, 'optional') === true) return 'optional';
  const groups = elements(field(one, 'groups'));
  if (textField(one, 'category') === 'dev' || (groups.length > 0 && !groups.includes('main') && !groups.includes('default'))) return 'development';
  return groups.length > 0 || field(one, 'category') !== undefined ? 'runtime' : undefined;
}

/** The digest of its file, where it has one file alone: of several, one is installed. */
function hashesOf(lock: unknown, one: unknown): readonly Hash[] {
  const name = textField(one, 'name') ?? '';
  const files = [
    ...elements(field(one, 'files')),
    ...elements(field(one, 'wheels')),
    ...(field(one, 'sdist') === undefined ? [] : [field(one, 'sdist')]),
    ...elements(field(field(field(lock, 'metadata'), 'files'), name)),
  ];
  const [file] = files;
  const text =
    textField(file, 'hash') ?? (textField(field(file, 'hashes'), 'sha256') === undefined ? '' : `sha256:${textField(field(file, 'hashes'), 'sha256')}`);
  const digest = /^sha256:([0-9a-f]{64})$/.exec(text)?.[1];
  return files.length === 1 && digest !== undefined ? [{ algorithm: 'sha256', hex: digest }] : [];
}

/** A table by name, a list of requirements, or a list of tables. */
function needsOf(one: unknown): readonly string[] {
  const needs = field(one, 'dependencies');
  if (isObject(needs)) return members(needs).map(([name]) => normalName(name));
  return elements(needs).flatMap((needed) => {
    const text = asText(needed);
    const name = text === undefined ? textField(needed, 'name') : requirementOf(text)?.name;
    return name === undefined ? [] : normalName(name);
  });
}
