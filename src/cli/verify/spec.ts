import { noColourOption, type CommandSpec } from '../spec.ts';

export const verifySpec: CommandSpec = {
  name: 'verify',
  summary: 'whether what you have is from whom you think, and what proves it',
  about:
    'Verifies files, images, packages and tags: that their evidence is genuine, about these very bytes, and by whom you ask for. Who must have signed is never guessed: give --repo, --identity, --key or --policy. Exit 0 verified, 1 not verified, 3 not decided because a service, a root or the network kept it from deciding.',
  words: [
    {
      name: 'SUBJECT',
      about:
        'a file, sha256:… (with --bundle), an image reference or docker://NAME, oci-layout:DIR, oci-archive:FILE (also of docker save), a package URL (pkg:npm, pypi, github, oci, docker), or git:TAG',
      required: false,
      many: true,
    },
  ],
  options: [
    { names: ['repo'], value: 'OWNER/REPO', about: 'signed by a workflow of this repository; HOST/OWNER/REPO where it is not on github.com' },
    {
      names: ['workflow'],
      value: 'FILE',
      about: 'by this workflow: release.yml, or OWNER/REPO/.github/workflows/build.yml for a reusable one of another repository',
    },
    { names: ['ref'], value: 'REF', about: 'built from this ref: refs/tags/v1.2.3, or with * for one part of it' },
    { names: ['commit'], value: 'SHA', about: 'built from this commit' },
    { names: ['runner'], value: 'KIND', choices: ['github-hosted', 'self-hosted'], about: 'built on a runner of this kind' },
    { names: ['identity'], value: 'SAN', about: 'signed by exactly this identity: an address, or the whole URL of a workflow' },
    {
      names: ['identity-pattern'],
      value: 'PATTERN',
      about: 'signed by an identity of this form: * is one part without a slash, ** is anything, all else is itself',
    },
    { names: ['issuer'], value: 'URL', about: 'who vouches for the identity; known for workflows of GitHub' },
    {
      names: ['key'],
      value: 'FILE',
      about:
        "signed with this public key: PEM, OpenPGP, SSH (also allowed_signers) or minisign; of several keys in the file any; npm for those of npm's registry",
    },
    { names: ['policy'], value: 'FILE', about: 'who must have signed what, by name of the subject: a YAML file (sealwright help docs/verification)' },
    {
      names: ['type'],
      value: 'TYPE',
      repeat: true,
      about: 'evidence that must be there: signature, provenance, spdx, cyclonedx, sbom, vsa, or the URL of a predicate type; repeatable',
    },
    { names: ['builder'], value: 'ID', about: 'provenance by this builder' },
    { names: ['source-branch'], value: 'BRANCH', about: 'provenance of a build from this branch' },
    { names: ['source-tag'], value: 'TAG', about: 'provenance of a build from this tag' },
    { names: ['source-versioned-tag'], value: 'VERSION', about: 'provenance of a build from a tag of this version: v1 takes v1.2.3' },
    { names: ['build-input'], value: 'KEY=VALUE', repeat: true, about: 'provenance of a build with this input; repeatable' },
    { names: ['verifier'], value: 'ID', about: 'a verification summary (vsa) by this verifier' },
    { names: ['resource-uri'], value: 'URI', about: 'a verification summary about this resource, as its verifier names it' },
    {
      names: ['verified-level'],
      value: 'LEVEL',
      repeat: true,
      about: 'a verification summary with this level, or a higher one of its track: SLSA_BUILD_LEVEL_3; repeatable',
    },
    { names: ['bundle'], value: 'FILE', repeat: true, about: 'the evidence, where it is not beside the subject or in its registry; repeatable' },
    { names: ['rekor-entry'], value: 'FILE', repeat: true, about: 'a log entry for evidence that brings none, as the log answers it; repeatable' },
    { names: ['trusted-root'], value: 'FILE', repeat: true, about: 'whom to believe, in place of the public Sigstore and GitHub; repeatable' },
    {
      names: ['tuf-mirror'],
      value: 'URL',
      about: 'a mirror of The Update Framework that delivers the trusted root of a private deployment, in place of --trusted-root',
    },
    { names: ['tuf-root'], value: 'FILE', about: 'the first root of that mirror, from whoever runs it' },
    {
      names: ['release'],
      value: 'DIR|OWNER/REPO@TAG',
      about: 'every file of a release, and the SUBJECTs beside it, against --policy, and all evidence against the files',
    },
    { names: ['recursive'], about: 'an image index and each platform under it' },
    { names: ['strict'], about: 'refuse a policy that leaves open at which ref was signed, and a trusted root that is old' },
    { names: ['cross-check'], about: 'ask @sigstore/verify as well, and refuse where it disagrees' },
    { names: ['explain'], about: 'print every check that was made, with the clause that asks for it' },
    { names: ['offline'], about: 'ask no service' },
    { names: ['unsafely-any-identity'], about: 'whoever signed' },
    { names: ['unsafely-any-artifact'], about: 'whatever was signed: the subject is not compared' },
    { names: ['format'], value: 'FORMAT', choices: ['terminal', 'json'], about: 'text, or JSON (schemas/verdict.schema.json)' },
    noColourOption,
  ],
  examples: [
    {
      command: 'sealwright verify lens-1.2.3.tar.gz --repo acme/lens --workflow release.yml --ref refs/tags/v1.2.3',
      about: 'a download, against the evidence beside it or that GitHub keeps: built by that workflow from that tag',
    },
    {
      command: 'sealwright verify ghcr.io/acme/lens:1.2.3 --repo acme/lens --workflow release.yml --type signature --type spdx --recursive',
      about: 'an image with each of its platforms: signed, and with a signed SPDX SBOM',
    },
    {
      command: 'sealwright verify sha256:4d2f…9a --bundle lens.sigstore.json --identity me@example.com --issuer https://accounts.google.com --offline',
      about: 'a digest, with the evidence in a file and no network',
    },
  ],
};
