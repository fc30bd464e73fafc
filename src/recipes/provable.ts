import type { Controls } from '../controls/index.ts';
import type { VerifyCommand } from '../documents/index.ts';

/** A command proves something only of files that have the evidence it reads. */
export function provable(controls: Controls, command: VerifyCommand, names: readonly string[]): boolean {
  // What attests the list proves nothing of a file by itself.
  const attested = controls.provenance.how.includes('via checksums') ? '' : controls.provenance.how;
  const made = `${controls.signature.how} ${attested} ${controls.signature.reason ?? ''}`.toLowerCase();
  const unsure = controls.signature.status === 'unknown' || controls.provenance.status === 'unknown';
  switch (command.tool) {
    case 'gh':
      // A bundle that is given may be of any signer; without one the host is asked for what it keeps.
      return unsure || /attestation|slsa/.test(made) || (command.flags.has('--bundle') && /sigstore|cosign/.test(attested.toLowerCase()));
    case 'slsa-verifier':
      return unsure || controls.provenance.status === 'present';
    case 'cosign':
    case 'sigstore':
    case 'sigstore-cli':
    case 'rekor-cli':
      return unsure || /cosign|sigstore|attestation|slsa/.test(made);
    case 'gpg':
    case 'gpgv':
    case 'sq':
    case 'sqv':
      return unsure || made.includes('gpg');
    case 'minisign':
    case 'signify':
    case 'ssh-keygen':
    case 'openssl':
      return unsure || made.includes(command.tool === 'ssh-keygen' ? 'ssh' : command.tool);
    case 'codesign':
    case 'spctl':
    case 'pkgutil':
    case 'stapler':
      return made.includes('apple') || (unsure && names.some((name) => /\.(pkg|dmg|app)\b|darwin|macos|apple|\bosx/i.test(name)));
    case 'signtool':
    case 'osslsigncode':
    case 'Get-AuthenticodeSignature':
      return made.includes('authenticode') || (unsure && names.some((name) => /\.(exe|msix?|dll|nupkg)\b|windows|(^|[^r])win(32|64)?\b/i.test(name)));
    case 'jarsigner':
      return unsure || made.includes('jarsigner');
    case 'apksigner':
      return unsure || /apksigner|jarsigner/.test(made);
    case 'rpm':
      return unsure || made.includes('rpm');
    case 'dpkg-sig':
    case 'debsig-verify':
      return unsure || made.includes('deb ');
    case 'helm':
      return unsure || made.includes('helm');
    case 'skopeo':
      return unsure || made.includes('gpg');
    case 'notation':
    case 'witness':
      return unsure || made.includes(command.tool);
    case 'pypi-attestations':
      return unsure || /pep 740|attestation|publish/.test(made);
    case 'sealwright':
      return unsure || /cosign|sigstore|attestation|slsa|pep 740|minisign|signify/.test(made);
    default:
      return true;
  }
}
