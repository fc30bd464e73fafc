import { limits } from '../../base/index.ts';
import { isJsonObject, type JsonValue } from '../../trust/json/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import { field, hop, listField, objectField, objectOf, textField, type Asker } from '../asking/index.ts';
import { normalName, normalVersion, versionOf } from './filename.ts';

/** A file of a project, as an index lists it. */
export interface Distribution {
  readonly filename: string;
  readonly url: string;
  /** Hexadecimal, by the word of the index. */
  readonly sha256: string | undefined;
  /** Where its provenance is, if it has one. */
  readonly provenance: string | undefined;
}

type Sought<T> = Parsed<T> | { readonly kind: 'missing' };

/** Lists the files of one version. Takes the index's address, such as `https://pypi.org`. Source: PEP 691, PEP 740 "provenance". */
export async function listDistributions(
  asker: Asker,
  { project, version }: { readonly project: string; readonly version: string },
  index: string,
): Promise<Sought<readonly Distribution[]>> {
  const host = new URL(index).host;
  const reply = await asker.ask({
    url: `${index}/simple/${encodeURIComponent(normalName(project))}/`,
    headers: { accept: 'application/vnd.pypi.simple.v1+json' },
    maxBytes: limits.maxEvidenceBytes,
    redirects: 'within',
  });
  if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
  if (reply.status === 404) return { kind: 'missing' };
  if (reply.status !== 200) return refused('SERVICE_FAILED', `${host} answered with status ${reply.status}`);
  const page = objectOf(reply.bytes);
  const files = page && listField(page, 'files');
  if (files === undefined) return refused('SERVICE_MALFORMED', `${host}: the list of files is none`);
  const own: Distribution[] = [];
  for (const one of files) {
    const file = distributionOf(one, reply.url);
    if (file === undefined) return refused('SERVICE_MALFORMED', `${host}: a file of ${project} is of another form`);
    const of = versionOf(file.filename, project);
    if (of !== undefined && normalVersion(of) === normalVersion(version)) own.push(file);
  }
  if (new Set(own.map((one) => one.filename)).size !== own.length) return refused('SERVICE_MALFORMED', `${host}: ${project} ${version} has a file twice`);
  if (own.length > limits.maxReferrers) return refused('SERVICE_TOO_MUCH', `${host}: ${project} ${version} has ${own.length} files`);
  return own.length === 0 ? { kind: 'missing' } : parsed(own);
}

function distributionOf(one: JsonValue, from: string): Distribution | undefined {
  if (!isJsonObject(one)) return undefined;
  const [filename, address] = [textField(one, 'filename'), textField(one, 'url')];
  if (filename === undefined || !/^[\w.+!-]{1,255}$/.test(filename) || address === undefined) return undefined;
  const to = hop(address.replace(/#.*$/s, ''), new URL(from));
  if (to.kind === 'refused') return undefined;
  const hashes = objectField(one, 'hashes');
  const sha256 = hashes && textField(hashes, 'sha256');
  const provenance = field(one, 'provenance');
  return {
    filename,
    url: to.url.href,
    sha256: sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined,
    provenance: typeof provenance === 'string' ? provenance : undefined,
  };
}

/**
 * Reads the provenance of a file, at the address that the index lists, or else asks its integrity API. Source:
 * docs.pypi.org, "Integrity API".
 */
export async function readProvenance(
  asker: Asker,
  file: Distribution & { readonly project: string; readonly version: string },
  index: string,
): Promise<Sought<Uint8Array>> {
  const own = `${index}/integrity/${[file.project, file.version, file.filename].map(encodeURIComponent).join('/')}/provenance`;
  const to = hop(file.provenance ?? own, new URL(index));
  if (to.kind === 'refused') return refused('SERVICE_MALFORMED', `the address of the provenance of ${file.filename} ${to.why}`);
  const reply = await asker.ask({
    url: to.url.href,
    headers: { accept: 'application/vnd.pypi.integrity.v1+json, application/json;q=0.5' },
    maxBytes: limits.maxProvenanceBytes,
    redirects: 'anywhere',
  });
  if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
  if (reply.status === 200) {
    const answer = objectOf(reply.bytes);
    const isProvenance = answer !== undefined && listField(answer, 'attestation_bundles') !== undefined;
    return isProvenance ? parsed(reply.bytes) : refused('SERVICE_MALFORMED', `${to.url.host}: the provenance of ${file.filename} is none`);
  }
  if (reply.status === 404 && file.provenance === undefined) return { kind: 'missing' };
  return refused('SERVICE_FAILED', `${to.url.host} answered with status ${reply.status} for the provenance of ${file.filename}`);
}
