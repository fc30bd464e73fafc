import { readAt, readPage } from '../command-row.ts';
import type { Source } from '../schema.ts';

/** Every subcommand that a program has at one place of its words; a literal word that is not among them fails. */
export interface SubcommandList {
  readonly line: string;
  /** Flags that may stand before the subcommand. */
  readonly flags: string;
  readonly names: readonly string[];
  readonly source: Source;
}

/** Only programs without plugins are here: `gh X` and `helm X` may be an extension. */
export const subcommands: readonly SubcommandList[] = [
  {
    line: 'gh attestation',
    flags: '--repo,-R= --hostname= --owner,-o=',
    names: ['verify', 'download', 'trusted-root', 'inspect', 'tuf-root-verify', 'help'],
    source: readPage('https://cli.github.com/manual/gh_attestation'),
  },
  {
    line: 'gh at',
    flags: '--repo,-R= --hostname= --owner,-o=',
    names: ['verify', 'download', 'trusted-root', 'inspect', 'tuf-root-verify', 'help'],
    source: readPage('https://cli.github.com/manual/gh_attestation'),
  },
  {
    line: 'gh release',
    flags: '--repo,-R=',
    names: ['create', 'new', 'delete', 'delete-asset', 'download', 'edit', 'list', 'ls', 'upload', 'verify', 'verify-asset', 'view', 'help'],
    source: readPage('https://cli.github.com/manual/gh_release'),
  },
  {
    line: 'cosign',
    flags: '--output-file= --verbose,-d --timeout,-t=',
    names: [
      'attach',
      'attest',
      'attest-blob',
      'bundle',
      'clean',
      'debug',
      'tree',
      'completion',
      'copy',
      'dockerfile',
      'download',
      'env',
      'generate',
      'generate-key-pair',
      'help',
      'import-key-pair',
      'initialize',
      'load',
      'login',
      'manifest',
      'piv-tool',
      'pkcs11-tool',
      'policy',
      'public-key',
      'save',
      'sign',
      'sign-blob',
      'signing-config',
      'triangulate',
      'trusted-root',
      'upload',
      'verify',
      'verify-attestation',
      'verify-blob',
      'verify-blob-attestation',
      'version',
      'completion-spec',
      '__complete',
    ],
    source: readAt('sigstore/cosign', 'd6d86c224e5899b54f56cbb063b79dc43abc11c2', 'v3.1.2')('cmd/cosign/cli/commands.go'),
  },
  {
    line: 'cosign attach',
    flags: '',
    names: ['signature', 'sbom', 'attestation', 'help'],
    source: readAt('sigstore/cosign', 'd6d86c224e5899b54f56cbb063b79dc43abc11c2', 'v3.1.2')('cmd/cosign/cli/attach.go'),
  },
  {
    line: 'syft cataloger',
    flags: '--config,-c= --quiet,-q --verbose,-v',
    names: ['list', 'info', 'help'],
    source: readAt('anchore/syft', 'bf82010f3c38508e30dd01ed8053f158513c0c9d', 'v1.51.0')('cmd/syft/cli/cli.go'),
  },
  {
    line: 'helm registry',
    flags: '--registry-config= --debug',
    names: ['login', 'logout', 'help'],
    source: readAt('helm/helm', 'e9b85e4de16ad45805843fb121748018cf89094b', 'v4.1.0')('pkg/cmd/registry.go'),
  },
  {
    line: 'helm repo',
    flags: '--repository-config= --debug',
    names: ['add', 'index', 'list', 'ls', 'remove', 'rm', 'update', 'up', 'help'],
    source: readAt('helm/helm', 'e9b85e4de16ad45805843fb121748018cf89094b', 'v4.1.0')('pkg/cmd/repo.go'),
  },
  {
    line: 'slsa-verifier',
    flags: '',
    names: ['version', 'verify-artifact', 'verify-github-attestation', 'verify-image', 'verify-npm-package', 'verify-vsa', 'completion', 'help'],
    source: readAt('slsa-framework/slsa-verifier', 'aaf98fd77ddc1963c0f34f34c46bd84d7a08c260', 'v2.7.1')('cli/slsa-verifier/main.go'),
  },
];
