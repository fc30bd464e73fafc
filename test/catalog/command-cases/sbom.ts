import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  { what: 'a table is no SBOM', line: 'docker sbom ghcr.io/o/r:1', gives: [] },
  {
    what: 'an audit that writes an SBOM',
    line: 'pip-audit -r requirements.txt -f cyclonedx-json -o bom.json',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=pip-audit)'],
  },
  { what: 'an audit that finds flaws alone', line: 'pip-audit -r requirements.txt', gives: [] },
  {
    what: 'one file for each language',
    line: 'spdx-sbom-generator -o out',
    gives: ['describes(subject=source() format=spdx output=out/bom-*.* attachedTo=nowhere tool=spdx-sbom-generator)'],
  },
  {
    what: 'two formats of an image',
    line: 'syft ghcr.io/o/r:1 -o spdx-json=a.spdx.json -o cyclonedx-json=b.cdx.json',
    gives: [
      'describes(subject=image(refs=ghcr.io/o/r:1) format=spdx output=a.spdx.json attachedTo=nowhere tool=syft)',
      'describes(subject=image(refs=ghcr.io/o/r:1) format=cyclonedx output=b.cdx.json attachedTo=nowhere tool=syft)',
    ],
  },
  {
    what: 'the checkout on standard output',
    line: 'syft scan dir:. -o spdx-json',
    to: 's.json',
    gives: ['describes(subject=source() format=spdx output=s.json attachedTo=nowhere tool=syft)'],
  },
  {
    what: 'one file',
    line: 'syft file:dist/app -o cyclonedx-json=app.cdx.json',
    gives: ['describes(subject=files(paths=dist/app recursive=true) format=cyclonedx output=app.cdx.json attachedTo=nowhere tool=syft)'],
  },
  { what: 'a table is no SBOM', line: 'syft dist', gives: [] },
  {
    what: 'the format by its variable',
    line: 'syft .',
    env: { SYFT_OUTPUT: 'spdx-json=s.json' },
    gives: ['describes(subject=source() format=spdx output=s.json attachedTo=nowhere tool=syft)'],
  },
  {
    what: 'an image that is named so',
    line: 'syft ${image} -o spdx-json=s.json',
    gives: ['describes(subject=image(refs={image}) format=spdx output=s.json attachedTo=nowhere tool=syft)'],
  },
  {
    what: 'something unnamed',
    line: 'syft ${x} -o spdx-json=s.json',
    gives: ['describes(subject=unknown(why=what is scanned is not written out) format=spdx output=s.json attachedTo=nowhere tool=syft)'],
  },
  {
    what: 'syft attests',
    line: 'syft attest -o spdx-json ghcr.io/o/r:1',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r:1) predicate=sbom-spdx signed=true mechanism=cosign-keyless keyless=true attachedTo=registry needs=cosign, id-token: write)',
    ],
  },
  {
    what: 'syft attests its own format by default',
    line: 'syft attest ghcr.io/o/r:1',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r:1) predicate=custom signed=true mechanism=cosign-keyless keyless=true attachedTo=registry needs=cosign, id-token: write)',
    ],
  },
  {
    what: 'syft attests to no file',
    line: 'syft attest -o spdx-json=a ghcr.io/o/r:1',
    gives: [
      'attests(subject=image(refs=ghcr.io/o/r:1) predicate=custom signed=true mechanism=cosign-keyless keyless=true attachedTo=registry needs=cosign, id-token: write)',
    ],
    fails: ['syft attest writes no file: -o names a format alone'],
  },
  { what: 'syft converts', line: 'syft convert a.json -o cyclonedx-json=b.json', gives: ['transforms(how=convert inputs=a.json outputs=b.json)'] },
  {
    what: 'trivy of an image',
    line: 'trivy image --format cyclonedx --output s.json ghcr.io/o/r:1',
    gives: ['describes(subject=image(refs=ghcr.io/o/r:1) format=cyclonedx output=s.json attachedTo=nowhere tool=trivy)'],
  },
  {
    what: 'trivy by variables',
    line: 'trivy i ghcr.io/o/r:1',
    env: { TRIVY_FORMAT: 'spdx-json', TRIVY_OUTPUT: 's.json' },
    gives: ['describes(subject=image(refs=ghcr.io/o/r:1) format=spdx output=s.json attachedTo=nowhere tool=trivy)'],
  },
  { what: 'trivy scans only', line: 'trivy image ghcr.io/o/r:1', gives: [] },
  { what: 'trivy reports findings', line: 'trivy image -f sarif -o r.sarif ghcr.io/o/r:1', gives: ['builds(outputs=r.sarif by=trivy)'] },
  {
    what: 'trivy of the checkout',
    line: 'trivy fs --format spdx-json -o s.json .',
    gives: ['describes(subject=source() format=spdx output=s.json attachedTo=nowhere tool=trivy)'],
  },
  {
    what: 'trivy of a root',
    line: 'trivy rootfs --format cyclonedx -o s.json /mnt',
    gives: ['describes(subject=files(paths=/mnt recursive=true) format=cyclonedx output=s.json attachedTo=nowhere tool=trivy)'],
  },
  {
    what: 'trivy of a repository',
    line: 'trivy repo --format github -o s.json .',
    gives: ['describes(subject=source() format=github output=s.json attachedTo=nowhere tool=trivy)'],
  },
  {
    what: 'trivy of an SBOM',
    line: 'trivy sbom --format cyclonedx -o t.json s.json',
    gives: ['describes(subject=files(paths=s.json recursive=true) format=cyclonedx output=t.json attachedTo=nowhere tool=trivy)'],
  },
  {
    what: 'trivy of a machine',
    line: 'trivy vm --format cyclonedx -o s.json ami.img',
    gives: ['describes(subject=files(paths=ami.img recursive=true) format=cyclonedx output=s.json attachedTo=nowhere tool=trivy)'],
  },
  {
    what: 'a Go application',
    line: 'cyclonedx-gomod app -json -output bom.json -main cmd/app',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cyclonedx-gomod)'],
  },
  {
    what: 'a Go module',
    line: 'cyclonedx-gomod mod -json',
    to: 'bom.json',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cyclonedx-gomod)'],
  },
  {
    what: 'a Go binary',
    line: 'cyclonedx-gomod bin -output bom.xml dist/app',
    gives: ['describes(subject=files(paths=dist/app) format=cyclonedx output=bom.xml attachedTo=nowhere tool=cyclonedx-gomod)'],
  },
  {
    what: 'an npm tree',
    line: 'cyclonedx-npm --output-file bom.json',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cyclonedx-npm)'],
  },
  {
    what: 'npm itself',
    line: 'npm sbom --sbom-format=cyclonedx',
    to: 'bom.json',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=npm sbom)'],
  },
  {
    what: 'npm itself in the other format',
    line: 'npm sbom --sbom-format spdx',
    to: 's.json',
    gives: ['describes(subject=source() format=spdx output=s.json attachedTo=nowhere tool=npm sbom)'],
  },
  {
    what: 'a Python environment',
    line: 'cyclonedx-py environment -o bom.json',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cyclonedx-py)'],
  },
  {
    what: 'Python requirements',
    line: 'cyclonedx-py requirements requirements.txt',
    to: 'bom.json',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cyclonedx-py)'],
  },
  {
    what: 'a pipenv project',
    line: 'cyclonedx-py pipenv -o bom.json',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cyclonedx-py)'],
  },
  {
    what: 'a poetry project',
    line: 'cyclonedx-py poetry -o bom.json',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cyclonedx-py)'],
  },
  {
    what: 'crates',
    line: 'cargo cyclonedx --format json',
    gives: ['describes(subject=source() format=cyclonedx output=*.cdx.json attachedTo=nowhere tool=cargo-cyclonedx)'],
  },
  {
    what: 'crates under a name',
    line: 'cargo cyclonedx --format json --override-filename bom',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cargo-cyclonedx)'],
  },
  {
    what: 'crates in SPDX',
    line: 'cargo sbom',
    to: 's.json',
    gives: ['describes(subject=source() format=spdx output=s.json attachedTo=nowhere tool=cargo-sbom)'],
  },
  {
    what: 'crates in CycloneDX',
    line: 'cargo sbom --output-format cyclone_dx_json_1_6',
    to: 's.json',
    gives: ['describes(subject=source() format=cyclonedx output=s.json attachedTo=nowhere tool=cargo-sbom)'],
  },
  {
    what: 'cdxgen of the checkout',
    line: 'cdxgen -o bom.json .',
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cdxgen)'],
  },
  {
    what: 'cdxgen of an image',
    line: 'cdxgen -t docker ghcr.io/o/r:1',
    gives: ['describes(subject=image(refs=ghcr.io/o/r:1) format=cyclonedx output=bom.json attachedTo=nowhere tool=cdxgen)'],
  },
  {
    what: 'bom of an image',
    line: 'bom generate -i ghcr.io/o/r:1 -o s.spdx',
    gives: ['describes(subject=image(refs=ghcr.io/o/r:1) format=spdx output=s.spdx attachedTo=nowhere tool=bom)'],
  },
  {
    what: 'bom of the checkout',
    line: 'bom generate . --output s.spdx',
    gives: ['describes(subject=source() format=spdx output=s.spdx attachedTo=nowhere tool=bom)'],
  },
  {
    what: 'sbom-tool',
    line: 'sbom-tool generate -b out -bc . -pn app -pv 1',
    gives: ['describes(subject=files(paths=out recursive=true) format=spdx output=out/_manifest/spdx_*/manifest.spdx.json attachedTo=nowhere tool=sbom-tool)'],
  },
  {
    what: "dotnet's tool",
    line: 'dotnet CycloneDX app.sln -o out --json',
    gives: ['describes(subject=source() format=cyclonedx output=out/bom.json attachedTo=nowhere tool=dotnet-CycloneDX)'],
  },
  {
    what: "dotnet's tool alone",
    line: 'dotnet-CycloneDX app.csproj',
    gives: ['describes(subject=source() format=cyclonedx output=bom.xml attachedTo=nowhere tool=dotnet-CycloneDX)'],
  },
  {
    what: "docker's plugin",
    line: 'docker sbom --format spdx-json --output s.json ghcr.io/o/r:1',
    gives: ['describes(subject=image(refs=ghcr.io/o/r:1) format=spdx output=s.json attachedTo=nowhere tool=docker sbom)'],
  },
];
