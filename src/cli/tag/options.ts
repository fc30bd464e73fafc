import { readArgv, type UsageError } from '../argv.ts';
import { readSignerOptions, type SignerRequest } from '../sign/options.ts';
import { tagSpec } from './spec.ts';

/** What `tag` was asked to do. */
export interface TagOptions {
  readonly kind: 'tag';
  readonly name: string;
  readonly commit: string;
  readonly message: string;
  readonly push: string | undefined;
  readonly key: string | undefined;
  readonly signer: SignerRequest;
}

/** Reads the words after `tag`. Pure. */
export function parse(argv: readonly string[]): TagOptions | UsageError {
  const read = readArgv(tagSpec, argv);
  if (read.kind === 'usage') return read;
  const { words, options } = read;
  const one = (name: string): string | undefined => options.get(name)?.[0];
  const signer = readSignerOptions(options);
  if ('kind' in signer) return signer;
  const name = words[0] ?? '';
  const push = one('push');
  if (push?.startsWith('-') === true) return { kind: 'usage', message: '--push takes a remote', hint: '--push origin' };
  return { kind: 'tag', name, commit: one('commit') ?? 'HEAD', message: one('message') ?? name, push, key: one('key'), signer };
}
