import { startService, type Service } from '../http/server.ts';
import { digestOf } from '../keys.ts';
import type { Signed } from '../bundle/sign.ts';

/** A file of a project with what was published for it. */
export interface PypiFile {
  readonly project: string;
  readonly version: string;
  readonly filename: string;
  readonly bytes: Uint8Array;
  /** What the index says of who published it. */
  readonly publisher?: Readonly<Record<string, string>>;
  readonly attestations?: readonly Signed[];
}

export interface Pypi extends Service {
  readonly upload: (file: PypiFile) => void;
}

/** Starts an index with the API for the integrity of its files. Source: PEP 740; PEP 691; PyPI's "Integrity API". */
export async function startPypi(options: { readonly elsewhere?: string } = {}): Promise<Pypi> {
  const files: PypiFile[] = [];
  const service = await startService({
    handle:
      (url) =>
      ({ path }) => {
        const [, first = '', project = '', version = '', filename = ''] = path.split('/');
        if (first === 'files') {
          const file = files.find((one) => one.filename === project);
          return file === undefined ? { status: 404 } : { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.bytes };
        }
        if (first === 'simple')
          return listing(
            url,
            files.filter((one) => one.project === project),
          );
        const file = files.find((one) => one.project === project && one.version === version && one.filename === filename);
        if (first !== 'integrity' || file?.attestations === undefined) return { status: 404, body: { message: `No provenance available for ${filename}` } };
        return { status: 200, headers: { 'content-type': 'application/vnd.pypi.integrity.v1+json' }, body: JSON.stringify(provenanceOf(file)) };
      },
    ...(options.elsewhere === undefined ? {} : { elsewhere: options.elsewhere }),
  });
  return { ...service, upload: (file) => void files.push(file) };
}

function listing(
  url: string,
  files: readonly PypiFile[],
): { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string } {
  if (files.length === 0) return { status: 404 };
  const body = {
    meta: { 'api-version': '1.3' },
    name: files[0]?.project,
    versions: [...new Set(files.map((one) => one.version))],
    files: files.map((one) => ({
      filename: one.filename,
      url: `${url}/files/${one.filename}`,
      hashes: { sha256: digestOf('sha256', one.bytes).toString('hex') },
      size: one.bytes.length,
      provenance: one.attestations === undefined ? null : `${url}/integrity/${one.project}/${one.version}/${one.filename}/provenance`,
    })),
  };
  return { status: 200, headers: { 'content-type': 'application/vnd.pypi.simple.v1+json' }, body: JSON.stringify(body) };
}

/** The provenance object of a file. */
function provenanceOf(file: PypiFile): object {
  return {
    version: 1,
    attestation_bundles: [
      {
        publisher: file.publisher ?? { kind: 'GitHub', repository: 'acme/lens', workflow: 'release.yml', environment: null },
        attestations: (file.attestations ?? []).map((signed) => pep740Of(signed)),
      },
    ],
  };
}

/** An attestation of PEP 740 with what a bundle holds. Source: PEP 740, "Attestation objects". */
export function pep740Of({ bundle }: Pick<Signed, 'bundle'>): object {
  const { verificationMaterial, dsseEnvelope } = bundle;
  return {
    version: 1,
    verification_material: { certificate: verificationMaterial.certificate?.rawBytes, transparency_entries: verificationMaterial.tlogEntries ?? [] },
    envelope: { statement: dsseEnvelope?.payload, signature: dsseEnvelope?.signatures[0]?.sig },
  };
}
