import { SealwrightError, type Programs } from '../base/index.ts';
import { gitIn, idIn } from './make.ts';

/** What a tag stands for here. */
export type TagStanding =
  | { readonly kind: 'none' }
  /** Of the tag's object, and of the commit behind it; a tag of something else has none. */
  | { readonly kind: 'there'; readonly id: string; readonly commit: string | undefined };

/** Looks a tag up in a checkout, with the commit that is checked out. Throws GIT_FAILED, REF_UNKNOWN where nothing is. */
export async function standingOf(
  { name, folder }: { readonly name: string; readonly folder: string },
  programs: Programs,
): Promise<{ readonly tag: TagStanding; readonly head: string }> {
  const idOf = idsIn(folder, programs);
  const head = await headOf(folder, programs);
  const id = await idOf(`refs/tags/${name}`);
  return { tag: id === undefined ? { kind: 'none' } : { kind: 'there', id, commit: await idOf(`refs/tags/${name}^{commit}`) }, head };
}

/** The commit that is checked out. Throws REF_UNKNOWN where none is. */
export async function headOf(folder: string, programs: Programs): Promise<string> {
  const head = await idsIn(folder, programs)('HEAD^{commit}');
  if (head === undefined) throw new SealwrightError('REF_UNKNOWN', { message: `no commit is checked out in ${folder}`, hint: 'git log --oneline' });
  return head;
}

function idsIn(folder: string, programs: Programs): (what: string) => Promise<string | undefined> {
  const git = gitIn(folder, programs);
  return async (what) => idIn((await git(['rev-parse', '--verify', '--quiet', '--end-of-options', what])).text);
}

/** Throws GIT_FAILED where git does not know who makes tags, which a runner is not told by itself. */
export async function mustKnowTagger(folder: string, programs: Programs): Promise<void> {
  await taggerOf(gitIn(folder, programs));
}

/** Who makes a tag, as git writes it. */
export async function taggerOf(git: ReturnType<typeof gitIn>): Promise<string> {
  const who = await git(['var', 'GIT_COMMITTER_IDENT']);
  if (who.code === 0 && /^[^\n<>]* <[^\n<>]*> \d+ [+-]\d{4}\n$/.test(who.text)) return who.text;
  throw new SealwrightError('GIT_FAILED', {
    message: 'git does not know who makes the tag',
    hint: 'git config user.name NAME && git config user.email ADDRESS',
  });
}
