import type { Span, Tri } from '../base/index.ts';
import type { Attachment, Mechanism, PackageIndex, PredicateKind, Sink, Signer, Effect, KeptBeside } from '../catalog/index.ts';
import type { NameSet, Text } from '../values/index.ts';
import type { RefFilter } from './ref-filter.ts';

/** Where in the repository something was done, and under which scenario. */
export interface Origin {
  /** One run of one workflow under one scenario; evidence of another run is another run's. */
  readonly run: string;
  readonly scenario: string;
  /** The workflow file that holds the step: a called workflow's own path. */
  readonly workflow: string;
  /** The workflow whose event started the run. */
  readonly entry: string;
  readonly job: string;
  /** Unique per job and matrix leg within the run. */
  readonly jobKey: string;
  readonly step: string;
  /** A release tool's configuration file, or empty. */
  readonly config: string;
  readonly at: Span;
  /** Position in the run: later effects have greater numbers, jobs in an order that respects `needs`. */
  readonly order: number;
}

/** Why an effect may not happen or its failure may go unseen. */
export interface Weakness {
  readonly kind: 'swallowed' | 'conditional';
  /** Equal keys are equal conditions. */
  readonly key: string;
  readonly how: string;
  readonly at: Span;
  /** Of the names that a loop stands for some may meet the condition and some not. */
  readonly varies?: true;
}

/** Files that one step made, known as one thing: names in it are base names, its digests are fixed when it is made. */
export interface Batch {
  readonly id: string;
  readonly kind: 'built' | 'opaque' | 'checkout' | 'evidence' | 'transformed' | 'external';
  readonly by: string;
  readonly at: Span;
  /** What it was made from, for transforms. */
  readonly inputs: readonly FileItem[];
  /** Its text, when a script wrote it. */
  content?: Text;
  /** The run and the job it was made in. */
  readonly run: string;
  readonly jobKey: string;
  /** The folder of the checkout that it was built in, where a command says so. */
  readonly folder?: string;
  /** When it was made, in the order of effects; undefined for what was found there. */
  readonly order?: number;
}

/** Some files of one batch, by base name. */
export interface FileItem {
  readonly batch: string;
  readonly names: NameSet;
  /** True when the names are an upper bound: enough to say what may be published, not to say that it is covered. */
  readonly atMost?: true;
}

/** An image, chart or other artifact in a registry, at one digest. */
export interface ImageNode {
  readonly id: string;
  readonly media: 'image' | 'helm-chart' | 'artifact';
  /** Repository and tag, split; the digest is known by the holes in `digests`. */
  readonly refs: readonly ImageRef[];
  readonly digests: readonly string[];
  readonly provenance: 'none' | 'min' | 'max' | 'default' | 'unknown';
  readonly sbom: 'none' | 'spdx' | 'unknown';
  readonly platforms: readonly Text[];
  /** The step that pushes it makes its bytes, or pushes others than before: nothing that was there under its names is it. */
  readonly fresh: boolean;
  /** The images an index joins. */
  readonly sources: readonly string[];
  /** The image of which this is a changed copy: other bytes, to which no evidence of that one speaks. */
  readonly changedFrom?: string;
  /** The image of which this is another name at the same digest. */
  readonly sameAs: string | undefined;
  /** The image it was copied from together with what the registry kept beside that. */
  readonly withEvidenceOf: string | undefined;
  /** The sort of that which came along, where it was not all. */
  readonly withOnly?: KeptBeside;
  readonly pushed: boolean;
  readonly byDigestOnly: boolean;
  /** The folder that it was built from, where one is told. */
  readonly context?: Text;
  /** Files that were copied into it as they are, among others. */
  readonly inside?: readonly FileItem[];
  /** Files packed into it, for charts pushed from a package. */
  readonly files: readonly FileItem[];
  readonly origin: Origin;
  readonly weak: readonly Weakness[];
  readonly cannotWork: string | undefined;
  readonly madeType: string | undefined;
  readonly local: boolean;
}

export interface ImageRef {
  readonly repository: Text;
  readonly tag: Text | undefined;
}

/** What evidence speaks about, after resolution. */
export interface Target {
  readonly files: readonly FileItem[];
  /** `maybe`: the reference names the image's repository and the text does not prove that it is this digest. */
  readonly images: readonly { readonly id: string; readonly by: 'digest' | 'tag' | 'maybe' }[];
  /** The checkout itself. */
  readonly source: boolean;
  /** Packages published to an index from here. */
  readonly packages: readonly string[];
  /** All assets of a release that other runs published. */
  readonly releaseAssets: NameSet | undefined;
  /** Set when the subject could not be resolved: the evidence may be about anything of this kind. */
  readonly unresolved: string | undefined;
}

/** A pair of keys that a run makes for itself. */
export interface MadeKey {
  readonly at: Span;
  readonly by: string;
  readonly run: string;
  /** Batches that hold the public half. */
  readonly publics: string[];
  /** The public half was sent to a key server. */
  sent: boolean;
}

/** What is wrong with a checksum list as it was written: digests alone, text that has to be decoded, or no whole digest. */
export type Spoiled = 'unnamed' | 'encoded' | 'cut';

export interface EvidenceRecord {
  readonly id: string;
  readonly kind: 'hash' | 'signature' | 'sbom' | 'attestation' | 'verification';
  readonly mechanism: Mechanism | undefined;
  readonly keyless: boolean;
  readonly key: string | undefined;
  readonly algorithm: string | undefined;
  readonly format: string | undefined;
  readonly predicate: PredicateKind | undefined;
  readonly predicateType: string | undefined;
  readonly signed: boolean;
  readonly level: string | undefined;
  readonly target: Target;
  /** Set where the list was written without what makes it one. */
  readonly spoiled?: Spoiled;
  /** Files that carry it; it reaches strangers where these are published. */
  readonly carriers: string[];
  /** Those of the carriers that hold the signer's certificate, where a check needs one of them. */
  readonly certificates?: string[];
  /** The key that it is made with, where a run made that for itself. */
  readonly madeKey?: MadeKey;
  /** Outputs of its job that carry it: consumed or dead. */
  readonly values: string[];
  /** Workflow artifacts or other steps that read it. */
  consumed: boolean;
  readonly attachedTo: Attachment;
  readonly inPlace: boolean;
  readonly recursive: boolean;
  /** The unknowns that stand for each name of the loops in which it is made, as far as its subject or place holds them. */
  readonly rounds?: readonly string[];
  readonly origin: Origin;
  readonly weak: readonly Weakness[];
  /** Why it can never happen as written. */
  readonly cannotWork: string | undefined;
  readonly signer: Signer | undefined;
  /** For an SBOM of files: the paths that the scanner was given. */
  readonly scanned?: readonly Text[];
  /** For an SBOM of an image: `one` when the scanner reads the runner's platform only. */
  readonly platformsRead: 'one' | 'all' | undefined;
  readonly identityPinned: 'pinned' | 'pattern' | 'none' | undefined;
  /** The identities that a verification accepts, as given. */
  readonly expects?: readonly Text[];
  /** The issuers that it accepts, and whether it is held against a key or a certificate. */
  readonly issuers?: readonly Text[];
  readonly against?: 'key' | 'certificate';
  readonly integrityOnly: boolean;
  readonly tool: string;
  readonly note: string | undefined;
  /** Where the image is an index each of its platforms has one of its own, and the index has none. */
  readonly eachPlatform?: true;
  /** It is about some of what its step publishes, not all. */
  readonly part?: true;
  /** Whether it is made is not known. */
  readonly perhaps?: true;
  readonly assumes: readonly string[];
}

export interface PublishRecord {
  readonly id: string;
  readonly sink: Sink | { readonly kind: 'registry'; readonly image: string };
  readonly files: readonly FileItem[];
  /** The path patterns as published, for names in a report, parallel to `files`. */
  readonly shown: readonly string[];
  /** Folders of the job's workspace that the files were taken from, where their names are known. */
  readonly folders?: readonly string[];
  readonly packages: readonly Text[];
  readonly auth: 'trusted-publishing' | 'token' | 'unknown';
  readonly draft: boolean;
  readonly replaces: boolean;
  /** A pattern that finds nothing is passed over; an upload that fails is a warning. */
  readonly passesOver?: 'nothing-found' | 'errors';
  readonly origin: Origin;
  readonly weak: readonly Weakness[];
  readonly cannotWork: string | undefined;
  /** What is surely missing for it here: it counts against evidence that is published apart from what it is about. */
  readonly unready?: string;
  /** The subject could not be read. */
  readonly unresolved: string | undefined;
  /** Why it is not known whether the client makes evidence as it uploads. */
  readonly perhapsAttested?: string;
}

export interface TagRecord {
  readonly name: Text;
  readonly signed: Tri;
  readonly by: string;
  readonly pushed: boolean;
  /** Whose token makes it, where an action does: what the job's own token makes starts no workflow. */
  readonly token?: 'job-token' | 'other' | 'unknown';
  /** Why it can never be signed as written. */
  readonly cannotWork?: string;
  readonly origin: Origin;
  readonly weak: readonly Weakness[];
}

/** A package index that a command holds a credential of: a token, or the job's identity that the index trusts. */
export interface HeldIndex {
  readonly index: PackageIndex;
  readonly auth: 'token' | 'trusted-publishing';
  /** Settings ask npm for provenance, or a script does as far as its text shows, and the job may have it. */
  readonly provenance?: 'settings' | 'script';
}

/** A step that was not read and that could write to places strangers read. */
export interface OpaqueRecord {
  readonly what: string;
  readonly why: string;
  /** Places it could write: from its job's permissions and logins. */
  readonly places: readonly ('release' | 'registry' | 'index' | 'attestations' | 'tags')[];
  /** Inputs and arguments, as shown text. */
  readonly touches: readonly Text[];
  /** The folder that it ran in. */
  readonly cwd: Text;
  /** Files and folders that it writes to in plain sight; an empty path is the workspace. */
  readonly rewrites: readonly Text[];
  /** It may change every file that the checkout holds. */
  readonly tracked: boolean;
  /** Text that says what it does, which is not followed. */
  readonly text: string;
  /** Files of the checkout that say what it does, which are not followed. */
  readonly sources: readonly string[];
  readonly origin: Origin;
  readonly weak: readonly Weakness[];
  /** A called workflow elsewhere, or a step. */
  readonly scope: 'workflow' | 'action' | 'command';
  readonly permissions: readonly string[];
  readonly indexes: readonly HeldIndex[];
  /** An OpenPGP key to sign with was brought into its job. */
  readonly holdsKey: boolean;
}

/** An image that was pushed from here and that a step runs, pulls or builds on. */
export interface UseRecord {
  readonly how: string;
  readonly images: Target['images'];
  readonly origin: Origin;
  readonly weak: readonly Weakness[];
}

/** A checkout of another ref of this repository than the run's own. */
export interface CheckoutRecord {
  readonly ref: Text;
  readonly origin: Origin;
}

/** Files that leave a job as a workflow artifact, or arrive in one. */
export interface TransitRecord {
  readonly way: 'leaves' | 'arrives';
  readonly artifact: string;
  readonly batches: ReadonlySet<string>;
  /** The folders of the job that they leave from, where their names are known. */
  readonly folders: readonly string[];
  readonly origin: Origin;
}

/** A draft that is made public: what it holds is published then. */
export interface FlipRecord {
  readonly tag: Text;
  readonly token: 'job-token' | 'other' | 'unknown';
  readonly origin: Origin;
  readonly weak: readonly Weakness[];
}

/** Files that a step takes off a release, or what it takes away beside an image. */
export interface WithdrawalRecord {
  readonly place: 'release' | 'registry';
  readonly tag: Text;
  readonly repository: Text | undefined;
  /** The names of the files, or references of images; undefined where it may be all that is there. */
  readonly names: readonly Text[] | undefined;
  readonly by: string;
  readonly origin: Origin;
}

export interface ReleaseRecord {
  readonly tag: Text;
  readonly draft: boolean;
  readonly createsTag: boolean;
  readonly by: string;
  readonly token: 'job-token' | 'other' | 'unknown';
  readonly origin: Origin;
}

export interface PostureRecord {
  readonly what: string;
  readonly publishes: boolean;
  readonly origin: Origin;
}

/** A workflow of this repository, or an event that one may wait for, that a run starts by itself. */
export interface DispatchRecord {
  readonly workflow: Text;
  readonly run: string;
}

/** One edge as `lineage` prints it. */
export interface EdgeRecord {
  readonly from: string;
  readonly to: string;
  readonly effect: Effect['kind'] | 'transports' | 'lists';
  readonly label: string;
  readonly at: Span;
  readonly weakened: string | undefined;
}

/** What a `workflow_run` trigger asks of the run that it waits for. */
export interface AwaitedRuns {
  /** Their names; undefined for any. */
  readonly workflows?: readonly string[];
  readonly types?: readonly string[];
  readonly refs: RefFilter;
}

/** A run of one workflow under one scenario: which jobs ran and how they depend on each other. */
export interface RunRecord {
  readonly id: string;
  readonly workflow: string;
  readonly scenario: string;
  /** The event, the name that other workflows know it by, and what it waits for where it waits for workflows. */
  readonly event: string;
  readonly name: string;
  readonly awaits?: AwaitedRuns;
  /** The kinds of its event that start it, where it names some. */
  readonly types?: readonly string[];
  /** Patterns of the refs that it runs on; undefined for a default branch that is not known. */
  readonly refs?: readonly string[];
  /** Job key to the keys of all jobs that come before it on every path. */
  readonly before: { get(job: string): ReadonlySet<string> };
  /** The same for the jobs of a workflow that one of them calls, by the key of that job with a slash. */
  readonly inside: Map<string, { get(job: string): ReadonlySet<string> }>;
}

/** Where a bound ended the analysis: what would have come after it, or was left out, is not known. */
export interface CutRecord {
  readonly at: Span;
  readonly reason: string;
  readonly run: string;
  readonly scenario: string;
  /** The job that it is in; undefined where the whole run was cut short. */
  readonly jobKey: string | undefined;
  /** Places that strangers read and that what was left out could write to. */
  readonly places: OpaqueRecord['places'];
}

export interface Unread {
  readonly at: Span;
  readonly reason: string;
  /** The files of the workflows that led there; of what no run met, none. */
  readonly by: Set<string>;
}
