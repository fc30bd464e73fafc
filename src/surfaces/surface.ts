import type { Span } from '../base/index.ts';

export type SurfaceKind =
  | 'release-asset'
  | 'container-image'
  | 'python-dist'
  | 'npm-package'
  | 'crate'
  | 'maven'
  | 'helm-chart'
  | 'git-tag'
  | 'gem'
  | 'os-package'
  | 'action'
  | 'site'
  | 'other';

/** Where a surface is published from; parts that do not apply are empty strings. */
export interface PublishedBy {
  readonly workflow: string;
  readonly job: string;
  readonly step: string;
  readonly config: string;
}

/** A place that a stranger takes an artifact from, as a report names it. */
export interface SurfaceInfo {
  /** Stable over unrelated edits: kind and name, and the path when two share them. */
  readonly id: string;
  readonly kind: SurfaceKind;
  readonly name: string;
  /** The single names folded into this row. */
  readonly members: readonly string[];
  readonly publishedBy: PublishedBy;
  readonly at: Span;
  /** Scenario ids under which it is published. */
  readonly scenarios: readonly string[];
  /** Doubts about the publishing itself: `the job runs only …`. */
  readonly notes: readonly string[];
}
