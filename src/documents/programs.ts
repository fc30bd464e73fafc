/** A program's own name: folder, `.exe`, version and platform endings taken off. */
export function programName(word: string): string {
  if (/@sigstore\/cli(?:@|$)/.test(word)) return '@sigstore/cli';
  const file = word
    .slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1)
    .replace(/@[\w.^~-]*$/, '')
    .replace(/\.exe$/i, '');
  return file.replace(/[-_](?:linux|darwin|windows|macos|mac|freebsd)(?:[-_].*)?$/i, '').toLowerCase();
}

const launchers = new Set([
  'docker',
  'podman',
  'nerdctl',
  'npx',
  'bunx',
  'pnpx',
  'pnpm',
  'yarn',
  'bun',
  'uvx',
  'uv',
  'pipx',
  'pip-run',
  'poetry',
  'hatch',
  'go',
  'python',
  'python2',
  'python3',
  'py',
  'nix',
  'nix-shell',
  'xargs',
  'timeout',
  'retry',
  'find',
  'parallel',
  'mise',
  'op',
  'flatpak',
  'wsl',
  'cmd',
  'minikube',
  'env',
  'sudo',
  'time',
  'watch',
]);

/** Whether a program runs the command that stands in its own arguments. */
export function isLauncher(word: string): boolean {
  return launchers.has(programName(word).replace(/^(python\d?)[.\d]*$/, '$1'));
}

/** The name of a tool inside a container image's reference: `ghcr.io/sigstore/cosign/cosign:v2` runs `cosign`. */
export function imageProgram(word: string): string {
  return programName(word.replace(/[:@].*$/, ''));
}
