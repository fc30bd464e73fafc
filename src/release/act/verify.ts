import { SealwrightError } from '../../base/index.ts';
import { frozenImage, type Context } from '../context.ts';
import type { Facts } from '../journal.ts';
import { publishedFiles } from '../published.ts';
import { policyText, recipesOf, subjectAt } from '../recipes.ts';
import { checkFiles, ownRelease, tagIsThere } from './draft.ts';

/**
 * Runs each recipe that strangers will be told, on what is staged; then the whole folder in both directions, so that nothing
 * is there which nobody vouches for; then holds what the service gives against it.
 */
export async function verify(context: Context): Promise<Facts> {
  const { plan, ports } = context;
  const { store } = ports;
  const recipes = recipesOf(plan, {
    publishType: ports.predicateTypes.publish,
    pathOf: store.pathOf,
    digestsOf: (image) => frozenImage(context, image),
    tag: 'signed',
  });
  for (const { words, subject, older } of recipes.filter((one) => !one.subject.staged.startsWith('git:'))) {
    const staged = words.map((word, i) => (i === subjectAt ? subject.staged : word));
    await passes(context, staged);
    if (older === 'kept') await passes(context, staged, 'older');
  }
  if (plan.files.length > 0) {
    const own = new Set(publishedFiles(plan));
    for (const name of store.names()) if (!own.has(name)) store.remove(name);
    await passes(context, [
      'verify',
      '--release',
      store.files,
      '--policy',
      store.note('policy.yaml', policyText(plan, { whole: (path) => ports.disk.join('.', path), publishType: ports.predicateTypes.publish })),
      '--strict',
    ]);
  }
  if (plan.github !== undefined) await checkFiles(context, await ownRelease(context));
  // Before anything is public: images would be under their tags already when the draft cannot follow them.
  if (plan.github !== undefined && plan.gitTag === undefined) await tagIsThere(context);
  return {};
}

/** Runs a command line of `verify`. Throws RELEASE_UNVERIFIED where it says no, RELEASE_STOPPED where it comes to no verdict. */
export async function passes({ ports }: Context, words: readonly string[], view: 'whole' | 'older' = 'whole'): Promise<void> {
  const { code, text } = await ports.verify(words, view);
  if (code === 0) return;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (code === 3)
    throw new SealwrightError('RELEASE_STOPPED', {
      message: `what was made could not be verified: ${words.join(' ').slice(0, 300)}`,
      hint: 'run the same command again when the service answers',
      lines: lines.slice(0, 20),
    });
  throw new SealwrightError('RELEASE_UNVERIFIED', {
    message: `what was made does not verify as strangers are told to${view === 'older' ? ', by what cosign 1 and 2 see of it' : ''}: ${words.join(' ').slice(0, 300)}`,
    hint: 'see that signer: of the release is who signs here',
    lines: lines.slice(0, 20),
  });
}
