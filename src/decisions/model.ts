import type { ActionRow, CommandRow } from '../catalog/index.ts';

/** Where the workflows run and who issues their certificates; github.com unless the configuration says otherwise. */
export interface Deployment {
  /** `github.com`, a GHE.com tenant or a GitHub Enterprise Server. */
  readonly host: string;
  /** The OIDC issuer in the certificates. */
  readonly issuer: string;
  /** What certificate identities begin with, without a final slash: `https://github.com`. */
  readonly sanPrefix: string;
}

/** The one configuration, defaults filled in. */
export interface Config {
  /** The files it was read from, the nearest first; empty when there is none. */
  readonly files: readonly string[];
  readonly deployment: Deployment;
  /** `owner/repo@ref` to a folder, as written; whoever opens it decides relative to what. */
  readonly resolve: ReadonlyMap<string, string>;
  /** Rows that the user adds to the catalog. */
  readonly catalog: { readonly actions: readonly ActionRow[]; readonly commands: readonly CommandRow[] };
}

export const githubCom: Deployment = {
  host: 'github.com',
  issuer: 'https://token.actions.githubusercontent.com',
  sanPrefix: 'https://github.com',
};

/** What holds when there is no configuration file. */
export const defaultConfig: Config = {
  files: [],
  deployment: githubCom,
  resolve: new Map(),
  catalog: { actions: [], commands: [] },
};
