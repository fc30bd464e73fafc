import { limits } from '../../base/index.ts';
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../json/index.ts';
import { parsed, refused, type Parsed } from '../reason/index.ts';
import { bareEnvelopeBundles } from './bare-envelope.ts';
import type { Bundle } from './bundle.ts';
import { cosignBlobBundle } from './cosign-blob.ts';
import type { EvidenceFormat, Offered } from './offered.ts';
import { bundleOf } from './parse.ts';
import { piecesOf } from './parse-many.ts';
import { looksLikePep740, pep740Bundle, pep740Provenance } from './pep740.ts';

/**
 * Reads a file of evidence of any form that is JSON, told by its fields and never by its name: bundles, cosign's older
 * blob bundles, envelopes, PEP 740 attestations and provenance, answers of npm and GitHub; one, or one on each line.
 * A piece that cannot be read is offered with its reason, so that nothing is passed over in silence.
 */
export function readEvidence(bytes: Uint8Array, from: string): readonly Offered[] {
  const read = piecesOf(bytes);
  if (read.kind === 'refused') return [{ from, format: 'bundle', bundle: read }];
  const { pieces, left } = read.value;
  const offered: Offered[] = [];
  let passed = left;
  pieces.forEach((piece, at) => {
    const place = pieces.length === 1 ? from : `${from}, piece ${at + 1}`;
    if (offered.length >= limits.maxEvidencePieces) passed++;
    else offered.push(...readPiece(piece, place));
  });
  return withLeftOut(offered, passed, from);
}

/** As many pieces as are judged. What the others would have come to is not known, and is said to be so. */
function withLeftOut(offered: readonly Offered[], passed: number, from: string): readonly Offered[] {
  const left = passed + Math.max(0, offered.length - limits.maxEvidencePieces);
  if (left === 0) return offered;
  const why = refused('EVIDENCE_TOO_MUCH', `${left} more pieces of evidence are not read, of ${limits.maxEvidencePieces + left}`, {
    hint: 'keep the evidence for this subject alone in a file, and give it with --bundle FILE',
  });
  return [...offered.slice(0, limits.maxEvidencePieces), { from, format: 'bundle', bundle: why }];
}

function readPiece(piece: Uint8Array, from: string): readonly Offered[] {
  const json = parseJson(piece);
  if (json.kind === 'refused') return [{ from, format: 'bundle', bundle: json }];
  const { value } = json;
  if (!isJsonObject(value)) return [{ from, format: 'bundle', bundle: refused('BUNDLE_MALFORMED', 'the evidence is no JSON object') }];
  const has = (name: string) => Object.hasOwn(value, name);
  if (has('mediaType') || has('media_type')) return [{ from, format: 'bundle', bundle: bundleOf(value) }];
  if (has('base64Signature')) return [{ from, format: 'cosign-blob-bundle', bundle: cosignBlobBundle(value) }];
  if (has('payloadType')) return all(bareEnvelopeBundles(piece), { from, format: 'envelope' });
  if (has('attestation_bundles')) return orReason(pep740Provenance(value, from), { from, format: 'pep740' });
  if (looksLikePep740(value)) return [{ from, format: 'pep740', bundle: pep740Bundle(value) }];
  if (has('attestations')) return readAnswer(value, from);
  return [
    {
      from,
      format: 'bundle',
      bundle: refused('BUNDLE_UNSUPPORTED', 'the evidence is JSON of no form that is known', { hint: 'a Sigstore bundle has a mediaType' }),
    },
  ];
}

/**
 * Reads the attestations that npm's registry or GitHub's API answered with, kept in a file.
 * Source: npm, `GET /-/npm/v1/attestations/{name}@{version}`; GitHub, `GET /repos/{owner}/{repo}/attestations/{digest}`.
 */
export function readAnswer(value: JsonObject, from: string): readonly Offered[] {
  const { attestations } = value;
  if (!Array.isArray(attestations)) return [{ from, format: 'bundle', bundle: refused('BUNDLE_MALFORMED', 'the answer has no list of attestations') }];
  const read = (attestations as readonly JsonValue[]).slice(0, limits.maxEvidencePieces);
  const offered = read.map((one, at): Offered => {
    const object = isJsonObject(one) ? one : {};
    // npm says the predicate type beside each bundle; GitHub says whose repository it is of.
    const format: EvidenceFormat = Object.hasOwn(object, 'predicateType') ? 'npm' : 'github-attestation';
    return { from: attestations.length === 1 ? from : `${from}, attestation ${at + 1}`, format, bundle: bundleWithin(object) };
  });
  return withLeftOut(offered, attestations.length - read.length, from);
}

function bundleWithin(object: JsonObject): Parsed<Bundle> {
  const { bundle } = object;
  if (isJsonObject(bundle)) return bundleOf(bundle);
  const message = 'the attestation has no bundle in it';
  if (!Object.hasOwn(object, 'bundle_url')) return refused('BUNDLE_MALFORMED', message);
  return refused('BUNDLE_UNSUPPORTED', message, {
    hint: 'the answer names an address to take it from instead, which sealwright verify FILE --repo OWNER/REPO follows',
  });
}

function all(bundles: Parsed<readonly Bundle[]>, where: Pick<Offered, 'from' | 'format'>): readonly Offered[] {
  if (bundles.kind === 'refused') return [{ ...where, bundle: bundles }];
  return bundles.value.map((bundle) => ({ ...where, bundle: parsed(bundle) }));
}

function orReason(offered: Parsed<readonly Offered[]>, where: Pick<Offered, 'from' | 'format'>): readonly Offered[] {
  if (offered.kind === 'refused') return [{ ...where, bundle: offered }];
  return offered.value.length > 0 ? offered.value : [{ ...where, bundle: refused('EVIDENCE_MISSING', 'the provenance has no attestations') }];
}
