import { showSpan, type Span } from '../../../base/index.ts';
import { Links } from '../../markdown-text.ts';
import { titlesOf } from '../../titles.ts';
import type { LateInput } from '../input.ts';
import { html } from './text.ts';

/** What every part of the page asks for. */
export class Context {
  readonly input: LateInput;
  readonly #links: Links;
  readonly #titles: ReadonlyMap<string, string>;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #places = new Map<string, number>();

  constructor(input: LateInput) {
    this.input = input;
    this.#links = new Links(input.report);
    this.#titles = titlesOf(input.report.surfaces);
    this.#numbers = new Map(input.report.surfaces.map((surface, i) => [surface.id, i]));
  }

  title(surface: string): string {
    return this.#titles.get(surface) ?? surface;
  }

  /** A surface's position in the report, by which the parts of the page find each other. */
  number(surface: string): number | undefined {
    return this.#numbers.get(surface);
  }

  /** A number for a line of a file. */
  place(at: Span): number {
    const key = showSpan(at);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#places.size);
    return this.#places.size - 1;
  }

  /** `file:line`, as a link where the audited commit has an address. */
  where(at: Span): string {
    const text = `<code>${html(showSpan(at))}</code>`;
    const address = this.#links.web(at);
    return address === null ? text : `<a class="where" href="${html(address)}" rel="noreferrer">${text}</a>`;
  }
}
