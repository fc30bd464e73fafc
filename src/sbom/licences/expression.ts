import { exceptionIds, licenceIds } from './ids.ts';

/** What was declared, as SPDX has it. */
export type Licence =
  /** A valid expression, its identifiers written as the list writes them; `id` where it is one identifier alone. */
  | { readonly kind: 'expression'; readonly text: string; readonly id: string | undefined }
  /** Words that are none. */
  | { readonly kind: 'words'; readonly text: string };

const licences = byLowerCase(licenceIds);
const exceptions = byLowerCase(exceptionIds);
const maxTokens = 256;

function byLowerCase(ids: string): ReadonlyMap<string, string> {
  return new Map(ids.split(' ').map((id) => [id.toLowerCase(), id]));
}

/**
 * Reads what a package declares. Nothing is guessed: `Apache 2`, which is no identifier, stays words. Source: SPDX 2.3,
 * Annex D: identifiers in capitals or not, operators in capitals.
 */
export function readLicence(declared: string): Licence {
  const text = declared.trim();
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  const written = tokens.length === 0 || tokens.length > maxTokens ? undefined : new Reader(tokens).whole();
  if (written === undefined) return { kind: 'words', text };
  return { kind: 'expression', text: written, id: licences.has(written.toLowerCase()) ? written : undefined };
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  /** All of it as one expression. */
  whole(): string | undefined {
    const read = this.#either();
    return this.#at === this.#tokens.length ? read : undefined;
  }

  #either(): string | undefined {
    return this.#joined('OR', () => this.#joined('AND', () => this.#simple()));
  }

  #joined(operator: 'OR' | 'AND', part: () => string | undefined): string | undefined {
    const first = part();
    if (first === undefined) return undefined;
    const parts = [first];
    while (this.#tokens[this.#at] === operator) {
      this.#at += 1;
      const next = part();
      if (next === undefined) return undefined;
      parts.push(next);
    }
    return parts.join(` ${operator} `);
  }

  #simple(): string | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined) return undefined;
    this.#at += 1;
    if (token === '(') {
      const inner = this.#either();
      if (inner === undefined || this.#tokens[this.#at] !== ')') return undefined;
      this.#at += 1;
      return `(${inner})`;
    }
    const licence = licenceOf(token);
    if (licence === undefined || this.#tokens[this.#at] !== 'WITH') return licence;
    const exception = exceptions.get((this.#tokens[this.#at + 1] ?? '').toLowerCase());
    this.#at += 2;
    return exception === undefined ? undefined : `${licence} WITH ${exception}`;
  }
}

/** An identifier, with a `+` for later versions. References to texts of another document mean nothing in ours. */
function licenceOf(token: string): string | undefined {
  const known = licences.get(token.toLowerCase());
  if (known !== undefined) return known;
  const orLater = token.endsWith('+') ? licences.get(token.slice(0, -1).toLowerCase()) : undefined;
  return orLater === undefined ? undefined : `${orLater}+`;
}

/** Joins what a package declares several of: it does not say that one may choose, so all hold. */
export function allOf(expressions: readonly string[]): string {
  const unique = [...new Set(expressions)];
  return unique.length === 1 ? (unique[0] ?? '') : unique.map((one) => (/ (?:OR|AND) /.test(one) ? `(${one})` : one)).join(' AND ');
}
