import type { Span } from '../../base/index.ts';
import type { Claim, Disagreement, WideIdentity } from '../../claims/index.ts';
import type { Controls } from '../../controls/index.ts';
import type { Installer, VerifyCommand } from '../../documents/index.ts';
import type { Traced } from '../../lineage/index.ts';
import type { Observed } from '../../registry/service/index.ts';
import type { SurfaceInfo, Unit } from '../../surfaces/index.ts';

/** A surface with the controls' answers, and the single things that are folded into it. */
export interface JudgedSurface {
  readonly info: SurfaceInfo;
  readonly controls: Controls;
  readonly units: readonly Unit[];
}

/** An event and why nothing here raises it, where that is so. */
export interface JudgedEvent {
  readonly id: string;
  readonly workflows: readonly string[];
  readonly doubt: string | null;
}

/** A documented command with the surfaces that it is a recipe for. */
export interface JudgedRecipe {
  readonly command: VerifyCommand;
  readonly surfaces: readonly string[];
}

/** A file of evidence that is published. */
export interface EvidenceFile {
  readonly what: string;
  readonly is: string;
  readonly signed: 'yes' | 'no' | 'unknown' | 'not needed';
  readonly at: Span;
}

export interface Promised {
  readonly what: string;
  readonly why: string;
  readonly at: Span;
}

export interface Policy {
  readonly what: string;
  readonly enforcedBy: string | null;
  readonly at: Span;
}

/** All that a rule may ask. It reads no YAML, and knows no action by its name. */
export interface RuleInput {
  readonly surfaces: readonly JudgedSurface[];
  readonly traced: Traced;
  readonly events: readonly JudgedEvent[];
  readonly recipes: readonly JudgedRecipe[];
  readonly evidenceFiles: readonly EvidenceFile[];
  readonly promises: readonly Promised[];
  readonly policies: readonly Policy[];
  readonly claims: readonly Claim[];
  /** Where documents are at odds with themselves, one another or the files. */
  readonly disagreements: readonly Disagreement[];
  /** Patterns outside of documents that take more than what signs here. */
  readonly identities: readonly WideIdentity[];
  /** Scripts that users are told to run, and that check nothing of what they download. */
  readonly installers: readonly Installer[];
  /** What the repository's service said, where it was asked. */
  readonly observed: Observed | undefined;
}

/** What people decided on findings, held against what was found. */
export interface JudgedDecision {
  readonly id: string;
  readonly disposition: string;
  readonly standing: 'current' | 'due' | 'stale' | 'premise-changed' | 'not-fixed';
  /** One line of cause where it is not current. */
  readonly why: string | null;
  /** The one surface that it is on, or null. */
  readonly surface: string | null;
  readonly by: string | null;
  /** Whether a day or a condition ends it. */
  readonly ends: boolean;
  readonly at: Span;
  /** The findings that it is on. */
  readonly on: readonly { readonly at: Span; readonly what: string }[];
}
