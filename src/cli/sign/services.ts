import { limits, SealwrightError, type Disk } from '../../base/index.ts';
import { parseSigningConfig, type SigningConfig } from '../../trust/sign/index.ts';

/** Reads a file of a signing config. Throws SIGNING_CONFIG_UNREADABLE. */
export function readSigningConfig(path: string, disk: Disk): SigningConfig {
  const unreadable = (why: string): SealwrightError =>
    new SealwrightError('SIGNING_CONFIG_UNREADABLE', { message: `${path} ${why}`, hint: 'give a signing_config.json of version 0.2, or github' });
  const read = disk.read(path, { maxBytes: limits.maxSigningConfigBytes });
  if (read.kind !== 'bytes')
    throw unreadable(read.kind === 'missing' ? 'does not exist' : read.kind === 'folder' ? 'is a folder' : `is not read: ${read.reason}`);
  const config = parseSigningConfig(read.bytes, path);
  if (config.kind === 'refused') throw unreadable(`is no signing config: ${config.reason.message}`);
  return config.value;
}
