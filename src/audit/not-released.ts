import { wholeFile, type FileTree } from '../base/index.ts';
import { findBuildables } from '../catalog/index.ts';
import type { Traced } from '../lineage/index.ts';
import { show } from '../values/index.ts';
import type { InventoryEntry, SurfaceReport } from './report.ts';

function goPrograms(files: FileTree): readonly string[] {
  return files
    .folders('cmd')
    .filter((name) => files.folder(`cmd/${name}`).some((f) => f.endsWith('.go') && !f.endsWith('_test.go')))
    .slice(0, 40);
}

/** Things that could be released, and that no path read here publishes: charts, images that are only built, programs. */
export function notReleased(traced: Traced, files: FileTree, surfaces: readonly SurfaceReport[]): readonly InventoryEntry[] {
  const out: InventoryEntry[] = [];
  const has = (kind: string): boolean => surfaces.some((s) => s.kind === kind);
  for (const one of findBuildables(files)) {
    if (one.kind === 'chart' && !has('helm-chart'))
      out.push({ kind: 'not-released', what: `Helm chart ${one.name} (${one.path})`, why: 'no workflow packages and publishes it', at: wholeFile(one.path) });
  }
  if (!has('release-asset') || !surfaces.some((s) => s.kind === 'release-asset' && s.publishedBy.config.includes('goreleaser'))) {
    for (const program of goPrograms(files)) {
      if (surfaces.some((s) => s.members.some((m) => m.includes(program)))) continue;
      out.push({
        kind: 'not-released',
        what: `Go program ${program} (cmd/${program})`,
        why: 'no workflow publishes it by itself',
        at: wholeFile(`cmd/${program}`),
      });
    }
  }
  const pushed = new Set(traced.trace.images.filter((i) => i.pushed).flatMap((i) => i.refs.map((r) => show(r.repository))));
  const seen = new Set<string>();
  for (const built of traced.trace.notReleasedImages) {
    const refs = built.refs.map(show).filter((ref) => ref !== '' && !ownMachine.test(ref));
    const repositories = refs.map((ref) => ref.replace(/:[^/]*$/, ''));
    const isTold = repositories.every((r) => seen.has(r)) || repositories.some((r) => pushed.has(r));
    for (const r of repositories) seen.add(r);
    if (isTold) continue;
    out.push({ kind: 'not-released', what: `image ${refs.join(', ')}`, why: 'it is built and not pushed', at: built.at });
  }
  return out;
}

/** Places of the machine that builds: an image there is for a test. */
const ownMachine = /^(?:ko\.local|kind\.local|localhost|127\.0\.0\.1)(?=[:/]|$)/;
