import { createHash } from 'node:crypto';
import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import { kindOfPredicate } from '../../trust/judge/index.ts';
import { predicateWords, readPredicate, referenceTo, referenceType, type ReadPredicate } from '../../trust/predicate/index.ts';
import type { SignerWho } from '../../trust/sign/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import type { DescribingDocument } from './about.ts';
import { borneOut } from './agreement.ts';
import { makeAttestation, type Saying } from './make.ts';
import { publish } from './publish.ts';
import { readRequest, type AttestRequest } from './request.ts';
import { attestSpec } from './spec.ts';

/** What `attest` was asked to do. */
export interface AttestOptions extends AttestRequest {
  readonly kind: 'attest';
  readonly says:
    | {
        readonly kind: 'predicate';
        readonly type: string;
        readonly file: string;
        readonly reference: string | undefined;
        readonly otherSubject: DescribingDocument['other'];
      }
    /** That these distributions are published to an index of Python packages. */
    | { readonly kind: 'publish' };
}

/** Reads the words after `attest`. Pure. */
export function parse(argv: readonly string[]): AttestOptions | UsageError {
  const read = readArgv(attestSpec, argv);
  if (read.kind === 'usage') return read;
  const { options } = read;
  const request = readRequest(read, options.has('recursive') ? 'each' : 'index');
  if ('kind' in request) return request;
  const [type, file, reference] = ['type', 'predicate', 'reference'].map((name) => options.get(name)?.[0]);
  if (options.has('pep740')) {
    const other = exceptForPep740.find((name) => options.has(name));
    if (other !== undefined)
      return {
        kind: 'usage',
        message: `--pep740 and --${other} exclude each other: each distribution gets an attestation of its own`,
        hint: 'leave one of them out',
      };
    return { ...request, kind: 'attest', says: { kind: 'publish' } };
  }
  if (type === undefined || file === undefined)
    return {
      kind: 'usage',
      message: `attest needs ${type === undefined ? '--type' : '--predicate'}`,
      hint: `--type ${predicateWords.join('|')} --predicate FILE`,
    };
  if (reference !== undefined && !/^(?:https|oci|git\+https):\/\/[^\s@]{1,1000}$/.test(reference))
    return { kind: 'usage', message: '--reference takes the address where the predicate can be downloaded', hint: '--reference https://…/lens.spdx.json' };
  const otherSubject = options.has('allow-other-subject') ? 'allowed' : 'refused';
  return { ...request, kind: 'attest', says: { kind: 'predicate', type, file, reference, otherSubject } };
}

const exceptForPep740 = [
  'to-github',
  'type',
  'predicate',
  'reference',
  'allow-other-subject',
  'bundle',
  'legacy',
  'checksums',
  'base64-subjects',
  'subject-name',
  'key',
];

/** Attests what was asked. */
export async function run(options: AttestOptions, machine: Machine): Promise<Outcome> {
  const { says } = options;
  if (says.kind === 'publish') return await publish(options, machine);
  const { disk } = await machine.openVerifyPorts();
  return await makeAttestation(options, sayingOf(says, disk), machine);
}

function sayingOf({ type, file, reference, otherSubject }: Extract<AttestOptions['says'], { readonly kind: 'predicate' }>, disk: Disk): Saying {
  const { bytes, read } = readDocument(file, type, disk);
  const document = read.describes === undefined ? {} : { document: { file, describes: read.describes, other: otherSubject } };
  const word = predicateWords.includes(type) ? type : 'attestation';
  if (reference !== undefined) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const said = (attester: string) => ({
      predicateType: referenceType,
      predicate: referenceTo({ attester, location: reference, sha256, mediaType: read.mediaType }),
    });
    return {
      ending: `${word}-reference.sigstore.json`,
      wanted: { predicateType: referenceType },
      predicate: () => said('https://example.invalid/'),
      settle: (_, who) => said(addressOf(who)),
      file,
      ...document,
    };
  }
  const { predicateType } = read;
  const isProvenance = kindOfPredicate(predicateType) === 'provenance';
  return {
    ending: `${word}.sigstore.json`,
    wanted: isProvenance ? 'provenance' : { predicateType },
    predicate: () => read,
    settle: (said, who) => (isProvenance ? borneOut(said, who) : said),
    file,
    ...document,
  };
}

/** Reads the predicate and holds it to its type. Throws PREDICATE_UNUSABLE. */
function readDocument(file: string, type: string, disk: Disk): { readonly bytes: Uint8Array; readonly read: ReadPredicate } {
  const unusable = (message: string, hint = '--predicate FILE, a document of JSON'): SealwrightError =>
    new SealwrightError('PREDICATE_UNUSABLE', { message: `${file}: ${message}; nothing was signed`, hint });
  const given = disk.read(file, { maxBytes: limits.maxEvidenceBytes });
  if (given.kind !== 'bytes') throw unusable(given.kind === 'missing' ? 'it does not exist' : given.kind === 'folder' ? 'it is a folder' : given.reason);
  const read = readPredicate(given.bytes, type);
  if (read.kind === 'refused') throw unusable(read.reason.message, read.reason.hint);
  return { bytes: given.bytes, read: read.value };
}

/** Who attests, as an address. */
function addressOf(who: SignerWho): string {
  if (who.kind === 'key') return `sha256:${who.fingerprint}`;
  return who.identity.includes('://') ? who.identity : `mailto:${who.identity}`;
}
