import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WholeLab } from '../../src/lab/index.ts';
import { sealwrightRuns } from './command-line.ts';
import { pushArtifact } from './images.ts';
import type { Scene } from './scene.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A release of an example in a lab: all files that are public, and which of them were built. */
export interface ReleasedExample {
  readonly example: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly built: readonly string[];
  /** The bundle that GitHub keeps for each of these. */
  readonly attested?: unknown;
}

export interface Around {
  readonly whole: WholeLab;
  readonly folder: string;
  readonly repository: string;
  readonly tag: string;
}

/** The environment of a job in this lab, with its files in a folder. */
function jobIn({ whole, folder }: Around): Readonly<Record<string, string>> {
  for (const [name, text] of Object.entries(whole.files)) writeFileSync(join(folder, name), text);
  const files = { SEALWRIGHT_SIGNING_CONFIG: join(folder, 'signing-config.json'), SEALWRIGHT_TRUSTED_ROOT: join(folder, 'trusted-root.json') };
  return { ...whole.environment, ...files };
}

/** The example that `sealwright release` publishes. */
export async function releaseWhole(scene: Scene, around: Around): Promise<ReleasedExample> {
  const { whole, folder, repository, tag } = around;
  const built = join(folder, 'built');
  cpSync(join(root, 'examples/release-whole'), built, { recursive: true });
  const declared = join(built, 'sealwright.yaml');
  writeFileSync(declared, readFileSync(declared, 'utf8').replaceAll('ghcr.io/', `${whole.registry.host}/`));
  spawnSync(process.execPath, ['build.mjs', tag.slice(1)], { cwd: built });
  const said = await sealwrightRuns({ ...scene, folder: built }, ['release', tag], jobIn(around));
  scene.check('sealwright release publishes examples/release-whole', said, 'accepted');
  const archive = `lantern-${tag.slice(1)}.tar.gz`;
  const endings = ['', '.sigstore.json', '.spdx.json', '.spdx.intoto.jsonl'];
  const names = [...endings.map((ending) => `${archive}${ending}`), 'SHA256SUMS', 'SHA256SUMS.sigstore.json', 'provenance.intoto.jsonl'];
  const replies = await Promise.all(
    names.map(async (name) => ({ name, reply: await fetch(`${whole.github.url}/${repository}/releases/download/${tag}/${name}`) })),
  );
  const files = await Promise.all(
    replies.map(async ({ name, reply }) => {
      if (!reply.ok) throw new Error(`${name} is not in the release: ${reply.status}`);
      return { name, bytes: new Uint8Array(await reply.arrayBuffer()) };
    }),
  );
  return { example: 'release-whole', files, built: [archive] };
}

/** The example whose workflow uses the actions and programs of others: each of its steps that makes evidence is taken by ours. */
export async function releaseDemo(scene: Scene, around: Around): Promise<ReleasedExample> {
  const { whole, folder, repository, tag } = around;
  const version = tag.slice(1);
  const names = ['linux-amd64', 'darwin-arm64'].map((target) => `lantern-${version}-${target}.tar.gz`);
  const archives = names.map((name) => ({ name, bytes: Buffer.from(`an archive called ${name}\n`) }));
  const list = archives.map(({ name, bytes }) => `${hash('sha256', bytes)}  ${name}\n`).join('');
  const files = [...archives, { name: 'SHA256SUMS', bytes: Buffer.from(list) }];
  whole.github.release({ repository, tag, files });
  const workflow = `${repository}/.github/workflows/release.yml@refs/tags/${tag}`;
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: archives.map(({ name, bytes }) => ({ name, digest: { sha256: hash('sha256', bytes) } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: { workflow: { ref: `refs/tags/${tag}`, repository: `https://github.com/${repository}`, path: '.github/workflows/release.yml' } },
        internalParameters: { github: { event_name: 'push', repository_id: '1001', repository_owner_id: '2002', runner_environment: 'github-hosted' } },
        resolvedDependencies: [{ uri: `git+https://github.com/${repository}@refs/tags/${tag}`, digest: { gitCommit: whole.environment['GITHUB_SHA'] } }],
      },
      runDetails: {
        builder: { id: `https://github.com/${workflow}` },
        metadata: { invocationId: `https://github.com/${repository}/actions/runs/4004/attempts/1` },
      },
    },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'statement.json'), JSON.stringify(statement));
  const token = whole.lab.oidc.tokenFor();
  const env = jobIn(around);
  const services = ['--signing-config', 'signing-config.json', '--trusted-root', 'trusted-root.json'];
  const own = { ...scene, folder };
  const attest = ['conformance', 'sign-bundle', ...services, '--in-toto', '--identity-token', token, '--bundle', 'attestations.jsonl', 'statement.json'];
  scene.check('the archives of examples/release-demo are attested', await sealwrightRuns(own, attest), 'accepted');
  writeFileSync(join(folder, 'attestations.jsonl'), `${readFileSync(join(folder, 'attestations.jsonl'), 'utf8').trimEnd()}\n`);
  const bundle = JSON.parse(readFileSync(join(folder, 'attestations.jsonl'), 'utf8')) as unknown;
  for (const { bytes } of archives) whole.github.attest({ repository, digest: `sha256:${hash('sha256', bytes)}`, bundle });
  const pushed = await pushArtifact(
    { host: whole.registry.host },
    { name: repository, tag, mediaType: 'application/vnd.oci.image.layer.v1.tar', layer: 'a layer of lantern' },
  );
  scene.check('the image of examples/release-demo is signed', await sealwrightRuns(own, ['sign', pushed.pinned], env), 'accepted');
  return { example: 'release-demo', files, built: names, attested: bundle };
}
