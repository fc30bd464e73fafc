import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startRegistry } from '../../src/lab/index.ts';
import type { Place } from './images.ts';
import { freePorts, serve } from './program.ts';
import type { Scene } from './scene.ts';

/** A registry that runs, and how to stop it. */
export interface RunningPlace extends Place {
  readonly stop: () => Promise<void>;
}

/** The lab's registry, with the API of referrers and without. */
export async function labRegistries(): Promise<readonly RunningPlace[]> {
  const [withIt, without] = await Promise.all([startRegistry({ referrers: 'api', pageSize: 1 }), startRegistry({ referrers: 'none' })]);
  return [
    { what: "the lab's registry, in pages", host: withIt.host, referrers: 'one-a-page', stop: withIt.close },
    { what: "the lab's registry without referrers", host: without.host, referrers: 'none', stop: without.close },
  ];
}

/** Debian's registry, which has no API of referrers. It comes with the system: `apt-get install docker-registry`. */
export async function debianRegistry(scene: Scene): Promise<RunningPlace | undefined> {
  if (spawnSync('docker-registry', ['--version']).status !== 0) return undefined;
  const [port = 0] = await freePorts(1);
  const folder = join(scene.folder, `registry-${port}`);
  const config = scene.write(
    `registry-${port}.yml`,
    `version: 0.1\nlog:\n  level: error\n  accesslog:\n    disabled: true\nstorage:\n  filesystem:\n    rootdirectory: ${folder}\nhttp:\n  addr: 127.0.0.1:${port}\n`,
  );
  const { stop } = await serve('docker-registry', ['serve', config], { cwd: scene.folder, ready: `http://127.0.0.1:${port}/v2/` });
  return { what: "Debian's docker-registry", host: `127.0.0.1:${port}`, referrers: 'none', stop };
}

/** The registry of go-containerregistry, which has the API. */
export async function craneRegistry(scene: Scene): Promise<RunningPlace> {
  const [port = 0] = await freePorts(1);
  const { stop } = await serve(scene.programs.get('crane') ?? 'crane', ['registry', 'serve', '--address', `127.0.0.1:${port}`], {
    cwd: scene.folder,
    env: { PORT: String(port) },
    ready: `http://127.0.0.1:${port}/v2/`,
  });
  return { what: "go-containerregistry's registry", host: `127.0.0.1:${port}`, referrers: 'listed', stop };
}
