import { LineIndex, type FileTree } from '../../base/index.ts';
import { blocksOf } from '../../documents/index.ts';
import type { Traced } from '../../lineage/index.ts';
import type { SurfaceInfo } from '../../surfaces/index.ts';
import { fixedOnPaper } from './fixed-on-paper.ts';
import { kindsMixed } from './kinds-mixed.ts';
import type { Disagreement, ReadDocument } from './model.ts';
import { publisherMoved } from './publisher-moved.ts';
import { deniedInSettings, reviewDenied, reviewsIn, type Reviews } from './review-denied.ts';
import { inventoriesIn, surfacesUnlisted, type Inventory } from './surface-unlisted.ts';
import { versionsDiffer } from './versions-differ.ts';

/** One of these is in whatever can be at odds with something. */
const hints = /trusted[- ]publish|@v\d|branch[- ]protection|protected branch|ruleset|required_(?:pull|approving)|\|.{0,60}(?:sbom|provenance|signatur|signed)/i;
const histories = /(?:^|\/)(?:changelog|changes|history|news|releases?[-_]?notes?)[^/]*$/i;

/** What documents say that can be at odds with something, one by one as they are read. */
export class DisagreementReader {
  readonly #traced: Traced;
  readonly #found: Disagreement[] = [];
  readonly #reviews: Reviews[] = [];
  readonly #inventories: Inventory[] = [];

  constructor(traced: Traced) {
    this.#traced = traced;
  }

  read(path: string, text: string): void {
    if (!hints.test(text) || histories.test(path)) return;
    const lines = new LineIndex(path, text);
    const document: ReadDocument = { path, text, blocks: blocksOf(path, text) };
    this.#found.push(...kindsMixed(document, lines), ...versionsDiffer(document, lines), ...publisherMoved(document, lines, this.#traced));
    this.#reviews.push(reviewsIn(document, lines));
    this.#inventories.push(...inventoriesIn(document, lines));
  }

  /** All of them, once it is known what is published. */
  disagreements(files: FileTree, surfaces: readonly SurfaceInfo[]): readonly Disagreement[] {
    const argued = this.#reviews.flatMap((one) => one.argued);
    const denied = argued.length === 0 ? [] : [...this.#reviews.flatMap((one) => one.denied), ...deniedInSettings(files)];
    return [
      ...this.#found,
      ...reviewDenied({ argued, denied }),
      ...fixedOnPaper(files, this.#traced),
      ...surfacesUnlisted(this.#inventories, surfaces, this.#traced.trace.input.git.owner),
    ];
  }
}
