import { limits } from '../../base/index.ts';
import { findFileEvidence, type FolderListing, type FoundSubject } from '../../subjects/index.ts';
import type { Demand } from '../../trust/judge/index.ts';
import type { Parsed } from '../../trust/reason/index.ts';
import type { Judged } from '../../verdicts/index.ts';
import type { Thread } from '../machine.ts';
import { askedOf, judgeSubject, unjudged, whyUnreadable, withServices, type Court } from './court.ts';
import type { FileJudgeSetup, FileQuestion } from './file-judge.ts';

type File = FolderListing['files'][number];

/**
 * A thread costs a fifth of a second until its code is read and fast: less work than this is done as soon without, as whole
 * processes on two cores were measured that had other work besides.
 */
const worthFiles = 512;
const worthBytes = 512 * 1024 * 1024;

/** Of many files a thread has some at hand, so that it does not wait for the next one; few large ones are shared out one by one. */
const questionsAtHand = 4;
const manyFiles = 64;

/**
 * Judges files of folders, on all cores where there is enough to do. Returns the verdicts in the order of the files. What
 * a thread could not answer is done here.
 */
export async function judgeFiles(files: readonly File[], setup: FileJudgeSetup, court: Court): Promise<readonly Judged[]> {
  const spread = await openThreads(files, setup, court);
  const judged: Judged[] = [];
  let next = 0;
  let done = 0;
  const work = async (thread: Asked | undefined): Promise<void> => {
    for (let i = next++; i < files.length; i = next++) {
      const file = files[i];
      if (file === undefined) return;
      judged[i] = await judgeFile(file, { setup, court, thread });
      court.report({ stage: 'file', done: ++done, total: files.length });
    }
  };
  try {
    const atHand = files.length < spread.length * manyFiles ? 1 : questionsAtHand;
    await Promise.all(spread.length === 0 ? [work(undefined)] : spread.flatMap((thread) => Array.from({ length: atHand }, () => work(thread))));
  } finally {
    for (const { thread } of spread) thread.end();
  }
  return judged;
}

async function judgeFile(
  file: File,
  { setup, court, thread }: { readonly setup: FileJudgeSetup; readonly court: Court; readonly thread: Asked | undefined },
): Promise<Judged> {
  const { path, names } = file;
  const find = (): Parsed<FoundSubject> => {
    const found = findFileEvidence({ path, names, rekorEntries: setup.rekorEntries, bundles: setup.bundles }, court.ports.disk);
    return found.kind === 'refused' ? found : { kind: 'parsed', value: { ...found.value, name: path } };
  };
  const asked = thread === undefined ? undefined : askedOf(path, court);
  const answer = asked?.kind === 'demands' && !asked.demands.some(needsProgram) ? await thread?.judge(file, asked.demands) : undefined;
  if (answer === undefined || asked?.kind !== 'demands') {
    try {
      const found = find();
      return found.kind === 'refused' ? unjudged(path, [found.reason]) : await judgeSubject(found.value, court);
    } catch (error) {
      return unjudged(path, [whyUnreadable(error)]);
    }
  }
  if (answer.kind === 'refused') return unjudged(path, [answer.reason]);
  const again = (): FoundSubject => {
    const found = findAgain(find);
    return found.kind === 'parsed' ? found.value : { name: path, artifact: { digests: {} }, offered: [], notes: [found.reason], lists: [] };
  };
  return await withServices(answer.value, again, { demands: asked.demands, court });
}

/** A file that was read by another thread may be gone, or another, by now. */
function findAgain(find: () => Parsed<FoundSubject>): Parsed<FoundSubject> {
  try {
    return find();
  } catch (error) {
    return { kind: 'refused', reason: whyUnreadable(error) };
  }
}

/** gpg is run by the process itself. */
function needsProgram({ policy }: Demand): boolean {
  return policy.signer.kind === 'openpgp';
}

/** Threads for these files; none where one core is enough. */
async function openThreads(files: readonly File[], setup: FileJudgeSetup, { ports }: Court): Promise<readonly Asked[]> {
  if (files.length < 2 || ports.openThreads === undefined || !isWorth(files, ports)) return [];
  const threads = await ports.openThreads();
  if (threads === undefined) return [];
  const count = Math.min(threads.cores, files.length, limits.maxThreads);
  return count < 2 ? [] : Array.from({ length: count }, () => new Asked(threads.start(setup)));
}

function isWorth(files: readonly File[], { disk }: Court['ports']): boolean {
  if (files.length >= worthFiles) return true;
  let bytes = 0;
  for (const { path } of files) {
    const file = disk.open(path);
    if (file.kind === 'pieces') bytes += file.size;
  }
  return bytes >= worthBytes;
}

/** A thread, and what it knows already. */
class Asked {
  readonly thread: Thread;
  readonly #numbers = new Map<unknown, number>();

  constructor(thread: Thread) {
    this.thread = thread;
  }

  /** Returns what the thread found, or undefined where it failed. */
  async judge({ path, names }: File, demands: NonNullable<FileQuestion['asks']['demands']>): Promise<Parsed<Judged> | undefined> {
    const folder = this.#numberOf(names);
    const asks = this.#numberOf(demands);
    const question: FileQuestion = {
      path,
      folder: { number: folder.number, names: folder.isNew ? names : undefined },
      asks: { number: asks.number, demands: asks.isNew ? demands : undefined },
    };
    const reply = await this.thread.ask(question);
    if (reply.kind !== 'answered') return undefined;
    const answer = reply.answer as Parsed<Judged>;
    // Never another file's verdict.
    return answer.kind === 'parsed' && answer.value.subject !== path ? undefined : answer;
  }

  #numberOf(thing: unknown): { readonly number: number; readonly isNew: boolean } {
    const known = this.#numbers.get(thing);
    if (known !== undefined) return { number: known, isNew: false };
    this.#numbers.set(thing, this.#numbers.size);
    return { number: this.#numbers.size - 1, isNew: true };
  }
}
