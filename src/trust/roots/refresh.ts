import { parsed, refused, type Parsed } from '../reason/index.ts';
import { parseTrustedRoot } from './parse.ts';
import type { TrustedRoot } from './trusted-root.ts';

/** Where the target `trusted_root.json` is delivered by The Update Framework. */
export interface RootMirror {
  /** For a person. */
  readonly from: string;
  readonly url: string;
  /** A file with the first root of the repository; left out for the public-good instance, whose root comes with `@sigstore/tuf`. */
  readonly rootFile?: string;
}

/** The mirror of Sigstore's public-good instance. Source: sigstore architecture-docs `sigstore-public-deployment-spec.md`. */
export const publicGoodMirror: RootMirror = { from: "Sigstore's public-good root", url: 'https://tuf-repo-cdn.sigstore.dev' };

/** The mirror of GitHub's own instance, without its first root, which `githubFirstRoot` has. Source: cli/cli `pkg/cmd/attestation/verification/tuf.go`. */
export const githubMirror: RootMirror = { from: "GitHub's own root", url: 'https://tuf-repo.github.com' };

export interface RefreshOptions {
  /** Where metadata is kept between runs: with it, an old root cannot be replayed. */
  readonly cacheFolder: string;
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A root that was refreshed, and its bytes, to be kept for runs without a network. */
export interface RefreshedRoot {
  readonly root: TrustedRoot;
  readonly bytes: Uint8Array;
}

/**
 * Brings a trusted root by The Update Framework: signed by enough keys of the repository, and not older than its timestamp allows.
 * What keeps it from coming is no verdict on any evidence. Source: The Update Framework 1.0, section 5.3.
 */
export async function refreshTrustedRoot(mirror: RootMirror, { cacheFolder, timeoutMs, now }: RefreshOptions): Promise<Parsed<RefreshedRoot>> {
  if (!isSafe(mirror.url)) return unrefreshed(mirror, 'its address is not https');
  const { bringTarget } = await import('./tuf.ts');
  let text: string;
  try {
    text = await bringTarget('trusted_root.json', { mirrorUrl: mirror.url.replace(/\/$/, ''), cacheFolder, timeoutMs, rootFile: mirror.rootFile });
  } catch (error) {
    return unrefreshed(mirror, error instanceof Error ? `${error.name}: ${error.message.split('\n', 1)[0]?.slice(0, 160) ?? ''}` : 'an unknown fault');
  }
  const bytes = new TextEncoder().encode(text);
  const root = parseTrustedRoot(bytes, { from: mirror.from, asOf: new Date(now).toISOString().slice(0, 10) });
  return root.kind === 'refused' ? root : parsed({ root: root.value, bytes });
}

/** Metadata is signed, but over plain HTTP anybody on the way could hold updates back. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost'));
}

function unrefreshed(mirror: RootMirror, why: string): Parsed<never> {
  return refused('ROOT_UNREFRESHED', `${mirror.from} could not be refreshed: ${why}`);
}
