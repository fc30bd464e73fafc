import { predicateWords } from '../../trust/predicate/index.ts';
import type { CommandSpec } from '../spec.ts';
import { outputOptions, subjectOptions, subjectWord } from './request.ts';

export const attestSpec: CommandSpec = {
  name: 'attest',
  summary: 'sign what is said of files and images: an SBOM, a scan, a verification',
  about:
    'Signs one in-toto statement about all its subjects and writes it as a Sigstore bundle; to images of a registry it is attached. The predicate is held to its type first, and an SBOM to the digest of what it describes. Without --key the identity of the CI job signs. Logs of version 1 are sent the statement whole, and publish it. For provenance of a build: `sealwright provenance`. What each type has to have: sealwright help docs/guides/attest.',
  words: [subjectWord],
  options: [
    { names: ['type'], value: 'TYPE', about: `what the predicate is: ${predicateWords.join(', ')}, or the address of a predicate type` },
    { names: ['predicate'], value: 'FILE', about: 'the predicate: a document of JSON' },
    { names: ['reference'], value: 'URL', about: 'attest the digest of the predicate and where it can be downloaded, in place of all of it' },
    { names: ['allow-other-subject'], about: 'attest an SBOM also of a subject whose digest is another than the one that it describes' },
    { names: ['pep740'], about: 'for wheels and source distributions: an attestation of each that PyPI takes, FILE.publish.attestation, in place of --type' },
    ...subjectOptions,
    { names: ['recursive'], about: 'of an index attest every platform under it as well, with the same predicate' },
    { names: ['bundle'], value: 'FILE', about: 'where the bundle goes; default FILE.TYPE.sigstore.json, of several subjects multiple.TYPE.sigstore.json' },
    ...outputOptions,
  ],
  examples: [
    {
      command: 'sealwright attest lens-1.2.3.tar.gz --type spdx --predicate lens.spdx.json',
      about: 'the SBOM of a file: lens-1.2.3.tar.gz.spdx.sigstore.json, by the identity of the job',
    },
    {
      command: 'sealwright attest ghcr.io/acme/lens:1.2.3 --type cyclonedx --predicate lens.cdx.json',
      about: 'the SBOM of an image, attached to it by digest',
    },
    { command: "sealwright attest 'dist/*' --pep740", about: 'what PyPI takes beside wheels and source distributions' },
  ],
};

export const provenanceSpec: CommandSpec = {
  name: 'provenance',
  summary: 'sign where files and images were built: SLSA provenance of this job',
  about:
    'Signs SLSA provenance of version 1 about all subjects, made of what the identity token of a job of GitHub Actions says, and of nothing that a person types. It is held against the certificate before it is signed. Other CI systems: `sealwright attest FILE --type slsa-provenance --predicate FILE`, with provenance that the system makes. What it proves: sealwright help docs/guides/attest.',
  words: [subjectWord],
  options: [
    ...subjectOptions,
    { names: ['index-only'], about: 'of an index attest the index alone; by default every platform under it as well' },
    { names: ['bundle'], value: 'FILE', about: 'where the bundle goes; default FILE.intoto.jsonl, of several subjects multiple.intoto.jsonl' },
    ...outputOptions,
  ],
  examples: [
    { command: "sealwright provenance 'dist/*'", about: 'in a job with permissions: id-token: write: multiple.intoto.jsonl' },
    { command: 'sealwright provenance --checksums SHA256SUMS --bundle lens.intoto.jsonl', about: 'what a list of checksums names' },
    { command: 'sealwright provenance ghcr.io/acme/lens@sha256:1f2e…', about: 'an image with its platforms, attached to each of them' },
  ],
};
