/** A file as it is to be written. */
export interface Generated {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}

/** Reads a file of the project, or gives undefined where there is none. */
export type ReadProject = (path: string) => string | undefined;

/** A Markdown table; the cells are Markdown already. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
