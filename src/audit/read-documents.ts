import type { FileTree, Span } from '../base/index.ts';
import type { PackageIndex } from '../catalog/index.ts';
import type { ManualTag } from '../controls/index.ts';
import { documentPaths, findManualSteps, findPolicies, findVerifyCommands, runbookPaths, type VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { SurfaceKind } from '../surfaces/index.ts';
import type { InventoryEntry, RecipeReport, SurfaceReport } from './report.ts';

/** A document's step that publishes something by hand. */
export interface ManualPublish {
  readonly kind: SurfaceKind;
  readonly index: PackageIndex | undefined;
  readonly command: string;
  readonly file: string;
  readonly at: Span;
}

/** What the documents of a checkout say. */
export interface Documents {
  readonly read: readonly string[];
  readonly commands: readonly VerifyCommand[];
  readonly manualTags: readonly ManualTag[];
  readonly manualPublishes: readonly ManualPublish[];
  readonly policies: readonly InventoryEntry[];
  recipes(surfaces: readonly SurfaceReport[]): readonly RecipeReport[];
}

const publishers: readonly { readonly words: RegExp; readonly kind: SurfaceKind; readonly index: PackageIndex }[] = [
  { words: /^cargo publish\b/, kind: 'crate', index: 'crates' },
  { words: /^(npm|pnpm|yarn|yarn npm) publish\b/, kind: 'npm-package', index: 'npm' },
  { words: /^(python3? -m )?twine upload\b|^(uv|poetry|flit|hatch) publish\b/, kind: 'python-dist', index: 'pypi' },
  { words: /^(bundle exec )?(\S*\/)?(gem push|rake ([\w-]+:)*release)\b/, kind: 'gem', index: 'rubygems' },
  { words: /^mvn\b.*\bdeploy\b/, kind: 'maven', index: 'maven-central' },
];

/** Reads the documents of a checkout: recipes, written release steps and policies. */
export function readDocuments(files: FileTree, traced: Traced): Documents {
  const paths = documentPaths(files);
  const found: VerifyCommand[] = [];
  const read: string[] = [];
  const seenFiles = new Set<string>();
  const scan = (path: string): void => {
    if (seenFiles.has(path)) return;
    seenFiles.add(path);
    const file = files.read(path);
    if (file.kind !== 'text') return;
    read.push(path);
    found.push(...findVerifyCommands(path, file.text));
  };
  for (const path of paths) scan(path);
  // What a release tool writes into the release's own text is read by users too.
  for (const path of releaseTexts(traced)) scan(path);
  const manualTags: ManualTag[] = [];
  const manualPublishes: ManualPublish[] = [];
  for (const path of runbookPaths(files)) {
    const file = files.read(path);
    if (file.kind !== 'text') continue;
    for (const step of findManualSteps(path, file.text)) {
      const line = step.words.join(' ');
      if (step.kind === 'tag') manualTags.push({ signed: step.signed, at: step.span, command: line === '' ? 'a signed tag, as the document says' : line });
      const publisher = publishers.find((p) => p.words.test(line));
      if (publisher !== undefined && !/--dry-run/.test(line) && !manualPublishes.some((m) => m.kind === publisher.kind))
        manualPublishes.push({ kind: publisher.kind, index: publisher.index, command: line, file: path, at: step.span });
    }
  }
  // What the person who releases checks before pushing is no advice to a stranger.
  const releasers = new Set([...manualTags.map((step) => step.at.file), ...manualPublishes.map((step) => step.file)]);
  const commands = found.filter((c) => !(releasers.has(c.file) && (c.tool === 'git' || c.tool === 'gitsign')));
  const recipes = (surfaces: readonly SurfaceReport[]): readonly RecipeReport[] =>
    commands.map((c) => ({
      tool: c.tool,
      command: c.command,
      at: c.span,
      verdict: c.isElided ? ('elided' as const) : c.couldRun === 'yes' ? ('runs' as const) : ('incomplete' as const),
      reason: c.reason ?? null,
      surfaces: surfaces.filter((s) => s.controls.verifyRecipe.because.some((b) => b.span.file === c.file && b.span.start === c.span.start)).map((s) => s.id),
    }));
  return { read, commands, manualTags, manualPublishes, policies: findPolicies(files, policySteps(traced)), recipes };
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
