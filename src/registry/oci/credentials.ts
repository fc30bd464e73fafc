import { limits, type Programs } from '../../base/index.ts';
import type { JsonObject } from '../../trust/json/index.ts';
import { objectField, objectOf, textField } from '../asking/index.ts';
import type { ImageRepository } from './reference.ts';

export type Credential =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  /** To be exchanged for a token with the registry's own token service. */
  | { readonly kind: 'identity-token'; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string };

/** Who asks a registry. `problem` says why nobody does, where somebody should. */
export type Credentials = (of: ImageRepository) => Promise<{ readonly credential: Credential | undefined; readonly problem?: string }>;

/**
 * Credentials as Docker and Podman keep them. Takes their configuration files, of which an earlier one goes before a later,
 * and the programs that keep passwords. Source: docker/cli `cli/config/configfile/file.go`, docker/docker-credential-helpers,
 * containers-auth.json(5).
 */
export function dockerCredentials(files: readonly Uint8Array[], programs: Programs): Credentials {
  const configs = files.map(objectOf);
  const known = new Map<string, ReturnType<Credentials>>();
  const find = async (of: ImageRepository): ReturnType<Credentials> => {
    let problem: string | undefined;
    for (const config of configs) {
      if (config === undefined) {
        problem ??= 'a configuration of registries is no JSON object';
        continue;
      }
      const helper = helperOf(config, of.registry);
      if (helper !== undefined) {
        const kept = await askHelper(programs, helper, of.registry);
        if (kept.credential !== undefined) return kept;
        problem ??= kept.problem;
      }
      const auths = objectField(config, 'auths');
      const own = auths === undefined ? [] : keysFor(of).map((key) => objectField(auths, key));
      for (const one of own) {
        const credential = one && written(one);
        if (credential !== undefined) return { credential };
      }
    }
    return { credential: undefined, ...(problem === undefined ? {} : { problem }) };
  };
  return (of) => {
    const key = `${of.registry}/${of.repository}`;
    const earlier = known.get(key) ?? find(of);
    known.set(key, earlier);
    return earlier;
  };
}

const hub = 'https://index.docker.io/v1/';

/** The keys that a registry's entry can have, the nearest first: Podman's may name a part of the path. */
function keysFor({ registry, repository }: ImageRepository): readonly string[] {
  const parts = repository.split('/');
  const paths = parts.map((_, i) => `${registry}/${parts.slice(0, parts.length - i).join('/')}`);
  const plain = [registry, `https://${registry}`, `https://${registry}/`, `https://${registry}/v1/`, `https://${registry}/v2/`, `http://${registry}`];
  return [...paths, ...(registry === 'docker.io' ? [hub, 'index.docker.io', ...plain] : plain)];
}

function helperOf(config: JsonObject, registry: string): string | undefined {
  const helpers = objectField(config, 'credHelpers');
  const own = helpers && textField(helpers, registry);
  const name = own ?? textField(config, 'credsStore');
  return name !== undefined && /^[\w.-]{1,100}$/.test(name) ? name : undefined;
}

/** An entry's own words: a password, or a token. */
function written(entry: JsonObject): Credential | undefined {
  const registryToken = textField(entry, 'registrytoken');
  if (registryToken !== undefined && registryToken !== '') return { kind: 'bearer', token: registryToken };
  const identity = textField(entry, 'identitytoken');
  if (identity !== undefined && identity !== '') return { kind: 'identity-token', token: identity };
  const both = Buffer.from(textField(entry, 'auth') ?? '', 'base64').toString('utf8');
  const colon = both.indexOf(':');
  const user = textField(entry, 'username') ?? (colon === -1 ? undefined : both.slice(0, colon));
  const password = textField(entry, 'password') ?? (colon === -1 ? undefined : both.slice(colon + 1));
  return user === undefined || password === undefined || user === '' ? undefined : { kind: 'password', user, password };
}

async function askHelper(programs: Programs, name: string, registry: string): ReturnType<Credentials> {
  const program = `docker-credential-${name}`;
  const run = await programs.run(program, ['get'], {
    input: new TextEncoder().encode(registry === 'docker.io' ? hub : registry),
    maxBytes: limits.maxSecretBytes,
    timeoutMs: limits.secretTimeoutMs,
  });
  if (run.kind === 'failed') return { credential: undefined, problem: run.reason };
  // Helpers say with a failure that they have nothing, in words on standard output.
  if (run.code !== 0) {
    const isUnknown = /not found/i.test(new TextDecoder().decode(run.stdout));
    return { credential: undefined, ...(isUnknown ? {} : { problem: `${program} ended with ${run.code}` }) };
  }
  const answer = objectOf(run.stdout);
  const [user, secret] = [answer && textField(answer, 'Username'), answer && textField(answer, 'Secret')];
  if (user === undefined || secret === undefined) return { credential: undefined, problem: `${program} answered in a form that is not known` };
  if (secret === '') return { credential: undefined };
  return { credential: user === '<token>' ? { kind: 'identity-token', token: secret } : { kind: 'password', user, password: secret } };
}
