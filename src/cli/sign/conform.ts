import { createHash } from 'node:crypto';
import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import { readIdentityToken } from '../../trust/ambient/index.ts';
import { embeddedRoots, stagingRoot, type TrustedRoot } from '../../trust/roots/index.ts';
import { createSigner, publicGoodConfig, stagingConfig, type SigningConfig } from '../../trust/sign/index.ts';
import type { SignBundleOptions } from '../commands/conformance.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { readRoots } from '../verify/roots.ts';
import { readSigningConfig } from './services.ts';

/** Signs a file, or a statement, as the suite asks for it. The token was made for the suite, whose repository is public. */
export async function signBundle(options: SignBundleOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const { disk, clock } = ports;
  const token = readIdentityToken(options.token, { system: 'given', from: '--identity-token', audience: 'sigstore', now: clock.now() });
  const signer = await createSigner(
    {
      with: { kind: 'token', token: async () => token },
      services: servicesOf(options, disk),
      roots: rootsOf(options, disk),
      timeoutMs: limits.signingTimeoutMs,
    },
    ports,
  );
  const read = disk.read(options.file, { maxBytes: limits.maxEvidenceBytes });
  if (read.kind !== 'bytes') throw new SealwrightError('USAGE', { message: `${options.file} cannot be read`, hint: 'sealwright help conformance' });
  const { bytes } = read;
  const signed =
    options.what === 'statement'
      ? await signer.signStatement(bytes)
      : await signer.signArtifact({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes });
  machine.writeFile(options.bundle, signed.json);
  return { kind: 'shown' };
}

function servicesOf({ services }: SignBundleOptions, disk: Disk): SigningConfig {
  if (services.kind === 'file') return readSigningConfig(services.file, disk);
  return services.kind === 'staging' ? stagingConfig() : publicGoodConfig();
}

function rootsOf({ root }: SignBundleOptions, disk: Disk): readonly TrustedRoot[] {
  if (root.kind === 'file') return readRoots(disk, [root.file]);
  return root.kind === 'staging' ? [stagingRoot()] : [embeddedRoots()[0]];
}
