import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Network } from '../../src/base/index.ts';
import type { Machine } from '../../src/cli/machine.ts';
import { nodeMachine } from '../../src/cli/node-machine.ts';
import { openNetwork } from '../../src/cli/ports/network.ts';
import { verifyPorts } from '../../src/cli/ports/verify-ports.ts';
import { run } from '../../src/cli/run.ts';
import { startGithub, startLab, startRegistry, type Github, type Lab, type Registry, type WorkflowRun } from '../../src/lab/index.ts';
import { memoryLayout } from '../support/oci-layout.ts';

export const workflow: WorkflowRun = { repository: 'acme/lens', ref: 'refs/tags/v1.2.3' };
export const token = 'neverShown0123';

/** A Sigstore, a GitHub and a registry on loopback, and a checkout with what was built. */
export interface ReleaseBench {
  readonly lab: Lab;
  readonly github: Github;
  readonly registry: Registry;
  readonly folder: string;
  readonly put: (name: string, content: string | Uint8Array) => string;
  readonly config: (release: object) => void;
  readonly run: (words: readonly string[], more?: RunOptions) => Promise<Ran>;
  /** Runs `release v1.2.3` at the lab. */
  readonly release: (words?: readonly string[], more?: RunOptions) => Promise<Ran>;
  /** Who signs, as a declaration says it. */
  readonly signer: Readonly<Record<string, string>>;
  /** The job that signs: what it says of itself can be changed between two runs. */
  readonly job: { commit: string; ref: string };
  readonly env: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  readonly close: () => Promise<void>;
}

export interface RunOptions {
  readonly machine?: Partial<Machine>;
  readonly network?: Network;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function releaseBench(): Promise<ReleaseBench> {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-release-'));
  const clock = { now: () => Date.now() };
  const job = { commit: '1f2e3d4c5b6a79880123456789abcdef01234567', ref: workflow.ref ?? '' };
  // Read anew for each token.
  const told: WorkflowRun = {
    ...workflow,
    get commit() {
      return job.commit;
    },
    get ref() {
      return job.ref;
    },
  };
  const [lab, github, registry] = await Promise.all([startLab({ clock, run: told }), startGithub({ token }), startRegistry()]);
  github.tag('acme/lens', 'v1.2.3');
  const put: ReleaseBench['put'] = (name, content) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const env = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: github.url,
    GITHUB_TOKEN: token,
    GITHUB_ACTIONS: 'true',
    HOME: folder,
    PATH: process.env['PATH'] ?? '',
    ...lab.oidc.runnerEnvironment,
  };
  const words = [
    '--config',
    join(folder, 'sealwright.yaml'),
    '--trusted-root',
    put('lab/trusted_root.json', JSON.stringify(lab.trustedRoot)),
    '--signing-config',
    put('lab/signing_config.json', JSON.stringify(lab.signingConfig({ log: 'v1' }))),
  ];
  const runWith: ReleaseBench['run'] = async (argv, { machine = {}, network = openNetwork() } = {}) => {
    let [out, err] = ['', ''];
    const own: Machine = {
      ...nodeMachine,
      env: (name) => (Object.hasOwn(env, name) ? (env as Readonly<Record<string, string>>)[name] : undefined),
      stdout: { isTerminal: false, columns: undefined, write: (text) => void (out += text) },
      stderr: { isTerminal: false, columns: undefined, write: (text) => void (err += text) },
      openVerifyPorts: async () => ({ ...verifyPorts, network, timer: { wait: async () => undefined } }),
      ...machine,
    };
    const code = await run(argv, own);
    return { code, out, err };
  };
  return {
    lab,
    github,
    registry,
    folder,
    put,
    env,
    job,
    words,
    signer: { repo: 'acme/lens', workflow: 'release.yml', issuer: lab.oidc.url },
    config: (release) => void put('sealwright.yaml', JSON.stringify({ version: 1, release })),
    run: runWith,
    release: async (more = [], options) => await runWith(['release', 'v1.2.3', ...words, ...more], options),
    close: async () => {
      rmSync(folder, { recursive: true, force: true });
      await Promise.all([lab.close(), github.close(), registry.close()]);
    },
  };
}

/** An index of two platforms as a layout. */
export function putLayout(put: ReleaseBench['put'], folder: string, content = 'lens'): string {
  const layout = memoryLayout();
  const imageType = 'application/vnd.oci.image.manifest.v1+json';
  const platforms = ['amd64', 'arm64'].map((architecture) => {
    const config = layout.blob(
      JSON.stringify({ architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }),
      'application/vnd.oci.image.config.v1+json',
    );
    const layer = layout.blob(`${content} for ${architecture}\n`, 'application/vnd.oci.image.layer.v1.tar');
    return { ...layout.manifest({ mediaType: imageType, config, layers: [layer] }), platform: { os: 'linux', architecture } };
  });
  const index = layout.manifest({ mediaType: 'application/vnd.oci.image.index.v1+json', manifests: platforms });
  layout.index([index]);
  for (const [path, bytes] of layout.files) put(`${folder}/${path}`, bytes);
  return index.digest;
}
