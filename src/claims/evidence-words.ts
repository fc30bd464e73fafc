import type { ClaimKind, Statement } from './model.ts';

/** What a part of a sentence says that something has. */
export interface Said extends Pick<Statement, 'kind' | 'level' | 'by' | 'named'> {
  readonly kind: ClaimKind;
}

const level = /\bslsa(?: v?1(?:\.\d)?)?(?: build)?(?: track)?[ -]?(?:level[ -]?|l)?([1-4])\b(?!\.\d)(?:\+)?/i;
/** Signatures of an operating system's own kind are no matter of the release's evidence. */
const platformSigning =
  /\bauthenticode|\bapple|\bnotari[sz]|\bcode[- ]?sign|\bdeveloper id\b|\bsignpath\b|\bmicrosoft|\bwindows|\bmacos|\bgatekeeper|\bev certificate/i;
const keyed = /\bgpg\b|\bpgp\b|\bopenpgp\b|\bminisign\b|\bsignify\b|\bour key|\b(?:private|public|signing) key\b|\bssh key/i;
const sigstore = /\bkeyless(?:ly)?\b|\bsigstore\b|\bcosign\b|\bfulcio\b|\brekor\b|\boidc\b/i;

/** The evidence that a predicate names: `signed with Sigstore`, `an SBOM and SLSA level 3 provenance`. */
export function evidenceIn(predicate: string): readonly Said[] {
  const found: Said[] = [];
  if (platformSigning.test(predicate)) return found;
  const by = keyed.test(predicate) ? ('key' as const) : sigstore.test(predicate) ? ('keyless' as const) : undefined;
  const how = { ...(by === undefined ? {} : { by }), ...(/\bcosign/i.test(predicate) ? { named: ['cosign'] } : {}) };
  if (/\bsboms?\b|\bsoftware bills? of materials\b/i.test(predicate)) {
    const formats = [...(/\bspdx\b/i.test(predicate) ? ['SPDX'] : []), ...(/\bcyclonedx\b/i.test(predicate) ? ['CycloneDX'] : [])];
    found.push({ kind: 'sbom', ...(formats.length === 0 ? {} : { named: formats }) });
  }
  const stated = level.exec(predicate);
  if (stated !== null) found.push({ kind: 'slsa-level', level: Number(stated[1]) });
  else if (/\bprovenance\b|\b(?:build|artifact|github) attestations?\b|\battested\b/i.test(predicate)) found.push({ kind: 'provenance' });
  if (
    /(?<!sbom |sboms )\b(?:cosigned|signed(?! (?:sboms?|provenance|attestations?|build|slsa|checksums?|commits?|off|by us|url))|signatures?|sigstore bundles?)\b/i.test(
      predicate,
    )
  )
    found.push({ kind: by === 'keyless' && /\bkeyless/i.test(predicate) ? 'keyless' : 'signed', ...how });
  if (/\bchecksums?\b|\bsha-?(?:256|512)(?:sums?)?\b/i.test(predicate) && !/\bchecksums?(?: files?)? (?:is|are) signed|\bsigned checksums?\b/i.test(predicate))
    found.push({ kind: 'hashes' });
  if (found.length === 0 && /\bverifiable\b|\bbe (?:cryptographically )?verified\b/i.test(predicate)) found.push({ kind: 'every-asset', ...how });
  if (/\breproducib(?:le|ly)\b/i.test(predicate)) found.push({ kind: 'reproducible' });
  return found;
}
