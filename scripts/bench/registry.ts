// What pushing to a registry and pulling from it costs, beside skopeo, at Debian's docker-registry on this machine.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import type { Figure, Section } from './figures.ts';
import type { Bench } from './measures.ts';
import { median } from './processes.ts';

const source = fileURLToPath(new URL('registry-worker.ts', import.meta.url));
const layers = 4;
const layerBytes = 64 * 1024 * 1024;
const firstPort = 50_700;

/** Push and pull of an image of four layers, ours and skopeo's in turns, whole processes. */
export function registry({ folder }: Bench): Section {
  const title = `Push and pull of ${layers} layers of ${layerBytes / 1024 / 1024} MiB at Debian's docker-registry`;
  if (!isThere('docker-registry')) return { title: `${title}: it is not installed`, figures: [] };
  const layout = makeLayout(join(folder, 'image'));
  // As the package has it: reading a hundred files of source is no part of the measure.
  const worker = join(folder, 'registry-worker.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  buildSync({ entryPoints: [source], bundle: true, platform: 'node', format: 'esm', minify: true, outfile: worker, banner, logLevel: 'error' });
  const programs: Readonly<Record<string, Program>> = {
    sealwright: {
      push: (to) => timed(process.execPath, [worker, 'push', to, layout.folder]),
      pull: (from) => timed(process.execPath, [worker, 'pull', from]),
    },
    ...(isThere('skopeo') ? { skopeo: skopeo(folder, layout.folder) } : {}),
  };
  const ms = new Map<string, number[]>();
  let port = firstPort;
  for (let i = -1; i < 5; i++)
    for (const [name, { push, pull }] of Object.entries(programs)) {
      // Each has a registry of its own: what one registry was seen to have is not sent to it again.
      const { at, stop } = startRegistry(folder, port++);
      try {
        for (const [what, run] of [
          ['push', push],
          ['pull', pull],
        ] as const) {
          const took = run(`${at}/bench/${name}:v1`);
          // The first of each is not counted.
          if (i >= 0) ms.set(`${what}, ${name}`, [...(ms.get(`${what}, ${name}`) ?? []), took]);
        }
      } finally {
        stop();
      }
    }
  const figures = [...ms].map(([what, each]): Figure => {
    const took = median(each);
    return {
      what,
      value: layout.bytes / 1e6 / (took / 1_000),
      unit: 'MB/s',
      how: `${(took / 1_000).toFixed(2)} s, median of ${each.length} in turns, whole process`,
    };
  });
  return { title, figures: figures.toSorted((a, b) => (a.what < b.what ? 1 : -1)) };
}

interface Program {
  readonly push: (image: string) => number;
  readonly pull: (image: string) => number;
}

function skopeo(folder: string, layout: string): Program {
  return {
    push: (to) => timed('skopeo', ['copy', '--preserve-digests', '--dest-tls-verify=false', `oci:${layout}:image`, `docker://${to}`]),
    pull: (from) => {
      const to = join(folder, 'pulled');
      const ms = timed('skopeo', ['copy', '--src-tls-verify=false', `docker://${from}`, `oci:${to}:image`]);
      rmSync(to, { recursive: true });
      return ms;
    },
  };
}

function startRegistry(folder: string, port: number): { readonly at: string; readonly stop: () => void } {
  const at = `127.0.0.1:${port}`;
  const [config, data] = [join(folder, 'registry.yml'), join(folder, `registry-${port}`)];
  const log = 'log:\n  level: error\n  accesslog:\n    disabled: true\n';
  writeFileSync(config, `version: 0.1\n${log}storage:\n  filesystem:\n    rootdirectory: ${data}\nhttp:\n  addr: ${at}\n`);
  const server = spawn('docker-registry', ['serve', config], { stdio: 'ignore' });
  waitFor(at);
  return {
    at,
    stop: () => {
      server.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

function timed(program: string, words: readonly string[]): number {
  const before = performance.now();
  const ended = spawnSync(program, words, { encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`${program} ${words[0]} ended with ${ended.status ?? ended.signal}: ${ended.stderr.slice(-500)}`);
  return performance.now() - before;
}

function waitFor(at: string): void {
  for (let i = 0; i < 100; i++) {
    const asked = spawnSync(process.execPath, ['-e', `fetch('http://${at}/v2/').then(() => process.exit(0), () => process.exit(1))`]);
    if (asked.status === 0) return;
  }
  throw new Error('docker-registry does not start');
}

/** A layout of one image whose layers are packed already and cannot be packed better. */
function makeLayout(folder: string): { readonly folder: string; readonly bytes: number } {
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
  let bytes = 0;
  const keep = (content: Uint8Array, mediaType: string): object => {
    const hex = createHash('sha256').update(content).digest('hex');
    writeFileSync(join(folder, 'blobs/sha256', hex), content);
    bytes += content.length;
    return { mediaType, digest: `sha256:${hex}`, size: content.length };
  };
  const json = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));
  const descriptors = Array.from({ length: layers }, () =>
    keep(gzipSync(randomFillSync(Buffer.alloc(layerBytes)), { level: 1 }), 'application/vnd.oci.image.layer.v1.tar+gzip'),
  );
  const rootfs = { type: 'layers', diff_ids: [] };
  const config = keep(json({ architecture: 'amd64', os: 'linux', config: {}, rootfs }), 'application/vnd.oci.image.config.v1+json');
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = keep(json({ schemaVersion: 2, mediaType, config, layers: descriptors }), mediaType);
  const named = { ...manifest, annotations: { 'org.opencontainers.image.ref.name': 'image' } };
  writeFileSync(join(folder, 'index.json'), json({ schemaVersion: 2, manifests: [named] }));
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return { folder, bytes };
}
