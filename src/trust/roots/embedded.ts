import { root as github } from './data/github.ts';
import { root as githubTuf } from './data/github-tuf.ts';
import { root as publicGood } from './data/public-good.ts';
import { root as staging } from './data/staging.ts';
import { parseTrustedRoot } from './parse.ts';
import type { TrustedRoot } from './trusted-root.ts';

/** A root as it was published, with its SHA-256 and a day on which it was current. */
export interface EmbeddedText {
  readonly asOf: string;
  readonly sha256: string;
  readonly text: string;
}

const parsedOnce = new Map<EmbeddedText, TrustedRoot>();

/**
 * The roots that come with the package: Sigstore's public-good instance, and GitHub's own for private repositories.
 * Which one counts for a bundle is said by the issuer of its certificate.
 */
export function embeddedRoots(): readonly [TrustedRoot, TrustedRoot] {
  return [read(publicGood, "Sigstore's public-good root"), githubRoot];
}

/** Returns a root whose parts are read when the first of them is asked for; its day too, where that is not known before. */
export function lateRoot({ from, asOf }: { readonly from: string; readonly asOf?: string }, bring: () => TrustedRoot): TrustedRoot {
  let known: TrustedRoot | undefined;
  const root = (): TrustedRoot => (known ??= bring());
  return {
    from,
    get asOf() {
      return asOf ?? root().asOf;
    },
    get logs() {
      return root().logs;
    },
    get ctLogs() {
      return root().ctLogs;
    },
    get authorities() {
      return root().authorities;
    },
    get timestampAuthorities() {
      return root().timestampAuthorities;
    },
    get left() {
      return root().left;
    },
  };
}

const githubName = "GitHub's own root";

/** Most evidence is of the public-good instance. */
const githubRoot = lateRoot({ from: githubName, asOf: github.asOf }, () => read(github, githubName));

/** The first root of GitHub's TUF repository, from which its client goes on to the newest. */
export const githubFirstRoot: string = githubTuf.text;

/** Sigstore's staging instance. Nothing of it is to be trusted; tests of Sigstore clients use it. */
export function stagingRoot(): TrustedRoot {
  return read(staging, "Sigstore's staging root");
}

function read(embedded: EmbeddedText, from: string): TrustedRoot {
  const earlier = parsedOnce.get(embedded);
  if (earlier !== undefined) return earlier;
  const root = parseTrustedRoot(new TextEncoder().encode(embedded.text), { from, asOf: embedded.asOf });
  if (root.kind === 'refused') throw new Error(`${from} is embedded and malformed: ${root.reason.message}`);
  parsedOnce.set(embedded, root.value);
  return root.value;
}
