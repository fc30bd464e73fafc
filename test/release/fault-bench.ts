import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NetworkFault, Service } from '../../src/lab/index.ts';
import { putLayout, releaseBench, type Ran, type ReleaseBench, type RunOptions } from './bench.ts';

const bin = fileURLToPath(new URL('../../bin/sealwright.js', import.meta.url));

/** One release with all that can go wrong in it: a file, an image of two platforms, a draft, and an index that takes nothing back. */
export interface FaultCase {
  readonly name: string;
  readonly folder: string;
  /** The digest of the image. */
  readonly top: string;
  readonly state: string;
  readonly path: (name: string) => string;
  /** Builds the same bytes again. */
  readonly rebuild: () => void;
  readonly run: (more?: readonly string[], options?: RunOptions) => Promise<Ran>;
  /** Runs it as a process of its own, and kills that as soon as the test says so. Gives what it said until then. */
  readonly killed: (until: (said: string) => boolean) => Promise<string>;
  /** The files that the index has. */
  readonly index: () => readonly string[];
}

export interface FaultBench extends ReleaseBench {
  readonly newCase: () => FaultCase;
  /** Fails if anything under the release's name is public and does not verify. Gives what is public. */
  readonly inspect: (one: FaultCase) => Promise<PublicThings>;
  /** Runs the release to its end, and fails unless all of it is public and verifies. */
  readonly completes: (one: FaultCase) => Promise<void>;
  readonly services: Readonly<Record<'fulcio' | 'rekor' | 'timestamps' | 'tokens' | 'registry' | 'github', Service>>;
}

export interface PublicThings {
  readonly release: boolean;
  readonly tags: readonly string[];
  readonly index: readonly string[];
}

/** Publishes a file to a folder that stands for an index: what it has it does not take again. */
const client = `import { copyFileSync, constants, existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
const [index, how, ...files] = process.argv.slice(2);
if (how === 'has') process.exit(files.every((one) => existsSync(join(index, basename(one)))) ? 0 : 1);
for (const one of files) copyFileSync(one, join(index, basename(one)), constants.COPYFILE_EXCL);
if (existsSync(join(index, '..', 'hang'))) { writeFileSync(join(index, '..', 'hanging'), ''); setInterval(() => existsSync(join(index, '..', 'hang')) || process.exit(0), 20); }
if (existsSync(join(index, '..', 'refuse'))) process.exit(9);
`;

export async function faultBench(): Promise<FaultBench> {
  const bench = await releaseBench();
  const script = bench.put('client.mjs', client);
  let count = 0;
  const newCase = (): FaultCase => {
    const name = `v1.0.${count++}`;
    const folder = join(bench.folder, name);
    const put: ReleaseBench['put'] = (path, content) => bench.put(`${name}/${path}`, content);
    bench.github.tag('acme/lens', name);
    const rebuild = (): string => {
      put('dist/lens.tar.gz', `lens ${name}\n`);
      return putLayout(put, 'image', name);
    };
    const top = rebuild();
    mkdirSync(join(folder, 'index'));
    const evidence = ['signature', 'provenance'];
    const words = (how: string): readonly string[] => [process.execPath, script, join(folder, 'index'), how, '{files}'];
    put(
      'sealwright.yaml',
      JSON.stringify({
        version: 1,
        release: {
          signer: { ...bench.signer, ref: 'refs/tags/v1.2.3' },
          files: [{ path: 'dist/*.tar.gz', evidence }],
          images: [{ layout: 'image', to: `${bench.registry.host}/acme/${name}`, tags: ['{version}', 'latest'], evidence }],
          github: 'acme/lens',
          packages: [{ name: 'index', files: 'dist/*.tar.gz', run: words('put'), isPublished: words('has') }],
        },
      }),
    );
    const argv = ['release', name, ...bench.words.slice(2), '--config', join(folder, 'sealwright.yaml')];
    return {
      name,
      folder,
      top,
      state: join(folder, '.sealwright/release', name),
      path: (path) => join(folder, path),
      rebuild: () => void rebuild(),
      run: async (more = [], options) => await bench.run([...argv, ...more], options),
      killed: (until) => killed([...argv], bench.env, until),
      index: () => readdirSync(join(folder, 'index')),
    };
  };
  const root = bench.words.slice(2, 4);
  const inspect: FaultBench['inspect'] = async (one) => {
    const repository = `acme/${one.name}`;
    const open = bench.github.releases.filter(({ tag, draft }) => tag === one.name && !draft);
    assert.ok(open.length <= 1, 'one release of a name');
    const signer = { ...bench.signer, ref: 'refs/tags/v1.2.3' };
    const who = Object.entries(signer).flatMap(([key, value]) => [`--${key}`, value]);
    for (const { files } of open) {
      const download = join(one.folder, `download-${readdirSync(one.folder).length}`);
      mkdirSync(download);
      for (const file of files) writeFileSync(join(download, file.name), file.bytes);
      const policy = join(one.folder, 'policy.yaml');
      const subjects = ['lens.tar.gz', 'SHA256SUMS'].map((name) => ({
        name,
        signer: 'a',
        evidence: name === 'SHA256SUMS' ? ['signature'] : ['signature', 'provenance'],
      }));
      writeFileSync(policy, JSON.stringify({ version: 1, signers: { a: signer }, subjects }));
      const verified = await bench.run(['verify', '--release', download, '--policy', policy, '--strict', ...root]);
      assert.equal(verified.code, 0, `the public release does not verify: ${verified.out}`);
      assert.equal(readFileSync(join(download, 'lens.tar.gz'), 'utf8'), `lens ${one.name}\n`);
    }
    const tags = [...(bench.registry.repositories.get(repository)?.tags.keys() ?? [])];
    for (const tag of tags) {
      const image = `${bench.registry.host}/${repository}:${tag}`;
      const verified = await bench.run(['verify', image, ...who, '--type', 'signature', '--type', 'provenance', '--recursive', '--strict', ...root]);
      assert.equal(verified.code, 0, `the tag ${tag} does not verify: ${verified.out}`);
    }
    // What nobody takes back is there only where all else is.
    if (one.index().length > 0) assert.deepEqual([open.length, tags.toSorted()], [1, [one.name.slice(1), 'latest'].toSorted()]);
    return { release: open.length === 1, tags, index: one.index() };
  };
  return {
    ...bench,
    newCase,
    inspect,
    services: {
      fulcio: bench.lab.fulcio,
      rekor: bench.lab.rekorV1,
      timestamps: bench.lab.tsa,
      tokens: bench.lab.oidc,
      registry: bench.registry,
      github: bench.github,
    },
    completes: async (one) => {
      const ran = await one.run();
      assert.equal(ran.code, 0, ran.err);
      assert.match(ran.out, /is published\n/);
      const open = await inspect(one);
      assert.deepEqual(open, { release: true, tags: [one.name.slice(1), 'latest'], index: ['lens.tar.gz'] });
    },
  };
}

function killed(argv: readonly string[], env: Readonly<Record<string, string>>, until: (said: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const look = (): void => {
      if (until(said)) child.kill('SIGKILL');
    };
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => {
        said += piece.toString();
        look();
      });
    const timer = setInterval(look, 3);
    const end = setTimeout(() => child.kill('SIGABRT'), 60_000);
    // What it had started may go on, and keep the streams.
    child.on('exit', (_code, signal) => {
      clearInterval(timer);
      clearTimeout(end);
      if (signal === 'SIGKILL') resolve(said);
      else reject(new Error(`it ended before it was killed (${signal ?? 'by itself'}): ${said}`));
    });
  });
}

/** Whether a service was asked so since it was told to wait. */
export function waitsAt(
  service: Service,
  { method, path, fault = 'stall' }: { readonly method: string; readonly path: RegExp; readonly fault?: NetworkFault },
): () => boolean {
  const before = service.asked.length;
  service.misbehave(fault, { method, path: prefixOf(path) });
  return () => service.asked.slice(before).some((one) => one.method === method && path.test(one.path));
}

/** Faults know the beginning of a path alone. */
function prefixOf(path: RegExp): string {
  return /^\^([\w/.-]*)/.exec(path.source.replaceAll('\\', ''))?.[1] ?? '';
}
