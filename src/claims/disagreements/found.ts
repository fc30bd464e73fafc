import type { FileTree, LineIndex } from '../../base/index.ts';
import type { Traced } from '../../lineage/index.ts';
import type { SurfaceInfo } from '../../surfaces/index.ts';
import { hasEvidenceTable } from '../hints.ts';
import type { ReadDocument } from '../read-document.ts';
import { fixedOnPaper } from './fixed-on-paper.ts';
import { kindsMixed } from './kinds-mixed.ts';
import type { Disagreement } from './model.ts';
import { publisherMoved } from './publisher-moved.ts';
import { deniedInSettings, reviewDenied, reviewsIn, type Reviews } from './review-denied.ts';
import { inventoriesIn, surfacesUnlisted, type Inventory } from './surface-unlisted.ts';
import { versionsDiffer } from './versions-differ.ts';

/** One of these is in whatever can be at odds with something. */
const hints =
  /trusted[- ]publish|(?:attest|cosign|sigstore|slsa|sbom|syft|sign|provenance|pypi-publish|goreleaser)[\w./-]{0,60}@v\d|branch[- ]protection|protected branch|\brulesets?\b|required_(?:pull|approving)/i;
const histories = /(?:^|\/)(?:changelog|changes|history|news|releases?[-_]?notes?)[^/]*$/i;

/** Whether a document can be at odds with something. A history speaks of other days. */
export function mayDisagree(path: string, text: string): boolean {
  return !histories.test(path) && (hints.test(text) || hasEvidenceTable(text));
}

/** What documents say that can be at odds with something, gathered as they are read. */
export class Disagreements {
  readonly #traced: Traced;
  readonly #found: Disagreement[] = [];
  readonly #reviews: Reviews[] = [];
  readonly #inventories: Inventory[] = [];

  constructor(traced: Traced) {
    this.#traced = traced;
  }

  read(document: ReadDocument, lines: LineIndex): void {
    this.#found.push(...kindsMixed(document, lines), ...versionsDiffer(document, lines), ...publisherMoved(document, lines, this.#traced));
    this.#reviews.push(reviewsIn(document, lines));
    this.#inventories.push(...inventoriesIn(document, lines));
  }

  /** What argues with reviews, and every place that says that none is required. */
  reviews(files: FileTree): Reviews {
    const argued = this.#reviews.flatMap((one) => one.argued);
    return { argued, denied: argued.length === 0 ? [] : [...this.#reviews.flatMap((one) => one.denied), ...deniedInSettings(files)] };
  }

  /** All of them, once it is known what is published. */
  all(files: FileTree, reviews: Reviews, surfaces: readonly SurfaceInfo[]): readonly Disagreement[] {
    return [
      ...this.#found,
      ...reviewDenied(reviews),
      ...fixedOnPaper(files, this.#traced),
      ...surfacesUnlisted(this.#inventories, surfaces, this.#traced.trace.input.git.owner),
    ];
  }
}
