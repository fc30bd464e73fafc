import { createHash } from 'node:crypto';
import { SealwrightError } from '../base/index.ts';
import { draft, flip, upload } from './act/draft.ts';
import { attestProvenance, attestPublish, attestSbom, checksums, describe, freeze, sign, sourceAt, stillFrozen } from './act/files.ts';
import { attestImage, describeImage, push, signImage, tagImage } from './act/images.ts';
import { folder, gitTag, packages } from './act/publish.ts';
import { canBePublished, isPublishedStill } from './act/standing.ts';
import { verify } from './act/verify.ts';
import { changed, frozenImage, hashOf, type Context } from './context.ts';
import { Journal, type Facts } from './journal.ts';
import type { Action, Plan, ReleaseState, Step } from './model.ts';
import type { ReleasePorts } from './ports.ts';
import { recipesOf, type ReleaseRecipe } from './recipes.ts';

/** What a release came to. */
export interface Released {
  readonly state: ReleaseState;
  /** How a stranger checks each thing, once all is published. */
  readonly recipes: readonly ReleaseRecipe[];
  /** What was begun of what strangers can see, in words: what is done, and what may be. */
  readonly open: { readonly done: readonly string[]; readonly begun: readonly string[] };
  /** Why it stopped. */
  readonly stopped: SealwrightError | undefined;
}

/**
 * Does what is left of a release. Each step is written down when it is done, and before it begins where strangers can see it:
 * a run that was killed is gone on with by the same call. Nothing is published before all verifies, in the same run.
 * What stops it for a known reason is given; RELEASE_CHANGED and JOURNAL_DAMAGED are thrown.
 */
export async function runRelease(plan: Plan, ports: ReleasePorts, given: { readonly done: readonly string[] } = { done: [] }): Promise<Released> {
  const journal = Journal.open(ports.store.journal, `${ports.store.path}/journal`);
  const context: Context = { plan, journal, ports };
  mustKnowItsFiles(context);
  const declared = digestOfPlan(plan);
  if (journal.plan !== undefined && journal.plan !== declared)
    throw changed(
      `a release ${plan.name} was begun with another declaration or other files`,
      'put the declaration and the files back, release under another name, or give the name up with --discard',
    );
  try {
    if (journal.plan === undefined)
      journal.write({
        kind: 'planned',
        name: plan.name,
        plan: declared,
        paths: plan.files.map(({ path }) => path),
        charts: plan.images.flatMap(({ chart, chartSays }) => (chart === undefined || chartSays === undefined ? [] : [{ path: chart, ...chartSays }])),
      });
    for (const name of given.done) mustHaveBegun(journal, name);
    for (const name of given.done) journal.write({ kind: 'done', step: `packages ${name}`, facts: {} });
    await runSteps(context);
    return { state: journal.state(plan.steps), recipes: recipesIn(context), open: openIn(context), stopped: undefined };
  } catch (error) {
    if (!(error instanceof SealwrightError) || error.code === 'RELEASE_CHANGED') throw error;
    return { state: journal.state(plan.steps), recipes: [], open: openIn(context), stopped: error };
  }
}

/** A journal that was cut short at the end of a line is whole by its sums: evidence that it knows nothing of tells. Throws JOURNAL_DAMAGED. */
function mustKnowItsFiles({ plan, journal, ports: { store } }: Context): void {
  if (journal.done('freeze') !== undefined) return;
  const evidence = store.names().find((name) => /\.(?:sigstore\.json|intoto\.jsonl)$/.test(name) && !plan.files.some((file) => file.name === name));
  if (evidence === undefined) return;
  throw new SealwrightError('JOURNAL_DAMAGED', {
    at: `${store.path}/journal`,
    message: `it says nothing of ${evidence}, which was made for a release of this name`,
    hint: 'put the file back from a copy; if nothing of this release is public, remove the folder and release again',
  });
}

/** What was never begun has been verified by nobody: it cannot be at its index by this release. Throws USAGE. */
function mustHaveBegun(journal: Journal, name: string): void {
  const step = `packages ${name}`;
  if (journal.hasBegun(step) || journal.done(step) !== undefined) return;
  throw new SealwrightError('USAGE', {
    message: `--done ${name}: this release has not come to publish it`,
    hint: 'leave --done out: it is for packages whose client was stopped',
  });
}

async function runSteps(context: Context): Promise<void> {
  const { plan, journal, ports } = context;
  const isPublic = plan.steps.some(({ id, phase }) => (phase === 'publish' || phase === 'final') && journal.hasBegun(id));
  const isOver = journal.state(plan.steps) === 'published';
  if (!isPublic && !isOver) await canBePublished(context);
  // From the first step that is done anew, all that rests on it is.
  let anew = false;
  for (const step of plan.steps) {
    const before = journal.done(step.id);
    // What was staged and verified then may be changed now: that is seen to in each run that publishes.
    const isSeenTo = step.does.kind !== 'verify' && (isOver || !['draft', 'upload'].includes(step.does.kind));
    const isKept = before !== undefined && !anew && isSeenTo && (await holds(context, { step, facts: before, isPublic, isAsked: !isOver }));
    if (isKept) {
      ports.onStep({ about: step.about, state: 'was done' });
      continue;
    }
    if (before !== undefined && (step.phase === 'publish' || step.phase === 'final')) continue;
    if (before !== undefined && isSeenTo) anew = true;
    ports.onStep({ about: step.about, state: 'begins' });
    const opens = step.phase === 'publish' || step.phase === 'final';
    const facts = await act(context, step.does, () => (opens ? journal.write({ kind: 'begun', step: step.id }) : undefined));
    journal.write({ kind: 'done', step: step.id, facts });
    ports.onStep({ about: step.about, state: 'is done' });
  }
  if (isOver) await isPublishedStill(context);
}

/** Whether what a step left is there still. Throws RELEASE_CHANGED where that is not to be mended. */
async function holds(
  context: Context,
  given: { readonly step: Step; readonly facts: Facts; readonly isPublic: boolean; /** Whether registries are. */ readonly isAsked: boolean },
): Promise<boolean> {
  const { step, facts, isPublic, isAsked } = given;
  const { ports, plan } = context;
  const isAsKept = (name: string): boolean => {
    const file = ports.disk.open(ports.store.pathOf(name));
    return file.kind === 'pieces' && hashOf(file.read()) === facts.outputs?.[name];
  };
  if (step.does.kind === 'freeze') {
    stillFrozen(context, facts, hashOf);
    // The sources are what they were: they are copied once more, whoever has seen them.
    for (const { name, path } of plan.files) if (!isAsKept(name)) restore(context, { name, path, facts });
    return true;
  }
  // A registry may collect what has no tag yet.
  if (step.does.kind === 'push') return !isAsked || (await isPushed(context, step.does.image));
  const isThere = Object.keys(facts.outputs ?? {}).every(isAsKept);
  if (isThere) return true;
  if (isPublic) throw changed('evidence that is partly published was changed in the folder of the release', 'put it back from a copy');
  return false;
}

async function isPushed(context: Context, which: number): Promise<boolean> {
  const { image, digests } = frozenImage(context, which);
  for (const digest of digests) if (!(await context.ports.images.shows({ to: image.to, digest }))) return false;
  return true;
}

function restore(context: Context, { name, path, facts }: { readonly name: string; readonly path: string; readonly facts: Facts }): void {
  const source = sourceAt(context, path);
  const executable = facts.executables?.includes(name) ?? false;
  if (source.kind !== 'pieces' || context.ports.store.keep(name, source.read(), { executable }).sha256 !== facts.outputs?.[name])
    throw changed(`the kept copy of ${name} was changed, and ${path} is not what was frozen`, 'build it again, or give the name up with --discard');
}

async function act(context: Context, does: Action, begin: () => void): Promise<Facts> {
  switch (does.kind) {
    case 'freeze':
      return await freeze(context);
    case 'describe':
      return await describe(context, does);
    case 'checksums':
      return await checksums(context);
    case 'sign':
      return await sign(context, does);
    case 'attest-sbom':
      return await attestSbom(context, does);
    case 'attest-provenance':
      return await attestProvenance(context);
    case 'attest-publish':
      return await attestPublish(context, does);
    case 'push':
      return await push(context, does);
    case 'sign-image':
      return await signImage(context, does);
    case 'describe-image':
      return await describeImage(context, does);
    case 'attest-image':
      return await attestImage(context, does);
    case 'draft':
      return await draft(context);
    case 'upload':
      return await upload(context);
    case 'verify':
      return await verify(context);
    case 'packages': {
      const name = context.plan.packages[does.packages]?.name ?? '';
      const earlier = context.journal.hasBegun(`packages ${name}`) ? 'begun' : 'none';
      return await packages(context, { ...does, earlier, begin });
    }
    case 'git-tag':
      return await gitTag(context, begin);
    case 'tag-image':
      return await tagImage(context, { ...does, begin });
    case 'flip':
      return await flip(context, begin);
    case 'folder':
      return await folder(context, begin);
    default: {
      const never: never = does;
      return never;
    }
  }
}

function recipesIn(context: Context): readonly ReleaseRecipe[] {
  return recipesOf(context.plan, {
    publishType: context.ports.predicateTypes.publish,
    pathOf: context.ports.store.pathOf,
    digestsOf: (image) => frozenImage(context, image),
    tag: context.journal.done('git tag')?.tag ?? 'signed',
  });
}

function openIn({ plan, journal }: Context): Released['open'] {
  const opened = plan.steps.filter(({ id, phase }) => (phase === 'publish' || phase === 'final') && (journal.hasBegun(id) || journal.done(id) !== undefined));
  const [done, begun] = [true, false].map((wanted) => opened.filter(({ id }) => (journal.done(id) !== undefined) === wanted).map(({ about }) => about));
  return { done: done ?? [], begun: begun ?? [] };
}

/** Where the layout of a chart is made is no part of what was declared. */
function digestOfPlan({ steps, images, ...plan }: Plan): string {
  const declared = images.map(({ layout, ...image }) => (image.chart === undefined ? { layout, ...image } : image));
  return createHash('sha256')
    .update(JSON.stringify({ ...plan, images: declared, steps: steps.map(({ id }) => id) }))
    .digest('hex');
}
