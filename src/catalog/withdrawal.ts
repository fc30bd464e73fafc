import type { Text } from '../values/index.ts';

/** Takes files off a release, the whole release, or what a registry holds beside an image. */
export interface Withdrawal {
  readonly kind: 'withdraws';
  readonly place: 'release' | 'registry';
  readonly tag?: Text;
  readonly repository?: Text;
  /** The names of the files, or references of images; all that is there without them. */
  readonly names?: readonly Text[];
  readonly by: string;
}
