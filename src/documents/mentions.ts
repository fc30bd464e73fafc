/** A repository or account that a text names. */
export interface Mention {
  /** `github.com`, `ghcr.io`, `docker.io`, … */
  readonly host: string;
  readonly owner: string;
  /** Null when only the owner is named. */
  readonly repo: string | null;
  /** What names it: a signer's identity, a flag for the repository, an image's name, an address. */
  readonly by: 'identity' | 'repository' | 'image' | 'address' | 'nearby';
}

const name = '[A-Za-z0-9][\\w.-]{0,99}';
const codeHost = new RegExp(
  `(?<![\\w.-])(?:raw\\.githubusercontent\\.com|(?:[a-z0-9-]{1,40}\\.){0,2}github\\.com|(?:[a-z0-9-]{1,40}\\.)?ghe\\.com|gitlab\\.com|codeberg\\.org|bitbucket\\.org)/(?:repos/)?(${name})(?:/(${name}))?`,
  'gi',
);

/** The repositories that addresses in a text name; the escapes of a regular expression are looked through. */
export function addressMentions(text: string, by: Mention['by']): readonly Mention[] {
  const plain = text.slice(0, 20_000).replaceAll(/\\+([./-])/g, '$1');
  const found: Mention[] = [];
  for (const match of plain.matchAll(codeHost)) {
    const host = (match[0].split('/')[0] ?? '').toLowerCase();
    const repo = match[2]?.replace(/\.git$/, '').replace(/[.\\]+$/, '');
    found.push({
      host: /githubusercontent|(?:^|\.)github\.com$/.test(host) ? 'github.com' : host,
      owner: match[1] ?? '',
      repo: repo === undefined || repo === '' ? null : repo,
      by,
    });
  }
  return found;
}

/** The account and repository of an image reference: `ghcr.io/OWNER/REPO…`, `docker.io/OWNER/…`, `OWNER/NAME`. */
export function imageMention(reference: string): Mention | undefined {
  const bare = reference
    .replace(/^(?:oci|docker):\/\//, '')
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '');
  const parts = bare.split('/').filter((part) => part !== '');
  const first = parts[0] ?? '';
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = hasHost ? parts.slice(1) : parts;
  const owner = path[0];
  if (owner === undefined || path.length < 2 || !new RegExp(`^${name}$`).test(owner)) return undefined;
  return { host: hasHost ? first.toLowerCase() : 'docker.io', owner, repo: path[1] ?? null, by: 'image' };
}

/** Each mention once, in order. */
export function uniqueMentions(mentions: readonly Mention[]): readonly Mention[] {
  const seen = new Set<string>();
  return mentions.filter((one) => {
    const key = `${one.host}/${one.owner}/${one.repo ?? ''}/${one.by}`.toLowerCase();
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
