// Packs the program as an archive and as an image of two platforms, with nothing but Node. The same source gives the same bytes.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const version = process.argv[2] ?? '0.0.0';
const read = (name) => readFileSync(new URL(name, import.meta.url));
// The program, and the package that it needs, where Node looks for it.
const files = [
  ['lantern/lantern.mjs', read('lantern.mjs')],
  ...['package.json', 'wick.mjs'].map((name) => [`lantern/node_modules/@lantern-dev/wick/${name}`, read(`wick/${name}`)]),
];

/** Files as a tar archive, by nobody and of no time. */
function tar(members) {
  return Buffer.concat([...members.flatMap(([name, bytes]) => member(name, bytes)), Buffer.alloc(1024)]);
}

function member(name, bytes) {
  const header = Buffer.alloc(512);
  const octal = (value, size) => `${value.toString(8).padStart(size - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o755, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(bytes.length, 12), 124);
  header.write(octal(0, 12), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, one) => total + one, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}

const layout = 'dist/image';
rmSync(layout, { recursive: true, force: true });
mkdirSync(`${layout}/blobs/sha256`, { recursive: true });

/** Keeps a blob in the layout and describes it. */
function blob(mediaType, bytes) {
  const digest = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(`${layout}/blobs/sha256/${digest}`, bytes);
  return { mediaType, digest: `sha256:${digest}`, size: bytes.length };
}

const json = (value) => Buffer.from(JSON.stringify(value));
const oci = (kind) => `application/vnd.oci.image.${kind}`;

const manifests = ['amd64', 'arm64'].map((architecture) => {
  const layer = tar(files.map(([name, bytes]) => [`opt/${name}`, bytes]));
  const diff = `sha256:${createHash('sha256').update(layer).digest('hex')}`;
  const config = blob(
    oci('config.v1+json'),
    json({ architecture, os: 'linux', config: { Entrypoint: ['/opt/lantern/lantern.mjs'] }, rootfs: { type: 'layers', diff_ids: [diff] } }),
  );
  const layers = [blob(oci('layer.v1.tar'), layer)];
  const manifest = blob(oci('manifest.v1+json'), json({ schemaVersion: 2, mediaType: oci('manifest.v1+json'), config, layers }));
  return { ...manifest, platform: { architecture, os: 'linux' } };
});
const index = blob(oci('index.v1+json'), json({ schemaVersion: 2, mediaType: oci('index.v1+json'), manifests }));
writeFileSync(`${layout}/oci-layout`, '{"imageLayoutVersion":"1.0.0"}');
writeFileSync(`${layout}/index.json`, JSON.stringify({ schemaVersion: 2, mediaType: oci('index.v1+json'), manifests: [index] }));
writeFileSync(`dist/lantern-${version}.tar.gz`, gzipSync(tar(files)));
