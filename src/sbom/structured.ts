import { parse as parseTomlText } from 'smol-toml';
import { parseAllDocuments } from 'yaml';
import { problem, readText, type ReadValue } from './text.ts';
import type { ByteTree } from './tree/byte-tree.ts';

/** Reads a file of TOML. */
export function readToml(tree: ByteTree, path: string): ReadValue<unknown> {
  const read = readText(tree, path);
  if (read.kind === 'problem') return read;
  try {
    return { kind: 'read', value: parseTomlText(read.value) };
  } catch {
    return problem('MANIFEST_MALFORMED', path, 'it is not TOML');
  }
}

/** Reads the documents of a file of YAML, every scalar as the text that it is written with. One that refers to itself is refused. */
export function readYaml(tree: ByteTree, path: string): ReadValue<readonly unknown[]> {
  const read = readText(tree, path);
  if (read.kind === 'problem') return read;
  const bad = problem('MANIFEST_MALFORMED', path, 'it is not YAML');
  try {
    const documents = parseAllDocuments(read.value, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
    if (!Array.isArray(documents) || documents.some((one) => one.errors.length > 0)) return bad;
    return { kind: 'read', value: documents.map((one): unknown => one.toJS({ maxAliasCount: 0 })) };
  } catch {
    // Deep nesting ends in an error of the machine.
    return bad;
  }
}
