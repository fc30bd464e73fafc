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

/** Read when something of it is asked for: most evidence is of the public-good instance. */
const githubRoot: TrustedRoot = {
  from: "GitHub's own root",
  asOf: github.asOf,
  get logs() {
    return read(github, this.from).logs;
  },
  get ctLogs() {
    return read(github, this.from).ctLogs;
  },
  get authorities() {
    return read(github, this.from).authorities;
  },
  get timestampAuthorities() {
    return read(github, this.from).timestampAuthorities;
  },
  get left() {
    return read(github, this.from).left;
  },
};

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
