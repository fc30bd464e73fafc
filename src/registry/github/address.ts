/** The API of a host of GitHub: github.com, a tenant of GHE.com, or a server of one's own. Source: docs.github.com, "REST API, getting started". */
export function apiOf(host: string): string {
  if (host === 'github.com') return 'https://api.github.com';
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `https://${host}/api/v3`;
}

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** Where a repository is, and who asks. */
export interface GitHubOptions {
  /** As `apiOf` gives it, without a final slash. */
  readonly api: string;
  /** Sent to the API's own origin and nowhere else. */
  readonly token: string | undefined;
}
