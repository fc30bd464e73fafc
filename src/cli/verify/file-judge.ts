import { findFileEvidence, type FolderListing, type FoundSubject } from '../../subjects/index.ts';
import { judge, type Bench, type Demand } from '../../trust/judge/index.ts';
import { checkProvenance } from '../../trust/provenance/index.ts';
import type { Parsed } from '../../trust/reason/index.ts';
import type { TrustedRoot } from '../../trust/roots/index.ts';
import { createVerifier } from '../../trust/verify/index.ts';
import type { Judged } from '../../verdicts/index.ts';
import { disk } from '../ports/disk.ts';
import { crossCheck } from './cross-check.ts';

type FolderNames = FolderListing['files'][number]['names'];

/** All that a thread is told when it starts. */
export interface FileJudgeSetup {
  readonly roots: readonly TrustedRoot[];
  readonly now: number;
  readonly opinions: 'one' | 'two';
  /** Which pieces of evidence are looked at; without it, as many as the demands need. */
  readonly pieces?: 'all' | undefined;
  readonly rekorEntries: readonly string[];
  readonly bundles: readonly string[];
}

/** A file to judge. What many files share has a number, and comes along for the first of them. */
export interface FileQuestion {
  readonly path: string;
  readonly folder: { readonly number: number; readonly names: FolderNames | undefined };
  readonly asks: { readonly number: number; readonly demands: readonly [Demand, ...Demand[]] | undefined };
}

/** What a verifier, the meaning of provenance and a second opinion are to the judge. */
export async function benchOf({ roots, now, opinions, pieces }: Pick<FileJudgeSetup, 'roots' | 'now' | 'opinions' | 'pieces'>): Promise<Bench> {
  return {
    verifier: createVerifier({ roots, now }),
    checkProvenance,
    ...(pieces === undefined ? {} : { pieces }),
    ...(opinions === 'two' ? { secondOpinion: await crossCheck(roots) } : {}),
  };
}

/** Returns what judges files by the evidence beside them; its questions are `FileQuestion`s. Throws where a file changes while it is read. */
export async function fileJudge(told: unknown): Promise<(question: unknown) => Parsed<Judged>> {
  const setup = told as FileJudgeSetup;
  const bench = await benchOf(setup);
  const folders = new Map<number, FolderNames>();
  const asked = new Map<number, readonly [Demand, ...Demand[]]>();
  return (question) => {
    const { path, folder, asks } = question as FileQuestion;
    if (folder.names !== undefined) folders.set(folder.number, folder.names);
    if (asks.demands !== undefined) asked.set(asks.number, asks.demands);
    const names = folders.get(folder.number);
    const demands = asked.get(asks.number);
    if (names === undefined || demands === undefined) throw new Error('a question without what it is about');
    const found = findFileEvidence({ path, names, rekorEntries: setup.rekorEntries, bundles: setup.bundles }, disk);
    return found.kind === 'refused' ? found : { kind: 'parsed', value: judgeFound({ ...found.value, name: path }, demands, bench) };
  };
}

/** Holds what was found for a subject against what is asked of it. */
export function judgeFound(found: FoundSubject, demands: readonly [Demand, ...Demand[]], bench: Bench): Judged {
  const { name, resolved, artifact, offered, others = [], notes, lists, unsigned } = found;
  return {
    subject: name,
    ...(resolved === undefined ? {} : { resolved }),
    digests: Object.fromEntries(Object.entries(artifact.digests)),
    demands,
    verdict: judge({ artifact, offered, others, notes, lists, demands, ...(unsigned === undefined ? {} : { unsigned }) }, bench),
  };
}
