import type { CommandSpec } from '../spec.ts';

export const sbomFormats = ['spdx-json', 'cyclonedx-json'] as const;

export const sbomSpec: CommandSpec = {
  name: 'sbom',
  summary: 'what a folder, file or image holds, as SPDX or CycloneDX',
  about:
    'Writes an SBOM: the packages that installed files, lock files and binaries name, with versions, package URLs, declared licences and digests. Nothing is executed and no service is asked what a package is. What could not be read is told in the document and on standard error, and exits with 3: such an SBOM may lack packages. The same input gives the same bytes where SOURCE_DATE_EPOCH is set; without it the time and what is made from it differ.',
  words: [
    {
      name: 'SUBJECT',
      about: 'a folder, a file (a wheel, jar, tarball or binary), an OCI layout, an archive of docker save, or an image in a registry',
      required: true,
      many: false,
    },
  ],
  options: [
    { names: ['format'], value: 'FORMAT', choices: sbomFormats, about: 'SPDX 2.3 (the default) or CycloneDX 1.6, both as JSON' },
    { names: ['output'], value: 'FILE', about: 'write to a file, whole or not at all; default standard output' },
    { names: ['platform'], value: 'PLATFORM', about: 'of an image for several platforms, the one that is described, such as linux/arm64' },
    {
      names: ['output-folder'],
      value: 'DIR',
      about:
        'of an image, write a document for each platform into a folder that exists, and where it is for several also index.spdx.json or index.cdx.json, which names them',
    },
    { names: ['name'], value: 'NAME', about: 'what the document calls its subject; default the name of the folder or file' },
    { names: ['exclude'], value: 'PATH', repeat: true, about: 'leave out a folder or file of the subject, and say so in the document; repeatable' },
  ],
  examples: [
    { command: 'sealwright sbom dist --format spdx-json --output lens.spdx.json', about: 'what a build left in a folder' },
    { command: 'sealwright sbom ghcr.io/acme/lens:1.2.3 --output-folder sboms', about: 'what the image holds, for each of its platforms' },
    { command: 'sealwright sbom . --format cyclonedx-json --exclude test/fixtures', about: 'a checkout by its lock files, without what its tests bring' },
    {
      command: 'SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) sealwright sbom . --output lens.spdx.json',
      about: 'the same bytes each time for the same commit',
    },
  ],
};
