import type { Span } from '../base/index.ts';
import type { Controls } from '../controls/index.ts';
import type { Finding } from '../rules/index.ts';
import type { SurfaceInfo } from '../surfaces/index.ts';

export const schemaVersion = 1;

/** An event under which workflows run, as the report lists it. */
export interface ScenarioInfo {
  /** `push:tag`, `release:published`, `workflow_dispatch:branch`, … */
  readonly id: string;
  readonly event: string;
  readonly refKind: 'branch' | 'tag' | 'pull-request' | 'none';
  /** Workflow paths that it starts. */
  readonly workflows: readonly string[];
  /** Why nothing in this repository raises it, when that is so: `the tag is made with GITHUB_TOKEN`. */
  readonly doubt: string | null;
}

export interface SurfaceReport extends SurfaceInfo {
  readonly controls: Controls;
  /** Set by `--against`, by control: what changed since the other commit; `changed` is a step to or from unknown. */
  readonly change?: Readonly<Record<string, 'new' | 'better' | 'worse' | 'changed'>>;
}

/** A row of the inventory; `kind` tells which. */
export type InventoryEntry =
  | {
      readonly kind: 'workflow';
      readonly path: string;
      readonly name: string;
      readonly triggers: readonly string[];
      readonly publishes: readonly string[];
      readonly signs: readonly string[];
      readonly sbom: readonly string[];
      readonly provenance: readonly string[];
      readonly at: Span;
    }
  | { readonly kind: 'not-released'; readonly what: string; readonly why: string; readonly at: Span }
  /** Evidence that a list of the checkout names and that is nowhere. */
  | { readonly kind: 'promise'; readonly what: string; readonly why: string; readonly at: Span }
  /** A checksum list, signature, SBOM or attestation that a release carries: evidence about its other files. */
  | {
      readonly kind: 'evidence-file';
      readonly what: string;
      readonly is: 'checksum list' | 'signature' | 'SBOM' | 'attestation' | 'evidence';
      /** Whether the file itself is signed or attested, for a list or an SBOM; a signature needs none. */
      readonly signed: 'yes' | 'no' | 'unknown' | 'not needed';
      readonly at: Span;
    }
  | { readonly kind: 'posture'; readonly what: string; readonly detail: string; readonly at: Span }
  | {
      readonly kind: 'policy';
      readonly what: string;
      readonly enforcedBy: string | null;
      readonly strength: 'enforced' | 'declared' | 'unknown';
      readonly at: Span;
    }
  | {
      readonly kind: 'identity';
      readonly san: string;
      readonly issuer: string;
      readonly workflow: string;
      readonly refs: readonly string[];
      /** The numbers in its certificates that stay when names change; told with `--online` alone. */
      readonly repositoryId?: string;
      readonly ownerId?: string;
      readonly at: Span;
    };

/** What a rule complains of. */
export type FindingReport = Finding & {
  /** Set by `--against`: the other commit has no finding of this fingerprint. */
  readonly change?: 'new';
  /** The id of the disposition that decides on it. */
  readonly disposition?: string;
  /** Set by `--baseline`: the baseline has it. */
  readonly baseline?: 'known';
};

/** A human decision on findings, as the configuration records it, and how it stands today. */
export interface DispositionReport {
  /** Unique in a report, and the same as long as the decision names the same thing. */
  readonly id: string;
  readonly disposition: 'open' | 'fixed' | 'deferred' | 'accepted' | 'out-of-scope';
  /** What it decides on: one finding by its fingerprint, or every finding of a rule, of a surface, of both. */
  readonly finding: string | null;
  readonly rule: string | null;
  readonly surface: string | null;
  readonly reason: string;
  readonly by: string | null;
  readonly date: string | null;
  readonly reviewBy: string | null;
  /** What would reopen it, in words. */
  readonly revisit: string | null;
  /** The decision record: a path or an address. */
  readonly record: string | null;
  /**
   * `due` is past its review date or met its revisit condition, `stale` decides on nothing that is found,
   * `premise-changed` was made of another lineage, `not-fixed` says fixed of what is still found.
   */
  readonly standing: 'current' | 'due' | 'stale' | 'premise-changed' | 'not-fixed';
  /** Set by `--against`: the checkout of the other commit does not decide so, or says something else. */
  readonly change?: 'new' | 'changed';
  /** One line of cause where it is not current. */
  readonly why: string | null;
  /** The ids of the findings that it decides on. */
  readonly findings: readonly string[];
  /** What it is on that is built and not released, or a policy: names of the inventory. */
  readonly rows: readonly string[];
  readonly at: Span;
}

/** Something that a document says of what is published. */
export interface ClaimReport {
  readonly id: string;
  readonly kind: 'signed' | 'keyless' | 'hashes' | 'sbom' | 'provenance' | 'slsa-level' | 'reproducible' | 'every-asset' | 'protection' | 'badge' | 'other';
  /** The words, without their markup. */
  readonly text: string;
  readonly surfaces: readonly string[];
  readonly verdict: 'supported' | 'contradicted' | 'unsupported' | 'cannot-tell';
  /** One line of cause. */
  readonly reason: string;
  readonly at: Span;
  /** What it is held against. */
  readonly related: readonly { readonly at: Span; readonly what: string }[];
}

/** An edit that would mend a finding; nothing is applied by an audit. */
export interface ProposedFix {
  /** The finding's id. */
  readonly finding: string;
  readonly kind: 'safe' | 'needs-review';
  /** What it does, in one line. */
  readonly title: string;
  /** What a person has to decide or look up first. */
  readonly notes: readonly string[];
  /** Characters that are replaced, by their place in the files as they are; none overlap. */
  readonly edits: readonly { readonly at: Span; readonly text: string }[];
}

/** Something newly published without evidence. */
export interface Exposed {
  readonly surface: string;
  /** The concrete file, image or package. */
  readonly name: string;
  /** The scenario under which it is published, or null where a person does it. */
  readonly scenario: string | null;
  readonly lacks: 'signature' | 'signature and provenance';
}

/** Something that was not analysed, and why. */
export interface UnreadEntry {
  readonly path: string;
  readonly line: number | null;
  readonly reason: string;
}

/** Something that only the service which keeps the repository knows. */
export interface ServiceFact {
  readonly what: string;
  /** Null where it is not known. */
  readonly answer: string | null;
  /** Why it is not known. */
  readonly reason: string | null;
}

export interface ServiceReport {
  /** The address that was asked, or null where none was. */
  readonly api: string | null;
  readonly facts: readonly ServiceFact[];
}

/** A recipe found in a document. */
export interface RecipeReport {
  readonly tool: string;
  readonly command: string;
  readonly at: Span;
  readonly verdict: 'runs' | 'incomplete' | 'elided' | 'names nothing published';
  readonly reason: string | null;
  readonly surfaces: readonly string[];
}

/** The one result of an audit. Every key is there in every version; those not built yet are empty. No timestamps: `date` is the commit's. */
export interface AuditReport {
  readonly schemaVersion: typeof schemaVersion;
  readonly tool: { readonly name: 'sealwright'; readonly version: string };
  readonly repository: {
    readonly name: string;
    readonly host: string;
    readonly commit: string | null;
    readonly date: string | null;
    readonly workflows: number;
    /** Files of workflows of which nothing could be read; left out where there is none. */
    readonly unreadWorkflows?: readonly string[];
    readonly releaseWorkflows: number;
    readonly files: number;
  };
  readonly scenarios: readonly ScenarioInfo[];
  readonly surfaces: readonly SurfaceReport[];
  readonly inventory: readonly InventoryEntry[];
  readonly findings: readonly FindingReport[];
  readonly recipes: readonly RecipeReport[];
  readonly claims: readonly ClaimReport[];
  readonly dispositions: readonly DispositionReport[];
  /** What the files cannot show; unknown without `--online`. */
  readonly service: ServiceReport;
  readonly unread: readonly UnreadEntry[];
  /** Set where the audited checkout configures its own audit: what rests on that, and what of it is left out. */
  readonly configuration?: { readonly files: readonly string[]; readonly told: readonly string[]; readonly ignored: readonly string[] };
  /** Set by `--baseline`: the file as the person named it, and the ids in it that are found no more. */
  readonly baseline?: { readonly file: string; readonly gone: readonly string[] };
  /** Set by `--against`: what the cells are compared with, and surfaces that were there and are no more. */
  readonly against?: {
    readonly ref: string;
    readonly commit: string | null;
    readonly gone: readonly string[];
    /** What is published now and was not, and nothing signs: one name of each surface that shows it. */
    readonly exposed: readonly Exposed[];
    /** Ids of findings that the other commit had and this one has not. */
    readonly cured: readonly string[];
    /** Which decisions settle findings: all of them, or only those that the other commit has too. */
    readonly decisions: 'all' | 'before';
  };
}
