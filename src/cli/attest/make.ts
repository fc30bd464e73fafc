import { SealwrightError, type Disk } from '../../base/index.ts';
import { olderEvidence, type PartEvidence } from '../../images/index.ts';
import type { IdentityToken } from '../../trust/ambient/index.ts';
import type { JsonObject } from '../../trust/json/index.ts';
import type { Demand } from '../../trust/judge/index.ts';
import { writeStatement } from '../../trust/predicate/index.ts';
import { mustFit, type SignedBundle, type SignerWho } from '../../trust/sign/index.ts';
import type { StatementSubject } from '../../trust/statement/index.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { announceImages, attachAll, noteMovedTags, openImages, partsOf, type OpenedImage } from '../sign/image.ts';
import { signerOf } from '../sign/options.ts';
import { filesOfSigner, mustNotOverwrite, type ReadFile } from '../sign/overwritten.ts';
import { mustDescribe, type DescribingDocument } from './about.ts';
import { keepAtGithub, openGithub } from './github.ts';
import type { AttestRequest } from './request.ts';
import { collectSubjects, stillAsHashed, type Collected } from './subjects.ts';
import { attestedJson, renderAttested } from './tell.ts';

/** What is to be said of the subjects. */
export interface Saying {
  /** What a file of it is called, behind the name of its subject. */
  readonly ending: string;
  readonly wanted: Demand['wanted'];
  /** The predicate, as far as it is known before it is known who signs; called with the token, where one is used. */
  readonly predicate: (token: IdentityToken | undefined) => Said;
  /** The same in its last form, held against who signs. Throws where that does not bear it out. */
  readonly settle: (said: Said, who: SignerWho) => Said;
  /** The file that the predicate is from, if it is. */
  readonly file?: string;
  /** An SBOM, which has to be of the subjects. */
  readonly document?: DescribingDocument;
}

export interface Said {
  readonly predicateType: string;
  readonly predicate: JsonObject;
}

/**
 * Makes one statement about all subjects, signs it once, attaches it to those that are images, and writes its bundle for
 * the others. What can be refused is refused before a service is told anything; nothing is written before all is verified.
 */
export async function makeAttestation(request: AttestRequest, saying: Saying, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const { disk } = ports;
  const collected = collectSubjects(request.subjects, disk);
  const target = request.bundle ?? defaultTarget(collected, saying.ending);
  if (target !== undefined && request.existing === 'keep') mustNotBe(target, disk);
  if (target !== undefined) mustNotOverwrite([target], filesRead(request, collected, saying.file), disk);
  const images = await openImages(collected.images, request.images, machine, ports);
  announceImages(images, machine);
  const payloadOf = (said: Said): Uint8Array => statementOf({ ...collected, opened: images }, said);
  // Subjects that no statement can be about are refused before anybody is asked for anything.
  payloadOf({ predicateType: 'none', predicate: {} });
  if (saying.document !== undefined) mustDescribe(saying.document, { collected, images }, { disk, machine });
  let said: Said | undefined;
  const github = request.github === undefined ? undefined : await openGithub(request.github, machine, ports);
  const opened = await signerOf(request.signer, machine, ports, {
    before: ({ services, token }) => {
      github?.mustBeOf(token?.claims ?? {});
      said = saying.predicate(token);
      mustFit(payloadOf(said), services, { now: ports.clock.now(), keyless: token === undefined ? 'key' : 'keyless' });
    },
  });
  if (said === undefined) throw new Error('signing was opened unseen');
  const settled = saying.settle(said, opened.signer.who);
  const signed = await opened.signer.signStatement(payloadOf(settled));
  stillAsHashed(collected.files, disk);
  const evidence = images.map((image) => ({ image, evidence: evidenceOf(image, signed, settled, request.images.older), wanted: saying.wanted }));
  const attached = await attachAll(evidence, opened, ports);
  await noteMovedTags(images, machine);
  const kept = github === undefined ? undefined : await keepAtGithub(github, { signed, wanted: saying.wanted }, opened, ports);
  if (target !== undefined) machine.writeFile(target, signed.json);
  const attested = {
    ...settled,
    subjects: [...collected.files.map(({ subject }) => subject), ...collected.listed],
    images: evidence.map((one, i) => ({ image: one.image, parts: one.evidence.map(({ part }) => ({ part, signed })), attached: attached[i] ?? [] })),
    signed,
    target,
    ...(kept === undefined ? {} : { github: kept }),
  };
  machine.stdout.write(request.format === 'json' ? attestedJson(attested, opened) : renderAttested(attested, opened));
  return { kind: 'shown' };
}

/** The statement about files, lists and images. Throws SUBJECTS_REFUSED. */
function statementOf({ files, listed, opened }: Collected & { readonly opened: readonly OpenedImage[] }, said: Said): Uint8Array {
  const images = opened.flatMap((image) =>
    partsOf(image).map(({ digest }): StatementSubject => ({ name: image.repository, digest: { sha256: digest.slice('sha256:'.length) } })),
  );
  const written = writeStatement({ subjects: [...files.map(({ subject }) => subject), ...listed], images, ...said });
  if (written.kind === 'parsed') return written.value;
  throw new SealwrightError('SUBJECTS_REFUSED', {
    message: `${written.reason.message}; nothing was signed`,
    hint: written.reason.hint ?? 'give other subjects',
  });
}

function filesRead({ subjects, signer }: AttestRequest, { files }: Collected, predicate: string | undefined): readonly ReadFile[] {
  return [
    ...files.map(({ path }) => ({ path, as: 'a subject' })),
    ...[...subjects.checksums, ...subjects.base64].map((path) => ({ path, as: 'a list of subjects' })),
    ...(predicate === undefined ? [] : [{ path: predicate, as: 'the predicate' }]),
    ...filesOfSigner(signer),
  ];
}

function evidenceOf(image: OpenedImage, signed: SignedBundle, { predicateType }: Said, older: AttestRequest['images']['older']): readonly PartEvidence[] {
  const kept = older === 'kept' ? olderEvidence(signed.bundle, { predicateType }) : undefined;
  if (kept?.kind === 'refused')
    throw new SealwrightError('SIGNATURE_UNSOUND', { message: `${kept.reason.message}; nothing is attached`, hint: kept.reason.hint ?? 'leave --legacy out' });
  return partsOf(image).map((part) => ({ part, bundle: { json: signed.json, content: 'dsse-envelope', predicateType }, older: kept?.value }));
}

/** Beside the one file; for several, in the current folder. Images alone need no file. Source: in-toto/attestation `spec/v1/bundle.md`, "File naming convention". */
function defaultTarget({ files, listed }: Collected, ending: string): string | undefined {
  const [first, ...others] = [...files.map(({ path }) => path), ...listed.map(({ name }) => name)];
  if (files.length + listed.length === 0) return undefined;
  if (files.length === 1 && listed.length === 0 && first !== undefined) return `${first}.${ending}`;
  const name = others.length === 0 && files.length === 0 ? first?.split('/').at(-1) : undefined;
  return name !== undefined && /^\w[\w.+-]{0,200}$/.test(name) ? `${name}.${ending}` : `multiple.${ending}`;
}

/** Throws BUNDLE_EXISTS. */
export function mustNotBe(path: string, disk: Disk, hint = 'give --force to replace it, or --bundle FILE for another name'): void {
  if (disk.open(path).kind === 'missing') return;
  throw new SealwrightError('BUNDLE_EXISTS', {
    message: `${path} exists; nothing was signed`,
    hint,
  });
}
