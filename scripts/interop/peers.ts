import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A program of somebody else that we sign for or verify from, at a version that was tried. */
interface Peer {
  readonly name: PeerName;
  readonly version: string;
  /** The core is what a change is held against; the rest is asked for, and some by a script of its own. */
  readonly set: 'core' | 'rest' | 'asked';
  readonly from:
    | { readonly kind: 'go'; readonly module: string; readonly folder: string; readonly binary: string }
    | { readonly kind: 'python'; readonly package: string; readonly binary: string };
}

export type PeerName =
  | 'fulcio'
  | 'rekor-tiles'
  | 'timestamp-server'
  | 'cosign'
  | 'cosign-v2'
  | 'sigstore-python'
  | 'pypi-attestations'
  | 'gh'
  | 'slsa-verifier'
  | 'crane'
  | 'syft'
  | 'actionlint'
  | 'zizmor';

const go = (module: string, folder: string, binary: string): Peer['from'] => ({ kind: 'go', module, folder, binary });

/** Pinned: the newest that their registry has and that Go 1.26 builds. */
export const peers: readonly Peer[] = [
  { name: 'fulcio', version: 'v1.8.8', set: 'core', from: go('github.com/sigstore/fulcio', '', 'fulcio') },
  { name: 'rekor-tiles', version: 'v2.3.0', set: 'core', from: go('github.com/sigstore/rekor-tiles/v2', 'cmd/rekor-server/posix', 'posix') },
  {
    name: 'timestamp-server',
    version: 'v2.1.3',
    set: 'core',
    from: go('github.com/sigstore/timestamp-authority/v2', 'cmd/timestamp-server', 'timestamp-server'),
  },
  { name: 'cosign', version: 'v3.1.3', set: 'core', from: go('github.com/sigstore/cosign/v3', 'cmd/cosign', 'cosign') },
  { name: 'sigstore-python', version: '4.5.1', set: 'core', from: { kind: 'python', package: 'sigstore', binary: 'sigstore' } },
  { name: 'cosign-v2', version: 'v2.6.5', set: 'rest', from: go('github.com/sigstore/cosign/v2', 'cmd/cosign', 'cosign') },
  { name: 'gh', version: 'v2.83.0', set: 'rest', from: go('github.com/cli/cli/v2', 'cmd/gh', 'gh') },
  { name: 'slsa-verifier', version: 'v2.7.1', set: 'rest', from: go('github.com/slsa-framework/slsa-verifier/v2', 'cli/slsa-verifier', 'slsa-verifier') },
  { name: 'crane', version: 'v0.22.1', set: 'rest', from: go('github.com/google/go-containerregistry', 'cmd/crane', 'crane') },
  { name: 'actionlint', version: 'v1.7.7', set: 'asked', from: go('github.com/rhysd/actionlint', 'cmd/actionlint', 'actionlint') },
  { name: 'zizmor', version: '1.32.0', set: 'asked', from: { kind: 'python', package: 'zizmor', binary: 'zizmor' } },
  { name: 'syft', version: 'v1.57.0', set: 'asked', from: go('github.com/anchore/syft', 'cmd/syft', 'syft') },
  { name: 'pypi-attestations', version: '0.0.30', set: 'rest', from: { kind: 'python', package: 'pypi-attestations', binary: 'pypi-attestations' } },
];

const cache = process.env['SEALWRIGHT_PEERS'] ?? join(homedir(), '.cache', 'sealwright', 'peers');

/** Where each peer's program is, or why it is not there. Missing ones are installed by their ordinary client, which takes minutes the first time. */
export function installPeers(set: 'core' | 'all'): { readonly programs: ReadonlyMap<PeerName, string>; readonly missing: readonly string[] } {
  const programs = new Map<PeerName, string>();
  const missing: string[] = [];
  mkdirSync(cache, { recursive: true });
  for (const peer of peers.filter((one) => (set === 'all' ? one.set !== 'asked' : one.set === 'core'))) {
    const got = installed(peer);
    if (got.kind === 'missing') missing.push(`${peer.name} ${peer.version}: ${got.why}`);
    else programs.set(peer.name, got.program);
  }
  return { programs, missing };
}

/** Where one peer's program is, installed as the others are; undefined where it cannot be, which is told. */
export function installPeer(name: PeerName): string | undefined {
  const peer = peers.find((one) => one.name === name);
  if (peer === undefined) return undefined;
  mkdirSync(cache, { recursive: true });
  const got = installed(peer);
  if (got.kind === 'missing') console.error(`${name} is left out: ${got.why}`);
  return got.kind === 'missing' ? undefined : got.program;
}

function installed(peer: Peer): { readonly kind: 'there'; readonly program: string } | { readonly kind: 'missing'; readonly why: string } {
  const folder = join(cache, `${peer.name}-${peer.version}`);
  const program = join(folder, peer.from.kind === 'go' ? '' : 'bin', peer.from.binary);
  const why = existsSync(program) ? undefined : peer.from.kind === 'go' ? installGo(peer, folder) : installPython(peer, folder);
  return why === undefined ? { kind: 'there', program } : { kind: 'missing', why };
}

/**
 * Builds the program in a module of its own that asks for this one version: `go install` would also ask for the list of
 * versions, which not every proxy has.
 */
function installGo(peer: Peer, folder: string): string | undefined {
  if (peer.from.kind !== 'go') return undefined;
  const { module, folder: inModule, binary } = peer.from;
  console.log(`building ${peer.name} ${peer.version} with go`);
  // Whole or not at all: an interrupted build leaves nothing that looks finished.
  const building = `${folder}.building`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  const env = { ...process.env, CGO_ENABLED: '0' };
  const steps = [
    ['mod', 'init', 'interop'],
    ['mod', 'edit', `-require=${module}@${peer.version}`],
    ['build', '-mod=mod', '-o', binary, inModule === '' ? module : `${module}/${inModule}`],
  ];
  for (const step of steps) {
    const run = spawnSync('go', step, { cwd: building, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    if (run.error !== undefined) return 'go is not installed';
    if (run.status !== 0) return lastLineOf(run.stderr);
  }
  renameSync(building, folder);
  return undefined;
}

function installPython(peer: Peer, folder: string): string | undefined {
  if (peer.from.kind !== 'python') return undefined;
  const name = peer.from.package;
  console.log(`installing ${peer.name} ${peer.version} with pip`);
  // A virtual environment knows its own path, so it is made in place and taken away again where it fails.
  const run = (program: string, ...args: readonly string[]): string | undefined => {
    const { error, status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (error !== undefined) return `${program} is not installed`;
    return status === 0 ? undefined : lastLineOf(stderr);
  };
  const why =
    run('python3', '-m', 'venv', folder) ?? run(join(folder, 'bin', 'pip'), 'install', '--quiet', '--disable-pip-version-check', `${name}==${peer.version}`);
  if (why !== undefined) rmSync(folder, { recursive: true, force: true });
  return why;
}

function lastLineOf(text: string): string {
  return text.trim().split('\n').at(-1) ?? 'it failed without a word';
}
