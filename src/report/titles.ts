import type { SurfaceReport } from '../audit/index.ts';
import { printable } from './escape.ts';
import { surfaceTitle } from './words.ts';

/**
 * Returns the title of each surface by its id. Where several have one title, the part of what publishes them in which
 * they differ is said too: the workflow, the job, the step.
 */
export function titlesOf(surfaces: readonly SurfaceReport[]): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const alike of Map.groupBy(surfaces, surfaceTitle).values()) {
    const parts = alike.length === 1 ? undefined : tellingParts(alike);
    alike.forEach((surface, i) => {
      const part = parts?.[i] ?? '';
      titles.set(surface.id, part === '' ? surfaceTitle(surface) : `${surfaceTitle(surface)} [${printable(part)}]`);
    });
  }
  return titles;
}

/** The first of workflow, job and step that is another one for each, else those that together are. */
function tellingParts(surfaces: readonly SurfaceReport[]): readonly string[] | undefined {
  const kinds: readonly ((surface: SurfaceReport) => string)[] = [
    (s) => s.publishedBy.workflow.split('/').at(-1) ?? '',
    (s) => s.publishedBy.job,
    (s) => s.publishedBy.step,
    (s) => s.publishedBy.config,
    (s) => `${s.at.file.split('/').at(-1) ?? ''}:${s.at.line}`,
  ];
  const lists = kinds.map((of) => surfaces.map(of)).filter((list) => new Set(list).size > 1);
  const telling = lists.find((list) => new Set(list).size === list.length);
  if (telling !== undefined || lists.length === 0) return telling;
  // No part tells all of them apart: as many as it takes.
  let joined = lists[0]!;
  for (const list of lists.slice(1)) {
    if (new Set(joined).size === joined.length) break;
    const next = joined.map((text, i) => [text, list[i]].filter((one) => one !== '').join(', '));
    if (new Set(next).size > new Set(joined).size) joined = next;
  }
  return joined;
}
