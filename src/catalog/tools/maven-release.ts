import { concat, hole, lit, words } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { Args } from './support/args.ts';
import { property } from './maven-args.ts';
import type { Run } from './support/run.ts';
import { child, childrenOf, childText } from './support/xml.ts';
import type { Element } from './support/xml.ts';

/** Whether a goal of maven-release-plugin is asked for, by its short or its whole name. */
export function asksRelease(goals: readonly (string | undefined)[], goal: 'prepare' | 'perform'): boolean {
  return goals.some((one) => one === `release:${goal}` || (one !== undefined && new RegExp(`maven-release-plugin(:[^:]+)?:${goal}$`).test(one)));
}

/**
 * What `release:perform` puts on the command line of the build that it starts: `releaseProfiles`, `arguments` and, where
 * `useReleaseProfile` says so, `performRelease`. Facts from the plugin's documentation (3.x), read 2026-11-23.
 */
export function performWords(args: Args, roots: readonly Element[]): readonly Text[] {
  const setting = settings(args, roots);
  const profiles = setting('releaseProfiles');
  const more = property(args, 'arguments') ?? setting('arguments');
  return [
    ...(profiles === undefined || profiles === '' ? [] : [lit(`-P${profiles}`)]),
    ...(more === undefined ? [] : words(lit(more))),
    ...(setting('useReleaseProfile') === 'true' ? [lit('-DperformRelease=true')] : []),
  ];
}

/** Whether the build that `release:perform` starts deploys: by default it does, `goals` can say otherwise, and a trial runs nothing. */
export function performDeploys(args: Args, roots: readonly Element[]): boolean {
  const goals = property(args, 'goals') ?? settings(args, roots)('goals');
  return property(args, 'dryRun') !== 'true' && (goals === undefined || goals.trim() === '' || /deploy|publish|\$\{/.test(goals));
}

/** The tag that `release:prepare` makes and pushes: signed where `signTag` asks for it. */
export function tagByPrepare(run: Run, args: Args, roots: readonly Element[], top: Element): void {
  const setting = settings(args, roots);
  const version = hole(`${run.input.idPrefix}.release-version`, { label: 'version' });
  const format = property(args, 'tag') ?? setting('tagNameFormat') ?? '@{project.artifactId}-@{project.version}';
  const name = format
    .replaceAll(/@\{(?:project\.)?artifactId\}/g, childText(top, 'artifactId') ?? '')
    .split(/(@\{[^}]*\})/)
    .map((part): Text => (part.startsWith('@{') ? version : lit(part)));
  run.add(
    {
      kind: 'creates-tag',
      name: concat(...name),
      signed: (property(args, 'signTag') ?? setting('signTag')) === 'true',
      by: 'maven-release-plugin',
      pushed: (property(args, 'pushChanges') ?? setting('pushChanges')) !== 'false',
    },
    run.input.span,
  );
}

/** A setting of maven-release-plugin: the command line's, then what the poms configure, else a property of theirs. */
function settings(args: Args, roots: readonly Element[]): (name: string) => string | undefined {
  const configured = roots.flatMap((root) =>
    [child(root, 'build', 'plugins'), child(root, 'build', 'pluginManagement', 'plugins')].flatMap((list) =>
      childrenOf(list, 'plugin')
        .filter((one) => childText(one, 'artifactId') === 'maven-release-plugin')
        .flatMap((one) => child(one, 'configuration') ?? []),
    ),
  );
  return (name) => {
    const given = property(args, name);
    if (given !== undefined) return given;
    const written =
      configured.map((one) => childText(one, name)).find((one) => one !== undefined) ??
      roots.map((root) => childText(root, 'properties', name)).find((one) => one !== undefined);
    const reference = /^\$\{([\w.-]+)\}$/.exec(written ?? '')?.[1];
    return reference === undefined
      ? written
      : (property(args, reference) ?? roots.map((root) => childText(root, 'properties', reference)).find((one) => one !== undefined));
  };
}
