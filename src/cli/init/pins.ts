/** An action at one commit, read from the tags of its repository on a day. */
export interface Pin {
  readonly action: string;
  readonly version: string;
  readonly commit: string;
  /** The day on which the tag was seen at the commit. */
  readonly read: string;
}

/** The actions that the workflow of `init` uses. Each commit is that of the version's tag in the action's own repository. */
export const pins = {
  checkout: { action: 'actions/checkout', version: 'v7.0.1', commit: '3d3c42e5aac5ba805825da76410c181273ba90b1', read: '2026-11-23' },
  setupNode: { action: 'actions/setup-node', version: 'v7.0.0', commit: '820762786026740c76f36085b0efc47a31fe5020', read: '2026-11-23' },
  uploadSarif: { action: 'github/codeql-action/upload-sarif', version: 'v4.36.2', commit: '8aad20d150bbac5944a9f9d289da16a4b0d87c1e', read: '2026-11-23' },
} as const satisfies Readonly<Record<string, Pin>>;

/** `actions/checkout@<commit> # v7.0.1`. */
export function usesOf({ action, commit, version }: Pin): string {
  return `${action}@${commit} # ${version}`;
}
