import { LineIndex, type FileTree } from '../base/index.ts';
import { isEvidenceName, type Traced } from '../lineage/index.ts';
import type { InventoryEntry } from './report.ts';

/** Files that list what a project gives away, with what should lie beside each. */
const lists = /(?:^|\/)[\w.-]*(?:registry|manifest|models|artifacts|releases|catalog)\.json$/i;
const promise = /"[\w-]{0,60}(?:bundle|signature|sig|attestation|provenance|sbom)[\w-]{0,60}"\s{0,9}:\s{0,9}"([^"\n]{1,200})"/gi;
const maxLists = 50;
const maxCharacters = 400_000;

/** Signatures and their like that a list of the checkout names, that are not in the checkout and that nothing that was read makes. */
export function promises(files: FileTree, { trace }: Traced): readonly InventoryEntry[] {
  const out: InventoryEntry[] = [];
  const published = new Set(trace.publishes.flatMap((one) => one.shown.flatMap((shown) => shown.split(', '))));
  for (const path of files
    .list()
    .filter((one) => lists.test(one) && !one.includes('node_modules/'))
    .slice(0, maxLists)) {
    const read = files.read(path);
    if (read.kind !== 'text' || read.text.length > maxCharacters) continue;
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const missing = [...read.text.matchAll(promise)].filter(([, name = '']) => {
      const base = name.slice(name.lastIndexOf('/') + 1);
      return isEvidenceName(base) && !/^[a-z]+:\/\//i.test(name) && !files.has(`${folder}${name}`) && !files.has(name) && !published.has(base);
    });
    const first = missing[0];
    if (first === undefined) continue;
    out.push({
      kind: 'promise',
      what: `${first[1]!}${missing.length === 1 ? '' : ` and ${missing.length - 1} more`}`,
      why: `${path} names ${missing.length === 1 ? 'it' : 'them'}; not in the checkout, and nothing that was read makes ${missing.length === 1 ? 'it' : 'them'}`,
      at: new LineIndex(path, read.text).span(first.index, first.index + first[0].length),
    });
  }
  return out;
}
