import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startGithub, startRegistry, startWholeLab } from '../../src/lab/index.ts';
import { run } from './program.ts';
import { releaseDemo, releaseWhole, type ReleasedExample } from './released-examples.ts';
import { saidBy, type Scene } from './scene.ts';
import { tamperedImage } from './tampered-image.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const repository = 'lantern-dev/lantern';
const tag = 'v1.4.0';

/** Tools whose recipes find their evidence and their roots by options and addresses alone; the others are named, not run. */
const pointed = ['cosign', 'gh', 'sha256sum', 'sealwright'];

interface Recipe {
  readonly kind: string;
  readonly control: string;
  readonly tool: string;
  readonly lines: readonly string[];
}

/** Every recipe that is printed for the examples is run with the real tools: on the lab's release it passes, on a tampered copy it fails. */
export async function recipesRun(scene: Scene): Promise<void> {
  for (const make of [releaseWhole, releaseDemo]) {
    const whole = await startWholeLab({ clock: { now: () => Date.now() }, seed: make.name, run: { repository, ref: `refs/tags/${tag}` } });
    const tampered = { github: await startGithub(), registry: await startRegistry() };
    try {
      const folder = join(scene.folder, make.name);
      mkdirSync(folder, { recursive: true });
      const released = await make(scene, { whole, folder, repository, tag });
      scene.write(`${make.name}/root.json`, `${JSON.stringify(whole.lab.trustedRoot)}\n`);
      const files = released.files.map(({ name, bytes }) => ({ name, bytes: released.built.includes(name) ? changed(bytes) : bytes }));
      tampered.github.release({ repository, tag, files });
      // A service that lies gives the right evidence for the wrong file.
      if (released.attested !== undefined)
        for (const { bytes } of files) tampered.github.attest({ repository, digest: `sha256:${hash('sha256', bytes)}`, bundle: released.attested });
      await tamperedImage({ from: whole.registry.host, to: tampered.registry.host, repository, tag });
      const places = [
        { what: 'passes', wanted: 'accepted', downloads: whole.github.url, host: whole.registry.host },
        { what: 'fails on a tampered copy', wanted: 'refused', downloads: tampered.github.url, host: tampered.registry.host },
      ] as const;
      for (const recipe of recipesOf(folder, released)) {
        const name = `recipe of ${released.example}, ${recipe.control} by ${recipe.tool}`;
        if (!pointed.includes(recipe.tool)) console.log(`skip ${name}: it cannot be pointed at the lab`);
        else if (recipe.tool === 'gh' && !scene.has('gh')) console.log(`skip ${name}: gh is for interop:all`);
        else for (const place of places) scene.check(`${name} ${place.what}`, await followed(scene, { recipe, folder, ...place }), place.wanted);
      }
    } finally {
      await Promise.all([whole.close(), tampered.github.close(), tampered.registry.close()]);
    }
  }
}

function changed(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

/** What is printed for a checkout of the example. */
function recipesOf(folder: string, { example }: ReleasedExample): readonly Recipe[] {
  const checkout = join(folder, 'checkout');
  cpSync(join(root, 'examples', example), checkout, { recursive: true });
  for (const words of [
    ['init', '--quiet'],
    ['remote', 'add', 'origin', `https://github.com/${repository}`],
  ])
    spawnSync('git', words, { cwd: checkout });
  const printed = (...words: readonly string[]): readonly Recipe[] => {
    const { stdout } = spawnSync(process.execPath, [join(root, 'bin/sealwright.js'), 'recipe', '.', '--format', 'json', ...words], {
      cwd: checkout,
      encoding: 'utf8',
    });
    const { surfaces } = JSON.parse(stdout) as { readonly surfaces: readonly { readonly recipes: readonly Recipe[] }[] };
    return surfaces.flatMap(({ recipes }) => recipes.filter(({ kind }) => kind === 'written'));
  };
  return [...printed(), ...printed('--tool', 'sealwright')];
}

interface Followed {
  readonly recipe: Recipe;
  readonly folder: string;
  /** Where releases are downloaded, in place of github.com. */
  readonly downloads: string;
  /** Where images are, in place of ghcr.io. */
  readonly host: string;
}

/** Runs a recipe as a reader would, who fills in the tag and nothing else, with programs before the path that point the tools at the lab. */
async function followed(scene: Scene, { recipe, folder, downloads, host }: Followed): Promise<string> {
  const place = join(folder, `followed-${readdirSync(folder).length}`);
  const shims = join(place, 'bin');
  mkdirSync(shims, { recursive: true });
  const rooted = join(folder, 'root.json');
  const own = `${process.execPath} ${join(root, 'bin/sealwright.js')}`;
  const shim = (name: string, swaps: string, command: string): void => {
    const loop = `for word; do\n  shift\n  case "$word" in ${swaps} esac\n  set -- "$@" "$word"\ndone`;
    writeFileSync(join(shims, name), `#!/bin/sh\n${loop}\n${command}\n`);
    chmodSync(join(shims, name), 0o755);
  };
  const toImages = `ghcr.io/*) word="${host}/\${word#ghcr.io/}";;`;
  shim('curl', `https://github.com/*) word="${downloads}/\${word#https://github.com/}";;`, 'exec /usr/bin/curl --silent --show-error "$@"');
  shim(
    'cosign',
    toImages,
    `case "$1" in verify|verify-attestation) set -- "$@" --allow-http-registry;; esac\nexec ${scene.programs.get('cosign') ?? 'cosign'} "$@" --trusted-root=${rooted}`,
  );
  // It asks for a token even where it asks nobody anything.
  shim(
    'gh',
    toImages,
    `GH_TOKEN=none exec ${scene.programs.get('gh') ?? 'gh'} "$@" --custom-trusted-root=${rooted} --bundle=${join(folder, 'attestations.jsonl')}`,
  );
  shim('sealwright', toImages, `exec ${own} "$@" --trusted-root=${rooted}`);
  const script = recipe.lines.map((line) => line.replace(/^TAG=v1\.2\.3 /, `TAG=${tag} `).replace(/^VERSION=1\.2\.3 /, `VERSION=${tag.slice(1)} `)).join('\n');
  const env = { PATH: `${shims}:/usr/bin:/bin`, GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: downloads };
  const ran = await run('/bin/sh', ['-c', script], { cwd: place, env });
  // What was not downloaded, or not decided, was not refused.
  const isUndecided = ran.stderr.includes('curl: (') || (recipe.tool === 'sealwright' && ran.status === 3);
  return isUndecided ? `undecided: ${saidBy(ran)}` : saidBy(ran);
}
