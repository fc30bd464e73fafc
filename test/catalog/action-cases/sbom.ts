import type { ActionCase } from '../support.ts';

export const sbomCases: readonly ActionCase[] = [
  {
    what: 'describes the checkout',
    uses: 'anchore/sbom-action@v0',
    gives: [
      'installs(tool=syft via=anchore/sbom-action right=true)',
      'describes(subject=source() format=spdx output={out.sbom} attachedTo=workflow-artifact tool=syft)',
      'uploads-artifact(name={out.sbom} paths={out.sbom} expires=true)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths={out.sbom}) needs=contents: write replaces=true) if ({github.ref} matches refs/tags/*) and (the release exists when the SBOM is attached)',
    ],
  },
  {
    what: 'describes an image and attaches to the release',
    uses: 'anchore/sbom-action@v0',
    with: { image: 'ghcr.io/o/a:1', format: 'cyclonedx-json', 'artifact-name': 'a.cdx.json' },
    event: 'release',
    gives: [
      'installs(tool=syft via=anchore/sbom-action right=true)',
      'describes(subject=image(refs=ghcr.io/o/a:1) format=cyclonedx output=a.cdx.json attachedTo=release tool=syft)',
      'uploads-artifact(name=a.cdx.json paths=a.cdx.json expires=true)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths=a.cdx.json) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'a tag push attaches only when the release is there',
    uses: 'anchore/sbom-action@v0',
    with: { file: 'app', 'output-file': 'app.spdx.json' },
    github: { ref: 'refs/tags/v1' },
    gives: [
      'installs(tool=syft via=anchore/sbom-action right=true)',
      'describes(subject=files(paths=app) format=spdx output={out.sbom} attachedTo=workflow-artifact tool=syft)',
      'copies(from={out.sbom} to=app.spdx.json)',
      'uploads-artifact(name={out.sbom} paths={out.sbom} expires=true)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths={out.sbom}) needs=contents: write replaces=true) if the release exists when the SBOM is attached',
    ],
  },
  {
    what: 'attaches nothing',
    uses: 'anchore/sbom-action@v0',
    with: { path: './dist', 'upload-release-assets': 'false', 'upload-artifact': 'false', 'output-file': 'x.json' },
    event: 'release',
    gives: [
      'installs(tool=syft via=anchore/sbom-action right=true)',
      'describes(subject=files(paths=./dist recursive=true) format=spdx output={out.sbom} attachedTo=nowhere tool=syft)',
      'copies(from={out.sbom} to=x.json)',
    ],
  },
  {
    what: 'installs syft',
    uses: 'anchore/sbom-action/download-syft@v0',
    with: { 'syft-version': 'v1.0.0' },
    outputs: { cmd: 'syft' },
    gives: ['installs(tool=syft via=anchore/sbom-action/download-syft right=true version=v1.0.0)'],
  },
  {
    what: 'attaches documents made before',
    uses: 'anchore/sbom-action/publish-sbom@v0',
    event: 'release',
    gives: [
      'downloads-artifact(pattern={out.matched} to={out.sboms} merge=true)',
      'publishes(sink=release(tag={github.ref_name}) subject=files(paths={out.sboms}/*) needs=contents: write replaces=true)',
    ],
  },
  {
    what: 'a table of findings is no SBOM',
    uses: 'aquasecurity/trivy-action@0.36.0',
    with: { 'image-ref': 'o/a:1' },
    gives: ['installs(tool=trivy via=aquasecurity/trivy-action right=true)', 'consumes(subject=image(refs=o/a:1) how=scanned by trivy)'],
  },
  {
    what: 'an SBOM of an image',
    uses: 'aquasecurity/trivy-action@0.36.0',
    with: { 'image-ref': 'o/a:1', format: 'cyclonedx', output: 'a.cdx.json' },
    gives: [
      'installs(tool=trivy via=aquasecurity/trivy-action right=true)',
      'describes(subject=image(refs=o/a:1) format=cyclonedx output=a.cdx.json attachedTo=nowhere tool=trivy)',
    ],
  },
  {
    what: 'an SBOM of the checkout',
    uses: 'aquasecurity/trivy-action@0.36.0',
    with: { 'scan-type': 'fs', format: 'spdx-json', output: 'src.json' },
    gives: [
      'installs(tool=trivy via=aquasecurity/trivy-action right=true)',
      'describes(subject=source() format=spdx output=src.json attachedTo=nowhere tool=trivy)',
    ],
  },
  {
    what: 'trivy reports findings into a file',
    uses: 'aquasecurity/trivy-action@0.36.0',
    with: { 'image-ref': 'o/a:1', format: 'sarif', output: 'r.sarif' },
    gives: [
      'installs(tool=trivy via=aquasecurity/trivy-action right=true)',
      'consumes(subject=image(refs=o/a:1) how=scanned by trivy)',
      'builds(outputs=r.sarif by=trivy)',
    ],
  },
  {
    what: 'installs trivy',
    uses: 'aquasecurity/setup-trivy@v0.3',
    with: { version: 'v0.60.0' },
    gives: ['installs(tool=trivy via=aquasecurity/setup-trivy right=true version=v0.60.0)'],
  },
  {
    what: 'describes modules',
    uses: 'CycloneDX/gh-gomod-generate-sbom@v2',
    with: { version: 'v1', args: 'mod -output bom.json' },
    gives: ['describes(subject=source() format=cyclonedx output=bom.json attachedTo=nowhere tool=cyclonedx-gomod)'],
  },
  {
    what: 'without arguments it installs',
    uses: 'CycloneDX/gh-gomod-generate-sbom@v2',
    with: { version: 'v1' },
    gives: [],
  },
  {
    what: 'describes node modules',
    uses: 'CycloneDX/gh-node-module-generatebom@v1',
    with: { output: './x.xml' },
    gives: [
      'describes(subject=source() format=cyclonedx output=./x.xml attachedTo=nowhere tool=cyclonedx-npm)',
      'is-retired(what=CycloneDX/gh-node-module-generatebom instead=the command-line tool of CycloneDX for this language)',
    ],
  },
  {
    what: 'describes requirements',
    uses: 'CycloneDX/gh-python-generate-sbom@v2',
    gives: [
      'describes(subject=source() format=cyclonedx output=./bom.xml attachedTo=nowhere tool=cyclonedx-py)',
      'is-retired(what=CycloneDX/gh-python-generate-sbom instead=the command-line tool of CycloneDX for this language)',
    ],
  },
  {
    what: 'describes a project',
    uses: 'CycloneDX/gh-dotnet-generate-sbom@v1',
    with: { path: 'a.csproj' },
    gives: ['describes(subject=source() format=cyclonedx output=./bom.xml attachedTo=nowhere tool=CycloneDX)'],
  },
  {
    what: 'installs tejolote',
    uses: 'kubernetes-sigs/release-actions/setup-tejolote@main',
    gives: ['installs(tool=tejolote via=kubernetes-sigs/release-actions/setup-tejolote right=true)'],
  },
  {
    what: 'installs grype',
    uses: 'anchore/scan-action/download-grype@v7',
    gives: ['installs(tool=grype via=anchore/scan-action/download-grype right=true)'],
  },
  {
    what: 'installs bom',
    uses: 'kubernetes-sigs/release-actions/setup-bom@main',
    gives: ['installs(tool=bom via=kubernetes-sigs/release-actions/setup-bom right=true)'],
  },
];
