import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  {
    what: 'files',
    line: 'sealwright sign a.tgz b.tgz',
    gives: ['signs(subject=files(paths=a.tgz, b.tgz) mechanism=sigstore keyless=true outputs={file}.sigstore.json attachedTo=beside needs=id-token: write)'],
  },
  {
    what: 'a key',
    line: 'sealwright sign a.tgz --key k.pem --bundle a.json',
    gives: ['signs(subject=files(paths=a.tgz) mechanism=sigstore keyless=false outputs="" outputPaths=a.json attachedTo=beside needs="" key=k.pem)'],
  },
  {
    what: 'an image',
    line: 'sealwright sign ghcr.io/o/r@${digest}',
    gives: [
      'signs(subject=image(refs=ghcr.io/o/r@{digest}) mechanism=sigstore keyless=true outputs="" attachedTo=registry recursive=true needs=id-token: write)',
    ],
  },
  {
    what: 'the index alone',
    line: 'sealwright sign ghcr.io/o/r:1 --index-only',
    gives: ['signs(subject=image(refs=ghcr.io/o/r:1) mechanism=sigstore keyless=true outputs="" attachedTo=registry recursive=false needs=id-token: write)'],
  },
  {
    what: 'an SBOM',
    line: 'sealwright attest a.tgz --type spdx --predicate a.spdx.json --bundle a.json',
    gives: [
      'attests(subject=files(paths=a.tgz) predicate=sbom-spdx predicateType=spdx signed=true mechanism=sigstore keyless=true predicateFile=a.spdx.json outputs=a.json attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'its digest alone',
    line: 'sealwright attest a.tgz --type spdx --predicate a.spdx.json --reference https://acme.example/a',
    gives: [
      'attests(subject=files(paths=a.tgz) predicate=custom predicateType=spdx signed=true mechanism=sigstore keyless=true predicateFile=a.spdx.json attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'of an image',
    line: 'sealwright attest ghcr.io/o/r:1 --type cyclonedx --predicate a.cdx.json',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r:1) predicate=sbom-cyclonedx predicateType=cyclonedx signed=true mechanism=sigstore keyless=true predicateFile=a.cdx.json attachedTo=registry needs=id-token: write)',
    ],
  },
  {
    what: 'nothing to say',
    line: 'sealwright attest a.tgz',
    gives: ['attests(subject=files(paths=a.tgz) predicate=custom signed=true mechanism=sigstore keyless=true attachedTo=beside needs=id-token: write)'],
    fails: ['sealwright attest needs --type and --predicate, or --pep740'],
  },
  {
    what: 'distributions',
    line: 'sealwright attest @{dist/*} --pep740',
    gives: ['attests(subject=files(paths=dist/*) predicate=publish signed=true mechanism=sigstore keyless=true attachedTo=beside needs=id-token: write)'],
  },
  {
    what: 'provenance of files and lists',
    line: 'sealwright provenance a.tgz --checksums SHA256SUMS --bundle all.intoto.jsonl',
    gives: [
      'attests(subject=files(paths=a.tgz) predicate=slsa-provenance signed=true mechanism=sigstore keyless=true outputs=all.intoto.jsonl attachedTo=beside needs=id-token: write)',
      'attests(subject=checksums(file=SHA256SUMS) predicate=slsa-provenance signed=true mechanism=sigstore keyless=true outputs=all.intoto.jsonl attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'provenance of a list in base64',
    line: 'sealwright provenance --base64-subjects list',
    gives: [
      'attests(subject=unknown(why=the subjects are in a list in base64) predicate=slsa-provenance signed=true mechanism=sigstore keyless=true attachedTo=beside needs=id-token: write)',
    ],
  },
  {
    what: 'provenance with a key',
    line: 'sealwright provenance a.tgz --key k.pem',
    gives: ['attests(subject=files(paths=a.tgz) predicate=slsa-provenance signed=true mechanism=sigstore keyless=false attachedTo=beside needs="")'],
    fails: ['sealwright provenance is of a job, and is not signed with a key'],
  },
  {
    what: 'what a folder holds',
    line: 'sealwright sbom dist --output a.spdx.json',
    gives: ['describes(subject=files(paths=dist recursive=true) format=spdx output=a.spdx.json attachedTo=nowhere tool=sealwright)'],
  },
  {
    what: 'the other format',
    line: 'sealwright sbom . --format cyclonedx-json',
    to: 'a.cdx.json',
    gives: ['describes(subject=source() format=cyclonedx output=a.cdx.json attachedTo=nowhere tool=sealwright)'],
  },
  {
    what: 'by repository',
    line: 'sealwright verify a.tgz --repo o/r --workflow release.yml',
    gives: ['verifies(subject=files(paths=a.tgz) tool=sealwright identity=pinned expects=o/r against=certificate integrityOnly=false)'],
  },
  {
    what: 'by whoever',
    line: 'sealwright verify a.tgz --unsafely-any-identity',
    gives: ['verifies(subject=files(paths=a.tgz) tool=sealwright identity=none against=certificate integrityOnly=false)'],
  },
  {
    what: 'a whole release',
    line: 'sealwright verify --release dist --policy policy.yaml',
    gives: ['verifies(subject=files(paths=dist recursive=true) tool=sealwright identity=pinned against=certificate integrityOnly=false)'],
  },
];
