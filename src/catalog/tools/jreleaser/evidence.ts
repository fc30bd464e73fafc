import { concat, lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Mechanism } from '../../effect.ts';
import { get, isSet, spanOf, text, texts, truth } from '../support/node.ts';
import { active, fill, placeOf } from './model.ts';
import type { Release } from './model.ts';

/** `checksum`: one list of artifacts and files, SHA-256 always among its algorithms. */
export function hashFiles(release: Release, artifacts: readonly Text[], files: readonly Text[]): void {
  const section = get(release.node, 'checksum');
  const paths = [...(truth(get(section, 'artifacts')) === false ? [] : artifacts), ...(truth(get(section, 'files')) === false ? [] : files)];
  if (paths.length === 0) return;
  const written = texts(get(section, 'algorithms'));
  const name = text(section, 'name') ?? 'checksums.txt';
  for (const algorithm of new Set([...written, 'SHA-256'].map((one) => one.toLowerCase().replaceAll(/[-_]/g, '')))) {
    const file = name.replace(/(\.\w+)?$/, (ending) => `_${algorithm}${ending}`);
    release.run.add(
      {
        kind: 'hashes',
        subject: { kind: 'files', paths },
        algorithm,
        list: concat(lit('out/jreleaser/checksums/'), fill(release, file)),
        madeType: 'checksum',
      },
      placeOf(release, 'checksum'),
    );
  }
}

/** `catalog.sbom`: a document for each file by syft or CycloneDX, when active. JReleaser fetches the tool where it is missing. */
export function describeFiles(release: Release, artifacts: readonly Text[], files: readonly Text[]): void {
  for (const tool of ['syft', 'cyclonedx']) {
    const section = get(release.node, 'catalog', 'sbom', tool);
    const enabled = active(section, 'NEVER');
    if (enabled.truth === false || section === undefined) continue;
    const paths = [...(truth(get(section, 'distributions')) === false ? [] : artifacts), ...(truth(get(section, 'files')) === false ? [] : files)];
    const formats = texts(get(section, 'formats')).join(' ').toUpperCase();
    const format = tool === 'cyclonedx' || formats.includes('CYCLONEDX') ? 'cyclonedx' : formats.includes('SPDX') ? 'spdx' : 'syft';
    if (paths.length > 0)
      release.run.add(
        {
          kind: 'describes',
          subject: { kind: 'files', paths },
          format,
          outputPattern: '{file}.sbom.json',
          attachedTo: 'beside',
          tool,
        },
        section.span,
        enabled,
      );
  }
}

/** `signing`: each block when it is active; without blocks the old form with one `mode`. Returns whether anything signs. */
export function signFiles(release: Release, artifacts: readonly Text[], files: readonly Text[]): boolean {
  const section = get(release.node, 'signing');
  if (!isSet(section)) return false;
  const outer = text(section, 'active');
  const mode = (text(section, 'mode') ?? text(section, 'pgp', 'mode') ?? 'MEMORY').toUpperCase();
  let signed = false;
  const blocks: readonly (readonly [string, Mechanism, string])[] = [
    ['pgp', 'gpg', mode === 'COSIGN' || mode === 'MINISIGN' ? '' : '{file}.asc'],
    ['cosign', 'cosign-key', '{file}.sig'],
    ['minisign', 'minisign', '{file}.minisig'],
  ];
  for (const [name, mechanism, output] of blocks) {
    const block = get(section, name);
    const chosen = name === 'pgp' ? output !== '' : mode === name.toUpperCase();
    const enabled = active(block, block === undefined && !chosen ? 'NEVER' : (outer ?? 'NEVER'));
    if (enabled.truth === false || output === '') continue;
    const setting = (key: string): boolean => truth(get(block, key) ?? get(section, key)) !== false;
    const paths = [...(setting('artifacts') ? artifacts : []), ...(setting('files') ? files : [])];
    const where = spanOf(block, section.span);
    const common = {
      kind: 'signs',
      mechanism,
      keyless: false,
      outputs: [truth(get(block, 'armored') ?? get(section, 'armored')) === false && name === 'pgp' ? '{file}.sig' : output],
      attachedTo: 'beside',
    } as const;
    if (paths.length > 0) release.run.add({ ...common, subject: { kind: 'files', paths } }, where, enabled);
    if (setting('checksums')) release.run.add({ ...common, subject: { kind: 'made', types: ['checksum'] } }, where, enabled);
    signed = true;
  }
  if (!signed) release.run.idle({ at: section.span, what: 'signs', section: 'signing', reason: 'signing is not active' });
  return signed;
}
