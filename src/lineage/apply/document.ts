import { basename, intersects, literalOf, show, type Text } from '../../values/index.ts';
import { coverItems } from '../coverage.ts';
import type { Found, Machine } from '../machine.ts';
import type { EvidenceRecord, FileItem, Target, Weakness } from '../model.ts';
import type { Trace } from '../trace-state.ts';
import { noTarget } from './subject.ts';

/** What an attested file says, as far as it is known what made it. */
export interface Document {
  /** What the attestation is about after that: what it names, or something that cannot be told. */
  readonly target: Target;
  /** Why it says nothing of what it is attested for. */
  readonly cannotWork?: string;
  readonly note?: string;
  readonly format?: string | undefined;
  readonly weak: readonly Weakness[];
  readonly assumes: readonly string[];
}

/** Takes the files found at the path of an attested SBOM and what it is attested for. Says what the document is of. */
export function readDocument(machine: Machine, path: Text, found: readonly Found[], attested: Target): Document {
  const { trace } = machine;
  const all = found.flatMap((f) => behind(trace, f.item.batch));
  const made = all.filter((e) => e.kind === 'sbom' && e.cannotWork === undefined);
  if (made.length === 0) return unmade(machine, path, found, attested, all);
  for (const record of made) record.consumed = true;
  const answers = made.map((record) => ofRecord(machine, record, attested));
  // One of several that were merged is enough: the others say more.
  return answers.find((a) => a.cannotWork === undefined && a.target === attested) ?? answers.find((a) => a.cannotWork === undefined) ?? answers[0]!;
}

const maxDepth = 4;

/** The evidence that a file carries, or that the files have which it was converted or merged from. */
function behind(trace: Trace, batch: string, depth = maxDepth): readonly EvidenceRecord[] {
  const own = trace.carriedBy(batch);
  const made = trace.batches.get(batch);
  if (own.length > 0 || made?.kind !== 'transformed' || depth === 0) return own;
  return made.inputs.flatMap((input) => behind(trace, input.batch, depth - 1));
}

/** A document that no tool made which is known to make SBOMs. */
function unmade(machine: Machine, path: Text, found: readonly Found[], attested: Target, carried: readonly EvidenceRecord[]): Document {
  const { trace } = machine;
  const batches = found.flatMap((f) => trace.batches.get(f.item.batch) ?? []);
  if (carried.length === 0 && batches.every((b) => b.kind === 'checkout'))
    return unknown(`${show(path)} is a file of the repository: what it describes is not known`);
  const name = show(basename(path));
  if (!batches.some((b) => b.kind === 'opaque')) {
    const by = batches.at(-1)?.by ?? '';
    return unknown(`${name} is made by ${by === 'a script' ? 'the script itself' : by}, and is not known to be an SBOM of what it is attested for`);
  }
  // Programs that were not read shorten the documents of others before they are attested.
  for (const record of trace.evidence) {
    if (record.kind !== 'sbom' || record.cannotWork !== undefined || record.origin.jobKey !== machine.jobKey) continue;
    const answer = ofRecord(machine, record, attested);
    if (answer.cannotWork === undefined && answer.target === attested)
      return {
        ...answer,
        format: undefined,
        assumes: [...answer.assumes, `the attested SBOM is that of line ${record.origin.at.line}, changed by a step that was not read`],
      };
  }
  return unknown(`nothing that was read makes ${name}: what it describes is not known`);
}

function unknown(why: string): Document {
  return { target: { ...noTarget, unresolved: why }, weak: [], assumes: [] };
}

function ofRecord(machine: Machine, record: EvidenceRecord, attested: Target): Document {
  const { trace } = machine;
  const common = { format: record.format, weak: record.weak, assumes: record.assumes };
  const of = (target: Target): Document => ({ ...common, target });
  const { target } = record;
  if (target.unresolved !== undefined && isOfThings(attested)) return unknown(`what the attested SBOM describes was not traced: ${target.unresolved}`);
  if (target.images.length > 0 && target.files.length === 0) {
    if (attested.images.length > 0)
      return isOfAnother(trace, target, attested) ? { ...of(attested), cannotWork: 'the SBOM that it attests is of another image' } : of(attested);
    return attested.files.length > 0 ? unknown('the attested SBOM describes an image, and is attested for files') : of(attested);
  }
  if (target.files.length === 0) return target.source ? { ...of(attested), note: sourceTree } : of(attested);
  const read = (record.scanned ?? []).map(show).join(', ');
  const place = whereIs(machine, record);
  if (attested.images.length > 0) {
    if (place === 'nowhere') return unknown(`the attested SBOM describes ${read}, and nothing that was read makes that`);
    const context = attested.images.map((i) => trace.image(i.id)?.context).find((c) => c !== undefined);
    if (place === 'checkout' && context !== undefined && isApart(record.scanned ?? [], context))
      return unknown(`the attested SBOM describes ${read}, and the image is built from ${show(context)}`);
    return place === 'checkout' ? { ...of(attested), note: sourceTree } : { ...of(attested), assumes: [...common.assumes, `the image holds ${read}`] };
  }
  if (attested.files.length === 0 || coverItems(attested.files, target.files) !== 'none' || isRelated(trace, attested.files, target.files)) return of(attested);
  if (place === 'checkout') return { ...of(attested), note: sourceTree };
  if (place === 'nowhere' || attested.files.some((f) => trace.batches.get(f.batch)?.kind === 'opaque'))
    return unknown(`the attested SBOM describes ${read}, and whether that is in what it is attested for is not known`);
  return { ...of(attested), cannotWork: `the SBOM that it attests is of ${read}` };
}

const sourceTree = 'of the source tree';

function isOfThings(target: Target): boolean {
  return target.images.length > 0 || target.files.length > 0;
}

/** Whether an SBOM surely speaks of another image than those that it is attested for. */
function isOfAnother(trace: Trace, described: Target, attested: Target): boolean {
  const family = (id: string): readonly string[] => [id, ...(trace.image(id)?.sources ?? [])].map((one) => trace.rootOf(one));
  const known = new Set(described.images.flatMap((i) => family(i.id)));
  return !attested.images.some((i) => family(i.id).some((id) => known.has(id)));
}

/** Whether scanned files were made by a step that was read, are files of the checkout, or neither as far as is known. */
function whereIs(machine: Machine, record: EvidenceRecord): 'made' | 'checkout' | 'nowhere' {
  const kinds = record.target.files.map((f) => machine.trace.batches.get(f.batch)?.kind);
  if (kinds.some((kind) => kind !== 'opaque' && kind !== 'checkout')) return 'made';
  const { files } = machine.trace.input;
  const paths = (record.scanned ?? []).map((path) => literalOf(path));
  return paths.every((path) => path !== undefined && (files.has(path) || files.hasFolder(path))) ? 'checkout' : 'nowhere';
}

/** Whether none of some paths is the folder that an image is built from, holds it or is in it. */
function isApart(paths: readonly Text[], context: Text): boolean {
  const folder = literalOf(context);
  if (folder === undefined || folder === '' || folder.includes(':')) return false;
  const within = (a: string, b: string): boolean => a === b || b === '' || a.startsWith(`${b}/`);
  return paths.every((path) => {
    const own = literalOf(path);
    return own !== undefined && !within(own, folder) && !within(folder, own);
  });
}

/** Whether some of the files was made of one of the others, or of the same files. */
function isRelated(trace: Trace, a: readonly FileItem[], b: readonly FileItem[]): boolean {
  const from = madeOf(trace, a);
  return madeOf(trace, b).some((one) => from.some((other) => one.batch === other.batch && intersects(one.names, other.names) !== false));
}

const maxFiles = 256;

/** Files and what they were made of. */
function madeOf(trace: Trace, files: readonly FileItem[]): readonly FileItem[] {
  const out = [...files];
  const seen = new Set(files.map((f) => f.batch));
  for (let i = 0; i < out.length && out.length < maxFiles; i++) {
    for (const input of trace.batches.get(out[i]!.batch)?.inputs ?? []) {
      if (seen.has(input.batch)) continue;
      seen.add(input.batch);
      out.push(input);
    }
  }
  return out;
}
