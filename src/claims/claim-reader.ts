import { mayClaim } from './hints.ts';
import type { Claim, Statement } from './model.ts';
import { findStatements } from './statements.ts';
import { ownWords } from './subject.ts';
import { judgeStatement, type Held } from './verdict.ts';

const maxClaims = 1_000;

/** Reads documents one by one, and judges what they claim once it is known what is published. */
export class ClaimReader {
  readonly #own: ReadonlySet<string>;
  readonly #statements: Statement[] = [];

  /** Takes whose repository it is: what another project is said to have is no claim of this one. */
  constructor(git: { readonly owner: string | null; readonly repo: string | null }) {
    this.#own = ownWords(git.owner, git.repo);
  }

  /** Reads one document; costs one pass where nothing in it can be a claim. */
  read(path: string, text: string): void {
    if (this.#statements.length >= maxClaims || !mayClaim(text)) return;
    this.#statements.push(...findStatements(path, text, this.#own));
  }

  /** All claims with their verdicts, by their place. */
  claims(held: Held): readonly Claim[] {
    const numbers = new Map<string, number>();
    return this.#statements
      .toSorted((a, b) => (a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start))
      .map((statement) => {
        const key = `claim:${statement.at.file}:${statement.kind}`;
        const number = (numbers.get(key) ?? 0) + 1;
        numbers.set(key, number);
        const { kind, text, at } = statement;
        return { id: number === 1 ? key : `${key}#${number}`, kind, text, at, ...judgeStatement(statement, held) };
      });
  }
}
