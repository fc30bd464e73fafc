import { LineIndex, remembered, type FileTree, type TextMemory } from '../base/index.ts';
import { blocksOf, readByUsers } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { Held } from './answer.ts';
import { Disagreements, mayDisagree } from './disagreements/found.ts';
import type { Disagreement } from './disagreements/model.ts';
import { mayClaim } from './hints.ts';
import type { Claim, Statement } from './model.ts';
import { protectionClaims } from './protection.ts';
import type { ReadDocument } from './read-document.ts';
import { findStatements } from './statements.ts';
import { ownWords } from './subject.ts';
import { judgeStatement } from './verdict.ts';

const maxClaims = 1_000;

/** What the documents claim, with verdicts, and what in them is at odds with something. */
export interface Judged {
  readonly claims: readonly Claim[];
  readonly disagreements: readonly Disagreement[];
}

/** Reads documents one by one, and judges what they say once it is known what is published. */
export class ClaimReader {
  readonly #own: ReadonlySet<string>;
  readonly #statements: Statement[] = [];
  readonly #odds: Disagreements;
  readonly #memory: TextMemory | undefined;

  /** Takes what was traced: what another project is said to have is no claim of this one. */
  constructor(traced: Traced, memory?: TextMemory) {
    this.#memory = memory;
    const { owner, repo } = traced.trace.input.git;
    this.#own = ownWords(owner, repo);
    this.#odds = new Disagreements(traced);
  }

  /** Reads one document; costs two passes where nothing in it can be a claim. */
  read(path: string, whole: string): void {
    const claims = this.#statements.length < maxClaims && remembered(this.#memory, holdsClaims, path, whole);
    const disagrees = remembered(this.#memory, holdsOdds, path, whole);
    if (!claims && !disagrees) return;
    const { document, lines } = remembered(this.#memory, apart, path, whole);
    if (claims) this.#statements.push(...findStatements(document, lines, this.#own));
    if (disagrees) this.#odds.read(document, lines);
  }

  /** All claims by their place, and all that is at odds. */
  judge(held: Held, files: FileTree): Judged {
    const reviews = this.#odds.reviews(files);
    const found = [
      ...this.#statements.map((statement) => ({ kind: statement.kind, text: statement.text, at: statement.at, ...judgeStatement(statement, held) })),
      ...protectionClaims(reviews),
    ].toSorted((a, b) => (a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start));
    const numbers = new Map<string, number>();
    const claims = found.map((one): Claim => {
      const key = `claim:${one.at.file}:${one.kind}`;
      const number = (numbers.get(key) ?? 0) + 1;
      numbers.set(key, number);
      return { id: number === 1 ? key : `${key}#${number}`, ...one };
    });
    const surfaces = held.surfaces.map((one) => one.info);
    return { claims, disagreements: this.#odds.all(files, reviews, surfaces) };
  }
}

function holdsClaims(path: string, whole: string): boolean {
  return mayClaim(readByUsers(path, whole));
}

function holdsOdds(path: string, whole: string): boolean {
  return mayDisagree(path, readByUsers(path, whole));
}

function apart(path: string, whole: string): { readonly document: ReadDocument; readonly lines: LineIndex } {
  const text = readByUsers(path, whole);
  return { document: { path, text, blocks: blocksOf(path, text) }, lines: new LineIndex(path, whole) };
}
