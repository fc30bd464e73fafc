import type { Found } from '../../cataloger.ts';
import { isObject } from '../../fields.ts';
import { gather, malformed, failed } from '../../gather.ts';
import { readJson, readText } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { homepageOf, licencesOf, parseMetadata } from './metadata.ts';
import { directSource } from './source.ts';
import { isName, normalName, requirementOf } from './names.ts';

const metadataPath = /^(.*?)[^/]+\.(?:dist-info\/METADATA|egg-info\/PKG-INFO|egg-info|egg\/EGG-INFO\/PKG-INFO)$/;
/** Of a source distribution, unpacked: in the one folder that it has. */
const sourcePath = /^[^/]+-[^/]+\/PKG-INFO$/;

/** Whether a path is what an installed distribution says of itself. */
export function isMetadata(path: string): boolean {
  // The patterns look at a path more than once, and a tree has a million.
  if (!path.endsWith('/METADATA') && !path.endsWith('/PKG-INFO') && !path.endsWith('.egg-info')) return false;
  return metadataPath.test(path) || sourcePath.test(path);
}

const directPath = /\.dist-info\/direct_url\.json$/;

/** Whether a path is where an installer writes what it was given in place of a name. Source: PyPA, "Direct URL Data Structure". */
export function isDirectUrl(path: string): boolean {
  return directPath.test(path);
}

const listPath = /^(.*\.dist-info)\/(?:RECORD|WHEEL|INSTALLER)$/;

/** Whether a path is what installers write beside what a distribution says of itself. */
export function isInstallersFile(path: string): boolean {
  return /\/(?:RECORD|WHEEL|INSTALLER)$/.test(path) && listPath.test(path);
}

/** Distributions whose own words are not there: something is installed, and nobody can say what. */
export function readDamaged(tree: ByteTree, paths: readonly string[]): Found {
  const folders = [...new Set(paths.flatMap((path) => listPath.exec(path)?.[1] ?? []))];
  return gather(folders.filter((folder) => tree.entry(`${folder}/METADATA`) === undefined).map((folder) => malformed(folder, 'it has no METADATA')));
}

/** Distributions that are installed, or unpacked as if they were. Source: PyPA, "Recording installed projects". */
export function readInstalled(tree: ByteTree, paths: readonly string[]): Found {
  return gather(paths.map((path) => oneOf(tree, path)));
}

function oneOf(tree: ByteTree, path: string): Found {
  const read = readText(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  const metadata = parseMetadata(read.value);
  const name = metadata.get('name')?.[0] ?? '';
  const version = metadata.get('version')?.[0];
  if (!isName(name) || version === undefined || version === '') return malformed(path, 'it names no distribution with a version');
  const direct = path.replace(/METADATA$/, 'direct_url.json');
  const source = direct !== path && tree.entry(direct)?.kind === 'file' ? readJson(tree, direct) : undefined;
  if (source?.kind === 'problem') return failed(source.problem);
  if (source !== undefined && !isObject(source.value)) return malformed(direct, 'it is no object');
  const site = metadataPath.exec(path)?.[1] ?? '';
  return {
    packages: [
      {
        key: `${site}#${normalName(name)}`,
        type: 'pypi',
        name,
        version,
        state: 'installed',
        licences: licencesOf(metadata),
        homepage: homepageOf(metadata),
        elsewhere: source === undefined ? undefined : directSource(source.value),
        foundIn: [path],
        dependsOn: (metadata.get('requires-dist') ?? []).flatMap((text) => {
          const needed = requirementOf(text);
          return needed === undefined || needed.isForExtra ? [] : `${site}#${needed.name}`;
        }),
      },
    ],
    problems: [],
  };
}
