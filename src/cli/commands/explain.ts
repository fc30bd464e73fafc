import { LineIndex, type Span } from '../../base/index.ts';
import type { ControlId } from '../../controls/index.ts';
import { columns, renderExplain } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { openCheckout, readingOptions, type Checkout, type ReadingOptions } from '../checkout.ts';
import { columnsFor, wantsColour } from '../colour.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { nearest } from '../nearest.ts';
import { configOption, dirOption, noColourOption, noConfigOption, resolveOption, type CommandSpec } from '../spec.ts';
import { findSurface } from '../surface-name.ts';
import { textReader } from '../text-reader.ts';

const controlIds = columns.map((column) => column.id);

export const spec: CommandSpec = {
  name: 'explain',
  summary: 'why a cell of the matrix says what it says',
  about:
    'Opens one surface of the matrix, or one of its cells: what is published, the lines of the text that the answer rests on, what makes it weaker, and what would make it better.',
  words: [
    { name: 'SURFACE', about: 'its name, or an unambiguous part of it', required: true, many: false },
    { name: 'CONTROL', about: `${controlIds.join(', ')}; default all, in short`, required: false, many: false },
  ],
  options: [dirOption, resolveOption, configOption, noConfigOption, noColourOption],
  examples: [
    { command: 'sealwright explain ghcr.io/acme/lens signature', about: 'what is signed of that image, where, and what the signature binds to' },
    { command: 'sealwright explain lens.tar.gz', about: 'all five cells of the surface that holds that file' },
    { command: 'sealwright explain --dir ../lens "git tag" signature', about: 'a cell of another checkout' },
  ],
};

export interface ExplainOptions extends ReadingOptions {
  readonly kind: 'explain';
  readonly surface: string;
  readonly control: ControlId | undefined;
  readonly folder: string;
  readonly colour: 'auto' | 'never';
}

/** Other names under which people know a control: the titles of the matrix. */
const titles: Readonly<Record<string, ControlId>> = {
  hash: 'hashes',
  signed: 'signature',
  signatures: 'signature',
  sboms: 'sbom',
  attestation: 'provenance',
  recipe: 'verifyRecipe',
  verify: 'verifyRecipe',
};

/** Reads the words after `explain`. Pure. */
export function parse(argv: readonly string[]): ExplainOptions | UsageError {
  const read = readArgv(spec, argv);
  if (read.kind === 'usage') return read;
  const reading = readingOptions(read.options);
  if (reading.kind === 'usage') return reading;
  const [surface = '', word] = read.words;
  const control = word === undefined ? undefined : controlOf(word);
  if (word !== undefined && control === undefined) {
    const [near] = nearest(word, controlIds, 1);
    return {
      kind: 'usage',
      message: `there is no control ${JSON.stringify(word.slice(0, 60))}`,
      hint: near === undefined ? `one of ${controlIds.join(', ')}` : `did you mean ${near}?`,
    };
  }
  return {
    kind: 'explain',
    surface,
    control,
    folder: read.options.get('dir')?.[0] ?? '.',
    resolve: reading.resolve,
    config: reading.config,
    colour: read.options.has('no-colour') ? 'never' : 'auto',
  };
}

function controlOf(word: string): ControlId | undefined {
  const wanted = word.toLowerCase().replaceAll('-', '');
  return controlIds.find((id) => id.toLowerCase() === wanted) ?? (Object.hasOwn(titles, wanted) ? titles[wanted] : undefined);
}

/** Audits the folder and prints the explanation. */
export async function run(options: ExplainOptions, machine: Machine): Promise<Outcome> {
  const checkout = await openCheckout(machine, options.folder, options);
  const { report, lineage } = checkout.audit(checkout.files);
  const surface = findSurface(report, options.surface);
  const width = columnsFor(machine.stdout);
  const colour = wantsColour(machine, machine.stdout, options.colour);
  const lineOf = linesOf(checkout);
  machine.stdout.write(renderExplain(report, lineage, { surface: surface.id, control: options.control }, { width, colour, lineOf, target: options.folder }));
  return { kind: 'shown' };
}

/** Returns a reader of single lines of a checkout; null for a file that is not there or not text. */
function linesOf(checkout: Pick<Checkout, 'files' | 'resolve'>): (span: Span) => string | null {
  const textOf = textReader(checkout);
  const read = new Map<string, { readonly text: string; readonly index: LineIndex } | null>();
  return (span) => {
    let file = read.get(span.file);
    if (file === undefined) {
      const text = textOf(span.file);
      file = text === null ? null : { text, index: new LineIndex(span.file, text) };
      read.set(span.file, file);
    }
    if (file === null) return null;
    const start = file.index.startOf(span.line);
    const end = file.text.indexOf('\n', start);
    return file.text.slice(start, Math.min(end === -1 ? file.text.length : end, start + 400));
  };
}
