import { LineIndex, type FileTree, type GitFacts, type Span } from '../base/index.ts';
import type { PackageIndex } from '../catalog/index.ts';
import type { ManualTag } from '../controls/index.ts';
import { findManualSteps, findScriptSteps, isUnderReleasing, releaseSections, type ManualStep } from '../documents/index.ts';
import { gemOfTask, rakeUploads } from './rake-tasks.ts';
import type { SurfaceKind, Unit } from '../surfaces/index.ts';
import { entry, parseYaml, textOf } from '../workflow/index.ts';
import { makeTarget } from './make-targets.ts';
import { handTool, type HandTool } from './manual-tools.ts';

/** A release that a person makes: a document or the project's own script says with which command. */
export interface ManualPublish {
  readonly kind: SurfaceKind;
  readonly place: Unit['place'];
  readonly index: PackageIndex | undefined;
  readonly names: readonly string[];
  readonly command: string;
  readonly file: string;
  readonly at: Span;
  /** Why nothing is known of what the command publishes beside that it does. */
  readonly unread: string | undefined;
  /** Where the tool signs what it publishes, by its configuration. */
  readonly signs?: HandTool['signs'];
}

/** What people do when they release, as documents and what these name tell it. */
export interface ManualReleases {
  readonly publishes: readonly ManualPublish[];
  /** Tags that the scripts make which documents name; else those of the tools that are called. */
  readonly tags: readonly ManualTag[];
}

const byIndex: Readonly<Record<string, { readonly kind: SurfaceKind; readonly index: PackageIndex }>> = {
  crates: { kind: 'crate', index: 'crates' },
  npm: { kind: 'npm-package', index: 'npm' },
  pypi: { kind: 'python-dist', index: 'pypi' },
  rubygems: { kind: 'gem', index: 'rubygems' },
  'maven-central': { kind: 'maven', index: 'maven-central' },
  'gradle-plugin-portal': { kind: 'maven', index: 'gradle-plugin-portal' },
};

/** Indexes that only a document about releases is believed about: elsewhere such a line is an example. */
const bySubject: Readonly<Record<string, PackageIndex>> = {
  nuget: 'nuget',
  hex: 'hex',
  pub: 'pub',
  hackage: 'hackage',
  luarocks: 'luarocks',
  cocoapods: 'cocoapods',
  opam: 'opam',
  'vscode-marketplace': 'vscode-marketplace',
  'open-vsx': 'open-vsx',
  conda: 'conda',
};

/** Documents whose subject is the release; in others a push may be anybody's own. */
const ofReleases = /releas|publish|maintain|runbook/i;

/** Whether a document's path says that it is about releases. */
export function isAboutReleases(path: string): boolean {
  return ofReleases.test(path);
}

const caller =
  /(?:^|[`$\s])((?:make|just|task)[ \t]+[\w:-]*(?:release|publish|deploy)[\w:-]*|(?:(?:ba)?sh[ \t]+|\.\/)[\w./-]*\.sh\b|scripts?\/[\w-]*(?:upload|release|publish)[\w-]*(?:\.sh)?(?![\w./-])|(?:npm run|yarn(?: run)?|pnpm(?: run)?)[ \t]+[\w:-]*(?:release|publish)[\w:-]*)/gm;
const maxFollowed = 10;

/** What the documents and the project's own scripts say that people publish and tag, in their order. */
export function manualReleases(
  files: FileTree,
  git: GitFacts,
  documents: readonly { readonly path: string; readonly steps: readonly ManualStep[]; readonly text: string }[],
): ManualReleases {
  const publishes: ManualPublish[] = [];
  const tags: ManualTag[] = [];
  const byTools: ManualTag[] = [];
  const take = (step: ManualStep, isAbout: boolean): readonly ManualPublish[] => {
    const hand = handTool(files, git, step);
    if (isAbout && step.doneBy === 'person') byTools.push(...(hand?.tags ?? []), ...ofRelease(step));
    return published(step, isAbout, hand);
  };
  for (const { path, steps, text } of documents) {
    const isAbout = isAboutReleases(path);
    for (const step of steps) publishes.push(...byRake(files, step, take(step, isAbout || isUnderReleasing(step.heading))));
    const sections = isAbout ? [{ start: 0, end: text.length }] : releaseSections(path, text);
    const lines = new LineIndex(path, text);
    if (isAbout) publishes.push(...attached(path, text, lines));
    for (const match of [...text.matchAll(caller)].filter(({ index }) => sections.some((one) => one.start <= index && index < one.end)).slice(0, maxFollowed)) {
      const command = match[1]!.trim().replaceAll(/\s+/g, ' ');
      const script = followed(files, command);
      const at = lines.span(match.index, match.index + match[0].length);
      if (script === undefined) continue;
      for (const step of findScriptSteps(script.path, script.text)) {
        if (step.kind === 'tag') tags.push({ signed: step.signed, at: step.span, command: step.words.join(' ') });
        publishes.push(...take(step, true).map((one) => ({ ...one, command: `${command}: ${one.command}`, file: path, at })));
      }
      if (uploading.test(script.text.replaceAll(/^\s*#.*$/gm, ''))) publishes.push(byHand(command, path, at));
    }
  }
  return { publishes: [...publishes, ...ownScripts(files)], tags: tags.length > 0 ? tags : byTools };
}

/** A release that a person makes on GitHub makes its tag there, unless it has to be there. */
function ofRelease(step: ManualStep): readonly ManualTag[] {
  const makes = step.kind === 'creates-release' && (step.tool === 'gh' || step.tool === 'hub') && !step.words.includes('--verify-tag');
  return makes ? [{ signed: false, at: step.span, command: step.command }] : [];
}

/** What a document's `rake lens:release` publishes: the gem of that name, and what else the task uploads. */
function byRake(files: FileTree, step: ManualStep, found: readonly ManualPublish[]): readonly ManualPublish[] {
  const task = step.tool === 'rake' ? step.words.find((word) => /^(?:[\w-]+:)*release(?:\[.*\])?$/.test(word)) : undefined;
  if (task === undefined || found.length === 0) return found;
  const gem = gemOfTask(files, task);
  const unread = `done by hand, as ${step.file} says: what ${step.words.join(' ')} uploads is not followed`;
  const uploads = rakeUploads(files, task).map(({ place, names }): ManualPublish => ({
    kind: place === 'release' ? 'release-asset' : 'other',
    place,
    index: undefined,
    names,
    command: step.words.join(' '),
    file: step.file,
    at: step.span,
    unread,
  }));
  return [...found.map((one) => (gem === undefined || one.kind !== 'gem' ? one : { ...one, names: [gem] })), ...uploads];
}

/** A script that calls GitHub's interface for the files of a release. */
const uploading = /uploads\.github\.com|\bupload_url\b|\/releases\/[^\s"']*\/assets/;

function byHand(command: string, file: string, at: Span): ManualPublish {
  return {
    kind: 'release-asset',
    place: 'release',
    index: undefined,
    names: ['files of the release'],
    command,
    file,
    at,
    unread: `done by hand, as ${file} says: what ${command} publishes is not followed`,
  };
}

const attaching = /\b(attach|upload)(s|ed|ing)?\b/i;
const builtFiles = /\b(art[ei]facts?|binar(y|ies)|tarballs?|archives?|assets?|packages?|executables?)\b/i;

/** A sentence that tells a person to put files on a release. */
const toAttach = /(?:^|\n)[ \t]*(?:[-*+]|\d+[.)])?[ \t]*(?:\[[ x]\][ \t]*)?(?:[^.\n]{0,120}(?:\band(?: then)?|,|\bthen) )?(?:attach|upload)\b[^.]{0,160}/i;

/** Files that a person attaches to a release: the paragraph that says so names the command that makes them, or tells to do it on GitHub. */
function attached(path: string, text: string, lines: LineIndex): readonly ManualPublish[] {
  let start = 0;
  for (const paragraph of text.split(/(\n[ \t]*\n)/)) {
    const from = start;
    start += paragraph.length;
    if (
      !attaching.test(paragraph) ||
      !builtFiles.test(paragraph) ||
      !/\breleas/i.test(paragraph) ||
      /\b(workflow|actions?|CI|automatic(ally)?|bot)\b/.test(paragraph)
    )
      continue;
    const found = [...paragraph.matchAll(caller)][0];
    const told = found === undefined ? toAttach.exec(paragraph) : null;
    if (told !== null && /\bGitHub\b/.test(told[0])) {
      const at = from + told.index + told[0].length - told[0].trimStart().length;
      return [byHand('attach files to the release', path, lines.span(at, from + told.index + told[0].length))];
    }
    if (found === undefined) continue;
    const command = found[1]!.trim().replaceAll(/\s+/g, ' ');
    return [byHand(command, path, lines.span(from + found.index, from + found.index + found[0].length))];
  }
  return [];
}

/** The release that a step makes; `isAbout` when its text is about releases, `hand` what the configuration of its tool says. */
export function published(step: ManualStep, isAbout: boolean, hand?: HandTool): readonly ManualPublish[] {
  const line = step.words.join(' ');
  if (step.words.length === 0 || /--dry-run|test\.?pypi/i.test(line)) return [];
  const common = { command: line, file: step.file, at: step.span, names: [], unread: undefined };
  const known = step.kind === 'publishes' && step.index !== undefined && Object.hasOwn(byIndex, step.index) ? byIndex[step.index] : undefined;
  if (known !== undefined) {
    const places = hand === undefined || hand.indexes.length === 0 ? [known] : hand.indexes;
    return places.map((one) => ({ ...common, ...one, place: 'index' as const, ...(hand?.signs === undefined ? {} : { signs: hand.signs }) }));
  }
  if (!isAbout || step.doneBy !== 'person') return [];
  const other = step.kind === 'publishes' && step.index !== undefined && Object.hasOwn(bySubject, step.index) ? bySubject[step.index] : undefined;
  if (other !== undefined) return [{ ...common, kind: 'other', index: other, place: 'index' }];
  const unread = `done by hand, as ${step.file} says: what is made of it is not followed`;
  if (step.index === 'image') {
    const names = step.words.slice(1).flatMap((word) => repositoryIn(word) ?? []);
    return names.length === 0 ? [] : [{ ...common, kind: 'container-image', place: 'registry', index: undefined, names: [names[0]!], unread }];
  }
  if (step.index !== 'github') return [];
  if (hand?.uploads === true) return [byHand(line, step.file, step.span)];
  const given = step.tool === 'goreleaser' ? ['files of the release'] : filesGiven(step.words.slice(3)).filter(isFile);
  return given.length === 0 ? [] : [{ ...common, kind: 'release-asset', place: 'release', index: undefined, names: given, unread }];
}

/** A repository in a public registry that a command names; one with a placeholder in it is anybody's. */
function repositoryIn(word: string): string | undefined {
  const name = /^((?:[\w-]+\.)+[\w-]+(?::\d+)?(?:\/[\w.-]+)+|[\w-]+\/[\w.-]+)(?::\S+)?$/.exec(word)?.[1];
  return name === undefined || /^(localhost|127\.|example|your|my-?|user(name)?\/)/i.test(name) || name.startsWith('refs/') ? undefined : name;
}

/** Flags of `gh release` and `hub release` that stand alone: what follows the others is their value. */
const alone = /^(?:-[dop]+|--(?:draft|prerelease|latest(?:=.*)?|generate-notes|notes-from-tag|verify-tag|fail-on-no-commits|clobber|[\w-]+=.*))$/;

/** The words behind the tag, which is the first that no flag takes. */
function filesGiven(words: readonly string[]): readonly string[] {
  return words.filter((word, i) => !word.startsWith('-') && (i === 0 || !words[i - 1]!.startsWith('-') || alone.test(words[i - 1]!))).slice(1);
}

function isFile(word: string): boolean {
  return !word.startsWith('-') && /[./*]/.test(word) && !/^v?\d+\.\d+/.test(word) && !/\.(md|txt)$/.test(word);
}

/** The text that a task, a script or a package's script runs. */
function followed(files: FileTree, command: string): { readonly path: string; readonly text: string } | undefined {
  const [program = '', ...rest] = command.split(' ');
  const read = (path: string): { path: string; text: string } | undefined => {
    const file = files.read(path);
    return file.kind === 'text' ? { path, text: file.text } : undefined;
  };
  if (program === 'make') return makeTarget(files, rest[0] ?? '');
  if (/^(npm|yarn|pnpm)$/.test(program)) {
    const script = packageScripts(files).find(([name]) => name === rest.at(-1))?.[1];
    return script === undefined ? undefined : { path: 'package.json', text: script };
  }
  const script = command.replace(/^(?:ba)?sh /, '').replace(/^\.\//, '');
  const found = read(script);
  return script.endsWith('.sh') || (found !== undefined && /^#!.*\b(ba|da|z)?sh\b/.test(found.text)) ? found : undefined;
}

function packageScripts(files: FileTree): readonly (readonly [string, string])[] {
  const file = files.read('package.json');
  const scripts = file.kind === 'text' ? entry(parseYaml('package.json', file.text).node, 'scripts') : undefined;
  return scripts?.kind === 'map' ? scripts.entries.flatMap((e) => [[e.key.value, textOf(e.value) ?? '']] as const) : [];
}

const releaseScript = /^(release|publish|deploy)(:[\w-]+)?$/;
const publisher = /(^|[\s/;&|])(release-it|np|lerna publish|changeset publish|(npm|pnpm|yarn) (npm )?publish)(?=[\s;&|.]|$)/;
const releaseItNames = ['.release-it.json', '.release-it.yaml', '.release-it.yml'];

/** A script `release` of the package itself that publishes it: there is nothing else that it could be for. */
function ownScripts(files: FileTree): readonly ManualPublish[] {
  const file = files.read('package.json');
  const manifest = file.kind === 'text' ? parseYaml('package.json', file.text).node : undefined;
  if (manifest === undefined || textOf(entry(manifest, 'private')) === 'true' || textOf(entry(manifest, 'name')) === undefined) return [];
  const config = releaseItNames.find((name) => files.has(name));
  const read = config === undefined ? undefined : files.read(config);
  const settings = config === undefined || read?.kind !== 'text' ? entry(manifest, 'release-it') : parseYaml(config, read.text).node;
  const npm = entry(settings, 'npm');
  const isOff = textOf(npm) === 'false' || textOf(entry(npm, 'publish')) === 'false';
  for (const [name, command] of packageScripts(files)) {
    const found = publisher.exec(command);
    if (!releaseScript.test(name) || found === null || /--dry-run/.test(command)) continue;
    if (found[2] === 'release-it' && isOff) continue;
    const at = entry(entry(manifest, 'scripts'), name)?.span ?? manifest.span;
    return [
      {
        kind: 'npm-package',
        place: 'index',
        index: 'npm',
        names: [],
        command: `npm run ${name}`,
        file: found[2] === 'release-it' && config !== undefined ? config : 'package.json',
        at,
        unread: undefined,
      },
    ];
  }
  return [];
}

/** The steps of the documents that tell people how to release. */
export function stepsOf(files: FileTree, path: string): { readonly path: string; readonly steps: readonly ManualStep[]; readonly text: string } | undefined {
  const file = files.read(path);
  return file.kind === 'text' ? { path, steps: findManualSteps(path, file.text), text: file.text } : undefined;
}
