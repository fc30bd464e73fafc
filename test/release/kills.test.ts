import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { faultBench, waitsAt, type FaultCase } from './fault-bench.ts';

const bench = await faultBench();
after(bench.close);

const { fulcio, rekor, tokens, registry, github } = bench.services;

interface Kill {
  readonly what: string;
  /** Sets up when the process is killed. */
  readonly when: (one: FaultCase) => (said: string) => boolean;
  readonly public?: { readonly release: boolean; readonly tags: number; readonly index: number };
}

const nothing = { release: false, tags: 0, index: 0 };
const afterStep =
  (step: RegExp): Kill['when'] =>
  () =>
  (said) =>
    step.test(said);

/** Killed by the system, with nothing said to it: after a step, and in the middle of one, when the service has done what it was asked and the answer is lost. */
const kills: readonly Kill[] = [
  { what: 'after the files are frozen', when: afterStep(/hash and keep/) },
  { what: 'after the list of checksums', when: afterStep(/SHA256SUMS of 1 file/) },
  { what: 'after the first signature', when: afterStep(/sign lens\.tar\.gz\n/) },
  { what: 'after the provenance', when: afterStep(/provenance of 1 file/) },
  { what: 'after the verification', when: afterStep(/verify each file/) },
  { what: 'while a token is given', when: () => waitsAt(tokens, { method: 'GET', path: /^\/runner/ }) },
  { what: 'while a certificate is given', when: () => waitsAt(fulcio, { method: 'POST', path: /^\/api/ }) },
  { what: 'while the log writes an entry', when: () => waitsAt(rekor, { method: 'POST', path: /^\/api/ }) },
  { what: 'while contents are pushed', when: ({ name }) => waitsAt(registry, { method: 'POST', path: new RegExp(`^/v2/acme/${name}/blobs`) }) },
  { what: 'while the image is pushed', when: ({ name }) => waitsAt(registry, { method: 'PUT', path: new RegExp(`^/v2/acme/${name}/manifests/sha256`) }) },
  { what: 'while the draft is made', when: () => waitsAt(github, { method: 'POST', path: /^\/repos\/acme\/lens\/releases/ }) },
  { what: 'while files are looked at in the draft', when: () => waitsAt(github, { method: 'GET', path: /^\/repos\/acme\/lens\/releases\/assets/ }) },
  {
    what: 'while the first tag is moved',
    when: ({ name }) => waitsAt(registry, { method: 'PUT', path: new RegExp(`^/v2/acme/${name}/manifests/1`) }),
    public: { release: false, tags: 1, index: 0 },
  },
  {
    what: 'while the last tag is moved',
    when: ({ name }) => waitsAt(registry, { method: 'PUT', path: new RegExp(`^/v2/acme/${name}/manifests/latest`) }),
    public: { release: false, tags: 2, index: 0 },
  },
  {
    what: 'while the draft becomes public',
    when: () => waitsAt(github, { method: 'PATCH', path: /^\/repos\/acme\/lens\/releases/ }),
    public: { release: true, tags: 2, index: 0 },
  },
  {
    what: 'while the client of an index runs, after it has published',
    when: (one) => {
      writeFileSync(one.path('hang'), '');
      return () => existsSync(one.path('hanging'));
    },
    public: { release: true, tags: 2, index: 1 },
  },
];

for (const { what, when, public: open = nothing } of kills) {
  test(`killed ${what}, and gone on with`, async () => {
    const one = bench.newCase();
    await one.killed(when(one));
    for (const service of Object.values(bench.services)) service.behave();
    rmSync(one.path('hang'), { force: true });
    const seen = await bench.inspect(one);
    assert.deepEqual({ release: seen.release, tags: seen.tags.length, index: seen.index.length }, open);
    await bench.completes(one);
  });
}
