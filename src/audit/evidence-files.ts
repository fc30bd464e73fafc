import { detectSignature } from '../controls/index.ts';
import type { Trace } from '../lineage/index.ts';
import { evidenceUnit, type EvidenceAsset } from '../surfaces/index.ts';
import type { InventoryEntry } from './report.ts';

type EvidenceFile = Extract<InventoryEntry, { kind: 'evidence-file' }>;

/** Files of evidence that a release carries, each with what it is and whether anybody signed it. */
export function evidenceFiles(trace: Trace, assets: readonly EvidenceAsset[]): readonly InventoryEntry[] {
  const rows = new Map<string, EvidenceFile>();
  for (const asset of assets) {
    if (asset.publish.cannotWork !== undefined || /^\{[^{}]*\}$/.test(asset.name)) continue;
    const is = kindOf(trace, asset);
    const row: EvidenceFile = {
      kind: 'evidence-file',
      what: asset.name,
      is,
      signed: is === 'SBOM' || is === 'checksum list' ? signed(trace, asset) : 'not needed',
      at: asset.publish.origin.at,
    };
    const known = rows.get(asset.name);
    if (known === undefined || (known.signed === 'yes' && row.signed !== 'yes')) rows.set(asset.name, row);
  }
  return [...rows.values()].toSorted((a, b) => (a.what < b.what ? -1 : a.what > b.what ? 1 : 0));
}

function kindOf(trace: Trace, asset: EvidenceAsset): EvidenceFile['is'] {
  const record = trace.carriedBy(asset.item.batch)[0];
  if (record?.kind === 'hash' && !packed.test(asset.name)) return 'checksum list';
  if (record?.kind === 'sbom') return 'SBOM';
  if (record?.kind === 'signature') return 'signature';
  if (record?.kind === 'attestation') return 'attestation';
  if (/\.(asc|sig|sigstore|sigstore\.json|bundle|minisig|pem|crt|cert)$/i.test(asset.name)) return 'signature';
  if (/sbom|spdx|cdx|cyclonedx|(^|[-_.])bom\b/i.test(asset.name)) return 'SBOM';
  if (/sums?\b|checksum|\.(sha\d+|md5)/i.test(asset.name)) return 'checksum list';
  return /intoto|provenance|attestation/i.test(asset.name) ? 'attestation' : 'evidence';
}

function signed(trace: Trace, asset: EvidenceAsset): EvidenceFile['signed'] {
  const answer = detectSignature(evidenceUnit(asset), trace);
  switch (answer.status) {
    case 'present':
    case 'partial':
      return 'yes';
    case 'unknown':
      return 'unknown';
    case 'absent':
    case 'not-applicable':
      return 'no';
  }
}

/** What is called after an archive or a program is no list, whatever it was taken for on the way. */
const packed = /\.(?:zip|tar|tgz|gz|xz|bz2|zst|7z|exe|msi|dmg|pkg|deb|rpm|apk|jar|whl|vsix|appimage)$/i;
