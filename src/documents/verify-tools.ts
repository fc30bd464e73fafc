/** What a verification proves when it succeeds. */
export type Proves = 'checksum' | 'signature' | 'attestation';

/** A command that verifies, as people document it, and how its words are read. */
export interface VerifyTool {
  readonly tool: string;
  /** The program's names, without folder, `.exe` and platform ending. */
  readonly programs: readonly string[];
  /** Words that follow the program, in order. */
  readonly words: readonly string[];
  /** One of these flags must be there, as written. */
  readonly needs?: readonly string[];
  readonly proves: Proves;
  /** Flags that take the next word. */
  readonly values: readonly string[];
  /** Short or other spellings and what they mean. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** `-verify KEY`: long flags with one dash. */
  readonly singleDash?: boolean;
}

const cosignValues = ['--key', '--certificate', '--certificate-chain', '--certificate-identity', '--certificate-identity-regexp', '--certificate-oidc-issuer', '--certificate-oidc-issuer-regexp', '--certificate-email', '--cert', '--cert-email', '--cert-chain', '--cert-oidc-issuer', '--certificate-github-workflow-trigger', '--certificate-github-workflow-sha', '--certificate-github-workflow-name', '--certificate-github-workflow-repository', '--certificate-github-workflow-ref', '--ca-roots', '--ca-intermediates', '--sct', '--annotations', '--attachment', '--output', '--signature', '--payload', '--bundle', '--rfc3161-timestamp', '--timestamp-certificate-chain', '--trusted-root', '--rekor-url', '--slot', '--type', '--policy', '--digest', '--digestAlg', '--signature-digest-algorithm', '--max-workers', '--registry-username', '--registry-password', '--registry-token', '--k8s-keychain', '--attachment-tag-prefix', '--registry-referrers-mode', '--output-file', '--timeout', '--rekor-public-key', '-key', '-cert', '-signature'];
const cosignAliases = { '-a': '--annotations', '-o': '--output', '-t': '--timeout' };
const cosign = { tool: 'cosign', programs: ['cosign'], values: cosignValues, aliases: cosignAliases } as const;

const ghAttestation = {
  tool: 'gh',
  programs: ['gh'],
  proves: 'attestation',
  values: ['--bundle', '--digest-alg', '--owner', '--repo', '--predicate-type', '--custom-trusted-root', '--limit', '--format', '--jq', '--template', '--cert-identity', '--cert-identity-regex', '--signer-repo', '--signer-workflow', '--signer-digest', '--source-ref', '--source-digest', '--cert-oidc-issuer', '--hostname'],
  aliases: { '-b': '--bundle', '-d': '--digest-alg', '-o': '--owner', '-R': '--repo', '-L': '--limit', '-i': '--cert-identity-regex', '-q': '--jq', '-t': '--template' },
} as const;
const ghRelease = { tool: 'gh', programs: ['gh'], proves: 'attestation', values: ['--repo', '--format', '--jq', '--template', '--hostname'], aliases: { '-R': '--repo', '-q': '--jq', '-t': '--template' } } as const;

const slsa = { tool: 'slsa-verifier', programs: ['slsa-verifier'], proves: 'attestation', values: ['--build-workflow-input', '--builder-id', '--source-uri', '--source-branch', '--source-tag', '--source-versioned-tag', '--provenance-path', '--provenance-repository', '--attestations-path', '--attestation-path', '--package-name', '--package-version', '--subject-digest', '--verifier-id', '--resource-uri', '--verified-level', '--public-key-path', '--public-key-id', '--artifact-path', '--source', '--tag', '--branch', '--provenance'] } as const;

const sums = { words: [], proves: 'checksum', needs: ['-c', '--check'], values: ['-a', '--algorithm'], aliases: { '-c': '--check' } } as const;
const gpgValues = ['--keyring', '--no-default-keyring-file', '--homedir', '--output', '--status-fd', '--status-file', '--logger-fd', '--logger-file', '--trust-model', '--keyserver', '--auto-key-locate', '--assert-signer', '--primary-keyring', '--trustdb-name', '--verify-options', '--default-key', '--local-user'];
const helmValues = ['--keyring', '--version', '--repo', '--destination', '--untardir', '--namespace', '--values', '--set', '--set-string', '--set-file', '--timeout', '--username', '--password', '--ca-file', '--cert-file', '--key-file', '--description', '--kube-context', '--kubeconfig', '--output'];
const helmAliases = { '-n': '--namespace', '-f': '--values', '-d': '--destination', '-o': '--output' };
const identityValues = ['--certificate-identity', '--certificate-identity-regexp', '--certificate-oidc-issuer', '--certificate-oidc-issuer-regexp', '--certificate-github-workflow-trigger', '--certificate-github-workflow-sha', '--certificate-github-workflow-name', '--certificate-github-workflow-repository', '--certificate-github-workflow-ref'];
const pythonSigstore = { tool: 'sigstore', programs: ['sigstore'], proves: 'signature', values: ['--bundle', '--certificate', '--cert', '--signature', '--cert-identity', '--cert-oidc-issuer', '--repository', '--trigger', '--sha', '--name', '--ref', '--trust-config', '--instance', '--rekor-url'] } as const;
const openssl = { tool: 'openssl', programs: ['openssl'], proves: 'signature', singleDash: true } as const;

/** The commands that a documented recipe can be; the more exact subcommand stands before the less exact one. */
export const verifyTools: readonly VerifyTool[] = [
  { ...cosign, words: ['verify-blob-attestation'], proves: 'attestation' },
  { ...cosign, words: ['verify-attestation'], proves: 'attestation' },
  { ...cosign, words: ['verify-blob'], proves: 'signature' },
  { ...cosign, words: ['verify'], proves: 'signature' },
  { ...ghAttestation, words: ['attestation', 'verify'] },
  { ...ghAttestation, words: ['at', 'verify'] },
  { ...ghRelease, words: ['release', 'verify-asset'] },
  { ...ghRelease, words: ['release', 'verify'] },
  { ...slsa, words: ['verify-artifact'] },
  { ...slsa, words: ['verify-image'] },
  { ...slsa, words: ['verify-npm-package'] },
  { ...slsa, words: ['verify-github-attestation'] },
  { ...slsa, words: ['verify-vsa'] },
  ...['sha256sum', 'sha512sum', 'sha384sum', 'sha224sum', 'sha1sum', 'b2sum', 'b3sum', 'md5sum', 'shasum'].map((tool): VerifyTool => ({ ...sums, tool, programs: [tool, `g${tool}`, ...(tool === 'sha256sum' ? ['sha256'] : [])] })),
  { tool: 'gpg', programs: ['gpg', 'gpg2'], words: [], needs: ['--verify'], proves: 'signature', values: gpgValues },
  { tool: 'gpgv', programs: ['gpgv', 'gpgv2'], words: [], proves: 'signature', values: gpgValues },
  { tool: 'sq', programs: ['sq'], words: ['verify'], proves: 'signature', values: ['--signer-file', '--signer', '--signer-email', '--signer-userid', '--signature-file', '--detached', '--output', '--signatures', '--policy-as-of'] },
  { tool: 'sqv', programs: ['sqv'], words: [], proves: 'signature', values: ['--keyring', '--signatures', '--not-before', '--not-after', '--policy-as-of', '-n'] },
  { tool: 'minisign', programs: ['minisign', 'rsign'], words: [], needs: ['-V', '-Vm'], proves: 'signature', values: ['-m', '-P', '-p', '-x', '-Vm'], aliases: { '-Vm': '-m' }, singleDash: true },
  { tool: 'signify', programs: ['signify', 'signify-openbsd'], words: [], needs: ['-V', '-C', '-Vq', '-Cq'], proves: 'signature', values: ['-p', '-m', '-x', '-t'], singleDash: true },
  { ...pythonSigstore, words: ['verify', 'identity'] },
  { ...pythonSigstore, words: ['verify', 'github'] },
  { tool: 'sigstore-cli', programs: ['@sigstore/cli'], words: ['verify'], proves: 'signature', values: ['--certificate-identity-email', '--certificate-identity-uri', '--certificate-issuer', '--blob-file', '--blob', '--tlog-threshold', '--ctlog-threshold', '--tuf-mirror-url', '--tuf-root-path'] },
  { ...pythonSigstore, words: ['verify'] },
  { tool: 'pypi-attestations', programs: ['pypi-attestations', 'pypi_attestations'], words: ['verify', 'pypi'], proves: 'attestation', values: ['--repository', '--provenance-file', '--identity'] },
  { tool: 'pypi-attestations', programs: ['pypi-attestations', 'pypi_attestations'], words: ['verify', 'attestation'], proves: 'attestation', values: ['--identity'] },
  { tool: 'npm', programs: ['npm'], words: ['audit', 'signatures'], proves: 'signature', values: ['--registry', '--omit', '--include', '--workspace'] },
  { tool: 'notation', programs: ['notation'], words: ['verify'], proves: 'signature', values: ['--plugin-config', '--user-metadata', '--max-signatures', '--scope', '--username', '--password'], aliases: { '-m': '--user-metadata', '-u': '--username', '-p': '--password' } },
  { tool: 'helm', programs: ['helm'], words: ['verify'], proves: 'signature', values: helmValues },
  ...['install', 'upgrade', 'pull', 'fetch', 'template'].map((word): VerifyTool => ({ tool: 'helm', programs: ['helm'], words: [word], needs: ['--verify'], proves: 'signature', values: helmValues, aliases: helmAliases })),
  { ...openssl, words: ['dgst'], needs: ['-verify', '-prverify'], values: ['-verify', '-prverify', '-signature', '-sigopt', '-keyform', '-hmac'] },
  { ...openssl, words: ['pkeyutl'], needs: ['-verify'], values: ['-inkey', '-in', '-sigfile', '-keyform', '-pkeyopt', '-digest'] },
  { ...openssl, words: ['cms'], needs: ['-verify', '-cmsverify'], values: ['-in', '-inform', '-content', '-CAfile', '-certfile', '-signer', '-out', '-purpose'] },
  { ...openssl, words: ['smime'], needs: ['-verify'], values: ['-in', '-inform', '-content', '-CAfile', '-certfile', '-signer', '-out', '-purpose'] },
  { tool: 'gitsign', programs: ['gitsign'], words: ['verify-tag'], proves: 'signature', values: identityValues },
  { tool: 'gitsign', programs: ['gitsign'], words: ['verify'], proves: 'signature', values: identityValues },
  { tool: 'git', programs: ['git'], words: ['verify-tag'], proves: 'signature', values: ['--format'] },
  { tool: 'git', programs: ['git'], words: ['verify-commit'], proves: 'signature', values: [] },
  { tool: 'git', programs: ['git'], words: ['tag'], needs: ['-v', '--verify'], proves: 'signature', values: ['--format'] },
  { tool: 'rekor-cli', programs: ['rekor-cli'], words: ['verify'], proves: 'signature', values: ['--artifact', '--artifact-hash', '--signature', '--public-key', '--pki-format', '--type', '--entry', '--uuid', '--log-index', '--rekor_server'] },
  { tool: 'ssh-keygen', programs: ['ssh-keygen'], words: [], needs: ['-Y', '-Yverify'], proves: 'signature', values: ['-Y', '-f', '-I', '-n', '-s', '-r', '-O'], singleDash: true },
  { tool: 'rpm', programs: ['rpm', 'rpmkeys'], words: [], needs: ['-K', '-Kv', '-vK', '--checksig'], proves: 'signature', values: ['--dbpath', '--define'] },
  { tool: 'dpkg-sig', programs: ['dpkg-sig'], words: [], needs: ['--verify', '-c'], proves: 'signature', values: [] },
  { tool: 'debsig-verify', programs: ['debsig-verify'], words: [], proves: 'signature', values: ['--policies-dir', '--keyrings-dir', '--root'] },
  { tool: 'codesign', programs: ['codesign'], words: [], needs: ['--verify', '-v', '-vv', '-vvv', '-vvvv', '-dv', '-dvv', '-dvvv', '-dvvvv', '-dvvv', '--display'], proves: 'signature', values: ['-R', '--test-requirement'], singleDash: true },
  { tool: 'spctl', programs: ['spctl'], words: [], needs: ['--assess', '-a', '-av', '-avv', '-avvv'], proves: 'signature', values: ['--type', '-t', '--context'], singleDash: true },
  { tool: 'pkgutil', programs: ['pkgutil'], words: [], needs: ['--check-signature'], proves: 'signature', values: [] },
  { tool: 'signtool', programs: ['signtool'], words: ['verify'], proves: 'signature', values: ['/r', '/sha1'] },
  { tool: 'jarsigner', programs: ['jarsigner'], words: [], needs: ['-verify'], proves: 'signature', values: ['-keystore', '-storepass', '-storetype'], singleDash: true },
  { tool: 'apksigner', programs: ['apksigner'], words: ['verify'], proves: 'signature', values: ['--min-sdk-version', '--max-sdk-version', '--in'] },
  { tool: 'Get-AuthenticodeSignature', programs: ['get-authenticodesignature'], words: [], proves: 'signature', values: ['-FilePath', '-LiteralPath'], singleDash: true },
  { tool: 'skopeo', programs: ['skopeo'], words: ['standalone-verify'], proves: 'signature', values: ['--public-key-file'] },
  { tool: 'witness', programs: ['witness'], words: ['verify'], proves: 'attestation', values: ['-p', '-k', '-a', '-f', '-s', '--policy', '--publickey', '--attestations', '--artifactfile', '--subjects', '--policy-ca-roots', '--policy-commonname'] },
  { tool: 'sealwright', programs: ['sealwright'], words: ['verify'], proves: 'attestation', values: ['--identity', '--identity-pattern', '--issuer', '--key', '--bundle', '--repo', '--owner', '--policy', '--trusted-root'] },
];

/** What to look for in a text before reading it: each recipe holds one of these. */
const trace = /cosign|attestation verify|\bat verify|release verify|slsa-verifier|sha\d{1,3}sum|sha256\b|shasum|md5sum|b[23]sum|gpgv?2?(?:\.exe)? |\bsqv? |minisign|rsign|signify|sigstore|pypi.attestations|audit signatures|notation verify|helm|openssl|gitsign|verify-tag|verify-commit|tag .{0,40}-v|tag --verify|rekor-cli|ssh-keygen|rpm|dpkg-sig|debsig|codesign|spctl|pkgutil|signtool|jarsigner|apksigner|AuthenticodeSignature|standalone-verify|witness verify|sealwright/i;

/** Whether a text can hold a recipe at all; most files are passed over by this. */
export function mayHoldRecipe(text: string): boolean {
  return trace.test(text);
}

/** A program's own name: folder, `.exe`, version and platform endings taken off. */
export function programName(word: string): string {
  if (/@sigstore\/cli(?:@|$)/.test(word)) return '@sigstore/cli';
  const file = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).replace(/@[\w.^~-]*$/, '').replace(/\.exe$/i, '');
  return file.replace(/[-_](?:linux|darwin|windows|macos|mac|freebsd)(?:[-_].*)?$/i, '').toLowerCase();
}

const launchers = new Set(['docker', 'podman', 'nerdctl', 'npx', 'bunx', 'pnpx', 'pnpm', 'yarn', 'bun', 'uvx', 'uv', 'pipx', 'pip-run', 'poetry', 'hatch', 'go', 'python', 'python2', 'python3', 'py', 'nix', 'nix-shell', 'xargs', 'timeout', 'retry', 'find', 'parallel', 'mise', 'op', 'flatpak', 'wsl', 'cmd', 'minikube', 'env', 'sudo', 'time', 'watch']);

/** Whether a program runs the command that stands in its own arguments. */
export function isLauncher(word: string): boolean {
  return launchers.has(programName(word).replace(/^(python\d?)[.\d]*$/, '$1'));
}

/** The name of a tool inside a container image's reference: `ghcr.io/sigstore/cosign/cosign:v2` runs `cosign`. */
export function imageProgram(word: string): string {
  return programName(word.replace(/[:@].*$/, ''));
}
