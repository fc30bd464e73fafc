import type { AuditReport, FindingReport, LineageView, ProposedFix, Rule, SurfaceRecipes } from '../../audit/index.ts';

export type LateFormat = 'sarif' | 'html' | 'github' | 'summary';

/** What the forms that are loaded when asked for are made of. */
export interface LateInput {
  readonly report: AuditReport;
  readonly lineage: LineageView;
  /** Commands with which strangers check each surface. */
  readonly recipes: readonly SurfaceRecipes[];
  /** By the finding's id; none is tried yet. */
  readonly fixes: ReadonlyMap<string, ProposedFix>;
  /** The rules that were asked, for what they say of themselves. */
  readonly rules: readonly Rule[];
  /** The text of a file of the audited tree, or null where there is none. */
  readonly textOf: (path: string) => string | null;
  /** The folder as the person typed it. */
  readonly target: string;
  /** Every finding and place instead of those for the readers. */
  readonly all: boolean;
  readonly audience: FindingReport['audience'];
  /** Whether SARIF carries findings that a decision answers, marked as suppressed. */
  readonly suppressed: 'left-out' | 'marked';
  /** What the run ends with. */
  readonly exit: { readonly code: number; readonly meaning: string };
}
