import { limits, SealwrightError } from '../../base/index.ts';
import { gitsignTag, sshKeySigner, type TagRequest } from '../../tags/index.ts';
import type { VerifyPorts } from '../machine.ts';
import type { OpenedSigner } from '../sign/options.ts';

/** How a tag is signed, and who it must turn out to be. */
export type TagSigning = Pick<TagRequest, 'sign' | 'signer' | 'roots'>;

/** Signs by a key of SSH or PEM. Throws SIGNING_KEY_UNREADABLE. */
export function withKey(path: string, { disk, programs }: Pick<VerifyPorts, 'disk' | 'programs'>): TagSigning {
  const read = disk.read(path, { maxBytes: limits.maxKeyringBytes });
  if (read.kind !== 'bytes')
    throw new SealwrightError('SIGNING_KEY_UNREADABLE', {
      message: `${path} ${read.kind === 'missing' ? 'does not exist' : 'cannot be read'}`,
      hint: '--key ~/.ssh/id_ed25519',
    });
  const { spki, sign } = sshKeySigner(new TextDecoder().decode(read.bytes), { path, programs });
  return { sign, signer: () => ({ kind: 'key', spki }), roots: [] };
}

/** Signs by the certificate of a job, in the form of gitsign. */
export function withCertificate({ signer, roots }: Pick<OpenedSigner, 'signer' | 'roots'>, now: () => number): TagSigning {
  return {
    roots,
    sign: async (payload) => await gitsignTag(payload, { signArtifact: signer.signArtifact, now }),
    signer: () => {
      const { who } = signer;
      if (who.kind !== 'certificate') throw new Error('a job signs by a certificate');
      return { kind: 'certificate', identity: { kind: 'exact', text: who.identity }, issuer: { kind: 'exact', text: who.issuer }, extensions: {} };
    },
  };
}
