import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'an artifact',
    line: 'slsa-verifier verify-artifact a --provenance-path p --source-uri github.com/o/r',
    gives: ['verifies(subject=files(paths=a) tool=slsa-verifier identity=pinned expects=github.com/o/r integrityOnly=false)'],
  },
  {
    what: 'no source',
    line: 'slsa-verifier verify-artifact a --provenance-path p',
    gives: ['verifies(subject=files(paths=a) tool=slsa-verifier identity=pinned integrityOnly=false)'],
    fails: ['slsa-verifier needs --source-uri'],
  },
  {
    what: "an image's provenance",
    line: 'slsa-verifier verify-image ghcr.io/o/r@${digest} --source-uri github.com/o/r',
    gives: ['verifies(subject=image(refs=ghcr.io/o/r@{digest}) tool=slsa-verifier identity=pinned expects=github.com/o/r integrityOnly=false)'],
  },
  {
    what: 'an npm package',
    line: 'slsa-verifier verify-npm-package a.tgz --attestations-path p --package-name a --package-version 1 --builder-id b --source-uri github.com/o/r',
    gives: ['verifies(subject=files(paths=a.tgz) tool=slsa-verifier identity=pinned expects=github.com/o/r integrityOnly=false)'],
  },
  {
    what: 'a GitHub attestation',
    line: 'slsa-verifier verify-github-attestation a --attestation-path p --builder-id b --source-uri github.com/o/r',
    gives: ['verifies(subject=files(paths=a) tool=slsa-verifier identity=pinned expects=github.com/o/r integrityOnly=false)'],
  },
  {
    what: 'a summary',
    line: 'slsa-verifier verify-vsa --subject-digest sha256:a --attestation-path p',
    gives: ['verifies(subject=unknown(why=the subject is given by its digest) tool=slsa-verifier identity=pinned integrityOnly=false)'],
  },
];
