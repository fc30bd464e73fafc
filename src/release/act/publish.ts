import { SealwrightError } from '../../base/index.ts';
import { factsOf, hashOf, publishedDigest, type Context } from '../context.ts';
import type { Facts } from '../journal.ts';
import { filled } from '../names.ts';
import type { PublishedFile } from '../ports.ts';
import { publishedFiles } from '../published.ts';
import { signerWords } from '../recipes.ts';
import { passes } from './verify.ts';

/** Puts the files into a folder of their own, all at once: those that were verified, and with the right to be run that they were built with. */
export async function folder(context: Context): Promise<Facts> {
  const { plan, ports } = context;
  const target = plan.folder ?? '';
  const how = ports.store.publishInto(ports.disk.join(ports.root, target), filesToPublish(context));
  if (how === 'other')
    throw new SealwrightError('RELEASE_TAKEN', { message: `${target} is there, with other files`, hint: 'give a folder that is not there yet' });
  if (typeof how === 'object') throw unlike(how.changed);
  return {};
}

/** All that a folder of the release holds. */
export function filesToPublish(context: Context): readonly PublishedFile[] {
  const { executables = [] } = factsOf(context, 'freeze');
  return publishedFiles(context.plan).map((name) => ({ name, sha256: publishedDigest(context, name), executable: executables.includes(name) }));
}

/** Throws RELEASE_UNVERIFIED where a kept file is not what was verified. */
function asVerified(context: Context, names: readonly string[]): void {
  const { disk, store } = context.ports;
  for (const name of names) {
    const file = disk.open(store.pathOf(name));
    if (file.kind !== 'pieces' || hashOf(file.read()) !== publishedDigest(context, name)) throw unlike(name);
  }
}

function unlike(name: string): SealwrightError {
  return new SealwrightError('RELEASE_UNVERIFIED', {
    message: `the kept copy of ${name} was changed after it was verified`,
    hint: 'see who else writes to the folder of the release, and what the programs do that publish; run the same command again',
  });
}

/** Throws RELEASE_UNVERIFIED where the tag of git is not signed by who is declared. */
export async function tagVerifies(context: Context): Promise<void> {
  const { name, signer } = context.plan;
  await passes(context, ['verify', `git:${name}`, ...signerWords(signer)]);
}

/**
 * Makes the signed tag of git where it is not there, and pushes it once it verifies as strangers are told. One that is there
 * is never moved, and is of the commit that is released. Strangers see nothing of it before `begin`.
 */
export async function gitTag(context: Context, begin: () => void): Promise<Facts> {
  const { plan, ports } = context;
  const remote = plan.gitTag?.remote;
  await ports.gitTags.canBe(plan.name, remote);
  const how = await ports.gitTags.make(plan.name);
  try {
    await tagVerifies(context);
  } catch (error) {
    if (how === 'made') await ports.gitTags.remove(plan.name);
    throw error;
  }
  begin();
  if (remote !== undefined) await ports.gitTags.push(plan.name, remote);
  return {};
}

/** Runs the client of an index. Where an earlier run began it and did not see its end, the index is asked first. */
export async function packages(
  context: Context,
  { packages: which, earlier }: { readonly packages: number; readonly earlier: 'begun' | 'none' },
): Promise<Facts> {
  const { plan, ports } = context;
  const planned = plan.packages[which];
  if (planned === undefined) throw new Error(`there are no packages ${which}`);
  const lists: Readonly<Record<string, readonly string[]>> = { '{files}': planned.files, '{attestations}': planned.attestations };
  const words = (command: readonly string[]): readonly string[] =>
    command.flatMap((word) => lists[word]?.map((name) => ports.store.pathOf(name)) ?? [filled(word, plan.name)]);
  const environment = { SEALWRIGHT_RELEASE: plan.name };
  const run = async (command: readonly string[]): Promise<number> => {
    const [program = '', ...rest] = words(command);
    const ended = await ports.commands.run(program, rest, { environment, output: 'as-talk' });
    if (ended.kind === 'ended') return ended.code;
    throw stopped(planned.name, ended.reason);
  };
  if (planned.isPublished !== undefined && earlier === 'begun' && (await run(planned.isPublished)) === 0) return {};
  asVerified(context, [...planned.files, ...planned.attestations]);
  const code = await run(planned.run);
  // What it changed it may have published so; the next one is not given it.
  asVerified(context, [...planned.files, ...planned.attestations]);
  if (code !== 0) throw stopped(planned.name, `${planned.run[0] ?? ''} ended with ${code}`);
  return {};
}

function stopped(name: string, why: string): SealwrightError {
  return new SealwrightError('RELEASE_STOPPED', {
    message: `${name}: ${why}`,
    hint: `see what it said; if the index has these files already, run this again with --done ${name}`,
  });
}
