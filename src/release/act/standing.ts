import { SealwrightError } from '../../base/index.ts';
import { frozenImage, type Context } from '../context.ts';
import { mustNotBePublic } from './draft.ts';
import { filesToPublish, tagVerifies } from './publish.ts';

/** What can be seen to keep a release from being published is told before anything is signed: logs keep what they are sent. */
export async function canBePublished(context: Context): Promise<void> {
  const { plan, ports } = context;
  const { folder, gitTag, github } = plan;
  if (folder !== undefined && !isFree(context, folder))
    throw new SealwrightError('RELEASE_TAKEN', { message: `${folder} is there already`, hint: 'give a folder that is not there yet' });
  if (gitTag !== undefined && (await ports.gitTags.canBe(plan.name, gitTag.remote)) === 'was-there') await tagVerifies(context);
  // Whether the service has the tag is asked when all is staged: it may be pushed meanwhile.
  if (github !== undefined) await mustNotBePublic(context);
}

/** Holds what is public against what was published; `verify` has seen to the files of a service. Throws RELEASE_UNVERIFIED. */
export async function isPublishedStill(context: Context): Promise<void> {
  const { plan, ports } = context;
  const { folder, images } = plan;
  const changed = (message: string): SealwrightError =>
    new SealwrightError('RELEASE_UNVERIFIED', { message, hint: 'see who else writes there; what was published is in the folder of the release' });
  // A folder may have been moved to where it is served.
  if (folder !== undefined && !isFree(context, folder) && ports.store.publishInto(ports.disk.join(ports.root, folder), filesToPublish(context)) !== 'same')
    throw changed(`${folder} does not hold the files that were published`);
  for (const [i, { to, tags }] of images.entries()) {
    const [digest] = frozenImage(context, i).digests;
    for (const { name } of tags.filter(({ moves }) => moves === 'never')) {
      const now = await ports.images.tagged({ to, tag: name });
      if (now !== digest) throw changed(`${to}:${name} is ${now ?? 'nothing'} by now, expected ${digest}`);
    }
  }
}

function isFree({ ports }: Context, folder: string): boolean {
  const path = ports.disk.join(ports.root, folder);
  return ports.disk.names(path) === undefined && ports.disk.open(path).kind === 'missing';
}
