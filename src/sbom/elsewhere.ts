import { addressOf } from './address.ts';

/**
 * Where a package comes from that is not of the index that its type stands for. Its package URL says so, or there is none
 * (`here`: it is a folder or a file beside what is described, or its address cannot be shown): a name without more is that of
 * the index, where it may be somebody else's. Source: package-url/purl-spec, "Known qualifiers".
 */
export type Elsewhere = 'here' | { readonly vcs_url: string } | { readonly download_url: string };

/** Of a repository of git, at a commit or what else names the state; `git+` may stand in front, and `#commit` behind. */
export function ofGit(address: string, commit?: string): Elsewhere {
  const [bare = '', written] = address.replace(/^git\+/, '').split('#', 2);
  // As with `scp`: what is behind the colon is a path.
  const url = /^[\w.-]+@[\w.-]+:(?!\/\/)/.test(bare) ? `ssh://${bare.replace(':', '/')}` : bare;
  const at = commit ?? written?.replace(/^commit=/, '');
  const shown = addressOf(url);
  return shown === undefined ? 'here' : { vcs_url: `${shown.startsWith('git:') ? '' : 'git+'}${shown}${at === undefined || at === '' ? '' : `@${at}`}` };
}

/** Of an archive at an address. */
export function ofArchive(address: string): Elsewhere {
  const shown = /^https?:/.test(address) ? addressOf(address) : undefined;
  return shown === undefined ? 'here' : { download_url: shown };
}
