import { literalOf } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { readText } from '../support/config.ts';
import { get, text, texts } from '../support/node.ts';
import { joinPath } from '../support/path.ts';
import { distinct } from './made.ts';
import type { Made } from './made.ts';
import type { Project } from './project.ts';

const maxLines = 2_000;

/**
 * The binaries that an image of GoReleaser holds: those of its platforms and `ids`, which GoReleaser puts into the
 * context, that the last stage of its Dockerfile copies by name or with all the rest. None where that cannot be read.
 */
export function packedBinaries(project: Project, made: Made, entry: Node, platforms: readonly string[]): readonly Text[] {
  const named = text(entry, 'dockerfile') ?? 'Dockerfile';
  const flags = [...texts(get(entry, 'build_flag_templates')), ...texts(get(entry, 'flags'))];
  // Another stage than the last one may hold nothing of it.
  if (named.includes('{{') || flags.some((flag) => flag.startsWith('--target'))) return [];
  const copied = copiedInto(readText(project.run.input.files, joinPath(project.run.input.cwd, named)) ?? '');
  const ids = [...texts(get(entry, 'ids')), ...texts(get(entry, 'builds'))];
  return distinct(
    made
      .built(ids)
      .filter((binary) => platforms.some((platform) => `${platform}/`.startsWith(`${binary.os}/${binary.arch}/`)))
      .filter((binary) => copied.has('.') || copied.has(literalOf(binary.name) ?? ''))
      .map((binary) => binary.path),
  );
}

/** What the last stage copies from the context, each by the last part of its name; `.` for everything. */
function copiedInto(dockerfile: string): ReadonlySet<string> {
  const copied = new Set<string>();
  for (const line of dockerfile
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .slice(0, maxLines)) {
    const [instruction = '', ...words] = line.trim().split(/\s+/);
    if (/^from$/i.test(instruction)) copied.clear();
    if (!/^(?:copy|add)$/i.test(instruction) || words.some((word) => word.startsWith('--from='))) continue;
    const paths = words.filter((word) => !word.startsWith('--')).map((word) => word.replaceAll(/^\[|\]$|["',]/g, '').replace(/\/+$/, ''));
    for (const path of paths.slice(0, -1)) if (path !== '') copied.add(path.slice(path.lastIndexOf('/') + 1));
  }
  return copied;
}
