import type { Files, HostileCase } from '../support.ts';
import { scriptOnly, workflowOf } from '../support.ts';

const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('');
const path = '.github/workflows/a.yml';
const goreleaser =
  (text: string, more: Files = {}) =>
  (): Files => ({
    [path]: workflowOf(
      ['uses: goreleaser/goreleaser-action@v6\nwith: {args: release --clean}'],
      'runs-on: ubuntu-latest\npermissions: {contents: write, packages: write, id-token: write}',
    ),
    '.goreleaser.yaml': text,
    'go.mod': 'module example.com/lens\n',
    ...more,
  });
const ran = (command: string, files: Files) => (): Files => ({ ...scriptOnly(command), ...files });
const scriptFiles = (lines: readonly string[]) => (): Files => scriptOnly(lines.join('\n'));
const json = (value: unknown): string => JSON.stringify(value);

/** A list of one hundred archives, an alias each, for ten thousand builds. */
const builds = times(10_000, (i) => `  - {id: b${i}, binary: lens${i}, goos: [linux, darwin, windows], goarch: [amd64, arm64, arm]}\n`);
const archives = times(100, (i) => `  - {id: a${i}, formats: [tar.gz, zip, tar.xz]}\n`);

/** Every tool that is followed into a configuration: a command that runs it, and the files that it reads. */
const tools: readonly { readonly command: string; readonly files: readonly string[] }[] = [
  { command: 'goreleaser release --clean', files: ['.goreleaser.yml', '.goreleaser.yaml', 'go.mod', 'Cargo.toml', 'package.json'] },
  { command: 'dist build; cargo dist build --artifacts=all', files: ['dist-workspace.toml', 'Cargo.toml', 'dist.toml'] },
  { command: 'npx changeset publish', files: ['package.json', 'pnpm-workspace.yaml', '.changeset/config.json'] },
  { command: 'npx semantic-release', files: ['.releaserc', 'release.config.js', 'package.json', '.releaserc.json'] },
  { command: 'npx electron-builder -p always', files: ['electron-builder.yml', 'package.json', 'electron-builder.json5'] },
  { command: 'npx electron-forge publish', files: ['forge.config.js', 'package.json'] },
  { command: 'npm run tauri build; cargo tauri build', files: ['src-tauri/tauri.conf.json', 'package.json', 'src-tauri/Cargo.toml'] },
  { command: 'jreleaser full-release', files: ['jreleaser.yml', 'jreleaser.toml', 'jreleaser.json'] },
  { command: 'ko build ./cmd/lens', files: ['.ko.yaml', 'go.mod'] },
  { command: 'cr upload; cr index', files: ['cr.yaml', 'charts/x/Chart.yaml'] },
  { command: 'helm package charts/x; helm push x-1.tgz oci://ghcr.io/acme/charts', files: ['charts/x/Chart.yaml', 'charts/x/values.yaml'] },
  { command: 'mvn -B deploy', files: ['pom.xml', 'a/pom.xml'] },
  {
    command: './gradlew publish jreleaserFullRelease',
    files: ['build.gradle', 'build.gradle.kts', 'gradle.properties', 'gradle/libs.versions.toml', 'settings.gradle'],
  },
  {
    command: 'npm publish --workspaces; pnpm -r publish; yarn npm publish',
    files: ['package.json', '.npmrc', 'packages/a/package.json', 'pnpm-workspace.yaml'],
  },
  {
    command: 'cargo publish --workspace; cargo release --execute; release-plz release',
    files: ['Cargo.toml', 'a/Cargo.toml', 'release.toml', 'release-plz.toml'],
  },
  { command: 'gem build lens.gemspec; gem push lens.gem; rake release', files: ['lens.gemspec', 'Rakefile'] },
  { command: 'nfpm pkg -p deb', files: ['nfpm.yaml'] },
  {
    command: 'python -m build; twine upload dist/*; flit publish; poetry publish; uv publish; hatch publish',
    files: ['pyproject.toml', 'setup.py', 'setup.cfg'],
  },
  { command: 'npx lerna publish from-git; npx np; npx release-it', files: ['lerna.json', 'package.json', '.release-it.json', '.release-it.js'] },
  {
    command: 'docker build -t ghcr.io/acme/lens . && docker push ghcr.io/acme/lens; docker buildx bake --push; docker compose push',
    files: ['Dockerfile', 'docker-bake.hcl', 'docker-bake.json', 'compose.yaml', 'docker-compose.yml'],
  },
];

/** Texts that no tool can read, for every configuration. */
const texts: readonly { readonly what: string; readonly text: string }[] = [
  { what: 'nothing', text: '' },
  { what: 'bytes', text: '\u0001\u0002\ufffd\u001b[2J\u202e' },
  { what: 'brackets', text: '['.repeat(100_000) },
  { what: 'braces', text: '{'.repeat(100_000) },
  { what: 'quotes', text: '"'.repeat(100_001) },
  { what: 'angle brackets', text: '<a>'.repeat(50_000) },
  { what: 'unclosed tags', text: '<project><modules>'.repeat(20_000) },
  { what: 'a comment that never ends', text: `<!-- ${'- '.repeat(100_000)}` },
  { what: 'entities', text: `<!DOCTYPE p [${times(20, (i) => `<!ENTITY e${i} "${`&e${i - 1};`.repeat(10)}">`)}]><project><name>&e19;</name></project>` },
  { what: 'an alias bomb', text: `a0: &a0 x\n${times(12, (i) => `a${i + 1}: &a${i + 1} [${times(10, () => `*a${i}, `)}]\n`)}` },
  { what: 'equals signs', text: '= '.repeat(100_000) },
  { what: 'white space', text: ' '.repeat(300_000) },
  { what: 'white space and one letter in lines', text: `${' '.repeat(20_000)}x\n`.repeat(10) },
  { what: 'backslashes', text: '\\'.repeat(300_000) },
  { what: 'dollars and braces', text: '${'.repeat(100_000) },
  { what: 'template braces', text: `project_name: "${'{{ '.repeat(50_000)}"\nname: "${'{{ .A '.repeat(50_000)}"\n` },
  { what: 'nested tables', text: `[${times(20_000, (i) => `a${i}.`)}z]\nx = 1\n` },
  { what: '20,000 tables', text: times(20_000, (i) => `[[package.metadata.x${i}]]\nname = "n"\n`) },
  { what: 'inline tables', text: `x = ${'{a = '.repeat(20_000)}1${'}'.repeat(20_000)}\n` },
  {
    what: 'names of objects',
    text: '{"__proto__": {"builds": [1]}, "constructor": {"prototype": 1}, "name": {"toString": "x"}, "version": ["1"], "workspaces": {"__proto__": 1}, "files": {"length": 1e9}}',
  },
  { what: 'a list of a hundred thousand', text: `[${times(100_000, (i) => `"a${i}",`)}"z"]` },
  { what: 'a map of a hundred thousand', text: `{${times(100_000, (i) => `"a${i}": {"name": "x"},`)}"z": 1}` },
];

const perTool: readonly HostileCase[] = tools.flatMap(({ command, files }) => [
  {
    what: `${command.split(';')[0]} with configurations of every broken kind`,
    heavy: true,
    files: (): Files => ({
      [path]: workflowOf(texts.map((_, i) => `run: ${json(`cd d${i} && ${command.replaceAll('; ', `; `)}`)}`)),
      ...Object.fromEntries(texts.flatMap(({ text }, i) => files.map((file) => [`d${i}/${file}`, text]))),
    }),
  },
]);

/** Release configurations that are too large, refer to each other, or name what is outside. */
export const configCases: readonly HostileCase[] = [
  {
    what: '10,000 builds and 100 archives',
    heavy: true,
    files: goreleaser(`builds:\n${builds}archives:\n${archives}signs: [{artifacts: all, cmd: cosign}]\nsboms: [{artifacts: all}]\n`),
    says: /not read|more than/,
  },
  {
    what: '10,000 signs',
    files: goreleaser(`signs:\n${times(10_000, (i) => `  - {id: s${i}, artifacts: all, cmd: cosign, args: ["sign-blob", "--yes", "$artifact"]}\n`)}`),
    says: /not read|more than/,
  },
  {
    what: '10,000 images',
    files: goreleaser(`dockers:\n${times(10_000, (i) => `  - {image_templates: ["ghcr.io/acme/l${i}:{{ .Tag }}"]}\n`)}docker_signs: [{artifacts: all}]\n`),
    says: /not read|more than/,
  },
  {
    what: 'templates made to grow',
    files: goreleaser(
      `env:\n  - A=${'x'.repeat(1000)}\n${times(60, (i) => `  - A${i}={{ .Env.A${i === 0 ? '' : i - 1} }}{{ .Env.A${i === 0 ? '' : i - 1} }}\n`)}project_name: "{{ .Env.A59 }}"\narchives: [{name_template: "${'{{ if .Os }}'.repeat(3_000)}x${'{{ end }}'.repeat(3_000)}"}]\n`,
    ),
  },
  {
    what: 'template functions made to grow',
    files: goreleaser(
      `archives: [{name_template: '${'{{ replace "a" "a" "'.repeat(1)}${'a'.repeat(1000)}" | replace "a" "aaaaaaaaaaaaaaaa" | replace "a" "aaaaaaaaaaaaaaaa" | replace "a" "aaaaaaaaaaaaaaaa" | replace "a" "aaaaaaaaaaaaaaaa" | replace "a" "aaaaaaaaaaaaaaaa" | replace "a" "aaaaaaaaaaaaaaaa" }}'}]\n`,
    ),
  },
  {
    what: 'includes that go round',
    files: goreleaser('includes: [{from_file: {path: ./a.yaml}}, {from_file: {path: ../../etc/passwd}}, {from_url: {url: "https://example.com/x"}}]\n', {
      'a.yaml': 'includes: [{from_file: {path: .goreleaser.yaml}}, {from_file: {path: a.yaml}}]\n',
    }),
    says: /./,
  },
  {
    what: 'globs that leave the checkout',
    files: goreleaser(
      'release: {extra_files: [{glob: ../../../*}, {glob: /etc/*}, {glob: "**/**/**/**"}]}\nchecksum: {extra_files: [{glob: ../*}]}\nbuilds: [{dir: ../../x, main: ../../y}]\n',
    ),
  },
  {
    what: 'workspaces by the thousand',
    heavy: true,
    files: ran('npm publish --workspaces', {
      'package.json': json({ name: 'root', private: true, workspaces: Array.from({ length: 5_000 }, (_, i) => `packages/p${i}`) }),
      ...Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`packages/p${i}/package.json`, json({ name: `p${i}`, version: '1.0.0' })])),
    }),
  },
  {
    what: 'workspaces of patterns',
    heavy: true,
    files: ran('npm publish --workspaces; npx changeset publish; npx lerna publish', {
      'package.json': json({ name: 'root', workspaces: Array.from({ length: 500 }, (_, i) => `${'**/*a'.repeat(20)}${i}`) }),
      'lerna.json': json({ packages: Array.from({ length: 200 }, () => '*/*/*/*/**/**') }),
      ...Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`${'a/'.repeat(i % 40)}p${i}/package.json`, json({ name: `p${i}`, version: '1.0.0' })])),
    }),
  },
  {
    what: 'workspaces that leave the checkout',
    files: ran(
      'npm publish --workspaces; npm publish ../x; npm publish /etc; cargo publish --workspace; cargo publish --manifest-path ../../x/Cargo.toml; mvn deploy -f ../../pom.xml; gradle -p ../.. publish; poetry publish -C ../..; helm package ../../c; ko build ../../x',
      {
        'package.json': json({ name: 'root', workspaces: ['../../x', '/etc', '..', '../*', './../**'] }),
        'Cargo.toml': '[workspace]\nmembers = ["../../x", "/etc", "../*", "."]\n[package]\nname = "a"\nversion = "1.0.0"\nreadme = "../../../etc/passwd"\n',
        'pom.xml':
          '<project><artifactId>a</artifactId><parent><relativePath>../../../etc</relativePath></parent><modules><module>../../x</module><module>/etc</module><module>..</module></modules></project>',
      },
    ),
  },
  {
    what: 'crates that hold each other',
    files: ran('cargo publish --workspace', {
      'Cargo.toml': '[workspace]\nmembers = [".", "a", "a/..", "b/*"]\n[package]\nname = "r"\nversion = {workspace = true}\n',
      'a/Cargo.toml': '[workspace]\nmembers = ["..", "."]\n[package]\nname = "a"\nworkspace = ".."\n',
    }),
  },
  {
    what: 'Maven modules in a circle',
    files: ran('mvn deploy', {
      'pom.xml':
        '<project><artifactId>a</artifactId><parent><artifactId>b</artifactId><relativePath>b/pom.xml</relativePath></parent><modules><module>b</module><module>.</module></modules><properties><x>${y}</x><y>${x}${x}</y></properties><version>${x}</version></project>',
      'b/pom.xml':
        '<project><artifactId>b</artifactId><parent><artifactId>a</artifactId><relativePath>../pom.xml</relativePath></parent><modules><module>..</module><module>../b</module></modules></project>',
    }),
  },
  {
    what: '5,000 Maven modules',
    files: ran('mvn deploy', {
      'pom.xml': `<project><artifactId>a</artifactId><modules>${times(5_000, (i) => `<module>m${i}</module>`)}</modules></project>`,
      ...Object.fromEntries(
        Array.from({ length: 1_000 }, (_, i) => [`m${i}/pom.xml`, `<project><artifactId>m${i}</artifactId><modules><module>x</module></modules></project>`]),
      ),
    }),
  },
  {
    what: 'Maven properties that double',
    files: ran('mvn deploy', {
      'pom.xml': `<project><artifactId>\${p60}</artifactId><version>\${p60}</version><properties><p0>aaaaaaaaaaaaaaaa</p0>${times(60, (i) => `<p${i + 1}>\${p${i}}\${p${i}}</p${i + 1}>`)}</properties></project>`,
    }),
  },
  {
    what: 'a semantic-release configuration that extends itself',
    files: ran('npx semantic-release', {
      '.releaserc': 'extends: ./.releaserc\nplugins: [["@semantic-release/exec", {publishCmd: "npx semantic-release"}], "@semantic-release/npm"]\n',
      'package.json': json({ name: 'a', version: '1.0.0', scripts: { release: 'semantic-release' } }),
    }),
  },
  {
    what: 'a release-it hook that runs release-it',
    files: ran('npx release-it', {
      '.release-it.json': json({
        hooks: { 'before:init': 'npx release-it', 'after:release': ['npx release-it', 'npm run release'] },
        github: { release: true, assets: ['../../*', '/etc/*'] },
      }),
      'package.json': json({ name: 'a', version: '1.0.0', scripts: { release: 'release-it' } }),
    }),
  },
  {
    what: 'hooks of a release tool that run it again',
    heavy: true,
    files: goreleaser(
      'before: {hooks: [goreleaser release, make release, "sh -c \'goreleaser release\'"]}\nbuilds: [{hooks: {post: [goreleaser release]}}]\n',
      { Makefile: 'release:\n\tgoreleaser release\n' },
    ),
  },
  {
    what: 'npm lifecycle scripts that publish',
    files: ran('npm publish', {
      'package.json': json({
        name: 'a',
        version: '1.0.0',
        scripts: { prepublishOnly: 'npm publish', prepack: 'npm publish', publish: 'npm publish', postpublish: 'npm run prepublishOnly' },
      }),
    }),
  },
  {
    what: 'a Dockerfile of 100,000 stages',
    files: () => ({
      [path]: workflowOf(['uses: docker/build-push-action@v6\nwith: {push: true, tags: "ghcr.io/acme/lens:v1"}']),
      Dockerfile: times(100_000, (i) => `FROM s${i - 1} AS s${i}\nCOPY --from=s${i} . .\n`),
    }),
  },
  {
    what: 'image tags by the thousand',
    files: () => ({
      [path]: workflowOf([
        `uses: docker/build-push-action@v6\nwith:\n  push: true\n  tags: |\n${times(5_000, (i) => `    ghcr.io/acme/lens:v${i}\n`)}`,
        `uses: docker/metadata-action@v5\nid: m\nwith:\n  images: |\n${times(300, (i) => `    ghcr.io/acme/i${i}\n`)}  tags: |\n${times(300, (i) => `    type=raw,value=t${i}\n    type=semver,pattern={{version}}-${i}\n`)}  labels: x`,
        'uses: docker/build-push-action@v6\nwith: {push: true, tags: "${{ steps.m.outputs.tags }}"}',
      ]),
    }),
  },
  {
    what: 'patterns of brackets and braces that never close',
    files: scriptFiles([`gh release upload v1 "$(ls)" ${'[:'.repeat(30_000)} ${'{{ '.repeat(30_000)}`, `cosign sign-blob ${'['.repeat(60_000)}`]),
  },
  {
    what: 'lists and scripts that name evidence without an end',
    files: ran('./release', {
      'model/registry.json': `"${'sig'.repeat(100_000)}${'"bundle" :'.repeat(5_000)}`,
      'models.json': `"sbom"${' '.repeat(300_000)}`,
      'scripts/fetch.sh': 'https://github.com/acme/lens/releases/download/'.repeat(8_000),
    }),
  },
  {
    what: '10,000 Dockerfiles',
    files: () => ({
      [path]: workflowOf(['run: make']),
      ...Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`d${i}/Dockerfile`, 'FROM scratch\n'])),
    }),
  },
  {
    what: '5,000 charts',
    files: () => ({
      [path]: workflowOf(['uses: helm/chart-releaser-action@v1']),
      ...Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`charts/c${i}/Chart.yaml`, `name: c${i}\nversion: 1.0.0\n`])),
    }),
  },
  {
    what: 'a Gradle build made for backtracking',
    files: ran('./gradlew publish', {
      'build.gradle': `${'publishing { '.repeat(20_000)}${'"'.repeat(9_999)}${'/* '.repeat(20_000)}${'id '.repeat(20_000)}`,
      'build.gradle.kts': `${'plugins { id("'.repeat(20_000)}`,
      'gradle/libs.versions.toml': `[versions]\n${times(20_000, (i) => `v${i} = "$v${i}"\n`)}`,
    }),
  },
  {
    what: 'a gemspec made for backtracking',
    files: ran('gem build lens.gemspec && gem push lens.gem', {
      'lens.gemspec': `${'name = '.repeat(50_000)}\n${'.name = "'.repeat(20_000)}`,
      'setup.py': `${'name = '.repeat(50_000)}${'name="a'.repeat(20_000)}`,
    }),
  },
  {
    what: 'a pyproject made for backtracking',
    files: ran('twine upload dist/*', {
      'pyproject.toml': `${'[project]\n'.repeat(20_000)}${'name = \n'.repeat(20_000)}`,
      'setup.cfg': `${'name = \n'.repeat(20_000)}${'name '.repeat(50_000)}`,
    }),
  },
  {
    what: 'a tool with a JavaScript configuration made for backtracking',
    files: ran('npx semantic-release; npx electron-forge publish; npx release-it', {
      'release.config.js': `module.exports = ${'{ a: ['.repeat(20_000)}`,
      'forge.config.js': `${'/* '.repeat(50_000)}${"'\\".repeat(20_000)}`,
      '.release-it.js': `${'`${'.repeat(50_000)}`,
    }),
  },
  {
    what: 'hooks and policies that are too large',
    heavy: true,
    files: () => ({
      [path]: workflowOf(['run: make']),
      '.pre-commit-config.yaml': `repos:\n${times(20_000, (i) => `  - repo: https://example.com/${i}\n    hooks: [{id: conventional-pre-commit, stages: [commit-msg]}]\n`)}`,
      '.husky/commit-msg': 'npx commitlint '.repeat(50_000),
      'lefthook.yml': `commit-msg: ${'{'.repeat(20_000)}`,
      Makefile: `hooks:\n\tgit config core.hooksPath ../../../etc\n\tcp ../../x .git/hooks/commit-msg\n${'\tln -s ../../hooks/commit-msg .git/hooks/\n'.repeat(5_000)}`,
      'package.json': json({ scripts: { prepare: 'git config core.hooksPath /etc; husky ../../..' } }),
      CODEOWNERS: times(50_000, (i) => `*.${i} @a${i}\n`),
      '.github/rulesets/a.json': `${'['.repeat(50_000)}`,
      '.github/rulesets/b.json': json({ rules: Array.from({ length: 20_000 }, () => ({ type: 'required_signatures' })) }),
    }),
  },
  ...perTool,
];
