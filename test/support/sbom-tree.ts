import assert from 'node:assert/strict';
import { spool } from '../../src/cli/ports/spool.ts';
import type { Cataloger, Found } from '../../src/sbom/cataloger.ts';
import { openLayers, type ByteTree } from '../../src/sbom/index.ts';
import { tarOfMembers } from './tar-members.ts';

/** A tree of named files, which goes through an archive; a text that begins with `->` is a link. */
export async function treeOfFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<ByteTree> {
  const archive = tarOfMembers(
    Object.entries(files).map(([name, body]) =>
      typeof body === 'string' && body.startsWith('->') ? { name, type: '2', target: body.slice(2).trim() } : { name, body },
    ),
  );
  const found = await openLayers({ layers: [{ name: 'files', pieces: () => [archive] }], marks: 'none', wants: () => true, spool });
  assert.ok(found.kind === 'open', JSON.stringify(found));
  return found.tree;
}

/** What a cataloger finds in a tree when it is given what it wants, and nothing else. */
export function catalogued(cataloger: Cataloger, tree: ByteTree): Found {
  const wanted = tree.paths().filter((path) => {
    const entry = tree.entry(path);
    return cataloger.wants(path, entry?.kind === 'file' ? entry : { size: 0, isExecutable: false, isProgram: false });
  });
  return cataloger.find(tree, wanted);
}
