import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'a policy with an identity',
    line: 'ec validate image --image ghcr.io/o/r:1 --certificate-identity x --certificate-oidc-issuer y',
    gives: ['verifies(subject=image(refs=ghcr.io/o/r:1) tool=ec validate image identity=pinned expects=x integrityOnly=false)'],
  },
  {
    what: 'a policy with a pattern',
    line: 'ec validate image -i ghcr.io/o/r:1 --certificate-identity-regexp x --certificate-oidc-issuer y',
    gives: ['verifies(subject=image(refs=ghcr.io/o/r:1) tool=ec validate image identity=pattern integrityOnly=false)'],
  },
  { what: 'a policy that looks at no attestation', line: 'ec validate image --image ghcr.io/o/r:1 -k k --skip-att-sig-check', gives: [] },
  {
    what: 'a policy of its own signers',
    line: 'ampel verify --subject a --policy p.json --signer sigstore::x::y',
    gives: ['verifies(subject=files(paths=a) tool=ampel verify identity=pinned expects=sigstore::x::y integrityOnly=false)'],
  },
  {
    what: 'a policy that may name signers',
    line: 'ampel verify a --policy p.json',
    gives: ['verifies(subject=files(paths=a) tool=ampel verify identity=none integrityOnly=false)'],
  },
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
