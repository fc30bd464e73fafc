import type { FileTree, Span } from '../../base/index.ts';
import type { Traced } from '../../lineage/index.ts';
import { patternWidth, type Width } from '../../recipes/index.ts';
import { findIdentityPatterns } from './find.ts';
import type { IdentityPattern } from './model.ts';

/** A pattern outside of documents that takes more signers than those of this project. */
export interface WideIdentity {
  readonly in: IdentityPattern['in'];
  readonly at: Span;
  readonly widths: readonly Width[];
  /** The pattern, its variables filled in. */
  readonly expression: string;
}

/** The patterns of workflows, policies and programs that take ours and others. Nothing is read where nothing is signed by an identity. */
export function wideIdentities(files: FileTree, traced: Traced): readonly WideIdentity[] {
  if (!traced.trace.evidence.some((one) => one.keyless && (one.kind === 'signature' || one.kind === 'attestation'))) return [];
  return findIdentityPatterns(files, traced).flatMap((one) => {
    const widths = patternWidth(one.expression, traced);
    return widths.length === 0 ? [] : [{ in: one.in, at: one.at, widths, expression: one.expression }];
  });
}
