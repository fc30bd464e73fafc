import type { Signed } from '../bundle/sign.ts';
import { base64 } from '../canonical.ts';
import { startService, type Service } from '../http/server.ts';
import { digestOf, type LabKey } from '../keys.ts';

/** A version of a package with what was published for it. */
export interface NpmVersion {
  readonly name: string;
  readonly version: string;
  readonly tarball: Uint8Array;
  /** The key that the registry signs the version with. */
  readonly signedBy?: LabKey;
  readonly attestations?: readonly { readonly predicateType: string; readonly signed: Signed }[];
}

export interface Npm extends Service {
  readonly publish: (version: NpmVersion) => void;
}

/** Starts a registry of packages. Source: npm's registry API; npm/attestation `specs/publish/v0.1`. */
export async function startNpm(options: { readonly keys?: readonly LabKey[]; readonly elsewhere?: string } = {}): Promise<Npm> {
  const versions: NpmVersion[] = [];
  const keys = (options.keys ?? []).map((key) => ({
    keyid: npmKeyId(key),
    keytype: 'ecdsa-sha2-nistp256',
    scheme: 'ecdsa-sha2-nistp256',
    key: base64(key.spki),
    expires: null,
  }));
  const service = await startService({
    handle: (url) => (exchange) => {
      // Clients write the slash of a scope as an escape.
      const path = exchange.path.replaceAll(/%2f/gi, '/');
      if (path === '/-/npm/v1/keys') return { status: 200, body: { keys } };
      const attested = /^\/-\/npm\/v1\/attestations\/(.+)@([^@]+)$/.exec(path);
      if (attested !== null) {
        const found = versions.find((one) => one.name === attested[1] && one.version === attested[2]);
        if (found?.attestations === undefined) return { status: 404, body: { error: 'Not found' } };
        return { status: 200, body: { attestations: found.attestations.map(({ predicateType, signed }) => ({ predicateType, bundle: signed.bundle })) } };
      }
      const tarball = /^\/(.+)\/-\/(.+)\.tgz$/.exec(path);
      const file = versions.find((one) => one.name === tarball?.[1] && tarball[2] === fileName(one));
      if (file !== undefined) return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.tarball };
      const of = versions.filter((one) => one.name === path.slice(1));
      if (of.length === 0) return { status: 404, body: { error: 'Not found' } };
      return {
        status: 200,
        body: {
          name: of[0]?.name,
          'dist-tags': { latest: of.at(-1)?.version },
          versions: Object.fromEntries(of.map((one) => [one.version, described(url, one)])),
        },
      };
    },
    ...(options.elsewhere === undefined ? {} : { elsewhere: options.elsewhere }),
  });
  return { ...service, publish: (version) => void versions.push(version) };
}

function fileName({ name, version }: NpmVersion): string {
  return `${name.split('/').at(-1) ?? name}-${version}`;
}

function described(url: string, one: NpmVersion): object {
  const integrity = `sha512-${digestOf('sha512', one.tarball).toString('base64')}`;
  const signed = Buffer.from(`${one.name}@${one.version}:${integrity}`);
  return {
    name: one.name,
    version: one.version,
    dist: {
      tarball: `${url}/${one.name}/-/${fileName(one)}.tgz`,
      integrity,
      ...(one.signedBy === undefined ? {} : { signatures: [{ keyid: npmKeyId(one.signedBy), sig: base64(one.signedBy.sign(signed)) }] }),
      ...(one.attestations === undefined
        ? {}
        : {
            attestations: { url: `${url}/-/npm/v1/attestations/${one.name}@${one.version}`, provenance: { predicateType: 'https://slsa.dev/provenance/v1' } },
          }),
    },
  };
}

/** How npm names a key: `SHA256:` and the digest of it. */
export function npmKeyId(key: LabKey): string {
  return `SHA256:${base64(digestOf('sha256', key.spki)).replaceAll('=', '')}`;
}
