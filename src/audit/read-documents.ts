import { remembered, type FileTree, type Span, type TextMemory } from '../base/index.ts';
import { ClaimReader } from '../claims/index.ts';
import type { ManualTag } from '../controls/index.ts';
import {
  documentPaths,
  documentsLeftOut,
  findInstallers,
  findPolicies,
  findShownKeys,
  findVerifyCommands,
  isUnderReleasing,
  leftOutOf,
  runbookPaths,
  type Installer,
  type LeftOut,
  type ManualStep,
  type ShownKey,
  type VerifyCommand,
} from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import { recipeMatches } from '../recipes/index.ts';
import type { Answered } from './branch-pushes.ts';
import { configuredReleases } from './configured-releases.ts';
import { runnerReleases } from './runner-releases.ts';
import { handSignatures, type HandSignature } from './signed-by-hand.ts';
import { isAboutReleases, manualReleases, stepsOf, type ManualPublish } from './manual-releases.ts';
import type { InventoryEntry, RecipeReport, SurfaceReport, UnreadEntry } from './report.ts';

/** What the documents of a checkout say. */
export interface Documents {
  readonly read: readonly string[];
  readonly commands: readonly VerifyCommand[];
  /** Keys that documents give to those who download. */
  readonly keys: readonly ShownKey[];
  readonly manualTags: readonly ManualTag[];
  /** Tags that scripts or tools make which documents tell people to call. */
  readonly toolTags: readonly ManualTag[];
  readonly manualPublishes: readonly ManualPublish[];
  /** Files that people sign, as documents about releases say. */
  readonly handSignatures: readonly HandSignature[];
  readonly policies: readonly InventoryEntry[];
  /** Scripts that users are told to run, and that check nothing. */
  readonly installers: readonly Installer[];
  /** Documents, or parts of them, that were not read. */
  readonly unread: readonly UnreadEntry[];
  /** Why a recipe that was not found may be there all the same: a document that users read was not read to its end. */
  readonly recipesCut: LeftOut | undefined;
  /** What they claim, to be judged once it is known what is published. */
  readonly said: ClaimReader;
  recipes(surfaces: readonly SurfaceReport[]): readonly RecipeReport[];
  /** All commands, each with the ids of the surfaces that it is a recipe for. */
  recipesOf(
    grouped: readonly { readonly surface: SurfaceReport; readonly units: readonly Answered[] }[],
  ): readonly { readonly command: VerifyCommand; readonly surfaces: readonly string[] }[];
}

/** A page that shows how a program is signed for an operating system is for those who make it, the check at its end too. */
const makesSignatures = /\bcodesign\b[^\n]*\s(?:--sign|-s)\s|\bproductsign\s|\bnotarytool\s+submit\b|\bsigntool(?:\.exe)?\s+sign\b|\bosslsigncode\s+sign\b/i;
const platformTools = new Set(['codesign', 'spctl', 'pkgutil', 'stapler', 'signtool', 'osslsigncode', 'Get-AuthenticodeSignature']);

/** Histories: their far end tells of old releases. */
const logs = /(?:^|\/)(?:changelog|changes|history|news)[^/]*$/i;

/** Reads the documents of a checkout: recipes, written release steps and policies. */
export function readDocuments(files: FileTree, traced: Traced, memory?: TextMemory): Documents {
  const paths = documentPaths(files);
  const found: VerifyCommand[] = [];
  const keys: ShownKey[] = [];
  const read: string[] = [];
  const seenFiles = new Set<string>();
  const leftOut: LeftOut[] = [...documentsLeftOut(paths)];
  const said = new ClaimReader(traced, memory);
  const scan = (path: string): void => {
    if (seenFiles.has(path)) return;
    seenFiles.add(path);
    const file = files.read(path);
    if (file.kind !== 'text') return;
    read.push(path);
    said.read(path, file.text);
    const here = remembered(memory, findVerifyCommands, path, file.text);
    const making = here.some((one) => platformTools.has(one.tool)) && makesSignatures.test(file.text);
    for (const one of here) if (!making || !platformTools.has(one.tool)) found.push(one);
    // What a workflow or a tool's configuration does with keys tells a reader nothing.
    if (!logs.test(path) && !isAboutReleases(path) && !/\.ya?ml(?:\.|$)/i.test(path)) keys.push(...remembered(memory, findShownKeys, path, file.text));
    leftOut.push(...leftOutOf(path, file.text, here.length));
  };
  for (const path of paths) scan(path);
  // What a release tool writes into the release's own text is read by users too.
  for (const path of releaseTexts(traced)) scan(path);
  const manualTags: ManualTag[] = [];
  const runbooks = runbookPaths(files).flatMap((path) => stepsOf(files, path) ?? []);
  for (const book of runbooks) if (!seenFiles.has(book.path)) leftOut.push(...leftOutOf(book.path, book.text, 0));
  for (const step of [...runbooks.flatMap((book) => book.steps), ...frontPageSteps(files, paths)]) {
    if (step.kind !== 'tag') continue;
    const line = step.words.join(' ');
    manualTags.push({ signed: step.signed, at: step.span, command: line === '' ? 'a signed tag, as the document says' : line });
  }
  const manual = manualReleases(files, traced.trace.input.git, runbooks);
  const manualPublishes = [...manual.publishes, ...runnerReleases(files), ...configuredReleases(files).publishes];
  // What the person who releases checks before pushing is no advice to a stranger.
  const releasers = new Set([...manualTags.map((step) => step.at.file), ...manualPublishes.map((step) => step.file)]);
  const commands = found.filter((c) => !(releasers.has(c.file) && (c.tool === 'git' || c.tool === 'gitsign')));
  const isNamed = (s: SurfaceReport, c: VerifyCommand): boolean =>
    s.controls.verifyRecipe.because.some((b) => b.span.file === c.file && b.span.start === c.span.start);
  // A cell names the commands that serve it best; those that cannot run are about it too.
  const recipesOf: Documents['recipesOf'] = (grouped) =>
    commands.map((c) => ({
      command: c,
      surfaces: grouped
        .filter(
          ({ surface, units }) =>
            isNamed(surface, c) || (c.couldRun !== 'yes' && surface.kind !== 'site' && units.some((u) => recipeMatches(u.unit, u.controls, c, traced))),
        )
        .map(({ surface }) => surface.id),
    }));
  const recipes = (surfaces: readonly SurfaceReport[]): readonly RecipeReport[] =>
    commands.map((c) => ({
      tool: c.tool,
      command: c.command,
      at: c.span,
      verdict: c.isElided ? ('elided' as const) : c.couldRun === 'yes' ? ('runs' as const) : ('incomplete' as const),
      reason: c.reason ?? null,
      surfaces: surfaces.filter((s) => isNamed(s, c)).map((s) => s.id),
    }));
  const signed = handSignatures(runbooks.filter((book) => isAboutReleases(book.path)).flatMap((book) => book.steps));
  const policies = findPolicies(files, policySteps(traced));
  const installers = findInstallers(files, read, traced.trace.input.git);
  const recipesCut = leftOut.find((one) => !logs.test(one.at.file));
  const unread = leftOut.map((one) => ({ path: one.at.file, line: one.at.end === 0 ? null : one.at.line, reason: one.reason }));
  return {
    read,
    commands,
    keys,
    manualTags,
    toolTags: manual.tags,
    manualPublishes,
    handSignatures: signed,
    policies,
    unread,
    recipesCut,
    said,
    installers,
    recipes,
    recipesOf,
  };
}

/** What the front page tells the makers under a heading about releasing: its other parts are for those who use the project. */
function frontPageSteps(files: FileTree, paths: readonly string[]): readonly ManualStep[] {
  const pages = paths.filter((path) => /^(?:\.github\/)?README(?:\.\w+)?$/i.test(path));
  return pages.flatMap((path) => stepsOf(files, path)?.steps ?? []).filter((step) => isUnderReleasing(step.heading));
}

/** Configuration files whose text becomes release notes. */
function releaseTexts(traced: Traced): readonly string[] {
  return [...traced.trace.toolsRun, ...new Set(traced.trace.releases.map((r) => r.origin.workflow))];
}

/** What workflows run that could enforce a commit policy. */
function policySteps(traced: Traced): readonly { readonly text: string; readonly at: Span }[] {
  const out: { text: string; at: Span }[] = [];
  for (const workflow of traced.workflows.values()) {
    for (const job of workflow.jobs) {
      for (const step of job.steps) {
        const scalar = step.uses ?? step.run;
        if (scalar !== undefined) out.push({ text: scalar.value, at: scalar.span });
      }
    }
  }
  return out;
}
