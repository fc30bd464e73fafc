import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditOf, onTag, surfacesOf } from './surfaces-of.ts';

const path = '.github/workflows/release.yml';
const seen = (steps: string, permissions?: string): readonly (readonly string[])[] =>
  surfacesOf({ [path]: onTag(`- uses: actions/checkout@v4\n${steps}`, permissions) }).map((s) => [s.kind, s.hashes, s.signature, s.provenance]);
const withToken = (uses: string): string => `- uses: ${uses}\n  with:\n    token: \${{ secrets.STORE }}`;

for (const [uses, kind] of [
  ['lanterns/publish-chrome-extension@v1', 'other'],
  ['lanterns/release-firefox-addon@v1', 'other'],
  ['lanterns/hackage-publish@v2', 'other'],
  ['lanterns/push-gem@v1', 'gem'],
  ['lanterns/actions/publish-to-pypi@v1', 'python-dist'],
] as const)
  test(`${uses}: what an action that was not read publishes by its name is known to be there, and no more`, () => {
    assert.deepEqual(seen(withToken(uses)), [[kind, 'present', 'unknown', 'unknown']]);
  });

test('a channel that points at files published elsewhere has nothing of its own to sign', () => {
  assert.deepEqual(seen(withToken('lanterns/update-homebrew-tap@v1')), [['os-package', 'present', 'not-applicable', 'not-applicable']]);
});

test('no credential, no publishing word, no place in the name, or a word of the owner alone: no surface', () => {
  const none = [
    '- uses: lanterns/publish-chrome-extension@v1',
    withToken('lanterns/setup-chrome@v1'),
    withToken('lanterns/publish-report@v1'),
    withToken('chrome/upload-report@v1'),
    withToken('lanterns/pypi-publish-check@v1'),
    `- name: Upload a candidate\n  ${withToken('lanterns/hackage-publish@v2').slice(2)}`,
  ];
  for (const steps of none) assert.deepEqual(seen(steps), [], steps);
});

test('what was read to publish there is not told twice', () => {
  const gem = '- run: gem push lantern.gem\n  env: { GEM_HOST_API_KEY: "${{ secrets.GEM }}" }';
  assert.equal(seen(`${gem}\n${withToken('lanterns/push-gem@v1')}`).length, 1);
});

test('a variable that an action which was not read may have set is not empty', () => {
  const step = '- if: env.LANTERN_IS_NEW\n  run: gh release create v1 lantern.zip\n  env: { GH_TOKEN: "${{ github.token }}" }';
  assert.deepEqual(
    seen(`- uses: lanterns/version@v1\n${step}`).map((s) => s[0]),
    ['release-asset'],
  );
  assert.deepEqual(seen(step), []);
});

const uploads = 'const files = core.getInput("files");\nfor (const file of glob.sync(files)) await octokit.rest.repos.uploadReleaseAsset({ data: file });\n';
const local = (program: string): readonly (readonly string[])[] =>
  surfacesOf({
    'tools/upload/action.yml': 'name: upload\nruns: { using: docker, image: Dockerfile }\n',
    'tools/upload/main.js': program,
    [path]: onTag(
      `- uses: actions/checkout@v4\n- run: mkdir dist && go build -o dist/lantern .\n- uses: ./tools/upload\n  with: { files: dist/*, token: "\${{ github.token }}" }`,
    ),
  }).map((s) => [s.kind, s.name, s.hashes, s.signature]);

test('an action of the checkout whose program uploads to a release publishes the files that it is given', () => {
  assert.deepEqual(local(uploads), [['release-asset', 'lantern', 'absent', 'absent']]);
  assert.deepEqual(local(`${uploads}crypto.createHash("sha256");\n`), [['release-asset', 'lantern', 'unknown', 'unknown']]);
  assert.deepEqual(local('core.info("nothing");\n'), []);
});

test('a called workflow elsewhere that is given secrets pushes the image that its inputs name', () => {
  const call = (secrets: string, image = 'acme/lantern', extra: Readonly<Record<string, string>> = {}): readonly (readonly string[])[] =>
    surfacesOf({
      ...extra,
      [path]: `on: { push: { tags: ['v*'] } }
permissions: { contents: read, id-token: write }
jobs:
  push_docker:
    uses: lanterns/workflows/.github/workflows/docker-push.yml@main
    with: { image: '${image}', platforms: linux/amd64 }
${secrets}`,
    }).map((s) => [s.kind, s.name, s.signature]);
  assert.deepEqual(call('    secrets: inherit\n'), [['container-image', 'docker.io/acme/lantern', 'unknown']]);
  assert.deepEqual(call('    secrets: { hub: "${{ secrets.HUB }}" }\n'), [['container-image', 'docker.io/acme/lantern', 'unknown']]);
  assert.deepEqual(call(''), []);
  assert.deepEqual(call('    secrets: inherit\n', 'docker/Dockerfile', { 'docker/Dockerfile': 'FROM scratch\n' }), []);
});

test('a called workflow elsewhere whose file says that it releases, with a token of its own and no permission stated', () => {
  const call = (file: string, secrets: string, permissions = ''): readonly (readonly string[])[] =>
    surfacesOf({
      [path]: `on: { push: { tags: ['v*'] } }
${permissions}jobs:
  run:
    uses: lanterns/shared/.github/workflows/${file}@main
${secrets}`,
    }).map((s) => [s.kind, s.hashes, s.signature, s.provenance]);
  const token = '    secrets: { token: "${{ secrets.RELEASER }}" }\n';
  for (const file of ['goreleaser.yml', 'release.yaml', 'go-release.yml'])
    assert.deepEqual(call(file, token), [['release-asset', 'unknown', 'unknown', 'unknown']], file);
  for (const file of ['release-notes.yml', 'lint.yml', 'notify-release.yml']) assert.deepEqual(call(file, token), [], file);
  assert.deepEqual(call('goreleaser.yml', ''), []);
  assert.deepEqual(call('goreleaser.yml', token, 'permissions: { contents: read }\n'), []);
});

test('a package that is published from a folder which only a loop over something unread knows', () => {
  const run =
    '- run: |\n    for one in $(jq -r ".workspaces[]" < ui.json); do\n      (cd "$one" && npm publish)\n    done\n  env: { NODE_AUTH_TOKEN: "${{ secrets.NPM }}" }';
  assert.deepEqual(seen(`- uses: actions/setup-node@v4\n${run}`), [['npm-package', 'present', 'unknown', 'unknown']]);
});

test('machines of the job and services that only look are no places to take files from', () => {
  const send = (line: string): readonly string[] => seen(`- run: |\n    make lantern\n    ${line}`).map((s) => s[0]!);
  assert.deepEqual(send('rsync -a build lima-default:~/work/'), []);
  assert.deepEqual(send('scp -P 9022 lantern "$(whoami)@127.0.0.1:/data/"'), []);
  assert.deepEqual(send('curl --form token=${{ secrets.C }} --form file=@lantern https://scan.coverity.com/builds'), []);
  assert.deepEqual(send('scp lantern robot@downloads.acme.org:/srv/'), ['other']);
  for (const line of [
    'scp lantern root@192.168.122.7:',
    'scp lantern guest@box.local:/tmp/',
    'scp -P 2222 lantern root@localhost:',
    "GUEST=$(virsh -q domifaddr guest | awk '{print $4}' | cut -d/ -f1)\n    scp lantern root@$GUEST:",
    'GUEST=`sudo -E env PATH=$PATH virsh domifaddr guest`\n    echo "GUEST=$GUEST" >> "$GITHUB_ENV"\n    scp lantern root@${GUEST}:/tmp',
    'rsync -a build root@$(docker inspect -f "{{.NetworkSettings.IPAddress}}" web):/srv/',
  ])
    assert.deepEqual(send(line), [], line);
  for (const line of [
    'scp lantern root@192.168.acme.org:',
    'scp lantern root@11.0.0.7:',
    'scp lantern root@$(terraform output -raw address):/srv/',
    'scp lantern root@$DOWNLOADS:/srv/docker/',
    'scp lantern root@$(docker run lanterns/where):/srv/',
    'scp lantern root@$DOWNLOADS:/srv/$(virsh version):/',
    'scp lantern robot@downloads.acme.org:/srv/$(docker --version)/',
  ])
    assert.deepEqual(send(line), ['other'], line);
});

test('a package index on the runner, or in a container beside it, is a trial', () => {
  const names = (line: string): readonly string[] => seen(`- run: ${line}`).map((s) => s[0]!);
  for (const url of ['http://localhost:4873/', 'http://127.0.0.1:4873', 'http://verdaccio:4873/', 'http://npm.lantern.internal'])
    assert.deepEqual(names(`npm publish --registry ${url}`), [], url);
  assert.deepEqual(names('twine upload --repository-url http://localhost:8080/ dist/*'), []);
  for (const url of ['https://npm.acme.dev/', 'https://localhost.acme.dev/', 'https://$HOST:4873/'])
    assert.deepEqual(names(`npm publish --registry ${url}`), ['other'], url);
});

test('an image that a task of the project is told to push, after a login', () => {
  const login = '- uses: docker/login-action@v3\n  with: { registry: ghcr.io, username: acme, password: "${{ secrets.T }}" }';
  const push = '- run: nix run .#push-images -- ghcr.io/acme/lantern';
  assert.deepEqual(seen(`${login}\n${push}`, 'packages: write'), [['container-image', 'present', 'unknown', 'unknown']]);
  assert.deepEqual(seen(push), []);
  assert.deepEqual(seen(`${login}\n- run: nix run .#e2e -- ghcr.io/acme/lantern`, 'packages: write'), []);
});

test('a called workflow of a repository that is named after what it releases', () => {
  const call = `on: { push: { branches: [main] } }
permissions: { contents: write, packages: write }
jobs:
  run:
    uses: lanterns/helm-workflows/.github/workflows/release.yaml@v1
    with: { prefix: acme/charts }
`;
  assert.deepEqual(
    surfacesOf({ [path]: call }).map((s) => [s.kind, s.name, s.signature]),
    [['helm-chart', 'oci://ghcr.io/acme/lantern', 'unknown']],
  );
});

test("a gem's own task of a Rakefile that releases several", () => {
  const rake = (task: string, permissions = 'id-token: write'): readonly (readonly string[])[] => seen(`- run: bundle exec rake ${task}`, permissions);
  assert.deepEqual(rake('release:lantern-core'), [['gem', 'present', 'absent', 'absent']]);
  assert.deepEqual(
    rake('lantern:release').map((s) => s[0]),
    ['gem'],
  );
  assert.deepEqual(rake('release:tag_version'), []);
  assert.deepEqual(rake('release:lantern-core', 'contents: read'), []);
});

test('what is replaced in a registry takes nothing else with it', () => {
  const push = (file: string): string => `- uses: docker/build-push-action@v6\n  with: { push: true, file: ${file}, tags: 'ghcr.io/acme/lantern:1' }`;
  const steps = `${push('a')}\n${push('b')}\n- run: uv publish wheels/*\n  env: { UV_PUBLISH_TOKEN: "\${{ secrets.PYPI }}" }`;
  assert.deepEqual(
    seen(steps, 'packages: write')
      .map((s) => s[0])
      .toSorted(),
    ['container-image', 'python-dist'],
  );
});

const releases = (uses: string, given: string, before = ''): readonly (readonly string[])[] =>
  surfacesOf({
    'src/lantern.c': 'int main(void) { return 0; }\n',
    [path]: onTag(`- uses: actions/checkout@v4\n- run: make\n${before}- uses: ${uses}\n  with: { ${given} }`),
  }).map((s) => [s.kind, s.name, s.hashes, s.signature, s.provenance]);
const jobToken = 'token: "${{ github.token }}"';

test('files that an action which was not read is given to put on a release are known to be there, and no more', () => {
  const unknown = [['release-asset', 'lantern', 'unknown', 'unknown', 'unknown']];
  assert.deepEqual(releases('lanterns/upload-release-assets@v1', `${jobToken}, files: out/lantern`), unknown);
  assert.deepEqual(releases('lanterns/github-release@v1', 'files: out/lantern'), unknown);
  assert.deepEqual(releases('lanterns/publisher@v1', `files: out/lantern, repo-token: "\${{ secrets.GITHUB_TOKEN }}"`), unknown);
  assert.deepEqual(
    releases('lanterns/github-release@v1', 'files: out/*').map((s) => s[1]),
    ['lantern: files of the release'],
  );
});

test('no files, no name that says so, no credential, or a release that was read: no surface of its own', () => {
  for (const [uses, given] of [
    ['lanterns/github-release@v1', `${jobToken}, tag: v1, body: NOTES.md, repository: acme/lantern`],
    ['lanterns/release-notes@v1', `${jobToken}, files: out/lantern`],
    ['lanterns/lantern-report@v1', `${jobToken}, files: out/lantern.xml`],
    ['lanterns/publish-test-results@v1', `${jobToken}, files: out/lantern.xml`],
    ['lanterns/release-tagger@v1', `${jobToken}, config: .github/tags.json`],
    ['lanterns/publisher@v1', 'files: out/lantern, key: "${{ secrets.COVERAGE_KEY }}"'],
    ['lanterns/format-release@v1', `${jobToken}, files: src/lantern.c`],
    ['release/lanterns@v1', `${jobToken}, files: out/lantern`],
  ] as const)
    assert.deepEqual(releases(uses, given), [], uses);
  const read = '- run: gh release create v1 out/lantern\n  env: { GH_TOKEN: "${{ github.token }}" }\n';
  assert.equal(releases('lanterns/upload-release-assets@v1', `${jobToken}, files: out/more.zip`, read).length, 1);
});

test('a workflow of which the publishing step was not read is counted among those that publish', () => {
  const { report } = auditOf({ [path]: onTag(`- uses: lanterns/github-release@v1\n  with: { files: out/lantern }`) });
  assert.equal(report.repository.releaseWorkflows, 1);
});
