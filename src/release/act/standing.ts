import { SealwrightError } from '../../base/index.ts';
import { frozenImage, type Context } from '../context.ts';
import { mustBeFree, tagIsThere } from './draft.ts';
import { filesToPublish, tagBefore } from './publish.ts';

/** What can be seen to keep a release from being published is told before anything is signed: logs keep what they are sent. */
export async function canBePublished(context: Context): Promise<void> {
  const { folder, gitTag, github } = context.plan;
  if (folder !== undefined && !['nothing', 'empty'].includes(whatIsAt(context, folder)))
    throw new SealwrightError('RELEASE_TAKEN', { message: `${folder} is there already`, hint: 'give a folder that is not there yet' });
  if (gitTag !== undefined) await tagBefore(context);
  if (github === undefined) return;
  await mustBeFree(context);
  if (gitTag === undefined) await tagIsThere(context);
}

/** Holds what is public against what was published; `verify` has seen to the files of a service. Throws RELEASE_UNVERIFIED. */
export async function isPublishedStill(context: Context): Promise<void> {
  const { plan, ports } = context;
  const { folder, images } = plan;
  const changed = (message: string): SealwrightError =>
    new SealwrightError('RELEASE_UNVERIFIED', { message, hint: 'see who else writes there; what was published is in the folder of the release' });
  // A folder may have been moved to where it is served.
  const there = folder === undefined ? 'nothing' : whatIsAt(context, folder);
  const holds = (path: string): boolean => ports.store.publishInto(ports.disk.join(ports.root, path), filesToPublish(context), () => undefined) === 'same';
  if (folder !== undefined && there !== 'nothing' && (there === 'empty' || !holds(folder)))
    throw changed(`${folder} does not hold the files that were published`);
  for (const [i, { to, tags }] of images.entries()) {
    const [digest] = frozenImage(context, i).digests;
    for (const { name } of tags.filter(({ moves }) => moves === 'never')) {
      const now = await ports.images.tagged({ to, tag: name });
      if (now !== digest) throw changed(`${to}:${name} is ${now ?? 'nothing'} by now, expected ${digest}`);
    }
  }
}

function whatIsAt({ ports }: Context, folder: string): 'nothing' | 'empty' | 'something' {
  const path = ports.disk.join(ports.root, folder);
  const names = ports.disk.names(path);
  if (names === undefined) return ports.disk.open(path).kind === 'missing' ? 'nothing' : 'something';
  return names.length === 0 ? 'empty' : 'something';
}
