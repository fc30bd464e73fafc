import { concat, lit, type Text } from '../../values/index.ts';

/** First of the characters of private use that stand for what is not known in a target's name. */
const firstMark = 0xe000;
const maxMarks = 8;

/** Names of targets as strings, where a part of one may not be known: `make image-$BRANCH` asks for `image-%`. */
export class TargetNames {
  readonly #unknown: Text[] = [];

  /**
   * Takes a word of the command line.
   *
   * @param word - The word.
   * @param rules - The targets of all rules, as written.
   * @returns A name that a pattern's rule can be asked for; undefined where another rule may be meant or none is.
   */
  take(word: Text, rules: readonly string[]): string | undefined {
    const first = word[0];
    if (first?.kind !== 'lit' || word.length + this.#unknown.length > maxMarks) return undefined;
    const written = rules.filter((rule) => !rule.includes('%') && (rule.startsWith(first.text) || rule.includes('$')));
    const patterns = rules.filter((rule) => rule.includes('%') && first.text.startsWith(rule.slice(0, rule.indexOf('%'))) && rule.endsWith('%'));
    if (written.length > 0 || patterns.length !== 1 || patterns[0] === '%') return undefined;
    return word.map((piece) => (piece.kind === 'lit' ? piece.text : String.fromCharCode(firstMark + this.#unknown.push([piece]) - 1))).join('');
  }

  /** A name, or words with names in them, with what stands in it for unknown parts. */
  text(name: string): Text {
    if (this.#unknown.length === 0) return lit(name);
    return concat(...Array.from(name, (char) => this.#unknown[char.charCodeAt(0) - firstMark] ?? lit(char)));
  }
}
