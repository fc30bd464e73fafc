import { inflateSync } from 'node:zlib';
import { limits } from '../../../base/index.ts';
import type { Found } from '../../cataloger.ts';
import { elements, field, textField } from '../../fields.ts';
import { failed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { MalformedExecutable, take } from '../binary/executable.ts';
import { programsOf, type Program } from '../binary/read.ts';

/** Reads the crates that a program says it was built from. Source: rust-secure-code/cargo-auditable, PARSING.md and its JSON schema. */
export function readAuditable(tree: ByteTree, path: string): Found {
  const opened = tree.open(path);
  if (opened.kind !== 'file') return failed({ code: 'FILE_UNREADABLE', path, reason: opened.kind === 'refused' ? opened.reason : 'it leads nowhere' });
  try {
    return { packages: programsOf(opened.bytes).flatMap((program, at) => packagesOf(program, `${path}#${at}`, path)), problems: [] };
  } catch (error) {
    if (error instanceof MalformedExecutable) return failed({ code: 'BINARY_MALFORMED', path, reason: error.message });
    throw error;
  }
}

function packagesOf(program: Program, prefix: string, path: string): readonly FoundPackage[] {
  const section = program.sections.find((one) => one.name === '.dep-v0');
  if (section === undefined) return [];
  if (section.size > limits.maxLockBytes) throw new MalformedExecutable('its list of crates is too long');
  const list = elements(field(listOf(take(program.bytes, section.offset, section.size)), 'packages'));
  if (list.length === 0) throw new MalformedExecutable('its list of crates is empty');
  return list.map((one, at): FoundPackage => {
    const name = textField(one, 'name') ?? '';
    const version = textField(one, 'version') ?? '';
    if (!/^[A-Za-z0-9_][\w-]*$/.test(name) || version === '') throw new MalformedExecutable('its list of crates has one without a name or version');
    // What only the build needed is not in the program.
    const isLinked = textField(one, 'kind') !== 'build';
    return {
      key: `${prefix}#${at}`,
      type: 'cargo',
      name,
      version,
      state: isLinked ? 'linked' : 'locked',
      use: isLinked ? 'runtime' : 'development',
      foundIn: [path],
      dependsOn: elements(field(one, 'dependencies')).flatMap((needed) => (typeof needed === 'number' ? `${prefix}#${needed}` : [])),
    };
  });
}

function listOf(packed: Uint8Array): unknown {
  try {
    return JSON.parse(inflateSync(packed, { maxOutputLength: limits.maxLockBytes }).toString('utf8')) as unknown;
  } catch {
    throw new MalformedExecutable('its list of crates cannot be unpacked');
  }
}
