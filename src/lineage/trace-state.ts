import { limits, type FileTree, type GitFacts, type Span } from '../base/index.ts';
import type { ActionRow, CommandRow } from '../catalog/index.ts';
import { keyOf, originsOf, type NameSet, type Text } from '../values/index.ts';
import type {
  Batch,
  CheckoutRecord,
  CutRecord,
  DispatchRecord,
  EdgeRecord,
  EvidenceRecord,
  FileItem,
  FlipRecord,
  ImageNode,
  MadeKey,
  OpaqueRecord,
  Origin,
  PostureRecord,
  PublishRecord,
  ReleaseRecord,
  RunRecord,
  Spoiled,
  TagRecord,
  TransitRecord,
  Unread,
  UseRecord,
  WithdrawalRecord,
} from './model.ts';
import { BarrenLegs } from './barren.ts';
import type { ConditionalTags } from './conditional-tags.ts';
import { Place } from './place.ts';
import type { Reads } from './reads.ts';
import type { CacheRecord, InstallRecord, RetiredRecord } from './side-records.ts';
import type { OwnConfiguration, ToldRecord } from './told.ts';

/** Names of the service that runs the workflows; the issuer and the subject's prefix follow it. */
export interface Deployment {
  readonly host: string;
  readonly issuer: string;
  /** `https://github.com/`, with the final slash. */
  readonly sanPrefix: string;
}

export interface TraceInput {
  readonly files: FileTree;
  readonly git: GitFacts;
  readonly deployment: Deployment;
  /** `owner/repo@ref`, in lower case, to a checkout. */
  readonly resolve: ReadonlyMap<string, FileTree>;
  readonly actions: readonly ActionRow[];
  readonly commands: readonly CommandRow[];
  /** Set where the audited checkout configures its own audit. */
  readonly own?: OwnConfiguration;
}

/** What an unknown stands for, once an effect has said so. */
export type Meaning =
  | { readonly kind: 'hashes'; readonly evidence: EvidenceRecord }
  | { readonly kind: 'digest'; readonly image: string }
  | { readonly kind: 'carrier'; readonly evidence: EvidenceRecord }
  /** A release tool's JSON list of what it made. */
  | {
      readonly kind: 'made-list';
      readonly files: readonly FileItem[];
      readonly images: readonly string[];
      /** Files by the tool's own word for their type. */
      readonly byType: ReadonlyMap<string, readonly { readonly item: FileItem; readonly path: NameSet }[]>;
      /** Checksum lists among what it made. */ readonly lists: readonly EvidenceRecord[];
    }
  | { readonly kind: 'artifact'; readonly run: string; readonly name: Text }
  | { readonly kind: 'artifact-digest' }
  /** A file that another job reads by this handle. */
  | { readonly kind: 'file-text'; readonly text: Text };

/** A command that fails whenever it runs. */
export interface BrokenRecord {
  readonly at: Span;
  readonly reason: string;
  readonly about: 'signs' | 'describes' | 'hashes' | 'attests' | 'publishes' | undefined;
  readonly run: string;
  readonly jobKey: string;
  readonly config: string;
}

/** Everything that tracing finds, filled run by run. */
export class Trace {
  readonly input: TraceInput;
  readonly batches = new Map<string, Batch>();
  readonly images: ImageNode[] = [];
  readonly evidence: EvidenceRecord[] = [];
  readonly publishes: PublishRecord[] = [];
  readonly tags: TagRecord[] = [];
  readonly releases: ReleaseRecord[] = [];
  readonly flips: FlipRecord[] = [];
  readonly withdrawals: WithdrawalRecord[] = [];
  readonly dispatches: DispatchRecord[] = [];
  readonly opaque: OpaqueRecord[] = [];
  readonly transits: TransitRecord[] = [];
  readonly posture: PostureRecord[] = [];
  readonly uses: UseRecord[] = [];
  readonly installs: InstallRecord[] = [];
  readonly caches: CacheRecord[] = [];
  readonly retired: RetiredRecord[] = [];
  /** Where a step downloads a release of this repository. */
  readonly readBack: Origin[] = [];
  readonly checkouts: CheckoutRecord[] = [];
  /** Steps that are known by the checkout's own configuration alone. */
  readonly told: ToldRecord[] = [];
  readonly edges: EdgeRecord[] = [];
  readonly runs: RunRecord[] = [];
  /** Runs that were read from a configuration which nothing that was read starts, and why. */
  readonly unrun = new Map<string, string>();
  readonly unread: Unread[] = [];
  /** Where bounds ended the analysis. */
  readonly cuts: CutRecord[] = [];
  /** Workflows of other repositories that were inlined: their path to the ref they were called at. */
  readonly calleeRefs = new Map<string, string>();
  /** Commands that fail whenever they run. */
  readonly broken: BrokenRecord[] = [];
  /** Images built and not pushed by the step that built them. */
  readonly notReleasedImages: { readonly refs: readonly Text[]; readonly at: Span; readonly run: string }[] = [];
  /** Keys that runs made for themselves, by the batch of the private half. */
  readonly madeKeys = new Map<string, MadeKey>();
  /** Release tools that a workflow runs, with their configuration file. */
  readonly toolsRun = new Set<string>();
  /** Batches of archives that were unpacked in place: their names are not known. */
  readonly unpacked = new Set<string>();
  /** What builds files by pattern, by job: a later builder hides what an earlier one made under the same names. */
  readonly builders = new Map<string, { readonly by: string; readonly paths: NameSet }[]>();
  /** The conditions on each name of a loop under which a batch is made, by their keys. */
  readonly madeUnder = new Map<string, ReadonlySet<string>>();
  /** The paths that archives store, by batch, where they are known. */
  readonly stored = new Map<string, readonly Text[]>();
  /** Assets that runs put on releases, as a later run can download them: by run and tag, for which run made the release that it finds is open. */
  readonly #releaseAssets = new Map<string, { readonly tag: Text; readonly place: Place }>();
  readonly barren = new BarrenLegs();
  /** Where what a leg of a job asks is noted, while one is followed. */
  reads: Reads | undefined;
  readonly #meanings = new Map<string, Meaning[]>();
  readonly #variants = new Map<EvidenceRecord, Map<string, EvidenceRecord>>();
  readonly #imageById = new Map<string, ImageNode>();
  /** The first image of the same bytes, by image; and all names of those bytes, by that first image. */
  readonly #roots = new Map<string, string>();
  readonly #families = new Map<string, ImageNode[]>();
  readonly #imagesByRepository = new Map<string, ImageNode[]>();
  readonly #runById = new Map<string, RunRecord>();
  readonly #unreadByKey = new Map<string, Unread>();
  /** Unknowns that hold no newline: an action made one line of them. */
  readonly oneLine = new Set<string>();
  /** The workflow that is followed now. */
  entry: string | undefined;
  /** What was met and not read since a leg of a job began. */
  met: Set<Unread> | undefined;
  readonly #cutKeys = new Set<string>();
  /** Evidence by the batch of files that carries it. */
  readonly #carried = new Map<string, Set<EvidenceRecord>>();
  #order = 0;
  #ids = 0;

  constructor(input: TraceInput) {
    this.input = input;
  }

  /** The assets of the releases, by run and tag. */
  get releaseAssets(): ReadonlyMap<string, { readonly tag: Text; readonly place: Place }> {
    this.lookAround();
    return this.#releaseAssets;
  }

  /** Notes that the leg being followed looks at what others made. */
  lookAround(): void {
    if (this.reads !== undefined) this.reads.sharedState = true;
  }

  /** The assets of a release of one run; a later upload of a name hides the earlier one. */
  assetsOn(tag: Text, run: string): Place {
    const key = `${run}\u0006${keyOf(tag)}`;
    const known = this.#releaseAssets.get(key) ?? { tag, place: new Place() };
    this.#releaseAssets.set(key, known);
    return known.place;
  }

  nextOrder(): number {
    return this.#order++;
  }

  nextId(what: string): string {
    return `${what}${this.#ids++}`;
  }

  mean(id: string, meaning: Meaning): void {
    const list = this.#meanings.get(id);
    if (list === undefined) this.#meanings.set(id, [meaning]);
    else list.push(meaning);
  }

  /** What the unknowns of a text, and all they were computed from, stand for. */
  meaningsOf(text: Text): readonly Meaning[] {
    const out: Meaning[] = [];
    for (const id of originsOf(text)) {
      const found = this.#meanings.get(id);
      if (found !== undefined) out.push(...found);
    }
    if (out.length > 0) this.lookAround();
    return [...new Set(out)];
  }

  /** What one unknown stands for by itself. */
  meaningsOfId(id: string): readonly Meaning[] {
    const found = this.#meanings.get(id) ?? [];
    if (found.length > 0) this.lookAround();
    return found;
  }

  /** Evidence over no more than what another record is over: a list of which a filter kept some lines. */
  partOf(record: EvidenceRecord): EvidenceRecord {
    return this.#variant(record, 'part', { target: { ...record.target, files: record.target.files.map((f) => ({ ...f, atMost: true })) } });
  }

  /** The same evidence in a list that was spoiled on the way. */
  spoil(record: EvidenceRecord, spoiled: Spoiled, reason: string): EvidenceRecord {
    return this.#variant(record, spoiled, { spoiled, ...(spoiled === 'cut' ? { cannotWork: record.cannotWork ?? reason } : { note: reason }) });
  }

  /** The same evidence in a file of which something is taken on trust. */
  changed(record: EvidenceRecord, assumption: string): EvidenceRecord {
    return this.#variant(record, assumption, { assumes: [...record.assumes, assumption] });
  }

  #variant(record: EvidenceRecord, key: string, fields: Partial<EvidenceRecord>): EvidenceRecord {
    const all = this.#variants.get(record) ?? new Map<string, EvidenceRecord>();
    this.#variants.set(record, all);
    const known = all.get(key);
    if (known !== undefined) return known;
    const made: EvidenceRecord = { ...record, ...fields, id: this.nextId('e'), carriers: [] };
    all.set(key, made);
    this.evidence.push(made);
    return made;
  }

  /** Notes that files carry evidence: a checksum list, a signature, a bundle. */
  carry(evidence: EvidenceRecord, batch: string): void {
    const all = this.#carried.get(batch) ?? new Set<EvidenceRecord>();
    if (all.has(evidence)) return;
    this.#carried.set(batch, all.add(evidence));
    evidence.carriers.push(batch);
  }

  /** The evidence that files carry. */
  carriedBy(batch: string): readonly EvidenceRecord[] {
    return [...(this.#carried.get(batch) ?? [])];
  }

  addImage(image: ImageNode): void {
    this.images.push(image);
    this.#imageById.set(image.id, image);
    const root = image.sameAs === undefined ? image.id : this.rootOf(image.sameAs);
    this.#roots.set(image.id, root);
    append(this.#families, root, image);
    for (const repository of new Set(image.refs.map((r) => keyOf(r.repository)))) append(this.#imagesByRepository, repository, image);
    for (const digest of image.digests) this.mean(digest, { kind: 'digest', image: image.id });
  }

  image(id: string): ImageNode | undefined {
    this.lookAround();
    return this.#imageById.get(id);
  }

  /** The first image of the same bytes. */
  rootOf(id: string): string {
    this.lookAround();
    return this.#roots.get(id) ?? id;
  }

  /** An image and every other name of the same bytes, in the order they were made. */
  family(id: string): readonly ImageNode[] {
    this.lookAround();
    return this.#families.get(this.rootOf(id)) ?? [];
  }

  /** The images that have a name in this repository, in the order they were made. */
  imagesIn(repository: Text): readonly ImageNode[] {
    this.lookAround();
    return this.#imagesByRepository.get(keyOf(repository)) ?? [];
  }

  addRun(run: RunRecord): void {
    this.runs.push(run);
    if (!this.#runById.has(run.id)) this.#runById.set(run.id, run);
  }

  runOf(id: string): RunRecord | undefined {
    return this.#runById.get(id);
  }

  batch(batch: Batch): Batch {
    const known = this.batches.get(batch.id);
    if (known !== undefined) return known;
    this.batches.set(batch.id, batch);
    return batch;
  }

  edge(from: string, to: string, effect: EdgeRecord['effect'], label: string, at: Span, weakened?: string): void {
    if (this.edges.length < limits.maxEdges) this.edges.push({ from, to, effect, label, at, weakened });
    else this.notRead(at, `more than ${limits.maxEdges} edges: the rest of the lineage is not shown`);
  }

  /** Says that a bound ended the analysis here: the answers that the rest could change are not known. */
  cut(one: CutRecord): void {
    this.notRead(one.at, one.reason);
    const key = `${one.run}\u0001${one.jobKey ?? ''}\u0001${one.at.file}:${one.at.line}:${one.reason}`;
    if (this.#cutKeys.has(key)) return;
    this.#cutKeys.add(key);
    this.cuts.push({ ...one, reason: readable(one.reason) });
  }

  notRead(at: Span, reason: string): void {
    const key = `${at.file}:${at.line}:${reason}`;
    let one = this.#unreadByKey.get(key);
    if (one === undefined) {
      one = { at, reason: readable(reason), by: new Set() };
      this.#unreadByKey.set(key, one);
      this.unread.push(one);
    }
    if (this.entry !== undefined) one.by.add(this.entry);
    this.met?.add(one);
  }
}

/** Names of conditions and of unknowns without the marks that keep them apart. */
function readable(reason: string): string {
  return reason
    .split('\u0001')
    .map((part, i) => (i === 0 ? part : part.replace(/^[hwa]\d+:/, '')))
    .join('')
    .replaceAll(/\s+/g, ' ');
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** A workflow artifact: what one job uploaded and another can download. */
export interface Artifact {
  readonly name: Text;
  readonly place: Place;
  readonly id: string;
  readonly jobKey: string;
}

/** Everything of one run that its jobs share. */
export interface RunState {
  readonly record: RunRecord;
  readonly artifacts: Artifact[];
  /** Names of images that a rule gives, with what turns each rule on. */
  readonly tagRules: ConditionalTags;
  /** Steps left before the run is cut short. */
  budget: { left: number };
  /** Whether that was said. */
  isCut?: boolean;
}

/** Uses up steps of a run; false, said once, when they are used up: what comes after is not followed. */
export function spend(trace: Trace, run: RunState, steps: number, at: Span): boolean {
  run.budget.left -= steps;
  if (run.budget.left >= 0) return true;
  cutShort(trace, run, at);
  return false;
}

const stepsUsedUp = 'more steps and commands than the bound allows: the rest of this workflow was not followed';

/** Says that a run's steps are used up. */
export function cutShort(trace: Trace, run: RunState, at: Span, reason = stepsUsedUp): void {
  if (run.isCut === true) return;
  run.isCut = true;
  trace.cut({
    at,
    reason,
    run: run.record.id,
    scenario: run.record.scenario,
    jobKey: undefined,
    places: ['release', 'registry', 'index', 'attestations', 'tags'],
  });
}

export function itemOf(batch: Batch, names: NameSet): FileItem {
  return { batch: batch.id, names };
}
