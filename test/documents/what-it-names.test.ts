import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findVerifyCommands, whatItNames } from '../../src/documents/index.ts';
import { gapsIn, isAllPlaceholder, isElided, patternsOf, placeholdersIn } from '../../src/documents/placeholders.ts';
import { includes, lit, nameSet, show } from '../../src/values/index.ts';

function namesOf(line: string): readonly string[] {
  const command = findVerifyCommands('README.md', `\`\`\`sh\n${line}\n\`\`\`\n`).at(-1);
  assert.ok(command !== undefined, line);
  return whatItNames(command).map(
    (thing) =>
      `${thing.kind} ${thing.patterns.map(show).join(' | ')}${thing.isAnything ? ' any' : ''}${thing.by === undefined ? '' : ` by ${thing.by}`}${thing.index === undefined ? '' : ` ${thing.index}`}`,
  );
}

test('tells what a command is about', () => {
  const cases: readonly { line: string; is: readonly string[] }[] = [
    { line: 'cosign verify --key k ghcr.io/Acme/Tool:v1.2.3', is: ['image ghcr.io/acme/tool by tag'] },
    { line: 'cosign verify --key k ghcr.io/acme/tool@sha256:<digest>', is: ['image ghcr.io/acme/tool by digest'] },
    { line: 'cosign verify --key k ghcr.io/acme/tool:v1@sha256:abcd', is: ['image ghcr.io/acme/tool by digest'] },
    { line: 'cosign verify --key k localhost:5000/acme/tool', is: ['image localhost:5000/acme/tool by name'] },
    { line: 'cosign verify --key k ghcr.io/acme/tool-$VARIANT:$TAG', is: ['image ghcr.io/acme/tool-* by tag'] },
    { line: 'cosign verify --key k <image>:<tag>', is: ['image * any by tag'] },
    { line: 'cosign verify --key k $(cat ref)', is: [] },
    { line: 'cosign verify --key k --local-image ./dir', is: [] },
    { line: 'cosign verify-blob --key k --bundle b dist/tool_1.2.3_linux_amd64.tar.gz', is: ['file tool_*_linux_amd64.tar.gz'] },
    { line: 'cosign verify-blob --key k --bundle b https://github.com/acme/tool/releases/download/v1/tool.zip', is: ['file tool.zip'] },
    { line: 'cosign verify-blob --key k --bundle b <(jq . x)', is: [] },
    { line: 'gh attestation verify path/to/tool.tgz -R a/b', is: ['file tool.tgz'] },
    { line: 'gh attestation verify ~/Downloads/<asset> -R a/b', is: ['file * any'] },
    { line: 'gh attestation verify artifact.tar.gz -R a/b', is: ['file *.tar.gz any'] },
    { line: 'gh attestation verify oci://ghcr.io/a/b:latest -R a/b', is: ['image ghcr.io/a/b by tag'] },
    { line: 'gh attestation verify *.whl -R a/b', is: ['file *.whl'] },
    { line: 'sealwright verify pkg:npm/%40acme/tool@1.2.3 --repo a/b', is: ['package @acme/tool npm'] },
    { line: 'sealwright verify pkg:pypi/tool@1.2.3 --repo a/b', is: ['package tool pypi'] },
    { line: 'sealwright verify ghcr.io/a/b:v1 --repo a/b --workflow r.yml', is: ['image ghcr.io/a/b by tag'] },
    { line: 'sealwright verify dist/tool.tgz --repo a/b --type provenance', is: ['file tool.tgz'] },
    { line: 'sealwright verify git:v1.2.3 --repo a/b', is: ['tag *'] },
    { line: 'gh release verify v1.2.3', is: ['tag *'] },
    { line: 'gh release verify-asset v1.2.3 tool-linux', is: ['file tool-linux'] },
    {
      line: 'slsa-verifier verify-npm-package t.tgz --source-uri x --builder-id y --package-name @acme/tool --package-version 1',
      is: ['package @acme/tool npm'],
    },
    { line: 'slsa-verifier verify-artifact a b --source-uri x --provenance-path y', is: ['file a', 'file b'] },
    { line: 'sha256sum -c tool_{version}_checksums.txt', is: ['checksum-list tool_*_checksums.txt'] },
    { line: 'grep tool.tgz SHA256SUMS | sha256sum -c -', is: ['file tool.tgz', 'checksum-list SHA256SUMS'] },
    { line: 'echo "abc  tool.tgz" | sha256sum --check', is: ['file tool.tgz'] },
    { line: 'curl -sL https://x.org/v1/sums.txt | sha256sum -c --ignore-missing', is: ['checksum-list sums.txt'] },
    { line: 'sha256sum -c < sums.txt', is: ['checksum-list sums.txt'] },
    { line: 'gpg --verify tool.tgz.asc tool.tgz', is: ['file tool.tgz'] },
    { line: 'gpg --verify tool-X.Y.Z.tar.gz.sig', is: ['file tool-*.tar.gz'] },
    { line: 'gpg --verify SHA256SUMS.asc SHA256SUMS', is: ['checksum-list SHA256SUMS'] },
    { line: 'gpg --verify signature.asc', is: ['file * any'] },
    { line: 'minisign -Vm tool.tgz -P x', is: ['file tool.tgz'] },
    { line: 'pypi-attestations verify pypi --repository x pypi:tool-1.2.3-py3-none-any.whl', is: ['package tool-*-py3-none-any.whl pypi'] },
    { line: 'npm audit signatures', is: ['package * any npm'] },
    { line: 'helm verify tool-1.2.3.tgz', is: ['chart tool-*.tgz by name'] },
    { line: 'helm install rel oci://ghcr.io/acme/charts/tool --version 1.2.3 --verify', is: ['chart ghcr.io/acme/charts/tool by name'] },
    { line: 'helm pull acme/tool --verify', is: ['chart tool by name'] },
    { line: 'git verify-tag v1.2.3', is: ['tag *'] },
    { line: 'openssl dgst -sha256 -verify k -signature s tool.bin', is: ['file tool.bin'] },
    { line: 'ssh-keygen -Y verify -f a -I i -n file -s t.sig < tool', is: ['file tool'] },
  ];
  for (const one of cases) assert.deepEqual(namesOf(one.line), one.is, one.line);
});

test('says what it took on trust', () => {
  const command = findVerifyCommands('a.md', '```\ngpg --verify tool-1.2.3.tgz.asc\n```')[0]!;
  assert.deepEqual(whatItNames(command)[0]?.assumes, ['1.2.3 stands for any version']);
});

test('finds what a reader fills in', () => {
  const cases: readonly { word: string; is: readonly string[] }[] = [
    { word: 'tool_<version>_linux', is: ['<version>'] },
    { word: 'tool-${VERSION#v}-$OS', is: ['${VERSION#v}', '$OS'] },
    { word: 'tool-{{ .Version }}-{arch}', is: ['{{ .Version }}', '{arch}'] },
    { word: 'vX.Y.Z', is: ['vX.Y.Z'] },
    { word: 'tool-x.y.z.tgz', is: ['x.y.z'] },
    { word: '1.2.x', is: ['1.2.x'] },
    { word: 'tool_VERSION_linux', is: ['VERSION'] },
    { word: 'ghcr.io/OWNER/IMAGE_NAME@DIGEST', is: ['OWNER', 'IMAGE_NAME', 'DIGEST'] },
    { word: '%VERSION%', is: ['%VERSION%'] },
    { word: '[version]', is: ['[version]'] },
    { word: 'sha256:ab12…', is: ['…'] },
    { word: 'your-org/my-app', is: ['your-org', 'my-app'] },
    { word: 'path/to/tool', is: ['path/to/'] },
    { word: 'xxxx', is: ['xxxx'] },
    { word: 'SHA256SUMS', is: [] },
    { word: 'LICENSE-MIT', is: [] },
    { word: 'x86_64', is: [] },
    { word: 'x509', is: [] },
    { word: 'linux-x64', is: [] },
  ];
  for (const one of cases)
    assert.deepEqual(
      placeholdersIn(one.word).map((gap) => gap.text),
      one.is,
      one.word,
    );
});

test('tells versions and digests from the rest of a name', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['tool_1.2.3_linux', ['version 1.2.3']],
    ['tool-v0.1.0-rc.1.tgz', ['version v0.1.0-rc.1']],
    ['tool-1.2', ['version 1.2']],
    ['tool-amd64', []],
    ['sha256:0123abcd', ['digest sha256:0123abcd']],
    ['tool2', []],
  ];
  for (const [word, is] of cases)
    assert.deepEqual(
      gapsIn(word).map((gap) => `${gap.kind} ${gap.text}`),
      is,
      word,
    );
});

test('a name of placeholders alone names nothing', () => {
  for (const word of ['<file>', '$FILE', '${A}/${B}', 'ARTIFACT', '<a>.<b>', '{}']) assert.equal(isAllPlaceholder(word), true, word);
  for (const word of ['tool-<v>', 'a', '$A.zip', 'CHECKSUMS.txt']) assert.equal(isAllPlaceholder(word), false, word);
});

test('tells what is left out from what is shortened', () => {
  for (const word of ['...', '…', 'https://github.com/…', '--flag=...']) assert.equal(isElided(word), true, word);
  for (const word of ['sha256:ab12...', 'sha256:ab12…', '<a...>', 'a.b', '[a...]']) assert.equal(isElided(word), false, word);
});

test('a pattern takes every name that it stands for', () => {
  const cases: readonly { word: string; takes: string; not: string }[] = [
    { word: 'tool_1.2.3_linux_amd64.tar.gz', takes: 'tool_9.0.0_linux_amd64.tar.gz', not: 'tool_9.0.0_linux_arm64.tar.gz' },
    { word: 'tool-<version>.{zip,tgz}', takes: 'tool-1.tgz', not: 'tool-1.txt' },
  ];
  for (const one of cases) {
    assert.equal(includes(nameSet(patternsOf(one.word)), nameSet([lit(one.takes)])), true, one.word);
    assert.equal(includes(nameSet(patternsOf(one.word)), nameSet([lit(one.not)])), false, one.word);
  }
});
