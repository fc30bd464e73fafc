import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'a release without files',
    line: 'gh release create v1 --generate-notes',
    gives: ['creates-release(tag=v1 draft=false createsTag=true by=gh release create)'],
    stdout: '{gh release create url}',
  },
  {
    what: 'with files it is a draft first',
    line: "gh release create ${github.ref_name} dist/*.tgz 'sbom.json#SBOM'",
    env: { GH_TOKEN: '${github.token}' },
    gives: [
      'creates-release(tag={github.ref_name} draft=true createsTag=true by=gh release create)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=dist/*.tgz, sbom.json) auth=token needs=contents: write draft=true failsOnUnmatched=true)',
      'flips-release(tag={github.ref_name})',
    ],
    stdout: '{gh release create url}',
  },
  {
    what: 'a draft stays one',
    line: 'gh release create v1 --draft dist/a',
    gives: [
      'creates-release(tag=v1 draft=true createsTag=true by=gh release create)',
      'publishes(sink=release(tag=v1) subject=files(paths=dist/a) auth=token draft=true failsOnUnmatched=true)',
    ],
    stdout: '{gh release create url}',
  },
  {
    what: 'a tag that must be there',
    line: 'gh release create v1 --verify-tag',
    gives: ['creates-release(tag=v1 draft=false createsTag=false by=gh release create)'],
    stdout: '{gh release create url}',
  },
  {
    what: 'a draft by choice',
    line: 'gh release create v1 ?{--draft|} dist/a',
    gives: [
      'creates-release(tag=v1 draft=true createsTag=true by=gh release create)',
      'publishes(sink=release(tag=v1) subject=files(paths=dist/a) auth=token draft=true failsOnUnmatched=true)',
      'flips-release(tag=v1) if not ({one of true, false by choice ?{--draft|}} is set)',
    ],
    stdout: '{gh release create url}',
    doubts: ['not decided: not ({one of true, false by choice ?{--draft|}} is set)'],
  },
  {
    what: 'words that may be flags',
    line: 'gh release create v1 ${args} dist/a',
    gives: [
      'creates-release(tag=v1 draft=true createsTag=true by=gh release create)',
      'publishes(sink=release(tag=v1) subject=files(paths={args}, dist/a) auth=token draft=true failsOnUnmatched=true)',
      'flips-release(tag=v1)',
    ],
    stdout: '{gh release create url}',
    doubts: ['{args} is not known: it may be flags'],
  },
  {
    what: "a token of one's own",
    line: 'gh release create v1 a',
    env: { GH_TOKEN: '${secrets.PAT}' },
    gives: [
      'creates-release(tag=v1 draft=true createsTag=true by=gh release create)',
      'publishes(sink=release(tag=v1) subject=files(paths=a) auth=token draft=true failsOnUnmatched=true)',
      'flips-release(tag=v1)',
    ],
    stdout: '{gh release create url}',
  },
  {
    what: 'uploading',
    line: 'gh -R o/r release upload v1 dist/* --clobber',
    env: { GITHUB_TOKEN: '${secrets.GITHUB_TOKEN}' },
    gives: ['publishes(sink=release(tag=v1 repository=o/r) subject=files(paths=dist/*) auth=token needs=contents: write replaces=true failsOnUnmatched=true)'],
  },
  { what: 'publishing a draft', line: 'gh release edit v1 --draft=false', gives: ['flips-release(tag=v1)'] },
  { what: 'editing notes', line: 'gh release edit v1 --notes x', gives: [] },
  { what: 'downloading a release', line: "gh release download v1 -p '*.tgz' -D in", gives: ['downloads-release(tag=v1 patterns=*.tgz to=in)'] },
  { what: 'downloading one file', line: 'gh release download v1 -p a -O b', gives: ['builds(outputs=b by=gh release download)'] },
  { what: 'deleting', line: 'gh release delete v1 --yes', gives: ['withdraws(place=release tag=v1 by=gh release delete)'] },
  { what: 'deleting an asset', line: 'gh release delete-asset v1 a -y', gives: ['withdraws(place=release tag=v1 names=a by=gh release delete-asset)'] },
  {
    what: 'looking at it',
    line: 'gh release view v1 --json assets',
    gives: ['consumes(subject=unknown(why=it reads what a release says of itself) how=gh release view)'],
  },
  { what: 'listing releases', line: 'gh release list', gives: [] },
  {
    what: 'checking an immutable release',
    line: 'gh release verify v1',
    gives: ['verifies(subject=release-assets(patterns=*) tool=gh release verify identity=pinned integrityOnly=false)'],
  },
  {
    what: 'checking an asset',
    line: 'gh release verify-asset v1 a',
    gives: ['verifies(subject=files(paths=a) tool=gh release verify-asset identity=pinned integrityOnly=false)'],
  },
  {
    what: 'checking an asset of the latest',
    line: 'gh release verify-asset a',
    gives: ['verifies(subject=files(paths=a) tool=gh release verify-asset identity=pinned integrityOnly=false)'],
  },
  {
    what: 'attestation of a file',
    line: 'gh attestation verify a --repo o/r',
    gives: ['verifies(subject=files(paths=a) tool=gh attestation verify identity=pattern expects=o/r integrityOnly=false)'],
  },
  {
    what: 'attestation by workflow',
    line: 'gh attestation verify a --repo o/r --signer-workflow o/r/.github/workflows/w.yml',
    gives: ['verifies(subject=files(paths=a) tool=gh attestation verify identity=pinned expects=o/r/.github/workflows/w.yml, o/r integrityOnly=false)'],
  },
  {
    what: 'attestation of an image',
    line: 'gh at verify oci://ghcr.io/o/r:1 --owner o',
    gives: ['verifies(subject=image(refs=ghcr.io/o/r:1) tool=gh attestation verify identity=pattern integrityOnly=false)'],
  },
  {
    what: 'attestation of nobody',
    line: 'gh attestation verify a',
    gives: ['verifies(subject=files(paths=a) tool=gh attestation verify identity=none integrityOnly=false)'],
    fails: ['gh attestation verify needs --repo or --owner'],
  },
  { what: 'keeping attestations', line: 'gh attestation download a --repo o/r', gives: ['builds(outputs=sha256*.jsonl by=gh attestation download)'] },
  { what: 'keeping the roots', line: 'gh attestation trusted-root', to: 'roots.jsonl', gives: [] },
  { what: 'starting a workflow', line: 'gh workflow run release.yml --ref v1', gives: ['dispatches(workflow=release.yml)'] },
  { what: 'artifacts of another run', line: 'gh run download 1 -n dist -D out', gives: ['downloads-artifact(name=dist to=out merge=false otherRun=true)'] },
  {
    what: 'an upload by the interface',
    line: 'gh api --method POST https://uploads.github.com/repos/o/r/releases/1/assets?name=a --input a',
    gives: ['publishes(sink=release(tag={release of(https://uploads.github.com/repos/o/r/releases/1/assets)}) subject=files(paths=a) names=a auth=token)'],
  },
  {
    what: 'a release by the interface',
    line: 'gh api repos/o/r/releases -f tag_name=v1 -F draft=true',
    gives: ['creates-release(tag=v1 draft=true createsTag=true by=gh api)'],
  },
  {
    what: 'a draft published by the interface',
    line: 'gh api -X PATCH repos/o/r/releases/1 -F draft=false',
    gives: ['flips-release(tag={release of(repos/o/r/releases/1)})'],
  },
  {
    what: 'a tag by the interface',
    line: 'gh api repos/o/r/git/refs -f ref=refs/tags/v1 -f sha=${sha}',
    gives: ['creates-tag(name=v1 signed=false by=gh api pushed=true)'],
  },
  { what: 'a dispatch by the interface', line: 'gh api repos/o/r/actions/workflows/w.yml/dispatches -f ref=main', gives: ['dispatches(workflow=w.yml)'] },
  { what: 'reading by the interface', line: 'gh api repos/o/r/releases/latest --jq .tag_name', gives: [] },
  {
    what: 'an address that is not known',
    line: 'gh api -X POST ${url}',
    gives: ['opaque(why=a request to the service that is not written out mayPublish=true)'],
  },
  { what: 'logging gh in', line: 'gh auth login --with-token', gives: ['configures(what=gh-token)'] },
  {
    what: 'hub makes a release',
    line: 'hub release create -a dist/a -a dist/b -m x v1',
    gives: [
      'creates-release(tag=v1 draft=false createsTag=true by=hub release create)',
      'publishes(sink=release(tag=v1) subject=files(paths=dist/a, dist/b) auth=token draft=false)',
    ],
  },
  { what: 'hub fills one', line: 'hub release edit -a dist/a -m x v1', gives: ['publishes(sink=release(tag=v1) subject=files(paths=dist/a) auth=token)'] },
  {
    what: 'ghr',
    line: 'ghr -replace -draft v1 dist/',
    gives: [
      'creates-release(tag=v1 draft=true createsTag=true by=ghr)',
      'publishes(sink=release(tag=v1) subject=files(paths=dist/ recursive=true) auth=token draft=true replaces=true)',
    ],
  },
  {
    what: 'github-release uploads',
    line: 'github-release upload -t v1 -n a.tgz -f dist/a.tgz',
    gives: ['publishes(sink=release(tag=v1) subject=files(paths=dist/a.tgz) names=a.tgz auth=token)'],
  },
  {
    what: 'github-release makes one',
    line: 'github-release release -t v1 --draft',
    gives: ['creates-release(tag=v1 draft=true createsTag=true by=github-release)'],
  },
];
