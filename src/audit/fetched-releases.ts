import { LineIndex, type FileTree, type GitFacts } from '../base/index.ts';
import type { Traced } from '../lineage/index.ts';
import { literalOf } from '../values/index.ts';
import type { ManualPublish } from './manual-releases.ts';

const scripts = /(?:^|\/)(?:scripts?|tools?|hack|bin|build|contrib|ci|\.github)\/(?:.*\/)?[^/]+\.(?:sh|bash|py|ps1|mk)$|(?:^|\/)(?:GNUmakefile|[Mm]akefile)$/;
const maxScripts = 200;
const maxCharacters = 400_000;

/**
 * Releases of this repository that its own scripts fetch files of by a fixed tag that is no version, and that no
 * workflow makes: somebody makes them by hand, and nothing says how.
 */
export function fetchedReleases(files: FileTree, traced: Traced, git: GitFacts): readonly ManualPublish[] {
  if (git.owner === null || git.repo === null) return [];
  const url = new RegExp(
    `${escaped(`${git.host ?? 'github.com'}/${git.owner}/${git.repo}`)}/releases/download/([A-Za-z][\\w.-]*)(?=[/"'\\s]|$)(?:/([\\w.-]+\\w))?`,
    'gi',
  );
  const found = new Map<string, ManualPublish & { readonly assets: Set<string> }>();
  for (const path of files
    .list()
    .filter((one) => scripts.test(one))
    .slice(0, maxScripts)) {
    const read = files.read(path);
    if (read.kind !== 'text' || read.text.length > maxCharacters || !read.text.includes('/releases/download/')) continue;
    const lines = new LineIndex(path, read.text);
    for (const match of read.text.matchAll(url)) {
      const tag = match[1]!;
      if (/^v?\d/.test(tag) || tag === 'latest' || isMade(traced, tag)) continue;
      const known = found.get(tag) ?? { ...byHand(tag, path), at: lines.span(match.index, match.index + match[0].length), assets: new Set<string>() };
      if (match[2] !== undefined) known.assets.add(match[2]);
      found.set(tag, known);
    }
  }
  return [...found].map(([tag, { assets, ...one }]) => ({ ...one, names: assets.size > 0 ? [...assets].toSorted() : [`files of the release ${tag}`] }));
}

function byHand(tag: string, file: string): Omit<ManualPublish, 'at'> {
  return {
    kind: 'release-asset',
    place: 'release',
    index: undefined,
    names: [],
    command: `a release ${tag} by hand`,
    file,
    unread: `${file} fetches it, and no workflow makes the release ${tag}: how it is made is not written down`,
  };
}

/** Whether a workflow publishes under this tag or waits for it. */
function isMade({ trace, scenarios }: Traced, tag: string): boolean {
  const tags = [...trace.publishes.flatMap((p) => (p.sink.kind === 'release' ? [p.sink.tag] : [])), ...trace.releases.map((r) => r.tag)];
  if (tags.some((one) => literalOf(one) === tag)) return true;
  const patterns = [...scenarios.values()].flatMap((list) => list.flatMap((s) => (s.refKind === 'tag' ? s.refPatterns : [])));
  return patterns.some((pattern) =>
    new RegExp(
      `^${pattern
        .split(/[*+?]+|\[[^\]]*\]/)
        .map(escaped)
        .join('.*')}$`,
    ).test(tag),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
