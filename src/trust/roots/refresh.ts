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
export async function refreshTrustedRoot(mirror: RootMirror, options: RefreshOptions): Promise<Parsed<RefreshedRoot>> {
  const brought = await refreshTarget(mirror, 'trusted_root.json', options);
  if (brought.kind === 'refused') return brought;
  const root = parseTrustedRoot(brought.value, { from: mirror.from, asOf: new Date(options.now).toISOString().slice(0, 10) });
  return root.kind === 'refused' ? root : parsed({ root: root.value, bytes: brought.value });
}

/** The bytes of any target of a mirror, brought in the same way, such as the signing config beside the root. */
export async function refreshTarget(mirror: RootMirror, target: string, { cacheFolder, timeoutMs }: Omit<RefreshOptions, 'now'>): Promise<Parsed<Uint8Array>> {
  if (!isSafe(mirror.url)) return unrefreshed(mirror, 'its address is not https');
  const { bringTarget } = await import('./tuf.ts');
  try {
    const text = await bringTarget(target, { mirrorUrl: mirror.url.replace(/\/$/, ''), cacheFolder, timeoutMs, rootFile: mirror.rootFile });
    return parsed(new TextEncoder().encode(text));
  } catch (error) {
    return unrefreshed(mirror, error instanceof Error ? `${error.name}: ${error.message.split('\n', 1)[0]?.slice(0, 160) ?? ''}` : 'an unknown fault');
  }
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
