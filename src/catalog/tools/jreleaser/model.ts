import { concatAll, hole, lit, stripPrefix } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { get, items, keysOf, spanOf, text } from '../support/node.ts';
import { when } from '../support/run.ts';
import type { Holds, Run } from '../support/run.ts';

/** One run of JReleaser: its configuration and what it has found. */
export interface Release {
  readonly run: Run;
  readonly node: Node;
  readonly path: string;
}

/** Where a section stands. */
export function placeOf(release: Release, ...keys: readonly string[]): ReturnType<typeof spanOf> {
  return spanOf(get(release.node, ...keys), release.node.span);
}

/** Mustache templates: the project's version and name, anything else a named unknown. */
export function fill(release: Release, template: string): Text {
  const parts: Text[] = [];
  let from = 0;
  for (const match of template.matchAll(/\{\{\s*([\w.#/]+)\s*\}\}/g)) {
    parts.push(lit(template.slice(from, match.index)), macro(release, match[1] ?? ''));
    from = match.index + match[0].length;
  }
  return concatAll([...parts, lit(template.slice(from))]);
}

/** The version is the variable's that JReleaser reads first, or the released tag's. */
function macro(release: Release, name: string): Text {
  const { input } = release.run;
  if (/^project(Effective)?Version$/.test(name)) return input.env('JRELEASER_PROJECT_VERSION') ?? stripPrefix(input.tag, lit('v'));
  const written =
    name === 'projectName' ? text(release.node, 'project', 'name') : name === 'tagName' ? text(release.node, 'release', 'github', 'tagName') : undefined;
  return written === undefined || written.includes('{{') ? hole(`jreleaser.${name}`, { label: name }) : lit(written);
}

/** Paths of the distributions' artifacts. */
export function artifactsOf(release: Release): readonly Text[] {
  const distributions = get(release.node, 'distributions');
  return keysOf(distributions).flatMap((name) => {
    const distribution = get(distributions, name);
    if (text(distribution, 'active') === 'NEVER') return [];
    return items(get(distribution, 'artifacts'))
      .flatMap((artifact) => pathOf(artifact))
      .map((path) => fill(release, path));
  });
}

/** Paths and globs of the `files` section. */
export function filesOf(release: Release): readonly Text[] {
  const section = get(release.node, 'files');
  if (text(section, 'active') === 'NEVER') return [];
  const listed = items(get(section, 'artifacts')).flatMap((artifact) => pathOf(artifact));
  const globs = items(get(section, 'globs')).flatMap((glob) => text(glob, 'pattern') ?? []);
  return [...listed, ...globs].map((path) => fill(release, path));
}

/** `active`: ALWAYS, RELEASE (a version that is no snapshot), PRERELEASE, SNAPSHOT, NEVER. */
export function active(node: Node | undefined, fallback: string): Holds {
  const value = (text(node, 'active') ?? fallback).toUpperCase();
  if (value === 'ALWAYS' || value === 'RELEASE' || value === 'RELEASE_PRERELEASE' || value === 'TRUE') return when(true, '');
  if (value === 'NEVER' || value === 'SNAPSHOT' || value === 'PRERELEASE' || value === 'FALSE') return when(false, '');
  return when('unknown', `active is ${value}`);
}

function pathOf(artifact: Node): readonly string[] {
  const path = text(artifact, 'path');
  return path === undefined ? [] : [path];
}
