import type { ActionCase } from '../support.ts';

export const attestationCases: readonly ActionCase[] = [
  {
    what: 'provenance of files',
    uses: 'actions/attest@v4',
    with: { 'subject-path': 'dist/*.tgz, dist/*.zip' },
    gives: [
      'attests(subject=files(paths=dist/*.tgz, dist/*.zip) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
  },
  {
    what: 'an SBOM of an image, in its registry',
    uses: 'actions/attest@v4',
    with: { 'subject-name': 'ghcr.io/o/a', 'subject-digest': '${steps.push.outputs.digest}', 'sbom-path': 'a.spdx.json', 'push-to-registry': 'true' },
    gives: [
      'attests(subject=digest(name=ghcr.io/o/a digest={steps.push.outputs.digest}) predicate=sbom-spdx signed=true mechanism=github-attestation keyless=true predicateFile=a.spdx.json outputs={out.bundle-path} attachedTo=registry needs=id-token: write, attestations: write)',
    ],
  },
  {
    what: 'before version 4, nothing is attested by itself',
    uses: 'actions/attest@v3',
    with: { 'subject-path': 'a' },
    gives: [
      'attests(subject=files(paths=a) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
    fails: ['it makes provenance and SBOM attestations by itself only since v4; before, predicate-type must be given'],
  },
  {
    what: 'the same by the comment of a commit',
    uses: 'actions/attest@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    comment: 'v3.2.0',
    with: { 'subject-path': 'a' },
    gives: [
      'attests(subject=files(paths=a) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
    fails: ['it makes provenance and SBOM attestations by itself only since v4; before, predicate-type must be given'],
  },
  {
    what: 'the version of a commit without a comment is not known',
    uses: 'actions/attest@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    with: { 'subject-path': 'a' },
    gives: [
      'attests(subject=files(paths=a) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
    fails: ['it makes provenance and SBOM attestations by itself only since v4; before, predicate-type must be given'],
  },
  {
    what: 'a commit of version 4',
    uses: 'actions/attest@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    comment: 'v4',
    with: { 'subject-path': 'a' },
    gives: [
      'attests(subject=files(paths=a) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
  },
  {
    what: 'a list of checksums before it was read',
    uses: 'actions/attest-build-provenance@v2.1.0',
    with: { 'subject-checksums': 'SUMS' },
    gives: [
      'attests(subject=checksums(file=SUMS) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
    fails: ['it reads subject-checksums only since v2.2.0, and no other subject is named'],
  },
  {
    what: 'a predicate of its own',
    uses: 'actions/attest@v4',
    with: { 'subject-checksums': 'dist/SHA256SUMS', 'predicate-type': 'https://example.org/t', 'predicate-path': 'p.json' },
    gives: [
      'attests(subject=checksums(file=dist/SHA256SUMS) predicate=custom predicateType=https://example.org/t signed=true mechanism=github-attestation keyless=true predicateFile=p.json outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
  },
  {
    what: 'a vulnerability scan',
    uses: 'actions/attest@v2',
    with: { 'subject-path': 'a', 'predicate-type': 'https://in-toto.io/attestation/vulns', 'predicate-path': 'p.json' },
    gives: [
      'attests(subject=files(paths=a) predicate=vuln predicateType=https://in-toto.io/attestation/vulns signed=true mechanism=github-attestation keyless=true predicateFile=p.json outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
  },
  {
    what: 'no subject: what the runner recorded',
    uses: 'actions/attest@v4',
    gives: [
      'attests(subject=unknown(why=no subject is named: what the runner recorded as made) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
  },
  {
    what: 'provenance of a pushed image',
    uses: 'actions/attest-build-provenance@v2',
    with: { 'subject-name': 'index.docker.io/o/a', 'subject-digest': '${steps.push.outputs.digest}', 'push-to-registry': 'true' },
    gives: [
      'attests(subject=digest(name=index.docker.io/o/a digest={steps.push.outputs.digest}) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=registry needs=id-token: write, attestations: write)',
    ],
  },
  {
    what: 'provenance of listed files',
    uses: 'actions/attest-build-provenance@v3',
    with: { 'subject-checksums': 'dist/checksums.txt' },
    gives: [
      'attests(subject=checksums(file=dist/checksums.txt) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
    ],
  },
  {
    what: 'subjects that may not be given',
    uses: 'actions/attest-build-provenance@v3',
    with: { 'subject-path': '${inputs.path}', 'subject-digest': '${inputs.digest}', 'subject-name': 'a' },
    gives: [
      'attests(subject=files(paths={inputs.path}) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write) if {inputs.path} is set',
      'attests(subject=digest(name=a digest={inputs.digest}) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write) if (not ({inputs.path} is set)) and ({inputs.digest} is set)',
      'attests(subject=unknown(why=no subject is named: what the runner recorded as made) predicate=slsa-provenance signed=true mechanism=github-attestation keyless=true outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write) if (not ({inputs.path} is set)) and (not ({inputs.digest} is set))',
    ],
  },
  {
    what: 'an SBOM of files',
    uses: 'actions/attest-sbom@v2',
    with: { 'subject-path': 'bin/tool', 'sbom-path': 'bom.json' },
    gives: [
      'attests(subject=files(paths=bin/tool) predicate=sbom-cyclonedx signed=true mechanism=github-attestation keyless=true predicateFile=bom.json outputs={out.bundle-path} attachedTo=github-attestations needs=id-token: write, attestations: write)',
      'is-retired(what=actions/attest-sbom instead=actions/attest with sbom-path)',
    ],
  },
  {
    what: 'publish attestations beside distributions',
    uses: 'astral-sh/attest-action@v0.0.6',
    gives: [
      'attests(subject=files(paths=dist/*) predicate=publish signed=true mechanism=pep740 keyless=true outputs=dist/*.publish.attestation attachedTo=beside needs=id-token: write)',
      'installs(tool=uv via=astral-sh/attest-action right=true)',
    ],
  },
  {
    what: 'an unsigned statement',
    uses: 'philips-labs/slsa-provenance-action@v0.9.0',
    with: { arguments: '--artifact-path a --output-path p.json' },
    gives: [
      'attests(subject=files(paths=a recursive=true) predicate=slsa-provenance signed=false mechanism=custom keyless=false outputs=p.json attachedTo=nowhere)',
    ],
  },
  {
    what: 'a release by other means',
    uses: 'kubernetes-sigs/release-actions/publish-release@main',
    with: { assets: 'dist/*' },
    gives: ['opaque(why=it makes a GitHub release with assets and SBOM mayPublish=true)'],
  },
];
