import type { ActionCase } from '../support.ts';

export const plumbingCases: readonly ActionCase[] = [
  {
    what: 'restores what other runs left',
    uses: 'actions/cache/restore@v4',
    with: { path: 'target', key: 'k' },
    gives: ['restores-cache(what=actions/cache)'],
  },
  { what: 'looks whether a cache is there', uses: 'actions/cache@v4', with: { path: 'target', key: 'k', 'lookup-only': 'true' }, gives: [] },
  { what: 'restores compiled dependencies', uses: 'Swatinem/rust-cache@v2', gives: ['restores-cache(what=Swatinem/rust-cache)'] },
  {
    what: 'restores the modules and what was compiled, unless it is told not to',
    uses: 'actions/setup-go@v5.0.0',
    with: { cache: 'false' },
    gives: ['installs(tool=go via=actions/setup-go right=true)', 'installs(tool=gofmt via=actions/setup-go right=true)'],
  },
  {
    what: 'uploads files by pattern, minus an exclusion',
    uses: 'actions/upload-artifact@v4',
    with: { name: 'dist', path: 'dist/*.tar.gz\n!dist/*.tmp' },
    gives: [
      'uploads-artifact(name=dist paths=dist/*.tar.gz expires=true sparesHidden=true artifactId={out.artifact-id} artifactDigest={out.artifact-digest} exclude=dist/*.tmp)',
    ],
  },
  {
    what: 'one raw file keeps its name',
    uses: 'actions/upload-artifact@v7',
    with: { path: 'out/app.exe', archive: 'false' },
    gives: [
      'uploads-artifact(name=app.exe paths=out/app.exe expires=true single=true sparesHidden=true artifactId={out.artifact-id} artifactDigest={out.artifact-digest})',
    ],
  },
  {
    what: 'archive is not an input before v7',
    uses: 'actions/upload-artifact@v6.0.0',
    with: { path: 'out/app.exe', archive: 'false' },
    gives: [
      'uploads-artifact(name=artifact paths=out/app.exe expires=true sparesHidden=true artifactId={out.artifact-id} artifactDigest={out.artifact-digest})',
    ],
  },
  {
    what: 'braces are ordinary characters of the toolkit',
    uses: 'actions/upload-artifact@v4',
    with: { path: 'a{b,c}' },
    gives: ['uploads-artifact(name=artifact paths=a{b,c} expires=true sparesHidden=true artifactId={out.artifact-id} artifactDigest={out.artifact-digest})'],
  },
  {
    what: 'merges artifacts by pattern',
    uses: 'actions/upload-artifact/merge@v4',
    with: { name: 'all', pattern: 'digests-*' },
    gives: [
      'downloads-artifact(pattern=digests-* to={out.merged} merge=true)',
      'uploads-artifact(name=all paths={out.merged}/** expires=true artifactId={out.artifact-id} artifactDigest={out.artifact-digest})',
    ],
  },
  {
    what: 'takes every artifact',
    uses: 'actions/download-artifact@v8',
    gives: ['downloads-artifact(to=. merge=false)'],
  },
  {
    what: 'takes one artifact into a folder',
    uses: 'actions/download-artifact@v4',
    with: { name: 'dist', path: 'out' },
    outputs: { 'download-path': 'out' },
    gives: ['downloads-artifact(name=dist to=out merge=false)'],
  },
  {
    what: 'merges artifacts by pattern',
    uses: 'actions/download-artifact@v4',
    with: { pattern: 'digests-*', path: '/tmp/digests', 'merge-multiple': 'true' },
    gives: ['downloads-artifact(pattern=digests-* to=/tmp/digests merge=true)'],
  },
  {
    what: 'an artifact of another run',
    uses: 'actions/download-artifact@v4',
    with: { name: 'dist', 'run-id': '${github.event.workflow_run.id}', 'github-token': '${secrets.GITHUB_TOKEN}' },
    gives: ['downloads-artifact(name=dist to=. merge=false otherRun=true)'],
  },
  {
    what: 'the run itself is not another run',
    uses: 'actions/download-artifact@v4',
    with: { name: 'dist', 'run-id': '${github.run_id}' },
    gives: ['downloads-artifact(name=dist to=. merge=false)'],
  },
  {
    what: 'an artifact of another workflow',
    uses: 'dawidd6/action-download-artifact@v6',
    with: { name: 'dist', workflow: 'build.yml' },
    gives: ['downloads-artifact(name=dist to=./ merge=false otherRun=true)'],
  },
  {
    what: 'artifacts by a regular expression',
    uses: 'dawidd6/action-download-artifact@v6',
    with: { name: 'dist-.*', name_is_regexp: 'true' },
    gives: ['downloads-artifact(pattern={out.matched} to=./ merge=false otherRun=true)'],
  },
  {
    what: 'a script that calls the release API',
    uses: 'actions/github-script@v7',
    with: { script: 'await github.rest.repos.uploadReleaseAsset({ owner, repo })' },
    gives: ['runs-tool(tool=github-script args=--script=await github.rest.repos.uploadReleaseAsset({ owner, repo }))'],
  },
  {
    what: 'a script that makes a tag',
    uses: 'actions/github-script@v7',
    with: { script: "github.rest.git.createRef({ ref: 'refs/tags/v1', sha: '${github.sha}' })" },
    gives: ['creates-tag(name={out.tag} signed=false by=a call of the API pushed=true)'],
  },
  {
    what: 'a script that starts a workflow',
    uses: 'actions/github-script@v7',
    with: { script: 'github.rest.actions.createWorkflowDispatch({ workflow_id: 1 })' },
    gives: ['dispatches(workflow={out.workflow})'],
  },
  {
    what: 'a script that publishes a draft',
    uses: 'actions/github-script@v7',
    with: { script: 'github.rest.repos.updateRelease({ release_id, draft: false })' },
    gives: ['flips-release(tag={out.release})'],
  },
  {
    what: 'a script of a file',
    uses: 'actions/github-script@v7',
    with: { script: "const run = require('./x.js'); await run()" },
    gives: ["runs-tool(tool=github-script args=--script=const run = require('./x.js'); await run())"],
  },
  {
    what: 'a script that comments, with a value filled in',
    uses: 'actions/github-script@v7',
    with: { script: 'github.rest.issues.createComment({ body: "${steps.x.outputs.y}" })' },
    gives: [],
  },
  {
    what: 'downloads assets by name',
    uses: 'robinraju/release-downloader@v1.12',
    with: { repository: 'octo/tool', tag: 'v1.2.3', fileName: 'tool-*.tgz', 'out-file-path': 'bin' },
    gives: ['downloads-release(repository=octo/tool tag=v1.2.3 patterns=tool-*.tgz to=bin)'],
  },
  {
    what: 'no asset unless one is named',
    uses: 'robinraju/release-downloader@v1.12',
    with: { repository: 'octo/tool', latest: 'true', tarBall: 'true' },
    gives: [],
  },
  {
    what: 'downloads one asset',
    uses: 'dsaltares/fetch-gh-release-asset@v1',
    with: { repo: 'octo/tool', version: 'tags/v1', file: 'tool.zip' },
    gives: ['downloads-release(repository=octo/tool tag=v1 patterns=tool.zip to=.)'],
  },
  {
    what: 'under another name',
    uses: 'dsaltares/fetch-gh-release-asset@v1',
    with: { repo: 'octo/tool', file: 'tool.zip', target: 'bin/t.zip' },
    gives: ['downloads-release(repository=octo/tool tag=latest patterns=tool.zip to={out.fetched})', 'copies(from={out.fetched}/tool.zip to=bin/t.zip)'],
  },
  {
    what: 'by an expression',
    uses: 'dsaltares/fetch-gh-release-asset@v1',
    with: { repo: 'octo/tool', file: 'tool-.*', target: 'bin/', regex: 'true' },
    gives: ['downloads-release(repository=octo/tool tag=latest patterns=* to=bin/)'],
  },
  {
    what: 'uploads statistics of a bundle',
    uses: 'relative-ci/agent-upload-artifact-action@v1',
    gives: ['uploads-artifact(name=relative-ci-artifacts paths=./webpack-stats.json expires=true)'],
  },
  {
    what: 'rewrites version numbers',
    uses: 'tj-actions/sync-release-version@v13',
    with: { paths: 'README.md docs/index.md' },
    gives: ['transforms(how=version numbers inputs=README.md, docs/index.md outputs=README.md, docs/index.md inPlace=true)'],
  },
];
