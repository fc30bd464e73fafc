import { hash } from 'node:crypto';
import { PlainYaml } from '../settings/index.ts';
import { parseYaml } from '../workflow/index.ts';

/** What a chart of Helm says of itself. */
export interface ChartFacts {
  readonly name: string;
  readonly version: string;
  /** All of its Chart.yaml. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A packed chart of Helm. */
export interface PackedChart extends ChartFacts {
  readonly bytes: Uint8Array;
}

/** Reads a Chart.yaml, or says why it is none. Pure. Source: helm.sh, "The Chart.yaml File". */
export function readChartYaml(text: string): ChartFacts | { readonly why: string } {
  const { node, problems } = parseYaml('Chart.yaml', text);
  const value = node === undefined || problems.length > 0 ? undefined : new PlainYaml('Chart.yaml', node).value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { why: 'its Chart.yaml is no map' };
  const metadata = value as Readonly<Record<string, unknown>>;
  const { name, version } = metadata;
  // It becomes the last part of the repository, and the tag.
  if (typeof name !== 'string' || name.length > 100 || !/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name))
    return { why: 'its name is none that a repository can have' };
  if (typeof version !== 'string' || !/^\d+\.\d+\.\d+(?:[-+][\w.+-]{1,80})?$/.test(version)) return { why: 'its version is none of three numbers' };
  return { name, version, metadata };
}

/** The artifact that a registry keeps of a chart, as a layout. Source: helm/community `hips/hip-0006.md`. */
export function chartLayout({ name, version, metadata, bytes }: PackedChart): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>([['oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}')]]);
  const blob = (content: Uint8Array, mediaType: string): { readonly mediaType: string; readonly digest: string; readonly size: number } => {
    const hex = hash('sha256', content);
    files.set(`blobs/sha256/${hex}`, content);
    return { mediaType, digest: `sha256:${hex}`, size: content.length };
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: blob(Buffer.from(JSON.stringify(metadata)), 'application/vnd.cncf.helm.config.v1+json'),
    layers: [blob(bytes, 'application/vnd.cncf.helm.chart.content.v1.tar+gzip')],
    annotations: { 'org.opencontainers.image.title': name, 'org.opencontainers.image.version': version },
  };
  const top = blob(Buffer.from(JSON.stringify(manifest)), manifest.mediaType);
  files.set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [top] })));
  return files;
}
