import { LineIndex, type FileTree, type GitFacts, type Span } from '../base/index.ts';

/** A script of the checkout that users are told to run, and that installs a download which it does not check. */
export interface Installer {
  readonly path: string;
  /** The line that downloads. */
  readonly at: Span;
  /** The document's line. */
  readonly told: Span;
}

/** `curl … URL | sh`, `sh -c "$(curl … URL)"`, `irm URL | iex`: the line with the address of a script. */
const runsDownload = /\b(?:curl|wget|irm|iwr|Invoke-(?:RestMethod|WebRequest))\b[^\n]{0,300}/gi;
const runner = /\|\s{0,4}(?:sudo\s{1,4})?(?:-\S{1,8}\s{1,4})?(?:ba|z|da|fi)?sh\b|\b(?:ba|z)?sh\s{1,4}(?:-c|<)|\|\s{0,4}(?:iex|Invoke-Expression)\b/i;
const address = /https?:\/\/[^\s"'`<>()|]{1,300}\.(?:sh|ps1)\b/i;
const downloads = /\breleases\/(?:latest\/)?download\/|\/releases\/latest\b/;
/** What names a check is taken to make one. */
const checks =
  /sha-?(?:1|224|256|384|512)|shasum|b[23]sum|md5|checksum|digest|cosign|gpg|minisign|signify|openssl|attestation|slsa|rekor|Get-FileHash|certutil|signature|verif(?:y|ied|ication)|integrity/i;
const maxDocument = 400_000;
const maxScript = 200_000;

/** Takes the documents that users read and returns the installers that check nothing. */
export function findInstallers(files: FileTree, documents: readonly string[], git: Pick<GitFacts, 'owner' | 'repo'>): readonly Installer[] {
  const out = new Map<string, Installer>();
  for (const document of documents) {
    const read = files.read(document);
    if (read.kind !== 'text' || read.text.length > maxDocument) continue;
    let lines: LineIndex | undefined;
    for (const match of read.text.matchAll(runsDownload)) {
      const from = read.text.lastIndexOf('\n', match.index) + 1;
      const line = read.text.slice(Math.max(from, match.index - 100), match.index + match[0].length);
      const url = runner.test(line) ? address.exec(match[0])?.[0] : undefined;
      const path = url === undefined || !isOwn(url, git) ? undefined : scriptAt(files, url);
      if (path === undefined || out.has(path)) continue;
      lines ??= new LineIndex(document, read.text);
      const at = unchecked(files, path);
      if (at !== undefined) out.set(path, { path, at, told: lines.span(match.index, match.index + match[0].length) });
    }
  }
  return [...out.values()];
}

/** Whether an address is of this project: on the forge by its repository, elsewhere by its name. */
function isOwn(url: string, { owner, repo }: Pick<GitFacts, 'owner' | 'repo'>): boolean {
  if (repo === null || owner === null || repo.length < 2) return false;
  const lower = url.toLowerCase();
  return /^https?:\/\/(?:raw\.githubusercontent|github|gitlab|bitbucket|gist\.github)/.test(lower)
    ? lower.includes(`/${owner.toLowerCase()}/${repo.toLowerCase()}/`)
    : lower.includes(repo.toLowerCase());
}

/** The file of the checkout that an address gives: the longest end of its path that is there, and the only one of its name. */
function scriptAt(files: FileTree, url: string): string | undefined {
  const parts = url.replace(/^https?:\/\/[^/]+\//, '').split('/');
  for (let i = 0; i < parts.length; i++) {
    const path = parts.slice(i).join('/');
    if (path.includes('/') && files.has(path)) return path;
  }
  const name = parts.at(-1)!;
  const named = files.list().filter((one) => one === name || one.endsWith(`/${name}`));
  return named.length === 1 ? named[0] : undefined;
}

/** The line with which a script downloads a release, where it names no check at all. */
function unchecked(files: FileTree, path: string): Span | undefined {
  const read = files.read(path);
  if (read.kind !== 'text' || read.text.length > maxScript || checks.test(read.text)) return undefined;
  const found = downloads.exec(read.text);
  return found === null ? undefined : new LineIndex(path, read.text).span(found.index, found.index + found[0].length);
}
