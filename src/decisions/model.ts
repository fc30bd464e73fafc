import type { Span } from '../base/index.ts';
import type { ActionRow, CommandRow } from '../catalog/index.ts';
import type { ReleaseConfig } from './release-config.ts';

/** Where the workflows run and who issues their certificates; github.com unless the configuration says otherwise. */
export interface Deployment {
  /** `github.com`, a GHE.com tenant or a GitHub Enterprise Server. */
  readonly host: string;
  /** The OIDC issuer in the certificates. */
  readonly issuer: string;
  /** What certificate identities begin with, without a final slash: `https://github.com`. */
  readonly sanPrefix: string;
}

/** A folder that stands for another repository. */
export interface ResolvedFolder {
  /** As written; relative to the folder of `from`. */
  readonly folder: string;
  /** The configuration file that says so, relative to the tree it was read from. */
  readonly from: string;
}

/** A row that is left out, and where it stands. */
export interface IgnoredRow {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** What would reopen a decision: words for people, or something that an audit can look at. */
export type Revisit =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'action'; readonly action: string; readonly version: string }
  | { readonly kind: 'surface'; readonly surface: string };

/** What people decided on findings, and why. */
export interface Disposition {
  /** The same as long as it decides on the same thing. */
  readonly id: string;
  readonly disposition: 'open' | 'fixed' | 'deferred' | 'accepted' | 'out-of-scope';
  /** A fingerprint; then `rule` and `surface` are null. */
  readonly finding: string | null;
  readonly rule: string | null;
  readonly surface: string | null;
  readonly reason: string;
  readonly by: string | null;
  /** Days as YYYY-MM-DD, which order as texts. */
  readonly date: string | null;
  readonly reviewBy: string | null;
  readonly revisit: Revisit | null;
  readonly record: string | null;
  readonly premise: string | null;
  /** Whether it stands in a file that others extend too: of what it is on there may be nothing here. */
  readonly isShared: boolean;
  readonly at: Span;
}

/** The one configuration, defaults filled in. */
export interface Config {
  /** The files it was read from, the nearest first; empty when there is none. */
  readonly files: readonly string[];
  /** Whose files they are: what the audited checkout says of itself is listed where an answer rests on it. */
  readonly trust: 'checkout' | 'person';
  /** Null where no file sets it: the checkout's own remote then decides the host. */
  readonly deployment: Deployment | null;
  /** By `owner/repo@ref`. */
  readonly resolve: ReadonlyMap<string, ResolvedFolder>;
  /** Rows that the user adds to the catalog, the nearest file's first. */
  readonly catalog: { readonly actions: readonly ActionRow[]; readonly commands: readonly CommandRow[] };
  /** Rows of the checkout that would replace rows of the catalog. */
  readonly ignored: readonly IgnoredRow[];
  /** The nearest file's first; of two files that decide on the same thing the nearer. */
  readonly dispositions: readonly Disposition[];
  /** What is released, where the nearest file says so. */
  readonly release?: ReleaseConfig;
}

/** What holds when there is no configuration file. */
export const defaultConfig: Config = {
  files: [],
  trust: 'person',
  deployment: null,
  resolve: new Map(),
  catalog: { actions: [], commands: [] },
  ignored: [],
  dispositions: [],
};

/**
 * Returns the deployment of a host, with the issuer that GitHub documents for it: github.com, a tenant of GHE.com,
 * or a GitHub Enterprise Server (`https://HOST/_services/token`).
 */
export function deploymentOf(host: string): Deployment {
  const sanPrefix = `https://${host}`;
  if (host === 'github.com') return { host, issuer: 'https://token.actions.githubusercontent.com', sanPrefix };
  if (host.endsWith('.ghe.com')) return { host, issuer: `https://token.actions.${host}`, sanPrefix };
  return { host, issuer: `${sanPrefix}/_services/token`, sanPrefix };
}
