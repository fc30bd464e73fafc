import { bundleJson } from '../../trust/bundle/index.ts';
import type { Bench } from '../../trust/judge/index.ts';
import { reason } from '../../trust/reason/index.ts';
import type { TrustedRoot } from '../../trust/roots/index.ts';
import type { Artifact } from '../../trust/verify/index.ts';

/** Returns who asks @sigstore/verify about what was accepted. It can refuse and never accept. */
export async function crossCheck(roots: readonly TrustedRoot[]): Promise<NonNullable<Bench['secondOpinion']>> {
  const { secondOpinion } = await import('../../trust/cross-check/index.ts');
  return (bundle, artifact, { signer }) => {
    const json = bundleJson(bundle);
    const isMessage = bundle.content.kind === 'message';
    if (json === undefined)
      return reason('CROSS_CHECK_IMPOSSIBLE', '@sigstore/verify does not read signatures of this form', { hint: 'leave --cross-check out' });
    if (signer.kind === 'key' && bundle.logEntries.length === 0)
      return reason('CROSS_CHECK_IMPOSSIBLE', '@sigstore/verify asks for a log entry of what a key signed, and there is none', {
        hint: 'leave --cross-check out',
      });
    if (isMessage && artifact.read === undefined)
      return reason('CROSS_CHECK_IMPOSSIBLE', '@sigstore/verify takes the bytes of what was signed, not a digest', { hint: 'give the file itself' });
    const keys = signer.kind === 'key' ? [signer.spki, ...(signer.others ?? [])] : [undefined];
    const opinions = keys.flatMap((key) => roots.map((root) => secondOpinion({ json, artifact: isMessage ? bytesOf(artifact) : undefined, root, key })));
    if (opinions.some((one) => one.kind === 'accepts')) return undefined;
    const why = [...new Set(opinions.flatMap((one) => (one.kind === 'rejects' ? [one.why] : [])))].join(', ');
    return reason('CROSS_CHECK_DISAGREES', `sealwright accepts it, and @sigstore/verify does not: ${why}`, {
      hint: 'sealwright help docs/verification lists where the two are known to differ',
    });
  };
}

function bytesOf({ read }: Artifact): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (const piece of read?.() ?? []) pieces.push(piece.slice());
  return Buffer.concat(pieces);
}
