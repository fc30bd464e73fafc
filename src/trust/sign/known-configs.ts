import { SealwrightError } from '../../base/index.ts';
import type { EmbeddedText } from '../roots/index.ts';
import { config as publicGood } from './data/public-good.ts';
import { config as staging } from './data/staging.ts';
import { parseSigningConfig, type Service, type SigningConfig } from './signing-config.ts';

/** What Sigstore's public-good instance calls its signing config. Source: sigstore/root-signing `targets/`. */
export const publicGoodTarget = 'signing_config.v0.2.json';

/** Sigstore's public-good instance: what is signed there is published for good. */
export function publicGoodConfig(): SigningConfig {
  return read(publicGood, "Sigstore's public-good signing config");
}

/** Sigstore's staging instance, for tests of Sigstore itself; public as well. */
export function stagingConfig(): SigningConfig {
  return read(staging, "Sigstore's staging signing config");
}

/**
 * GitHub's own instance, which serves jobs of GitHub Actions alone, logs nothing, and is what GitHub uses for repositories
 * that are not public; a tenant of GHE.com has one of its own. Takes the address of the server that runs the job, if there
 * is one. Throws SIGNING_CONFIG_UNREADABLE for a GitHub Enterprise Server, which has none.
 * Source: actions/toolkit `packages/attest/src/endpoints.ts`.
 */
export function githubConfig(server: string | undefined): SigningConfig {
  const host = server === undefined ? 'github.com' : (URL.parse(server)?.hostname ?? '');
  if (host !== 'github.com' && !/^[a-z0-9-]{1,63}\.ghe\.com$/.test(host))
    throw new SealwrightError('SIGNING_CONFIG_UNREADABLE', {
      message: 'the GitHub server of this job has no Sigstore of its own',
      hint: 'give --signing-config FILE and --trusted-root FILE for one of yours',
    });
  const domain = host === 'github.com' ? 'githubapp.com' : host;
  const service = (url: string): Service => ({ url, majorApiVersion: 1, validFor: { start: 0, end: undefined }, operator: 'github.com' });
  return {
    from: "GitHub's own services",
    authorities: [service(`https://fulcio.${domain}`)],
    logs: [],
    logsWanted: { kind: 'any' },
    timestampAuthorities: [service(`https://timestamp.${domain}/api/v1/timestamp`)],
    timestampsWanted: { kind: 'any' },
  };
}

/** No service at all, for a key of one's own: nothing is logged, and nothing says when it was signed. */
export function noServices(): SigningConfig {
  return { from: 'no service', authorities: [], logs: [], logsWanted: { kind: 'any' }, timestampAuthorities: [], timestampsWanted: { kind: 'any' } };
}

/** Whether a config leads to services that publish what they are sent: by their hosts, whatever file named them. */
export function isPublic(config: SigningConfig): boolean {
  return [...config.authorities, ...config.logs].some(isPublicService);
}

/** The same of one service. */
export function isPublicService({ url }: Service): boolean {
  return /(?:^|\.)(?:sigstore|sigstage)\.dev\.?$/.test(new URL(url).hostname);
}

function read(embedded: EmbeddedText, from: string): SigningConfig {
  const config = parseSigningConfig(new TextEncoder().encode(embedded.text), from);
  if (config.kind === 'refused') throw new Error(`${from} is embedded and malformed: ${config.reason.message}`);
  return { ...config.value, asOf: embedded.asOf };
}
