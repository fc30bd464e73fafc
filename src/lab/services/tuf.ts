import { olpcJson } from '../canonical.ts';
import { digestOf, makeKey, type LabKey } from '../keys.ts';
import type { Handler } from '../http/server.ts';
import type { Sigstore } from '../sigstore.ts';
import { signingConfigOf, trustedRootOf } from '../trusted-root.ts';

/** A repository of The Update Framework that delivers trusted roots. */
export interface TufRepository {
  readonly handle: Handler;
  /** The first root, which a client has to be given. */
  readonly root: () => string;
  /** Publishes another target, or the same with other content, under new versions. */
  readonly publish: (name: string, content: string) => void;
  /** Takes a target out of the next version. */
  readonly withdraw: (name: string) => void;
  /** Replaces the key of the root, with a root that both keys signed. */
  readonly rotate: () => void;
}

const day = 86_400_000;

/** Four roles by keys of their own, and consistent snapshots. Source: The Update Framework 1.0, sections 4 and 5. */
export function createTuf(options: { readonly sigstore: () => Sigstore; readonly expiresInDays?: number }): TufRepository {
  const targets = new Map<string, string>();
  const files = new Map<string, string>();
  const state = { version: 0, rootVersion: 0, rootKeys: [] as LabKey[] };
  const keyOf = (role: string): LabKey => makeKey({ seed: `${options.sigstore().seed} tuf ${role}`, algorithm: 'p256' });
  const expires = (): string => new Date(options.sigstore().clock.now() + (options.expiresInDays ?? 30) * day).toISOString().replace(/\.\d+Z$/, 'Z');

  const publishRoot = (signers: readonly LabKey[], current: LabKey): void => {
    state.rootVersion++;
    const keys = { root: current, targets: keyOf('targets'), snapshot: keyOf('snapshot'), timestamp: keyOf('timestamp') };
    const root = signed(
      {
        _type: 'root',
        spec_version: '1.0',
        version: state.rootVersion,
        expires: expires(),
        consistent_snapshot: true,
        keys: Object.fromEntries(Object.values(keys).map((key) => [tufKeyId(key), tufKey(key)])),
        roles: Object.fromEntries(Object.entries(keys).map(([role, key]) => [role, { keyids: [tufKeyId(key)], threshold: 1 }])),
      },
      signers,
    );
    files.set(`/${state.rootVersion}.root.json`, root);
  };

  const publishTargets = (): void => {
    const version = ++state.version;
    const metadata = (type: string, more: object): string => signed({ _type: type, spec_version: '1.0', version, expires: expires(), ...more }, [keyOf(type)]);
    const listed = metadata('targets', { targets: Object.fromEntries([...targets].map(([name, text]) => [name, described(text)])) });
    const snapshot = metadata('snapshot', { meta: { 'targets.json': { version } } });
    files.set(`/${version}.targets.json`, listed);
    files.set(`/${version}.snapshot.json`, snapshot);
    files.set('/timestamp.json', metadata('timestamp', { meta: { 'snapshot.json': { version } } }));
    // The digest stands in front of the last part alone. Source: The Update Framework 1.0, section 6.2.
    for (const [name, text] of targets) files.set(`/targets/${name.replace(/[^/]*$/, (last) => `${described(text).hashes.sha256}.${last}`)}`, text);
  };

  const open = (): void => {
    if (state.version > 0) return;
    state.rootKeys = [keyOf('root')];
    publishRoot(state.rootKeys, keyOf('root'));
    const sigstore = options.sigstore();
    targets.set('trusted_root.json', JSON.stringify(trustedRootOf(sigstore)));
    targets.set('signing_config.v0.2.json', JSON.stringify(signingConfigOf(sigstore)));
    publishTargets();
  };

  return {
    root: () => {
      open();
      return files.get('/1.root.json') ?? '';
    },
    publish: (name, content) => {
      open();
      targets.set(name, content);
      publishTargets();
    },
    withdraw: (name) => {
      open();
      targets.delete(name);
      publishTargets();
    },
    rotate: () => {
      open();
      const next = keyOf(`root ${state.rootVersion}`);
      publishRoot([...state.rootKeys, next], next);
      state.rootKeys = [next];
    },
    handle: ({ method, path }) => {
      open();
      const file = files.get(path);
      if (method !== 'GET' || file === undefined) return { status: 404 };
      return { status: 200, headers: { 'content-type': 'application/json' }, body: file };
    },
  };
}

function described(text: string): { readonly length: number; readonly hashes: { readonly sha256: string; readonly sha512: string } } {
  const bytes = Buffer.from(text);
  return { length: bytes.length, hashes: { sha256: digestOf('sha256', bytes).toString('hex'), sha512: digestOf('sha512', bytes).toString('hex') } };
}

function signed(content: object, keys: readonly LabKey[]): string {
  const bytes = Buffer.from(olpcJson(content));
  return JSON.stringify({ signed: content, signatures: keys.map((key) => ({ keyid: tufKeyId(key), sig: Buffer.from(key.sign(bytes)).toString('hex') })) });
}

function tufKey(key: LabKey): object {
  return { keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256', keyval: { public: key.publicPem } };
}

function tufKeyId(key: LabKey): string {
  return digestOf('sha256', Buffer.from(olpcJson(tufKey(key)))).toString('hex');
}
