import { SealwrightError } from '../../base/index.ts';
import { factsOf, hashOf, publishedDigest, type Context } from '../context.ts';
import type { Facts } from '../journal.ts';
import type { Plan } from '../model.ts';
import type { RemoteRelease, Releases } from '../ports.ts';
import { publishedFiles } from '../published.ts';
import { sourceAt } from './files.ts';

/** Makes the draft, or takes one that waits under the tag: notes are often drafted before. */
export async function draft(context: Context): Promise<Facts> {
  const releases = portOf(context);
  const { name } = context.plan;
  const found = await releases.find(name);
  const open = found.find(({ state }) => state === 'public');
  // An earlier run may have ended between publishing it and writing that down.
  if (open !== undefined && isOpened(context) && open.id === context.journal.done('draft')?.draft) return context.journal.done('draft') ?? {};
  if (open !== undefined) throw publicAlready(name);
  const [first, ...others] = found;
  if (others.length > 0) throw taken(`there are ${found.length} drafts of ${name}`, 'delete all but one of them');
  const before = context.journal.done('draft');
  const release = first ?? (await releases.create(name));
  const ours = new Set(publishedFiles(context.plan));
  const foreign = release.files.find((file) => !ours.has(file.name));
  if (foreign !== undefined)
    throw taken(`the draft of ${name} has a file ${foreign.name}, of which nothing is declared`, 'delete it, or declare it under files');
  if (before?.draft !== release.id) await mustBeOurs(context, release);
  const was = before?.draft === release.id ? before.draftWas : undefined;
  return { draft: release.id, draftWas: was ?? (first === undefined ? 'made' : 'there') };
}

/** What another run put into a draft under our names is not replaced: it may be about to publish that. Throws RELEASE_TAKEN. */
async function mustBeOurs(context: Context, { files }: RemoteRelease): Promise<void> {
  const wanted = expectedDigests(context);
  for (const file of files) {
    if (!file.whole) continue;
    const given = await portOf(context).digest(file);
    const sha256 = wanted.get(file.name);
    if (given !== sha256) throw takenByOthers(context, { name: file.name, given, wanted: sha256 });
  }
}

function takenByOthers(
  { plan }: Context,
  { name, given, wanted = 'nothing' }: { readonly name: string; readonly given: string; readonly wanted?: string | undefined },
): SealwrightError {
  return taken(`the draft of ${plan.name} has ${name} with the sha256 ${given}, where ${wanted} is released`, otherRun);
}

const otherRun = 'another run made it: go on with its folder (--state DIR), or delete the draft, or its files';

/** Throws RELEASE_TAKEN where a release of the name is public, or a draft of it holds what another run has made. */
export async function mustBeFree(context: Context): Promise<void> {
  const { plan, journal } = context;
  const found = await portOf(context).find(plan.name);
  if (found.some(({ state }) => state === 'public')) throw publicAlready(plan.name);
  const ours = new Set(publishedFiles(plan));
  for (const { files } of found.filter(({ id }) => id !== journal.done('draft')?.draft))
    for (const file of files.filter(({ name, whole }) => whole && ours.has(name))) {
      const path = plan.files.find(({ name }) => name === file.name)?.path;
      // No two signatures are the same bytes.
      if (path === undefined && /\.(?:sigstore\.json|intoto\.jsonl)$/.test(file.name))
        throw taken(`the draft of ${plan.name} has ${file.name} already`, otherRun);
      const source = path === undefined ? undefined : sourceAt(context, path);
      if (source?.kind !== 'pieces') continue;
      const [given, wanted] = [await portOf(context).digest(file), hashOf(source.read())];
      if (given !== wanted) throw takenByOthers(context, { name: file.name, given, wanted });
    }
}

function publicAlready(name: string): SealwrightError {
  return taken(`a release ${name} is public already`, 'release under another name: what is public is not changed');
}

/** Takes back what was drafted: the draft, or where that was there before, our files in it. */
export async function takeBack(plan: Plan, { draft: id, draftWas }: Facts, releases: Releases): Promise<void> {
  if (id === undefined) return;
  if (draftWas !== 'there') return await releases.discard(id);
  const ours = new Set(publishedFiles(plan));
  const own = (await releases.find(plan.name)).find((one) => one.id === id && one.state === 'draft');
  for (const file of own?.files ?? []) if (ours.has(file.name)) await releases.remove(file);
}

/** Uploads what is not there yet. Of a file that is there with other bytes, or cut off, nothing is kept: nobody has seen it. */
export async function upload(context: Context): Promise<Facts> {
  const releases = portOf(context);
  const release = await ownRelease(context);
  if (release.state === 'public') return {};
  const wanted = expectedDigests(context);
  const there = new Map<string, RemoteRelease['files'][number]>();
  for (const file of release.files) {
    const sha256 = wanted.get(file.name);
    if (sha256 === undefined) throw taken(`the draft has a file ${file.name} that is not of this release`, 'delete it, and run this again');
    const given = file.whole ? await releases.digest(file) : '';
    if (given === sha256) there.set(file.name, file);
    else {
      // A download that was cut off has no digest.
      if (given !== '' && !context.journal.hasMade(file.name, given)) throw takenByOthers(context, { name: file.name, given, wanted: sha256 });
      await mustBeDraft(context);
      await releases.remove(file);
    }
  }
  for (const name of wanted.keys()) {
    if (there.has(name)) continue;
    await mustBeDraft(context);
    await releases.upload(release.id, { name, path: context.ports.store.pathOf(name) });
  }
  return {};
}

/** Another run may have published it meanwhile: nothing of that is touched. */
async function mustBeDraft(context: Context): Promise<void> {
  if ((await ownRelease(context)).state === 'public') throw taken(`the release ${context.plan.name} became public meanwhile`, 'see which run published it');
}

/** Throws RELEASE_UNVERIFIED unless the service gives exactly the files of this release, byte for byte. */
export async function checkFiles(context: Context, release: RemoteRelease): Promise<void> {
  const releases = portOf(context);
  const wanted = expectedDigests(context);
  const unlike = (message: string): SealwrightError =>
    new SealwrightError('RELEASE_UNVERIFIED', {
      message,
      hint: 'see who else writes to the release; running this again uploads what is missing while it is a draft',
    });
  for (const file of release.files) {
    const sha256 = wanted.get(file.name);
    if (sha256 === undefined) throw unlike(`the release has a file ${file.name} that is not of it`);
    const given = await releases.digest(file);
    if (given !== sha256) throw unlike(`${file.name} is given with the sha256 ${given}, expected ${sha256}`);
    wanted.delete(file.name);
  }
  const [missing] = wanted.keys();
  if (missing !== undefined) throw unlike(`the release lacks ${missing}`);
}

/** Throws RELEASE_STOPPED where the service has no tag of the release's name. */
export async function tagIsThere(context: Context): Promise<void> {
  const { name } = context.plan;
  if (await portOf(context).hasTag(name)) return;
  throw new SealwrightError('RELEASE_STOPPED', {
    message: `there is no tag ${name}: the service would make one of whatever is newest`,
    hint: `sealwright tag ${name} && git push origin refs/tags/${name}`,
  });
}

/** Flips the draft. What was verified is compared once more before, and what is public after. */
export async function flip(context: Context, begin: () => void): Promise<Facts> {
  const releases = portOf(context);
  const { name } = context.plan;
  const id = factsOf(context, 'draft').draft ?? 0;
  const before = await mine(context, id);
  if (before.state === 'draft') {
    await checkFiles(context, before);
    await tagIsThere(context);
    begin();
    await releases.publish(id);
  }
  const after = await mine(context, id);
  if (after.state !== 'public')
    throw new SealwrightError('RELEASE_STOPPED', { message: `the release ${name} is a draft still`, hint: 'run the same command again' });
  await checkFiles(context, after);
  return {};
}

/** The draft that an earlier step made, which nobody but us has published, and nobody deleted. */
export async function ownRelease(context: Context): Promise<RemoteRelease> {
  const release = await mine(context, factsOf(context, 'draft').draft ?? 0);
  if (release.state === 'draft' || isOpened(context)) return release;
  throw taken(`the release ${context.plan.name} was published by somebody else, before it was verified`, 'take it back to a draft, and run this again');
}

function isOpened({ journal }: Context): boolean {
  return journal.hasBegun('publish release');
}

async function mine(context: Context, id: number): Promise<RemoteRelease> {
  const found = await portOf(context).find(context.plan.name);
  const release = found.find((one) => one.id === id);
  if (release === undefined) throw taken(`the draft of ${context.plan.name} is not there any more`, 'give the name up with --discard, and release again');
  const other = found.find((one) => one.id !== id && one.state === 'public');
  if (other !== undefined) throw taken(`another release ${context.plan.name} is public`, 'release under another name');
  return release;
}

/** What each file of the release must be. */
function expectedDigests(context: Context): Map<string, string> {
  return new Map(publishedFiles(context.plan).map((name) => [name, publishedDigest(context, name)]));
}

function portOf({ ports }: Context): Releases {
  if (ports.releases === undefined) throw new Error('no service for releases was opened');
  return ports.releases;
}

function taken(message: string, hint: string): SealwrightError {
  return new SealwrightError('RELEASE_TAKEN', { message, hint });
}
