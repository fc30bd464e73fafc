import { printable, printableJson } from '../../report/index.ts';
import { publishType } from '../../trust/predicate/index.ts';
import type { SignedBundle } from '../../trust/sign/index.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { signerOf } from '../sign/options.ts';
import { recordedWords, recordJson, whoJson, whoWords } from '../sign/tell.ts';
import { mustNotBe } from './make.ts';
import { isDistribution, mayPublish, publishObject, refused } from './publish-object.ts';
import type { AttestRequest } from './request.ts';
import { collectSubjects, stillAsHashed, type HashedFile } from './subjects.ts';

interface Published extends HashedFile {
  readonly target: string;
  readonly signed: SignedBundle;
  readonly object: string;
}

/**
 * Attests of each distribution that it is published, as an object that PyPI takes beside it. Throws
 * PUBLISH_ATTESTATION_REFUSED for what is no distribution, and in jobs from which the index takes none. Source: PEP 740;
 * docs.pypi.org, "Producing attestations".
 */
export async function publish(request: AttestRequest, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const { disk } = ports;
  const { files, listed, images } = collectSubjects(request.subjects, disk);
  if (files.length === 0 || listed.length + images.length > 0) throw refused('--pep740 is for files', "sealwright attest 'dist/*' --pep740");
  for (const { path, subject } of files) {
    if (!isDistribution(subject.name))
      throw refused(`${path} is neither a wheel nor a source distribution`, "sealwright attest 'dist/*.whl' 'dist/*.tar.gz' --pep740");
    if (request.existing === 'keep') mustNotBe(targetOf(path), disk, 'give --force to replace it');
  }
  // Its objects have no place for timestamps: the log's own time is all that there is, and logs of version 2 give none.
  const opened = await signerOf({ ...request.signer, logs: 'version-1' }, machine, ports, {
    before: ({ token }) => mayPublish(token?.claims ?? {}),
  });
  const made: Published[] = [];
  for (const file of files) {
    made.push({ ...file, target: targetOf(file.path), ...(await publishObject(opened.signer, file.subject)) });
  }
  stillAsHashed(files, disk);
  for (const { target, object } of made) machine.writeFile(target, object);
  const { who } = opened.signer;
  if (request.format === 'json') {
    const value = {
      schemaVersion: 1,
      predicateType: publishType,
      signer: whoJson(who),
      services: opened.services.from,
      attested: made.map(({ path, target, subject, signed }) => ({ file: path, digest: subject.digest, attestation: target, ...recordJson(signed) })),
    };
    machine.stdout.write(`${printableJson(JSON.stringify(value, null, 2))}\n`);
    return { kind: 'shown' };
  }
  const lines = made.flatMap(({ path, target, subject, signed }) => [
    `attested ${printable(path)}  sha256:${subject.digest['sha256'] ?? ''}`,
    `  ${printable(target)}${recordedWords(signed)}`,
  ]);
  machine.stdout.write(
    `${[...lines, '', `by ${whoWords(who)}`, `at ${printable(opened.services.from)}; each was verified before it was written`].join('\n')}\n`,
  );
  return { kind: 'shown' };
}

/** Where tools that upload look for it. Source: pypa/gh-action-pypi-publish `attestations.py`; pypa/twine `twine/commands/upload.py`. */
function targetOf(path: string): string {
  return `${path}.publish.attestation`;
}
