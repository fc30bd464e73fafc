import { renderLineage, type LineageFormat } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { openCheckout, readingOptions, type ReadingOptions } from '../checkout.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { configOption, dirOption, noConfigOption, resolveOption, type CommandSpec } from '../spec.ts';
import { findSurface } from '../surface-name.ts';

const formats = ['text', 'mermaid', 'dot'] as const;

export const spec: CommandSpec = {
  name: 'lineage',
  summary: 'the graph from source to what is published',
  about:
    'Prints the lineage that the matrix is read from: each artifact at a digest, and each effect between them with its file and line. With a surface, only what leads to it.',
  words: [{ name: 'SURFACE', about: 'its name, or an unambiguous part of it; default everything', required: false, many: false }],
  options: [
    { names: ['format'], value: 'FORMAT', choices: formats, about: 'text, one edge per line, or a drawing' },
    dirOption,
    resolveOption,
    configOption,
    noConfigOption,
  ],
  examples: [
    { command: 'sealwright lineage', about: 'every edge of the checkout in the current folder, to search and compare' },
    { command: 'sealwright lineage ghcr.io/acme/lens --format mermaid', about: 'the way of one image, as a drawing that Markdown shows' },
    { command: 'sealwright lineage --dir ../lens --format dot | dot -Tsvg -o lineage.svg', about: 'all of another checkout, drawn by Graphviz' },
  ],
};

export interface LineageOptions extends ReadingOptions {
  readonly kind: 'lineage';
  readonly surface: string | undefined;
  readonly format: LineageFormat;
  readonly folder: string;
}

/** Reads the words after `lineage`. Pure. */
export function parse(argv: readonly string[]): LineageOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const reading = readingOptions(read.options);
  if (reading.kind === 'usage') return reading;
  const format = formats.find((one) => one === read.options.get('format')?.[0]) ?? 'text';
  return { kind: 'lineage', surface: read.words[0], format, folder: read.options.get('dir')?.[0] ?? '.', resolve: reading.resolve, config: reading.config };
}

/** Audits the folder and prints its lineage. */
export async function run(options: LineageOptions, machine: Machine): Promise<Outcome> {
  const checkout = await openCheckout(machine, options.folder, options);
  const { report, lineage } = checkout.audit(checkout.files);
  const surface = options.surface === undefined ? undefined : findSurface(report, options.surface).id;
  machine.stdout.write(renderLineage(lineage, surface, options.format));
  return { kind: 'shown' };
}
