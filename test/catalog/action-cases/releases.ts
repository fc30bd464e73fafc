import type { ActionCase } from '../support.ts';

export const releasesCases: readonly ActionCase[] = [
  {
    what: 'makes a release of the tag with files',
    uses: 'softprops/action-gh-release@v2',
    with: { files: 'dist/*.tar.gz\ndist/{a,b}.zip, SHA256SUMS' },
    gives: [
      'creates-release(tag={github.ref_name} draft=false createsTag=true by=softprops/action-gh-release)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=dist/*.tar.gz, dist/a.zip, dist/b.zip, SHA256SUMS) needs=contents: write replaces=true failsOnUnmatched=false)',
      'flips-release(tag={github.ref_name})',
    ],
  },
  {
    what: 'a draft in a folder, in another repository, by another token',
    uses: 'softprops/action-gh-release@v2.0.0',
    with: {
      files: '*.zip',
      working_directory: 'out',
      draft: 'true',
      tag_name: 'refs/tags/v1',
      repository: 'o/other',
      token: '${secrets.PAT}',
      fail_on_unmatched_files: 'true',
    },
    gives: [
      'creates-release(tag=v1 draft=true createsTag=false by=softprops/action-gh-release repository=o/other)',
      'publishes(sink=release(tag=v1 repository=o/other) subject=files(paths=out/*.zip) draft=true replaces=true failsOnUnmatched=true)',
    ],
  },
  {
    what: 'an explicit false publishes a draft',
    uses: 'softprops/action-gh-release@v1',
    with: { draft: 'false' },
    gives: ['creates-release(tag={github.ref_name} draft=false createsTag=true by=softprops/action-gh-release)', 'flips-release(tag={github.ref_name})'],
  },
  {
    what: 'an unknown draft counts as public',
    uses: 'softprops/action-gh-release@v2',
    with: { files: 'a', draft: '${inputs.draft}' },
    gives: [
      'creates-release(tag={github.ref_name} draft=false createsTag=true by=softprops/action-gh-release)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=a) needs=contents: write draft=false replaces=true failsOnUnmatched=false)',
      "flips-release(tag={github.ref_name}) if (inputs.draft == 'false') or (not (inputs.draft == 'true'))",
    ],
  },
  {
    what: 'adds artifacts',
    uses: 'ncipollo/release-action@v1',
    with: { artifacts: 'dist/*.zip,dist/*.txt', tag: 'v1', token: '${secrets.GITHUB_TOKEN}' },
    gives: [
      'creates-release(tag=v1 draft=false createsTag=true by=ncipollo/release-action)',
      'publishes(sink=release(tag=v1) subject=files(paths=dist/*.zip, dist/*.txt) needs=contents: write replaces=true warnsOnErrors=true)',
    ],
  },
  {
    what: 'updates a draft and publishes it',
    uses: 'ncipollo/release-action@v1',
    with: { artifact: 'a.zip', allowUpdates: 'true', replacesArtifacts: 'false', artifactErrorsFailBuild: 'true' },
    gives: [
      'creates-release(tag={github.ref_name} draft=false createsTag=true by=ncipollo/release-action)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=a.zip) needs=contents: write replaces=false failsOnUnmatched=true warnsOnErrors=false)',
      'flips-release(tag={github.ref_name})',
    ],
  },
  {
    what: 'uploads one file under a name',
    uses: 'svenstaro/upload-release-action@v2',
    with: { file: 'target/release/app', asset_name: 'app-$tag-linux', tag: 'refs/tags/${github.ref_name}', overwrite: 'true' },
    gives: [
      'creates-release(tag={github.ref_name} draft=false createsTag=true by=svenstaro/upload-release-action)',
      'copies(from=target/release/app to={out.assets}/app-{github.ref_name}-linux)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths={out.assets}/app-{github.ref_name}-linux) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'uploads by pattern',
    uses: 'svenstaro/upload-release-action@v2',
    with: { file: 'dist/*', file_glob: 'true', tag: 'refs/tags/v1', repo_token: '${secrets.PAT}' },
    gives: [
      'creates-release(tag=v1 draft=false createsTag=true by=svenstaro/upload-release-action)',
      'publishes(sink=release(tag=v1) subject=files(paths=dist/*))',
    ],
  },
  {
    what: 'uploads to the release of the event',
    uses: 'AButler/upload-release-assets@v3',
    with: { files: 'dist/*.zip;SHA256SUMS', 'repo-token': '${secrets.GITHUB_TOKEN}' },
    gives: [
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=dist/*.zip, SHA256SUMS) needs=contents: write replaces=true failsOnUnmatched=true)',
    ],
  },
  {
    what: 'moves a tag and a release',
    uses: 'marvinpinto/action-automatic-releases@latest',
    with: { repo_token: '${secrets.GITHUB_TOKEN}', automatic_release_tag: 'nightly', files: 'dist/*\nREADME.md' },
    gives: [
      'creates-tag(name=nightly signed=false by=marvinpinto/action-automatic-releases pushed=true)',
      'creates-release(tag=nightly draft=false createsTag=true by=marvinpinto/action-automatic-releases)',
      'publishes(sink=release(tag=nightly) subject=files(paths=dist/*, README.md) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'makes a release',
    uses: 'actions/create-release@v1',
    with: { tag_name: '${github.ref}', draft: 'true' },
    gives: [
      'creates-release(tag={github.ref_name} draft=true createsTag=false by=actions/create-release)',
      'is-retired(what=actions/create-release instead=gh release create)',
    ],
  },
  {
    what: 'uploads under a name',
    uses: 'actions/upload-release-asset@v1',
    with: { upload_url: '${steps.r.outputs.upload_url}', asset_path: './out/a.zip', asset_name: 'a-1.zip', asset_content_type: 'application/zip' },
    env: { GITHUB_TOKEN: '${secrets.GITHUB_TOKEN}' },
    gives: [
      'copies(from=./out/a.zip to={out.assets}/a-1.zip)',
      'publishes(sink=release(tag={steps.r.outputs.upload_url}) subject=files(paths={out.assets}/a-1.zip) needs=contents: write)',
      'is-retired(what=actions/upload-release-asset instead=gh release upload)',
    ],
  },
  {
    what: "uploads one asset with somebody's own token",
    uses: 'actions/upload-release-asset@v1',
    with: { upload_url: '${steps.r.outputs.upload_url}', asset_path: 'a.zip', asset_name: 'a.zip', overwrite: 'true' },
    env: { GITHUB_TOKEN: '${secrets.PAT}' },
    gives: [
      'copies(from=a.zip to={out.assets}/a.zip)',
      'publishes(sink=release(tag={steps.r.outputs.upload_url}) subject=files(paths={out.assets}/a.zip))',
      'is-retired(what=actions/upload-release-asset instead=gh release upload)',
    ],
  },
  {
    what: 'uploads by pattern',
    uses: 'shogo82148/actions-upload-release-asset@v1',
    with: { upload_url: '${github.event.release.upload_url}', asset_path: 'dist/*.tgz' },
    gives: ['publishes(sink=release(tag={github.event.release.upload_url}) subject=files(paths=dist/*.tgz) needs=contents: write)'],
  },
  {
    what: 'uploads a pattern',
    uses: 'csexton/release-asset-action@v2',
    with: { pattern: 'build/*.zip', 'github-token': '${secrets.GITHUB_TOKEN}', 'release-url': '${steps.r.outputs.upload_url}' },
    gives: ['publishes(sink=release(tag={steps.r.outputs.upload_url}) subject=files(paths=build/*.zip) needs=contents: write)'],
  },
  {
    what: 'tags and releases',
    uses: 'JuliaRegistries/TagBot@v1',
    with: { token: '${secrets.GITHUB_TOKEN}' },
    gives: ['creates-tag(name={out.tag} signed=false by=TagBot pushed=true)', 'creates-release(tag={out.tag} draft=false createsTag=false by=TagBot)'],
  },
  {
    what: 'signs its tags with a key',
    uses: 'JuliaRegistries/TagBot@v1',
    with: { token: '${secrets.GITHUB_TOKEN}', gpg: '${secrets.GPG}', draft: 'true' },
    gives: [
      'creates-tag(name={out.tag} signed=true mechanism=gpg by=TagBot pushed=true)',
      'creates-release(tag={out.tag} draft=true createsTag=false by=TagBot)',
    ],
  },
  {
    what: 'tags, releases and builds',
    uses: 'python-semantic-release/python-semantic-release@v9',
    with: { github_token: '${secrets.GITHUB_TOKEN}' },
    gives: [
      'creates-tag(name={out.tag} signed=false by=python-semantic-release pushed=true)',
      'creates-release(tag={out.tag} draft=false createsTag=false by=python-semantic-release)',
      'builds(outputs=./dist/* by=the build command of its configuration folders=./dist)',
    ],
  },
  {
    what: 'signs its tags with a key, makes no release',
    uses: 'python-semantic-release/python-semantic-release@v9',
    with: { ssh_private_signing_key: '${secrets.SSH}', vcs_release: 'false' },
    gives: [
      'creates-tag(name={out.tag} signed=true mechanism=ssh by=python-semantic-release pushed=true)',
      'builds(outputs=./dist/* by=the build command of its configuration folders=./dist)',
    ],
  },
  {
    what: 'uploads what was built',
    uses: 'python-semantic-release/publish-action@v9',
    with: { github_token: '${secrets.GITHUB_TOKEN}', tag: '${steps.release.outputs.tag}' },
    gives: ['publishes(sink=release(tag={steps.release.outputs.tag}) subject=files(paths=./dist/*) needs=contents: write replaces=true)'],
  },
  {
    what: 'archives, hashes and leaves a draft',
    uses: 'houseabsolute/actions-rust-release@v0',
    with: { 'executable-name': 'tool', target: 'x86_64-unknown-linux-gnu', 'archive-name': 'tool-linux.tar.gz' },
    github: { ref: 'refs/tags/v1', ref_name: 'v1' },
    gives: [
      'transforms(how=archived inputs=target/**/tool outputs=tool-linux.tar.gz madeType=archive)',
      'hashes(subject=files(paths=tool-linux.tar.gz) algorithm=sha256 list=tool-linux.tar.gz.sha256)',
      'uploads-artifact(name=tool-linux.tar.gz paths=tool-linux.tar.gz, tool-linux.tar.gz.sha256 expires=true artifactId={out.artifact-id})',
      'creates-release(tag=v1 draft=true createsTag=false by=houseabsolute/actions-rust-release)',
      'publishes(sink=release(tag=v1) subject=files(paths=tool-linux.tar.gz, tool-linux.tar.gz.sha256) needs=contents: write draft=true replaces=true)',
    ],
  },
  {
    what: 'uploads a JSON list',
    uses: 'alexellis/upload-assets@0.4.1',
    with: { asset_paths: '["./bin/app*", "./bin/app*.sha256"]' },
    env: { GITHUB_TOKEN: '${secrets.GITHUB_TOKEN}' },
    gives: ['publishes(sink=release(tag={github.ref_name}) subject=files(paths=./bin/app*, ./bin/app*.sha256) needs=contents: write)'],
  },
  {
    what: 'a draft unless told otherwise',
    uses: 'xresloader/upload-to-github-release@v1',
    with: { file: 'a.zip;b/*.tgz', tag_name: 'v1' },
    gives: [
      'creates-release(tag=v1 draft=true createsTag=false by=xresloader/upload-to-github-release)',
      'publishes(sink=release(tag=v1) subject=files(paths=a.zip, b/*.tgz) needs=contents: write)',
    ],
  },
  {
    what: 'compresses what it publishes',
    uses: 'meeDamian/github-release@2.0',
    with: { token: '${secrets.GITHUB_TOKEN}', tag: 'v1', files: 'bin/app README.md' },
    gives: [
      'creates-release(tag=v1 draft=false createsTag=true by=meeDamian/github-release)',
      'transforms(how=gzip inputs=bin/app, README.md outputs={out.assets}/app.gz, {out.assets}/README.md.gz)',
      'publishes(sink=release(tag=v1) subject=files(paths={out.assets}/app.gz, {out.assets}/README.md.gz) needs=contents: write)',
    ],
  },
  {
    what: 'publishes as it is',
    uses: 'meeDamian/github-release@2.0',
    with: { token: '${secrets.GITHUB_TOKEN}', tag: 'v1', files: 'bin/app', gzip: 'false' },
    gives: [
      'creates-release(tag=v1 draft=false createsTag=true by=meeDamian/github-release)',
      'publishes(sink=release(tag=v1) subject=files(paths=bin/app) needs=contents: write)',
    ],
  },
  {
    what: 'makes a release',
    uses: 'joutvhu/create-release@v1',
    with: { tag_name: 'v1', name: 'v1' },
    gives: ['creates-release(tag=v1 draft=false createsTag=true by=joutvhu/create-release)'],
  },
  {
    what: 'makes a release and names it',
    uses: 'elgohr/Github-Release-Action@v5',
    with: { title: 'x' },
    gives: ['creates-release(tag={out.tag} draft=false createsTag=true by=elgohr/Github-Release-Action)'],
  },
  {
    what: 'publishes a draft',
    uses: 'eregon/publish-release@v1',
    with: { release_id: '${steps.r.outputs.id}' },
    gives: ['flips-release(tag={steps.r.outputs.id})'],
  },
  {
    what: 'makes a release of a ref',
    uses: 'taiki-e/create-gh-release-action@v1',
    with: { ref: 'refs/tags/v1', changelog: 'CHANGELOG.md', token: '${secrets.GITHUB_TOKEN}' },
    gives: ['creates-release(tag=v1 draft=false createsTag=true by=taiki-e/create-gh-release-action)'],
  },
  {
    what: 'keeps a draft',
    uses: 'release-drafter/release-drafter@v6',
    gives: ['creates-release(tag={out.tag_name} draft=true createsTag=false by=release-drafter)'],
  },
  {
    what: 'publishes at once',
    uses: 'release-drafter/release-drafter@v6',
    with: { publish: 'true', tag: 'v1' },
    gives: ['creates-release(tag=v1 draft=false createsTag=true by=release-drafter)'],
  },
  {
    what: 'uploads',
    uses: 'skx/github-action-publish-binaries@master',
    with: { args: 'dist/*.zip a' },
    gives: ['publishes(sink=release(tag={github.ref_name}) subject=files(paths=dist/*.zip, a))'],
  },
  {
    what: 'uploads a folder',
    uses: 'fnkr/github-action-ghr@v1',
    env: { GHR_PATH: 'build', GITHUB_TOKEN: '${secrets.GITHUB_TOKEN}' },
    gives: [
      'creates-release(tag={github.ref_name} draft=false createsTag=true by=ghr)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=build, build/*) replaces=true)',
    ],
  },
  {
    what: 'compresses first',
    uses: 'fnkr/github-action-ghr@v1',
    env: { GHR_PATH: 'build', GHR_COMPRESS: 'xz' },
    gives: [
      'creates-release(tag={github.ref_name} draft=false createsTag=true by=ghr)',
      'publishes(sink=release(tag={github.ref_name}) subject=unknown(why=it compresses what it publishes) replaces=true)',
    ],
  },
  {
    what: 'uploads a folder',
    uses: 'tcnksm/ghr@v0',
    with: { tag: 'v1', path: 'dist', replace: 'true' },
    gives: [
      'creates-release(tag=v1 draft=false createsTag=true by=ghr)',
      'publishes(sink=release(tag=v1) subject=files(paths=dist, dist/*) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'makes a draft of another tag',
    uses: 'shogo82148/actions-create-release@v1',
    with: { tag_name: 'v9', draft: 'true' },
    gives: ['creates-release(tag=v9 draft=true createsTag=false by=shogo82148/actions-create-release)'],
  },
  {
    what: 'attaches a folder of packages',
    uses: 'aio-libs/create-release@v1.6.6',
    with: { changes_file: 'CHANGES.rst', github_token: '${secrets.GITHUB_TOKEN}' },
    gives: [
      'creates-release(tag={github.ref_name} draft=false createsTag=true by=aio-libs/create-release)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=dist/*) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'uploads the folder to PyPI too',
    uses: 'aio-libs/create-release@v1.6.6',
    with: { dist_dir: 'out', pypi_token: '${secrets.PYPI}', github_token: '${secrets.BOT}' },
    gives: [
      'publishes(sink=index(index=pypi) subject=files(paths=out/*) auth=token)',
      'creates-release(tag={github.ref_name} draft=false createsTag=true by=aio-libs/create-release)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=out/*) replaces=true)',
    ],
  },
  {
    what: 'copies the files of a release to the release of its major version',
    uses: 'tj-actions/release-tagger@v6',
    gives: [
      'downloads-release(tag={github.ref_name} patterns=* to={out.assets})',
      'creates-release(tag={out.major_version} draft=false createsTag=true by=tj-actions/release-tagger)',
      'publishes(sink=release(tag={out.major_version}) subject=files(paths={out.assets}/*) replaces=true)',
    ],
  },
];
