import { SealwrightError } from '../../base/index.ts';
import type { Visibility } from '../ambient/index.ts';
import { isPublic } from './known-configs.ts';
import type { SigningConfig } from './signing-config.ts';

/** What may be published: nothing of a repository that is not public, or whatever was asked for. */
export type Publishing = 'private-by-default' | 'allowed';

/**
 * Refuses services that publish what they are sent, for a repository that is not public. That nothing says so is no leave: with
 * an identity its name is published; a key says nothing of a repository. Throws SIGNING_PRIVATE.
 */
export function guardPrivacy(
  config: SigningConfig,
  { visibility, by }: { readonly visibility: Visibility; readonly by: 'token' | 'key' },
  publishing: Publishing,
): void {
  if (publishing === 'allowed' || visibility === 'public' || (visibility === 'unknown' && by === 'key') || !isPublic(config)) return;
  const what = visibility === 'unknown' ? 'nothing says that the repository is public' : `the repository is ${visibility}`;
  throw new SealwrightError('SIGNING_PRIVATE', {
    message: `${what}, and ${config.from} publishes the digest of what is signed, and who signed it, for good`,
    hint: 'choose one of these',
    lines: [
      '--signing-config github: GitHub’s own instance, for jobs of GitHub Actions in organizations that have it',
      '--signing-config FILE --trusted-root FILE: a Sigstore of your own',
      '--key FILE --signing-config none: a key of your own, and nobody is told of it',
      '--allow-public-log: publish it all the same',
    ],
  });
}
