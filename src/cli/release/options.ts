import { shellWord } from '../../report/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { readSignerOptions, type SignerRequest } from '../sign/options.ts';
import { releaseSpec } from './spec.ts';

/** What `release` was asked to do. */
export interface ReleaseOptions {
  readonly kind: 'release';
  readonly name: string;
  readonly config: string | undefined;
  readonly state: string | undefined;
  readonly does: 'plan' | 'release' | 'discard';
  readonly done: readonly string[];
  readonly signer: SignerRequest;
  readonly format: 'terminal' | 'json';
  /** The command line that goes on with it, for messages. */
  readonly again: string;
}

/** Reads the words after `release`. Pure. */
export function parse(argv: readonly string[]): ReleaseOptions | UsageError {
  const read = readArgv(releaseSpec, argv);
  if (read.kind === 'usage') return read;
  const { words, options } = read;
  const signer = readSignerOptions(options);
  if ('kind' in signer) return signer;
  if (options.has('plan') && options.has('discard'))
    return { kind: 'usage', message: '--plan and --discard exclude each other', hint: 'leave one of them out' };
  const one = (name: string): string | undefined => options.get(name)?.[0];
  return {
    kind: 'release',
    name: words[0] ?? '',
    config: one('config'),
    state: one('state'),
    does: options.has('plan') ? 'plan' : options.has('discard') ? 'discard' : 'release',
    done: options.get('done') ?? [],
    signer,
    format: one('format') === 'json' ? 'json' : 'terminal',
    again: ['sealwright', 'release', ...withoutDone(argv)].map(shellWord).join(' '),
  };
}

/** What was said to be done is written down: it need not be said again. */
function withoutDone(argv: readonly string[]): readonly string[] {
  return argv.filter((word, i) => word !== '--done' && argv[i - 1] !== '--done' && !word.startsWith('--done='));
}
