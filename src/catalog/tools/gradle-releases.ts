import { dropPrefix, hole, lit } from '../../values/index.ts';
import type { Build } from './gradle-build.ts';
import type { Args } from './support/args.ts';
import type { Run } from './support/run.ts';

/** com.google.cloud.tools.jib builds an image without a daemon and pushes it, with neither provenance nor SBOM. */
export function jib(run: Run, args: Args, build: Build): void {
  const { input } = run;
  const given = args.flags.get('image')?.at(-1) ?? [...args.flags].find(([flag]) => flag.startsWith('Djib.to.image'))?.[1].at(-1);
  const onLine = given ?? (args.flags.get('system-prop') ?? []).map((value) => dropPrefix(value, 'jib.to.image=')).find((value) => value !== undefined);
  const written = /\bjib\s*\{[\s\S]{0,2000}?\bto\s*\{[\s\S]{0,400}?\bimage\s*(?:=|\.set\()?\s*["']([^"'$]+)["']/.exec(build.text)?.[1];
  const image = onLine ?? (written === undefined ? undefined : lit(written));
  if (image === undefined) {
    run.unclear(input.span, 'the name of the image that Jib pushes was not read');
    return;
  }
  const digest = hole(`${input.idPrefix}.digest`, { label: 'digest of the image' });
  run.add({ kind: 'pushes-image', refs: [image], digest, media: 'image', provenance: 'none', sbom: 'none' }, input.span);
}

/** com.github.breadmoirai.github-release makes a release through GitHub's interface, and its tag where there is none. */
export function githubRelease(run: Run, build: Build): void {
  const { input } = run;
  const block = /\bgithubRelease\s*\{([\s\S]{0,4000})/.exec(build.text)?.[1] ?? '';
  if (/\bdryRun\s*(?:=|\(|\.set\()\s*true\b/.test(block)) return;
  const tag = hole(`${input.idPrefix}.tag`, { label: 'tag of the build' });
  const draft = /\bdraft\s*(?:=|\(|\.set\()\s*true\b/.test(block);
  run.add({ kind: 'creates-release', tag, draft, createsTag: true, by: 'Gradle' }, input.span);
  if (!/\breleaseAssets\b/.test(block)) return;
  const subject = { kind: 'unknown', why: 'the build says which files it uploads' } as const;
  run.add({ kind: 'publishes', sink: { kind: 'release', tag }, subject, draft, ...(build.path === undefined ? {} : { config: build.path }) }, input.span);
}
