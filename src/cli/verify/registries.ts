import { SealwrightError, type Disk } from '../../base/index.ts';
import { dockerCredentials, parseImageReference, parseRegistriesConf, type RegistryOptions } from '../../registry/oci/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';

const maxConfigBytes = 1024 * 1024;

/**
 * Registries are asked as Docker, Podman and cosign would: with the credentials, mirrors and place for evidence that the
 * person set for them. Throws REGISTRIES_MALFORMED.
 */
export function registryOptions({ env }: Pick<Machine, 'env'>, { disk, programs }: Pick<VerifyPorts, 'disk' | 'programs'>): RegistryOptions {
  const set = (name: string): string | undefined => env(name) || undefined;
  const within = (folder: string | undefined, path: string): readonly string[] => (folder === undefined ? [] : [disk.join(folder, path)]);
  const home = set('HOME') ?? set('USERPROFILE');
  const config = set('XDG_CONFIG_HOME') ?? within(home, '.config')[0];
  const authFile = set('REGISTRY_AUTH_FILE');
  const credentials = [
    ...(authFile === undefined ? [] : [authFile]),
    ...within(set('XDG_RUNTIME_DIR'), 'containers/auth.json'),
    ...within(config, 'containers/auth.json'),
    ...within(set('DOCKER_CONFIG') ?? within(home, '.docker')[0], 'config.json'),
  ];
  const named = set('CONTAINERS_REGISTRIES_CONF');
  const places = placesIn(named === undefined ? [...within(config, 'containers/registries.conf'), '/etc/containers/registries.conf'] : [named], disk);
  const evidence = set('COSIGN_REPOSITORY');
  return {
    credentials: dockerCredentials(
      credentials.flatMap((path) => readIfThere(path, disk) ?? []),
      programs,
    ),
    tokenHosts: (set('SEALWRIGHT_TOKEN_HOSTS') ?? '').split(/[\s,]+/).filter((host) => host !== ''),
    ...(places === undefined ? {} : { places }),
    ...(evidence === undefined ? {} : { evidenceRepository: repositoryIn(evidence) }),
  };
}

/** The first configuration of registries that is there. */
function placesIn(paths: readonly string[], disk: Disk): RegistryOptions['places'] {
  for (const path of paths) {
    const bytes = readIfThere(path, disk);
    if (bytes === undefined) continue;
    const places = parseRegistriesConf(new TextDecoder().decode(bytes));
    if (typeof places === 'function') return places;
    throw new SealwrightError('REGISTRIES_MALFORMED', {
      message: `${path} cannot be used: ${places.why}`,
      hint: 'mend it, or name another with CONTAINERS_REGISTRIES_CONF',
    });
  }
  return undefined;
}

function repositoryIn(text: string): NonNullable<RegistryOptions['evidenceRepository']> {
  const reference = parseImageReference(text);
  if (reference.kind === 'parsed') return reference.value;
  throw new SealwrightError('REGISTRIES_MALFORMED', {
    message: `COSIGN_REPOSITORY is no repository: ${reference.reason.message}`,
    hint: 'COSIGN_REPOSITORY=ghcr.io/OWNER/NAME',
  });
}

function readIfThere(path: string, disk: Disk): Uint8Array | undefined {
  const read = disk.read(path, { maxBytes: maxConfigBytes });
  return read.kind === 'bytes' ? read.bytes : undefined;
}
