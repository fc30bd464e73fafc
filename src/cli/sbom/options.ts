import { readArgv, type UsageError } from '../argv.ts';
import { sbomFormats, sbomSpec } from './spec.ts';

export interface SbomOptions {
  readonly kind: 'sbom';
  readonly subject: string;
  readonly format: (typeof sbomFormats)[number];
  readonly output: string | undefined;
  /** For the documents of an index and of its platforms. */
  readonly outputFolder: string | undefined;
  readonly platform: string | undefined;
  readonly name: string | undefined;
  /** As paths of the subject are written: without `./` before, or a slash behind. */
  readonly exclude: readonly string[];
}

/** Reads the words after `sbom`. Pure. */
export function parse(argv: readonly string[]): SbomOptions | UsageError {
  const read = readArgv(sbomSpec, argv);
  if (read.kind === 'usage') return read;
  const option = (name: string): string | undefined => read.options.get(name)?.[0];
  return {
    kind: 'sbom',
    subject: read.words[0] ?? '',
    format: sbomFormats.find((one) => one === option('format')) ?? 'spdx-json',
    output: option('output'),
    outputFolder: option('output-folder'),
    platform: option('platform'),
    name: option('name'),
    exclude: (read.options.get('exclude') ?? []).map((path) => path.replace(/^(?:\.\/+)+|\/+$/g, '').replace(/^\.$/, '')),
  };
}
