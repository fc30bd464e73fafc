import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryOptions } from '../../../src/cli/verify/registries.ts';
import { memoryDisk } from '../../support/memory-disk.ts';

const auth = (host: string, user: string): string => JSON.stringify({ auths: { [host]: { auth: Buffer.from(`${user}:x`).toString('base64') } } });
const lens = { registry: 'ghcr.io', repository: 'acme/lens' };

function optionsFor(env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): ReturnType<typeof registryOptions> {
  return registryOptions({ env: (name) => env[name] }, { disk: memoryDisk(files), programs: { run: () => assert.fail('no helper is named') } });
}

test('credentials, mirrors and the place of evidence are found where other tools keep them', async () => {
  const files = {
    '/home/ada/.docker/config.json': auth('ghcr.io', 'docker'),
    '/run/ada/containers/auth.json': auth('ghcr.io', 'podman'),
    '/elsewhere/config.json': auth('ghcr.io', 'elsewhere'),
    '/named.json': auth('ghcr.io', 'named'),
    '/etc/containers/registries.conf': '[[registry]]\nprefix = "ghcr.io"\nlocation = "system.example"\n',
    '/home/ada/.config/containers/registries.conf': '[[registry]]\nprefix = "ghcr.io"\nlocation = "own.example"\n',
    '/named.conf': '[[registry]]\nprefix = "ghcr.io"\nlocation = "named.example"\n',
  };
  const rows = [
    { env: {}, user: undefined, place: 'system.example' },
    { env: { HOME: '/home/ada' }, user: 'docker', place: 'own.example' },
    { env: { HOME: '/home/ada', DOCKER_CONFIG: '/elsewhere' }, user: 'elsewhere', place: 'own.example' },
    { env: { HOME: '/home/ada', XDG_RUNTIME_DIR: '/run/ada' }, user: 'podman', place: 'own.example' },
    { env: { HOME: '/home/ada', XDG_RUNTIME_DIR: '/run/ada', REGISTRY_AUTH_FILE: '/named.json' }, user: 'named', place: 'own.example' },
    { env: { HOME: '', XDG_CONFIG_HOME: '/nowhere', CONTAINERS_REGISTRIES_CONF: '/named.conf' }, user: undefined, place: 'named.example' },
  ];
  for (const { env, user, place } of rows) {
    const options = optionsFor(env, files);
    const found = await options.credentials?.(lens);
    assert.equal(found?.credential?.kind === 'password' ? found.credential.user : undefined, user, JSON.stringify(env));
    assert.equal(options.places?.(lens)?.[0]?.at.registry, place, JSON.stringify(env));
  }
  assert.deepEqual(optionsFor({ SEALWRIGHT_TOKEN_HOSTS: 'auth.example, gitlab.example:8443' }, {}).tokenHosts, ['auth.example', 'gitlab.example:8443']);
  assert.deepEqual(optionsFor({}, {}).tokenHosts, []);
  assert.deepEqual(optionsFor({ COSIGN_REPOSITORY: 'ghcr.io/acme/signatures' }, {}).evidenceRepository, {
    registry: 'ghcr.io',
    repository: 'acme/signatures',
    tag: 'latest',
    digest: undefined,
  });
});

test('what cannot be understood stops, for it may have said where not to look', () => {
  assert.throws(() => optionsFor({}, { '/etc/containers/registries.conf': '[[registry' }), { code: 'REGISTRIES_MALFORMED' });
  assert.throws(() => optionsFor({ COSIGN_REPOSITORY: 'not a repository' }, {}), { code: 'REGISTRIES_MALFORMED' });
});
