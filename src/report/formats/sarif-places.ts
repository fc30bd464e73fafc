import type { Span } from '../../base/index.ts';
import { Regions, type Region } from './region.ts';
import type { ArtifactLocation, Location } from './sarif-shape.ts';

/** Makes SARIF's places of spans, and the list of files that they are in. */
export class Places {
  readonly #regions: Regions;
  readonly #files = new Map<string, number>();

  constructor(textOf: (path: string) => string | null) {
    this.#regions = new Regions(textOf);
  }

  location(span: Span): Location {
    return { physicalLocation: { artifactLocation: this.artifact(span.file), region: this.#regions.of(span) } };
  }

  /** A whole line, or a whole file. */
  line(path: string, line: number | null): Location {
    return { physicalLocation: { artifactLocation: this.artifact(path), ...(line === null ? {} : { region: { startLine: line } }) } };
  }

  /** What an edit replaces, or undefined where the file cannot be read. */
  exactly(span: Span): Region | undefined {
    return this.#regions.exactly(span);
  }

  artifact(path: string): ArtifactLocation {
    let index = this.#files.get(path);
    if (index === undefined) {
      index = this.#files.size;
      this.#files.set(path, index);
    }
    return { uri: uriOf(path), uriBaseId: '%SRCROOT%', index };
  }

  /** Every file that was named, in the order of the first naming. */
  artifacts(): readonly { readonly location: ArtifactLocation; readonly roles: readonly string[] }[] {
    return [...this.#files.keys()].map((path) => ({ location: this.artifact(path), roles: ['resultFile'] }));
  }
}

/** A path as a relative URI reference: a name of the repository is never read as a scheme, a query or a way out. */
function uriOf(path: string): string {
  const segments = path
    .split('/')
    .map((one) => encodeURIComponent(one.toWellFormed()).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`));
  return segments.map((one) => (one === '..' ? '%2E%2E' : one === '.' ? '%2E' : one)).join('/');
}
