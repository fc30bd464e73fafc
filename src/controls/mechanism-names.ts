import type { Mechanism } from '../catalog/index.ts';
import type { EvidenceRecord } from '../lineage/index.ts';

const names: Readonly<Record<Mechanism, string>> = {
  'cosign-keyless': 'cosign keyless',
  'cosign-key': 'cosign, key',
  'cosign-kms': 'cosign, KMS key',
  sigstore: 'sigstore',
  gpg: 'GPG',
  minisign: 'minisign',
  signify: 'signify',
  ssh: 'SSH key',
  openssl: 'openssl, key',
  authenticode: 'Authenticode',
  'apple-codesign': 'Apple codesign',
  'apple-notarization': 'Apple notarization',
  jarsigner: 'jarsigner',
  apksigner: 'apksigner',
  pep740: 'PEP 740',
  'npm-provenance': 'npm provenance',
  'jsr-provenance': 'JSR provenance',
  'helm-prov': 'Helm .prov (GPG)',
  notation: 'notation',
  rpm: 'RPM signature',
  deb: 'deb signature',
  gitsign: 'gitsign',
  'github-attestation': 'GitHub attestation',
  'slsa-github-generator': 'SLSA generator',
  buildkit: 'BuildKit',
  'tauri-updater': 'Tauri updater key',
  sparkle: 'Sparkle key',
  melange: 'apk RSA key',
  rubygems: 'RubyGems attestation',
  nuget: 'NuGet signature',
  witness: 'witness',
  'docker-github-builder': 'docker github-builder',
  custom: 'custom',
  unknown: 'unknown mechanism',
};

/** The mechanism of evidence in the report's words. */
export function mechanismName(record: EvidenceRecord): string {
  if (record.mechanism === undefined) return record.tool;
  return names[record.mechanism];
}
