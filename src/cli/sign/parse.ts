import { readArgv, type UsageError } from '../argv.ts';
import type { ImageOptions } from './image.ts';
import { readSignerOptions, type SignerRequest } from './options.ts';
import { signSpec } from './spec.ts';

/** What `sign` was asked to do. */
export interface SignOptions {
  readonly kind: 'sign';
  /** Files and images. */
  readonly subjects: readonly string[];
  readonly images: ImageOptions;
  /** Where the bundle of the one file goes. */
  readonly bundle: string | undefined;
  readonly existing: 'keep' | 'replace';
  readonly signer: SignerRequest;
  readonly format: 'terminal' | 'json';
  readonly colour: 'auto' | 'never';
}

/** Reads the words after `sign`. Pure. */
export function parse(argv: readonly string[]): SignOptions | UsageError {
  const read = readArgv(signSpec, argv);
  if (read.kind === 'usage') return read;
  const { words, options } = read;
  const signer = readSignerOptions(options);
  if ('kind' in signer) return signer;
  const bundle = options.get('bundle')?.[0];
  if (bundle !== undefined && words.length > 1)
    return {
      kind: 'usage',
      message: `--bundle names one file, and ${words.length} are to be signed`,
      hint: 'leave --bundle out: each gets a bundle beside it',
    };
  const twice = words.find((word, index) => words.indexOf(word) !== index);
  if (twice !== undefined) return { kind: 'usage', message: `${twice} is given twice`, hint: 'give each subject once' };
  return {
    kind: 'sign',
    subjects: words,
    images: { platforms: options.has('index-only') ? 'index' : 'each', older: options.has('legacy') ? 'kept' : 'left-out' },
    bundle,
    existing: options.has('force') ? 'replace' : 'keep',
    signer: options.has('legacy') ? { ...signer, logs: 'version-1' } : signer,
    format: options.get('format')?.[0] === 'json' ? 'json' : 'terminal',
    colour: options.has('no-colour') ? 'never' : 'auto',
  };
}
