import type { FileTree, GitFacts, Span, TextMemory } from '../base/index.ts';
import type { Config } from '../decisions/index.ts';
import type { Observed, Questions } from '../registry/service/index.ts';
import type { Finding } from '../rules/index.ts';
import type { PublishFact } from './publish-facts.ts';
import type { AuditReport, ProposedFix } from './report.ts';
import type { SurfaceRecipes } from './surface-recipes.ts';

/** How far an audit has come; `done` of `total` units of `stage`. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

/** All that an audit reads. It opens nothing else, reads no clock and runs nothing. */
export interface AuditInput {
  readonly files: FileTree;
  /** The folder's own name: what the repository is called where git does not say. */
  readonly folderName: string;
  readonly git: GitFacts;
  readonly config: Config;
  /** The day on which it is done, as YYYY-MM-DD, that review dates of decisions are compared with; without one none is due. */
  readonly today?: string;
  /** Checkouts of other repositories by `owner/repo@ref`, for actions and reusable workflows used from them. */
  readonly resolve: ReadonlyMap<string, FileTree>;
  /** The names of them that the checkout's own configuration gives, and nobody else. */
  readonly resolvedByCheckout?: ReadonlySet<string>;
  /** What earlier audits made of the texts of documents, where several of one checkout are made. */
  readonly memory?: TextMemory;
  readonly onProgress?: (progress: Progress) => void;
  /** What the repository's service said of the questions that an earlier audit of the same files came to. */
  readonly observed?: Observed;
}

export type LineageNodeKind = 'source' | 'file' | 'image' | 'list' | 'evidence' | 'place' | 'surface';

export interface LineageNode {
  /** Stable over unrelated edits; the same artifact has the same id in every run. */
  readonly id: string;
  readonly label: string;
  readonly kind: LineageNodeKind;
  /** Where it comes into being, or null for what the text only assumes. */
  readonly at: Span | null;
}

export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  /** The effect's kind: `builds`, `signs`, `publishes`, … */
  readonly effect: string;
  readonly label: string;
  readonly at: Span;
  /** Why the edge may not happen, when something lowers it: `continue-on-error`. */
  readonly weakened: string | null;
}

/** The part of the lineage that belongs to one surface. `edges` are positions in `LineageView.edges`. */
export interface LineageCell {
  readonly nodes: readonly string[];
  readonly edges: readonly number[];
}

/** The lineage as it is shown: what `sealwright lineage` and `sealwright explain` print. */
export interface LineageView {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
  /** By the surface's id. */
  readonly cells: ReadonlyMap<string, LineageCell>;
  /** What happens at the place of an edge as it is written: the command, or an action with its inputs; layout and versions left out. */
  readonly wordsAt: (at: Span) => string;
}

/** Why a finding gets no edit, and what a person can do in its place. */
export interface WhyUnfixed {
  readonly reason: string;
  readonly instead: string;
}

export interface AuditResult {
  readonly report: AuditReport;
  readonly lineage: LineageView;
  /** Commands with which strangers check each surface, in the report's order. */
  readonly recipes: readonly SurfaceRecipes[];
  /** What the files leave open and the repository's service knows; null where it is not known who keeps it. */
  readonly questions: Questions | null;
  /** Edits that would mend findings, by the finding's id; not proved yet. */
  readonly fixes: ReadonlyMap<string, ProposedFix>;
  /** Why findings whose rule has a fix get none, by the finding's id. */
  readonly unfixed: ReadonlyMap<string, WhyUnfixed>;
  /** Whether edits are known for the rule of any of some findings: to try one reads workflows byte by byte. */
  readonly isMendable: (wanted: (finding: Finding) => boolean) => boolean;
  /** What is published under which conditions. */
  readonly publishing: readonly PublishFact[];
}
