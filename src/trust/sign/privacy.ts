import { SealwrightError } from '../../base/index.ts';
import { visibilityOf, type IdentityToken, type Visibility } from '../ambient/index.ts';
import { isPublic } from './known-configs.ts';
import type { SigningConfig } from './signing-config.ts';

/** What may be published: nothing of a repository that is not public, or whatever was asked for. */
export type Publishing = 'private-by-default' | 'allowed';

/**
 * Refuses services that publish the names of a repository that is not public. Returns what the token says of it, and
 * `unknown` where it says nothing. Throws SIGNING_PRIVATE.
 */
export function guardPrivacy(config: SigningConfig, token: Pick<IdentityToken, 'claims' | 'system'>, publishing: Publishing): Visibility {
  const visibility = visibilityOf(token);
  if (publishing === 'allowed' || visibility === 'public' || visibility === 'unknown' || !isPublic(config)) return visibility;
  throw new SealwrightError('SIGNING_PRIVATE', {
    message: `the repository is ${visibility}, and ${config.from} publishes its name, its workflow and the digest of what is signed, for good`,
    hint: 'choose one of these',
    lines: [
      '--signing-config github: GitHub’s own instance, for jobs of GitHub Actions in organizations that have it',
      '--signing-config FILE --trusted-root FILE: a Sigstore of your own',
      '--key FILE with a signing config that names no log',
      '--allow-public-log: publish it all the same',
    ],
  });
}
