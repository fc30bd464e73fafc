import type { ActionCase } from '../support.ts';

export const tagsCases: readonly ActionCase[] = [
  {
    what: 'tags through the API',
    uses: 'mathieudutour/github-tag-action@v6.2',
    with: { github_token: '${secrets.GITHUB_TOKEN}' },
    gives: ['creates-tag(name={out.new_tag} signed=false by=mathieudutour/github-tag-action pushed=true)'],
  },
  {
    what: 'a dry run tags nothing',
    uses: 'mathieudutour/github-tag-action@v6.2',
    with: { dry_run: 'true' },
    gives: [],
  },
  {
    what: 'tags the commit of the release',
    uses: 'TriPSs/conventional-changelog-action@v6',
    with: { 'github-token': '${secrets.GITHUB_TOKEN}' },
    gives: ['creates-tag(name={out.tag} signed=false by=TriPSs/conventional-changelog-action pushed=true)'],
  },
  { what: 'tags nothing where it is told so', uses: 'TriPSs/conventional-changelog-action@v6', with: { 'skip-tag': 'true' }, gives: [] },
  {
    what: 'tags',
    uses: 'anothrNick/github-tag-action@1.75.0',
    env: { GITHUB_TOKEN: '${secrets.GITHUB_TOKEN}' },
    gives: ['creates-tag(name={out.new_tag} signed=false by=anothrNick/github-tag-action pushed=true)'],
  },
  {
    what: 'tags',
    uses: 'actions-ecosystem/action-push-tag@v1',
    with: { tag: 'v1' },
    gives: ['creates-tag(name=v1 signed=false by=actions-ecosystem/action-push-tag pushed=true)'],
  },
  {
    what: 'tags without a key',
    uses: 'rickstaa/action-create-tag@v1',
    with: { tag: 'v1' },
    gives: ['creates-tag(name=v1 signed=false by=rickstaa/action-create-tag pushed=true)'],
  },
  {
    what: 'tags with a key',
    uses: 'rickstaa/action-create-tag@v1',
    with: { tag: 'v1', gpg_private_key: '${secrets.GPG}' },
    gives: ['creates-tag(name=v1 signed=true mechanism=gpg by=rickstaa/action-create-tag pushed=true)'],
  },
  {
    what: 'tags with an identity',
    uses: 'chainguard-dev/actions/git-tag@main',
    gives: ['creates-tag(name={out.git_tag} signed=true mechanism=gitsign by=chainguard-dev/actions/git-tag pushed=true)'],
  },
  {
    what: 'tags what it commits',
    uses: 'EndBug/add-and-commit@v9',
    with: { tag: 'v1 --force' },
    gives: ['creates-tag(name=v1 signed=false by=EndBug/add-and-commit pushed=true)'],
  },
  {
    what: 'tags what it commits',
    uses: 'stefanzweifel/git-auto-commit-action@v5',
    with: { tagging_message: 'v1' },
    gives: ['creates-tag(name=v1 signed=false by=stefanzweifel/git-auto-commit-action pushed=true)'],
  },
  {
    what: 'pushes tags made before',
    uses: 'ad-m/github-push-action@v0.8.0',
    with: { tags: 'true' },
    gives: ['creates-tag(name={out.tags} signed=unknown by=ad-m/github-push-action pushed=true)'],
  },
  {
    what: 'tags',
    uses: 'tvdias/github-tagger@v0.0.2',
    with: { tag: 'v1' },
    gives: ['creates-tag(name=v1 signed=false by=tvdias/github-tagger pushed=true)'],
  },
  {
    what: 'moves a tag',
    uses: 'richardsimko/update-tag@v1',
    with: { tag_name: 'latest' },
    gives: ['creates-tag(name=latest signed=false by=richardsimko/update-tag pushed=true)'],
  },
  {
    what: 'moves a major tag',
    uses: 'actions/publish-action@v0.3.0',
    with: { 'source-tag': 'v1.2.3' },
    gives: ['creates-tag(name={out.major-tag} signed=false by=actions/publish-action pushed=true)'],
  },
  {
    what: 'moves tags',
    uses: 'actions-r-us/actions-tagger@v2',
    gives: ['creates-tag(name={out.tag} signed=false by=actions-r-us/actions-tagger pushed=true)'],
  },
  {
    what: 'moves tags',
    uses: 'nowactions/update-majorver@v1',
    gives: ['creates-tag(name={out.tag} signed=false by=nowactions/update-majorver pushed=true)'],
  },
  {
    what: 'moves tags',
    uses: 'jasonetco/build-and-tag-action@v2',
    gives: ['creates-tag(name={out.tag} signed=false by=jasonetco/build-and-tag-action pushed=true)'],
  },
  {
    what: 'starts workflows by an event',
    uses: 'peter-evans/repository-dispatch@v3',
    with: { 'event-type': 'released', repository: 'o/other' },
    gives: ['dispatches(workflow=o/other: released repository=o/other)'],
  },
  {
    what: 'starts a workflow',
    uses: 'benc-uk/workflow-dispatch@v1',
    with: { workflow: 'release.yml' },
    gives: ['dispatches(workflow=release.yml)'],
  },
  {
    what: 'starts a workflow',
    uses: 'convictional/trigger-workflow-and-wait@v1.6.5',
    with: { workflow_file_name: 'e2e.yml' },
    gives: ['dispatches(workflow=e2e.yml)'],
  },
  {
    what: 'tags through the API',
    uses: 'negz/create-tag@v1',
    with: { version: 'v1.2.3', message: 'One', token: '${secrets.GITHUB_TOKEN}' },
    gives: ['creates-tag(name=v1.2.3 signed=false by=negz/create-tag pushed=true)'],
  },
  {
    what: 'moves the tag of a variable',
    uses: 'hole19/git-tag-action@master',
    env: { TAG: 'v1' },
    gives: ['creates-tag(name=v1 signed=false by=hole19/git-tag-action pushed=true)'],
  },
  {
    what: 'tags the version of a Cabal file',
    uses: 'sol/haskell-autotag@v1',
    gives: ['creates-tag(name={out.name} signed=false by=sol/haskell-autotag pushed=true)'],
  },
  { what: 'a dry run tags nothing', uses: 'sol/haskell-autotag@v1', with: { 'dry-run': 'true' }, gives: [] },
  {
    what: 'moves the tag of the minor version',
    uses: 'joerick/update-vX.Y-tag-action@v1.0',
    with: { 'source-tag': 'v1.2.3' },
    gives: ['creates-tag(name={out.major-minor-tag} signed=false by=joerick/update-vX.Y-tag-action pushed=true)'],
  },
  {
    what: 'moves the tag of the major version',
    uses: 'step-security/publish-action@v0.1.0',
    with: { 'source-tag': 'v1.2.3' },
    gives: ['creates-tag(name={out.major-tag} signed=false by=step-security/publish-action pushed=true)'],
  },
  {
    what: 'moves the tags of the major and minor version',
    uses: 'haya14busa/action-update-semver@v1',
    gives: ['creates-tag(name={out.major} signed=false by=haya14busa/action-update-semver pushed=true)'],
  },
  {
    what: 'tags and releases what its pull request brought',
    uses: 'Songmu/tagpr@v1',
    gives: [
      'creates-tag(name={out.tag} signed=false by=tagpr pushed=true) if its pull request was merged',
      'creates-release(tag={out.tag} draft=false createsTag=false by=tagpr) if (its pull request was merged) and (tagpr.release is not false)',
    ],
  },
];
