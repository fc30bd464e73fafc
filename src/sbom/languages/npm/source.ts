import { ofArchive, ofGit, type Elsewhere } from '../../elsewhere.ts';

const hosts: Readonly<Record<string, string>> = { github: 'github.com', gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' };

/**
 * Where a package comes from by the address that a lock file has for it; undefined for a registry, whose archives lie behind
 * `/-/`, or at GitHub behind `/download/`. Source: npm, `npm-package-arg`; npm registry, "Package metadata", `dist.tarball`.
 */
export function sourceOf(address: string | undefined): Elsewhere | undefined {
  if (address === undefined) return undefined;
  const [, host, path] = /^(github|gitlab|bitbucket):(.+)$/.exec(address) ?? [];
  if (host !== undefined && path !== undefined) return ofGit(`https://${hosts[host]}/${path}`);
  if (/^(?:git[+:@]|ssh:)|\.git(?:#|$)/.test(address)) return ofGit(address);
  if (/^(?:file|link|portal|exec|workspace):|^\.{0,2}\//.test(address)) return 'here';
  return /^https?:/.test(address) && !/\/(?:-|download)\//.test(address) ? ofArchive(address.replace(/#.*$/s, '')) : undefined;
}
