import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findVerifyCommands } from '../../src/documents/index.ts';
import type { VerifyCommand } from '../../src/documents/index.ts';

/** The commands of one shell block. */
function inBlock(script: string, language: string = 'sh'): readonly VerifyCommand[] {
  return findVerifyCommands('README.md', `# Check\n\n\`\`\`${language}\n${script}\n\`\`\`\n`);
}

const signer =
  '--certificate-identity https://github.com/acme/tool/.github/workflows/release.yml@refs/tags/v1 --certificate-oidc-issuer https://token.actions.githubusercontent.com';

test('judges whether a command could run', () => {
  const cases: readonly { line: string; tool: string; could: VerifyCommand['couldRun']; why?: RegExp }[] = [
    { line: `cosign verify ghcr.io/acme/tool:v1 ${signer}`, tool: 'cosign verify', could: 'yes' },
    { line: 'cosign verify ghcr.io/acme/tool:v1', tool: 'cosign verify', could: 'no', why: /no identity and no issuer/ },
    { line: 'cosign verify ghcr.io/acme/tool:v1 --certificate-identity=x', tool: 'cosign verify', could: 'no', why: /no issuer/ },
    { line: 'cosign verify --certificate-identity-regexp x --certificate-oidc-issuer-regexp y ghcr.io/acme/tool', tool: 'cosign verify', could: 'yes' },
    {
      line: "cosign verify --certificate-identity-regexp '.*' --certificate-oidc-issuer-regexp '^.+$' ghcr.io/acme/tool",
      tool: 'cosign verify',
      could: 'partial',
      why: /anybody/,
    },
    {
      line: "cosign verify --certificate-identity-regexp '^https://.*' --certificate-oidc-issuer-regexp 'https://.*' ghcr.io/acme/tool",
      tool: 'cosign verify',
      could: 'partial',
      why: /anybody/,
    },
    {
      line: "cosign verify --certificate-identity-regexp 'acme/.*' --certificate-oidc-issuer-regexp '.*' ghcr.io/acme/tool",
      tool: 'cosign verify',
      could: 'yes',
    },
    {
      line: "cosign verify --certificate-identity-regexp '.*' --certificate-oidc-issuer https://acme.dev ghcr.io/acme/tool",
      tool: 'cosign verify',
      could: 'yes',
    },
    {
      line: "cosign verify --certificate-identity-regexp '.*' --certificate-oidc-issuer-regexp '.*' --certificate-github-workflow-repository acme/tool ghcr.io/acme/tool",
      tool: 'cosign verify',
      could: 'yes',
    },
    { line: 'cosign verify --key cosign.pub ghcr.io/acme/tool', tool: 'cosign verify', could: 'yes' },
    { line: 'cosign verify --key cosign.pub', tool: 'cosign verify', could: 'no', why: /no image/ },
    { line: `cosign verify --key cosign.pub ${signer} ghcr.io/acme/tool`, tool: 'cosign verify', could: 'no', why: /not both/ },
    { line: 'COSIGN_EXPERIMENTAL=1 cosign verify ghcr.io/acme/tool:v1', tool: 'cosign verify', could: 'partial', why: /cosign 1/ },
    { line: 'export COSIGN_EXPERIMENTAL=1\ncosign verify ghcr.io/acme/tool:v1', tool: 'cosign verify', could: 'partial', why: /cosign 1/ },
    { line: `cosign verify-blob tool.tgz --bundle tool.tgz.sigstore.json ${signer}`, tool: 'cosign verify-blob', could: 'yes' },
    { line: `cosign verify-blob tool.tgz ${signer}`, tool: 'cosign verify-blob', could: 'no', why: /neither a bundle/ },
    { line: `cosign verify-blob --signature a.sig --certificate a.pem a ${signer}`, tool: 'cosign verify-blob', could: 'yes' },
    { line: `cosign verify-blob --signature a.sig a ${signer}`, tool: 'cosign verify-blob', could: 'no', why: /certificate or a key/ },
    { line: 'cosign verify-blob --key k.pub --signature a.sig a', tool: 'cosign verify-blob', could: 'yes' },
    { line: 'cosign verify-blob -key k.pub -signature a.sig a', tool: 'cosign verify-blob', could: 'no', why: /one dash/ },
    { line: `cosign verify-blob --bundle b a c ${signer}`, tool: 'cosign verify-blob', could: 'no', why: /one file/ },
    { line: `cosign verify-attestation --type slsaprovenance ghcr.io/acme/tool ${signer}`, tool: 'cosign verify-attestation', could: 'yes' },
    { line: `cosign verify-blob-attestation --bundle b --type spdx a ${signer}`, tool: 'cosign verify-blob-attestation', could: 'yes' },
    { line: 'cosign verify ... ghcr.io/acme/tool', tool: 'cosign verify', could: 'no', why: /left out/ },
    {
      line: 'cosign verify --certificate-identity=https://github.com/acme/… --certificate-oidc-issuer=x ghcr.io/acme/tool',
      tool: 'cosign verify',
      could: 'no',
      why: /left out/,
    },
    {
      line: 'cosign verify --certificate-identity=<who> --certificate-oidc-issuer=x ghcr.io/acme/tool',
      tool: 'cosign verify',
      could: 'partial',
      why: /identity is left/,
    },
    {
      line: 'cosign verify --certificate-identity=name@example.com --certificate-oidc-issuer=x ghcr.io/acme/tool',
      tool: 'cosign verify',
      could: 'partial',
      why: /identity is left/,
    },
    {
      line: 'WHO=https://github.com/acme/tool/x\ncosign verify --certificate-identity=$WHO --certificate-oidc-issuer=y ghcr.io/acme/tool',
      tool: 'cosign verify',
      could: 'yes',
    },
    { line: 'gh attestation verify tool.tgz --repo acme/tool', tool: 'gh attestation verify', could: 'yes' },
    { line: 'gh attestation verify -R acme/tool oci://ghcr.io/acme/tool:v1', tool: 'gh attestation verify', could: 'yes' },
    { line: 'gh attestation verify --owner acme tool.tgz', tool: 'gh attestation verify', could: 'yes' },
    { line: 'gh attestation verify tool.tgz', tool: 'gh attestation verify', could: 'no', why: /--repo nor --owner/ },
    { line: 'gh attestation verify --bundle b.jsonl tool.tgz', tool: 'gh attestation verify', could: 'no', why: /--repo nor --owner/ },
    { line: 'gh attestation verify -R acme/tool', tool: 'gh attestation verify', could: 'no', why: /nothing to verify/ },
    { line: 'gh attestation verify -R acme/tool a b', tool: 'gh attestation verify', could: 'no', why: /several/ },
    { line: 'gh attestation verify --owner <owner> <file>', tool: 'gh attestation verify', could: 'partial', why: /owner is left/ },
    { line: 'gh release verify v1.0.0 -R acme/tool', tool: 'gh release verify', could: 'yes' },
    { line: 'gh release verify-asset v1.0.0 tool.tgz -R acme/tool', tool: 'gh release verify-asset', could: 'yes' },
    {
      line: 'slsa-verifier verify-artifact tool --provenance-path p.jsonl --source-uri github.com/acme/tool',
      tool: 'slsa-verifier verify-artifact',
      could: 'yes',
    },
    {
      line: 'slsa-verifier -artifact-path tool -provenance p.jsonl -source github.com/acme/tool -tag v1',
      tool: 'slsa-verifier',
      could: 'partial',
      why: /version 2/,
    },
    { line: 'slsa-verifier verify-artifact tool --provenance-path p.jsonl', tool: 'slsa-verifier verify-artifact', could: 'no', why: /--source-uri/ },
    {
      line: 'slsa-verifier verify-artifact tool --source-uri github.com/acme/tool',
      tool: 'slsa-verifier verify-artifact',
      could: 'no',
      why: /--provenance-path/,
    },
    {
      line: 'slsa-verifier verify-image ghcr.io/acme/tool:v1 --source-uri github.com/acme/tool',
      tool: 'slsa-verifier verify-image',
      could: 'no',
      why: /digest/,
    },
    { line: 'slsa-verifier verify-image "$IMAGE" --source-uri github.com/acme/tool', tool: 'slsa-verifier verify-image', could: 'yes' },
    {
      line: 'slsa-verifier verify-npm-package t.tgz --source-uri github.com/acme/tool --package-name t --package-version 1',
      tool: 'slsa-verifier verify-npm-package',
      could: 'no',
      why: /--builder-id/,
    },
    { line: 'sha256sum -c checksums.txt', tool: 'sha256sum', could: 'yes' },
    { line: 'sha256sum --check --ignore-missing SHA256SUMS', tool: 'sha256sum', could: 'yes' },
    { line: 'sha256sum -c', tool: 'sha256sum', could: 'no', why: /no checksum list/ },
    { line: 'grep tool.tgz SUMS | shasum -a 256 -c -', tool: 'shasum', could: 'yes' },
    { line: 'gpg --verify tool.tgz.asc tool.tgz', tool: 'gpg', could: 'yes' },
    { line: 'gpg --verify tool.tgz.sig', tool: 'gpg', could: 'yes' },
    { line: 'gpg --verify tool.tgz', tool: 'gpg', could: 'partial', why: /inside/ },
    { line: 'gpgv --keyring keys.gpg tool.asc tool || true', tool: 'gpgv', could: 'partial', why: /passed over/ },
    { line: 'gpgv --keyring keys.gpg tool.asc tool || exit 1', tool: 'gpgv', could: 'yes' },
    { line: 'gpgv --keyring keys.gpg tool.asc tool || echo "not ours"', tool: 'gpgv', could: 'yes' },
    {
      line: 'cosign verify --check-claims=false --key k.pub acme/tool:1',
      tool: 'cosign verify',
      could: 'partial',
      why: /this very thing/,
    },
    { line: 'gh attestation verify tool.tgz --repo acme/tool --bundle-from-oci', tool: 'gh attestation verify', could: 'no', why: /for images/ },
    { line: 'gh attestation verify oci://ghcr.io/acme/tool:1 --repo acme/tool --bundle-from-oci', tool: 'gh attestation verify', could: 'yes' },
    { line: 'gpg --verify signature.asc', tool: 'gpg', could: 'partial', why: /names no file/ },
    { line: 'gpg --verify signature.asc tool.tgz', tool: 'gpg', could: 'yes' },
    { line: 'gpg --verify', tool: 'gpg', could: 'no', why: /neither/ },
    { line: 'gpgv --keyring keys.gpg tool.asc tool', tool: 'gpgv', could: 'yes' },
    { line: 'minisign -Vm tool.tgz -P RWQabc', tool: 'minisign', could: 'yes' },
    { line: 'minisign -V -p key.pub', tool: 'minisign', could: 'no', why: /-m/ },
    { line: 'signify -C -p key.pub -x SHA256.sig tool.tgz', tool: 'signify', could: 'yes' },
    { line: 'sigstore verify identity --cert-identity a@b.org --cert-oidc-issuer https://c tool.whl', tool: 'sigstore verify identity', could: 'yes' },
    { line: 'python -m sigstore verify identity --cert-identity a@b.org tool.whl', tool: 'sigstore verify identity', could: 'no', why: /issuer/ },
    { line: 'python3 -m sigstore verify github --repository acme/tool tool.whl', tool: 'sigstore verify github', could: 'yes' },
    { line: 'sigstore verify tool.whl', tool: 'sigstore verify', could: 'no', why: /verify identity/ },
    {
      line: 'uvx pypi-attestations verify pypi --repository https://github.com/acme/tool pypi:tool-1.0.tar.gz',
      tool: 'pypi-attestations verify pypi',
      could: 'yes',
    },
    { line: 'pypi-attestations verify pypi pypi:tool-1.0.tar.gz', tool: 'pypi-attestations verify pypi', could: 'no', why: /--repository/ },
    { line: 'npm audit signatures', tool: 'npm audit signatures', could: 'yes' },
    { line: 'notation verify acme.io/tool@sha256:abcd', tool: 'notation verify', could: 'yes' },
    { line: 'helm verify tool-1.0.tgz --keyring k.gpg', tool: 'helm verify', could: 'yes' },
    { line: 'helm install my acme/tool --verify', tool: 'helm install', could: 'yes' },
    { line: 'openssl dgst -sha256 -verify key.pem -signature tool.sig tool', tool: 'openssl dgst', could: 'yes' },
    { line: 'openssl dgst -sha256 -verify key.pem tool', tool: 'openssl dgst', could: 'no', why: /-signature/ },
    { line: `gitsign verify-tag ${signer} v1.0.0`, tool: 'gitsign verify-tag', could: 'yes' },
    { line: 'gitsign verify v1.0.0', tool: 'gitsign verify', could: 'no', why: /no identity/ },
    { line: 'git verify-tag v1.0.0', tool: 'git verify-tag', could: 'yes' },
    { line: 'git tag -v v1.0.0', tool: 'git tag', could: 'yes' },
    { line: 'git -C tool tag --verify v1.0.0', tool: 'git tag', could: 'yes' },
    { line: 'rekor-cli verify --artifact tool --signature tool.sig --public-key k', tool: 'rekor-cli verify', could: 'yes' },
    { line: 'ssh-keygen -Y verify -f allowed -I me@acme.org -n file -s tool.sig < tool', tool: 'ssh-keygen', could: 'yes' },
    { line: 'ssh-keygen -Y verify -f allowed -n file -s tool.sig < tool', tool: 'ssh-keygen', could: 'no', why: /identity/ },
    { line: 'rpm -K tool.rpm', tool: 'rpm', could: 'yes' },
    { line: 'sealwright verify tool.tgz --repo acme/tool', tool: 'sealwright verify', could: 'yes' },
    { line: 'sealwright verify tool.tgz --bundle b', tool: 'sealwright verify', could: 'no', why: /nobody is asked for/ },
    { line: 'sealwright verify tool.tgz --policy p.yaml', tool: 'sealwright verify', could: 'yes' },
    { line: 'sealwright verify --release dist --repo acme/tool', tool: 'sealwright verify', could: 'no', why: /without --policy/ },
    { line: 'sealwright verify --release dist --policy p.yaml', tool: 'sealwright verify', could: 'yes' },
    { line: 'sealwright verify tool.tgz --identity me@acme.org', tool: 'sealwright verify', could: 'no', why: /issuer/ },
    { line: 'sealwright verify tool.tgz --repo acme/tool --workflow r.yml --ref refs/tags/v1 --type provenance', tool: 'sealwright verify', could: 'yes' },
    { line: 'sealwright verify tool.tgz --unsafely-any-identity', tool: 'sealwright verify', could: 'partial', why: /anybody/ },
    { line: 'sealwright verify --repo acme/tool', tool: 'sealwright verify', could: 'no', why: /nothing to verify/ },
    { line: 'docker run --rm -v "$PWD:/w" ghcr.io/sigstore/cosign/cosign:v2.4.1 verify --key /w/k.pub acme/tool', tool: 'cosign verify', could: 'yes' },
    {
      line: './slsa-verifier-linux-amd64 verify-artifact t --provenance-path p --source-uri github.com/acme/tool',
      tool: 'slsa-verifier verify-artifact',
      could: 'yes',
    },
    { line: '.\\cosign.exe verify --key k.pub acme/tool', tool: 'cosign verify', could: 'yes' },
    { line: 'find . -name "*.asc" -exec gpg --verify {} \\;', tool: 'gpg', could: 'yes' },
    { line: 'for f in *.tgz; do cosign verify-blob --key k.pub --bundle "$f.json" "$f"; done', tool: 'cosign verify-blob', could: 'yes' },
    { line: 'curl -LO https://example.org/t && cosign verify-blob --key k.pub --bundle t.json t', tool: 'cosign verify-blob', could: 'yes' },
    { line: 'codesign --verify --deep --strict Tool.app', tool: 'codesign', could: 'yes' },
    { line: 'Get-AuthenticodeSignature -FilePath .\\tool.exe', tool: 'Get-AuthenticodeSignature', could: 'yes' },
  ];
  for (const one of cases) {
    const found = inBlock(one.line);
    assert.equal(found.length, 1, one.line);
    const command = found[0]!;
    assert.equal(`${command.tool} ${command.subcommand}`.trim(), one.tool, one.line);
    assert.equal(command.couldRun, one.could, `${one.line}: ${command.reason}`);
    if (one.why === undefined) assert.equal(one.could === 'yes' ? command.reason : undefined, undefined, one.line);
    else assert.match(command.reason ?? '', one.why, one.line);
  }
});

test('what only looks like a command is none', () => {
  const cases: readonly { what: string; text: string }[] = [
    { what: 'a mention', text: 'Signatures are checked with `cosign verify` and `gpg --verify`.' },
    { what: 'a sentence', text: 'cosign verify is the command to use.\n\ngpg --verify needs the key' },
    { what: 'a help text', text: '```\ncosign verify [flags]\nslsa-verifier verify-artifact [flags] artifact [artifact..]\n```' },
    { what: 'a heading', text: '## cosign verify --key k.pub acme/tool' },
    { what: 'a comment', text: '```sh\n# cosign verify --key k.pub acme/tool\nls\n```' },
    { what: 'a hidden comment', text: '<!-- `cosign verify --key k.pub acme/tool` -->' },
    { what: 'output', text: '```console\n$ ls\ncosign verify --key k.pub acme/tool\n```' },
    {
      what: 'another subcommand',
      text: '```\ncosign sign acme/tool\ngh attestation download x -R a/b\ngit tag v1\nsha256sum tool > SUMS\nhelm install a b\ngpg --armor x\nopenssl dgst -sha256 x\n```',
    },
    { what: 'an argument', text: '```\necho "cosign verify --key k.pub acme/tool"\n```' },
    { what: 'a table of flags', text: '| Command | Use |\n|---|---|\n| `cosign verify` | images |\n' },
  ];
  for (const one of cases)
    assert.deepEqual(
      findVerifyCommands('README.md', one.text).map((command) => command.command),
      [],
      one.what,
    );
});

test('finds commands wherever users read them', () => {
  const line = 'gpg --verify tool.tgz.asc tool.tgz';
  const cases: readonly { what: string; path: string; text: string; setting: VerifyCommand['setting'] }[] = [
    { what: 'inline', path: 'README.md', text: `Run \`${line}\` now`, setting: 'inline' },
    { what: 'inline over two lines', path: 'README.md', text: `Run \`gpg --verify\ntool.tgz.asc tool.tgz\` now`, setting: 'inline' },
    { what: 'table', path: 'README.md', text: `| a |\n|---|\n| \`${line}\` |`, setting: 'inline' },
    { what: 'prose', path: 'INSTALL', text: `To check:\n\n  ${line}\n`, setting: 'prose' },
    { what: 'prose with prompt', path: 'NEWS', text: `* Signed\n\n    $ ${line}\n`, setting: 'prose' },
    { what: 'indented', path: 'README.md', text: `Check:\n\n    ${line}\n`, setting: 'code' },
    { what: 'rst', path: 'docs/a.rst', text: `Check::\n\n    ${line}\n`, setting: 'code' },
    { what: 'rst inline', path: 'docs/a.rst', text: `Run \`\`${line}\`\`.`, setting: 'inline' },
    { what: 'adoc', path: 'docs/a.adoc', text: `----\n${line}\n----\n`, setting: 'code' },
    { what: 'html', path: 'docs/a.html', text: `<pre>gpg --verify <b>tool.tgz.asc</b> tool.tgz</pre>`, setting: 'code' },
    { what: 'html inline', path: 'docs/a.html', text: `<p><code>${line}</code></p>`, setting: 'inline' },
    { what: 'prose in YAML', path: 'docs/content/a.yml', text: `body: |\n  Check with \`${line}\`.\n`, setting: 'inline' },
    { what: 'YAML example', path: 'README.md', text: `\`\`\`yaml\n- run: ${line}\n\`\`\``, setting: 'config' },
  ];
  for (const one of cases) {
    const found = findVerifyCommands(one.path, one.text);
    assert.equal(found.length, 1, one.what);
    assert.equal(found[0]?.setting, one.setting, one.what);
    assert.deepEqual(found[0]?.subjects, ['tool.tgz.asc', 'tool.tgz'], one.what);
    assert.equal(one.text.slice(found[0]?.span.start, found[0]?.span.end).startsWith('gpg'), true, one.what);
  }
});

test('a command in a configuration is never more than partial', () => {
  assert.equal(inBlock('run: gh attestation verify t -R acme/tool', 'yaml')[0]?.couldRun, 'partial');
});

test('in workflows and release configurations only the release notes are read', () => {
  const workflow =
    'jobs:\n  a:\n    steps:\n      - run: cosign verify --key k.pub acme/ci\n      - run: |\n          cosign verify --key k.pub acme/ci2\n          cat > notes.md <<EOF\n          Check: `cosign verify --key k.pub acme/notes`\n          EOF\n      - uses: x/release\n        with:\n          body: |\n            ```sh\n            cosign verify --key k.pub acme/body\n            ```\n          name: x\n';
  assert.deepEqual(
    findVerifyCommands('.github/workflows/release.yml', workflow).map((one) => one.subjects[0]),
    ['acme/notes', 'acme/body'],
  );
  const config = 'signs:\n  - cmd: cosign\n    args: [verify, "--key=k", a]\nrelease:\n  footer: |\n    Run `cosign verify --key k.pub acme/footer`.\n';
  const found = findVerifyCommands('.goreleaser.yaml', config);
  assert.deepEqual(
    found.map((one) => one.subjects[0]),
    ['acme/footer'],
  );
  assert.equal(found[0]?.span.line, 6);
});

test('keeps the facts of a command', () => {
  const text =
    '# Verify\n\n```bash\nVERSION=v1.2.3\nexport REPO="acme/tool"\ncosign verify-blob "tool_${VERSION}_$OS.tgz" \\\n  --bundle "tool_${VERSION}_$OS.tgz.json" \\\n  --certificate-identity-regexp "^https://github\\.com/${REPO}/.+$" \\\n  --certificate-oidc-issuer \'https://token.actions.githubusercontent.com\'\n```\n';
  const found = findVerifyCommands('docs/verify.md', text);
  assert.equal(found.length, 1);
  const command = found[0]!;
  assert.deepEqual(command.subjects, ['tool_v1.2.3_$OS.tgz']);
  assert.deepEqual(command.identity, { kind: 'regexp', value: '^https://github\\.com/acme/tool/.+$' });
  assert.deepEqual(command.issuer, { kind: 'exact', value: 'https://token.actions.githubusercontent.com' });
  assert.deepEqual(command.flags.get('--bundle'), ['tool_v1.2.3_$OS.tgz.json']);
  assert.deepEqual(command.placeholders, ['$OS']);
  assert.deepEqual(command.heading, ['Verify']);
  assert.deepEqual(command.mentions, [{ host: 'github.com', owner: 'acme', repo: 'tool', by: 'identity' }]);
  assert.equal(command.span.line, 6);
  assert.equal(command.span.endLine, 9);
  assert.equal(text.slice(command.span.start, command.span.end).endsWith("githubusercontent.com'"), true);
  assert.equal(command.command.includes('\n'), false);
  assert.equal(command.couldRun, 'yes');
});

test('says whose artifact it is about', () => {
  const cases: readonly { text: string; is: readonly string[] }[] = [
    { text: 'gh attestation verify t -R Acme/Tool', is: ['github.com/Acme/Tool repository'] },
    { text: 'gh attestation verify t --owner acme', is: ['github.com/acme/* repository'] },
    {
      text: 'gh attestation verify t --owner acme --signer-workflow other/repo/.github/workflows/a.yml',
      is: ['github.com/other/repo repository', 'github.com/acme/* repository'],
    },
    { text: 'slsa-verifier verify-artifact t --provenance-path p --source-uri git+https://github.com/acme/tool', is: ['github.com/acme/tool repository'] },
    {
      text: 'cosign verify --key https://github.com/acme/tool/raw/main/k.pub ghcr.io/acme/tool/server:v1',
      is: ['ghcr.io/acme/tool image', 'github.com/acme/tool address'],
    },
    { text: 'cosign verify --key k.pub acme/tool', is: ['docker.io/acme/tool image'] },
    { text: 'cosign verify --key k.pub alpine', is: [] },
    { text: 'curl -LO https://github.com/acme/tool/releases/download/v1/SUMS\nsha256sum -c SUMS', is: ['github.com/acme/tool nearby'] },
  ];
  for (const one of cases) {
    const shown = inBlock(one.text)[0]
      ?.mentions.filter((mention) => mention.by !== 'nearby' || one.text.startsWith('curl'))
      .map((mention) => `${mention.host}/${mention.owner}/${mention.repo ?? '*'} ${mention.by}`);
    assert.deepEqual(shown?.toSorted(), [...one.is].toSorted(), one.text);
  }
});

test('knows the key that a document imports', () => {
  const cases: readonly { text: string; key: string | undefined }[] = [
    { text: 'gpg --import KEYS\ngpg --verify a.asc a', key: 'KEYS' },
    { text: 'gpg --keyserver keys.example.org --recv-keys 0xABCDEF\ngpg --verify a.asc a', key: '0xABCDEF' },
    { text: 'curl https://example.org/k | gpg --import\ngpg --verify a.asc a', key: 'imported' },
    { text: 'gpg --verify a.asc a', key: undefined },
  ];
  for (const one of cases) {
    const command = inBlock(one.text).at(-1);
    assert.equal(command?.key, one.key, one.text);
    assert.equal(
      command?.problems.some((problem) => problem.startsWith('no key')),
      one.key === undefined,
      one.text,
    );
  }
});

test('a weakened check is said', () => {
  assert.match(inBlock(`cosign verify acme/tool --insecure-ignore-tlog ${signer}`)[0]?.problems.join() ?? '', /insecure-ignore-tlog/);
  assert.match(inBlock("cosign verify acme/tool --certificate-identity-regexp '.*' --certificate-oidc-issuer x")[0]?.problems.join() ?? '', /any signer/);
  assert.equal(inBlock('cosign verify --key k.pub \\ \n  acme/tool')[0]?.couldRun, 'partial');
});

test('a variable that grows without end is let go', () => {
  const doubling = `A=aaaaaaaaaaaaaaaa\n${'A=$A$A\n'.repeat(40)}cosign verify --key k.pub acme/$A`;
  assert.ok((inBlock(doubling).at(-1)?.subjects[0]?.length ?? Infinity) < 1_200);
});

const command = '```sh\ncosign verify --key k.pub acme/tool:1\n```\n';
for (const [prose, found] of [
  ['Check the signature:', 1],
  ['This command no longer works:', 0],
  ['Signatures are not yet published. In the future this will do:', 0],
  ['Images are not yet signed.', 0],
  ['This does not work yet:', 0],
  ['The packages for Windows are not yet signed. Check the others so:', 1],
  ['If this does not work, open an issue. Check the signature:', 1],
  ['Coming soon:', 0],
  ['In a future release you will be able to run', 0],
  ['From the next version, images are signed. You can then check them so:', 1],
  ['We plan to sign the images:', 0],
  ['In a future release the flag goes away. Today this works:', 1],
  ['Once it is downloaded you will be able to check it with:', 1],
  ['- docs: replaced', 0],
  ['We removed the old key. Check with the new one:', 1],
  ['Maintainers run this before a release:', 0],
  ['The release manager should check the images:', 0],
  ['Before each release, run', 0],
  ['Before you install a release, run', 1],
  ['Up to v1 (not any more):', 0],
  ['Releases older than 2.0 are signed otherwise:', 0],
  ['You need up to 2 minutes. Then:', 1],
  ['We propose that users run', 0],
  ['Before publishing the draft, check:', 0],
  ['Maintainers sign every release. Verify the signature:', 1],
] as const)
  test(`a command behind: ${prose}`, () => assert.equal(findVerifyCommands('README.md', `# Tool\n\n${prose}\n\n${command}`).length, found));

for (const [heading, found] of [
  ['Verify', 1],
  ['Verify (coming soon)', 0],
  ['Verify (deprecated)', 0],
  ['Releases that are no longer signed this way', 0],
  ['For maintainers', 0],
  ['Maintainers and contributors', 1],
  ['For package maintainers', 1],
] as const)
  test(`a command under the heading ${heading}`, () => assert.equal(findVerifyCommands('README.md', `# Tool\n\n## ${heading}\n\n${command}`).length, found));

for (const [path, found] of [
  ['docs/maintainers/release.md', 0],
  ['MAINTAINING.md', 0],
  ['docs/verify.md', 1],
  ['docs/maintained-images.md', 1],
  ['docs/adr/0007-signing.md', 1],
  ['docs/proposals/signing.md', 1],
  ['docs/decision-making.md', 1],
  ['.github/PULL_REQUEST_TEMPLATE.md', 0],
  ['.github/SECURITY.md', 1],
  ['templates/README.md', 1],
  ['cookiecutter/README.md', 0],
  ['docs/verification/README.md', 1],
] as const)
  test(`a command in ${path}`, () => assert.equal(findVerifyCommands(path, `# Check\n\n${command}`).length, found));

for (const [path, title, could] of [
  ['RELEASING.md', 'Releasing', 'partial'],
  ['RELEASING.md', 'Verify a release', 'yes'],
  ['HACKING.md', 'After CI', 'partial'],
  ['docs/internals/ci.md', 'CI', 'partial'],
  ['docs/adr/0007-signing.md', 'Verify', 'partial'],
  ['docs/development/release.md', 'Signatures', 'yes'],
  ['docs/developer-guide.md', 'Images', 'yes'],
  ['RELEASES.md', 'Releases', 'yes'],
] as const)
  test(`a command under ${title} in ${path}`, () => assert.equal(findVerifyCommands(path, `# ${title}\n\n${command}`)[0]?.couldRun, could));
