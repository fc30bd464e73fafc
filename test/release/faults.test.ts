import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SealwrightError, type Network } from '../../src/base/index.ts';
import type { Machine } from '../../src/cli/machine.ts';
import { openNetwork } from '../../src/cli/ports/network.ts';
import { holdReleaseStore } from '../../src/cli/ports/release-store.ts';
import type { NetworkFault } from '../../src/lab/index.ts';
import { faultBench, type FaultCase } from './fault-bench.ts';

const bench = await faultBench();
after(bench.close);

const nothing = { release: false, tags: [], index: [] };

/** The network of the machine, with a patience that suits a test. */
function impatient(network: Network = openNetwork()): Network {
  return { request: async (request) => await network.request({ ...request, timeoutMs: Math.min(request.timeoutMs, 400) }) };
}

/** Every service, failing in every way for as long as the first run lasts. */
const faults: readonly { readonly service: keyof typeof bench.services; readonly ways: readonly NetworkFault[] }[] = [
  { service: 'tokens', ways: ['server-error', 'reset', 'not-json', 'unauthorized'] },
  { service: 'fulcio', ways: ['server-error', 'truncated-body', 'changed-byte', 'rate-limited'] },
  { service: 'rekor', ways: ['server-error', 'reset', 'truncated-body', 'not-json', 'changed-byte', 'empty-body'] },
  {
    service: 'registry',
    ways: ['server-error', 'stall', 'stall-in-body', 'truncated-body', 'reset', 'unauthorized', 'not-found', 'endless-body', 'redirect-elsewhere'],
  },
  {
    service: 'github',
    ways: ['server-error', 'stall', 'truncated-body', 'reset', 'unauthorized', 'not-found', 'rate-limited-as-forbidden', 'not-json', 'page-loop'],
  },
];

for (const { service, ways } of faults) {
  for (const way of ways) {
    test(`${service}: ${way}, and gone on with`, async () => {
      const one = bench.newCase();
      bench.services[service].misbehave(way);
      const ran = await one.run([], { network: impatient() });
      bench.services[service].behave();
      assert.notEqual(ran.code, 0, ran.out);
      assert.notEqual(ran.code, 70, ran.err);
      assert.match(ran.err, /\[[A-Z_]+\]\n {2}hint: /, 'there is a next thing to type');
      assert.match(ran.err, /nothing of it is public under its name\n {2}(?:once the hint is followed, )?it is completed by: sealwright release /);
      assert.doesNotMatch(ran.err, /neverShown|eyJ/, 'no token is shown');
      assert.deepEqual(await bench.inspect(one), nothing);
      await bench.completes(one);
    });
  }
}

/** A place that fails at one request, in the ways in which it can: not done, and done with the answer lost. */
function failingAt(host: string, at: number, way: 'not-done' | 'answer-lost'): { readonly network: Network; readonly asked: () => number } {
  const real = openNetwork();
  let asked = 0;
  return {
    asked: () => asked,
    network: {
      request: async (request) => {
        if (new URL(request.url).host !== host) return await real.request(request);
        // From there on: one that recovers at once is met by asking again.
        if (++asked < at) return await real.request(request);
        if (way === 'answer-lost') await real.request(request);
        return { kind: 'failed', cause: 'timeout', reason: 'there was no whole answer in time' };
      },
    },
  };
}

for (const [service, what] of [
  ['registry', 'the registry'],
  ['github', 'the service that keeps releases'],
] as const) {
  test(`${what} fails at any request, from the first to the last`, async (t) => {
    const host = new URL(bench.services[service].url).host;
    const whole = bench.newCase();
    const counted = failingAt(host, Number.POSITIVE_INFINITY, 'not-done');
    assert.equal((await whole.run([], { network: counted.network })).code, 0);
    const total = counted.asked();
    assert.ok(total > 15, `only ${total} requests`);
    // Every one of them takes minutes: that is asked for. Else these are some that lie apart, others in each of the two ways.
    const apart = process.env['SEALWRIGHT_ALL_FAULTS'] === undefined ? 19 : 1;
    for (const way of ['not-done', 'answer-lost'] as const) {
      for (let at = way === 'not-done' ? 2 : Math.min(6, apart + 1); at <= total; at += apart) {
        await t.test(`request ${at} of ${total}, ${way}`, async () => {
          const one = bench.newCase();
          const ran = await one.run([], { network: failingAt(host, at, way).network });
          if (ran.code !== 0) {
            assert.equal(ran.code, 3, ran.err);
            const open = await bench.inspect(one);
            assert.match(
              ran.err,
              open.tags.length + Number(open.release) > 0 ? /is partly-published/ : /is (?:planned|frozen|staged|verified|partly-published)/,
            );
            assert.deepEqual(open.index, []);
          }
          await bench.completes(one);
        });
      }
    }
  });
}

interface Meddling {
  readonly what: string;
  /** Whose failing stops the first run. */
  readonly stops: 'fulcio' | 'registry' | 'github';
  readonly meddle: (one: FaultCase) => void;
  /** What the next run says; undefined where it mends it by itself. */
  readonly code?: string;
  readonly mend?: (one: FaultCase) => void;
}

const kept = (one: FaultCase, name: string): string => join(one.state, 'files', name);

const meddlings: readonly Meddling[] = [
  {
    what: 'the file that was built changes between freezing and signing',
    stops: 'fulcio',
    meddle: (one) => writeFileSync(one.path('dist/lens.tar.gz'), 'another\n'),
    code: 'RELEASE_CHANGED',
    mend: (one) => writeFileSync(one.path('dist/lens.tar.gz'), `lens ${one.name}\n`),
  },
  {
    what: 'the file that was built is gone',
    stops: 'registry',
    meddle: (one) => rmSync(one.path('image'), { recursive: true }),
    code: 'RELEASE_CHANGED',
    mend: (one) => one.rebuild(),
  },
  { what: 'the frozen copy changes', stops: 'fulcio', meddle: (one) => writeFileSync(kept(one, 'lens.tar.gz'), 'another\n') },
  { what: 'what was built is gone once it is staged', stops: 'github', meddle: (one) => rmSync(one.path('dist'), { recursive: true }) },
  {
    what: 'the frozen copy changes, and what was built is gone',
    stops: 'registry',
    meddle: (one) => {
      writeFileSync(kept(one, 'lens.tar.gz'), 'another\n');
      rmSync(one.path('dist/lens.tar.gz'));
    },
    code: 'RELEASE_CHANGED|RELEASE_REFUSED',
    mend: (one) => one.rebuild(),
  },
  { what: 'a signature is spoiled after it was made', stops: 'registry', meddle: (one) => writeFileSync(kept(one, 'lens.tar.gz.sigstore.json'), '{}') },
  { what: 'the list of checksums is spoiled', stops: 'registry', meddle: (one) => writeFileSync(kept(one, 'SHA256SUMS'), '') },
  { what: 'evidence is removed', stops: 'github', meddle: (one) => rmSync(kept(one, 'provenance.intoto.jsonl')) },
  { what: 'a file is put beside the kept ones', stops: 'github', meddle: (one) => writeFileSync(kept(one, 'lens.exe'), 'surprise\n') },
  {
    what: 'the last line of the journal is cut off',
    stops: 'registry',
    meddle: (one) => truncateSync(join(one.state, 'journal'), readFileSync(join(one.state, 'journal')).length - 7),
  },
  { what: 'half a line stands at the end of the journal', stops: 'registry', meddle: (one) => appendFileSync(join(one.state, 'journal'), '0000 {"kind":"do') },
];

function givingNothingTo(url: string): Network {
  const real = openNetwork();
  return {
    request: async (request) =>
      request.method !== 'GET' && request.url.startsWith(url)
        ? { kind: 'failed', cause: 'unreachable', reason: 'it cannot be reached' }
        : await real.request(request),
  };
}

for (const { what, stops, meddle, code, mend } of meddlings) {
  test(`${what}`, async () => {
    const one = bench.newCase();
    // What GitHub shows is looked at before all else; what it is given comes when the rest is staged.
    if (stops !== 'github') bench.services[stops].misbehave('server-error');
    const first = await one.run([], stops === 'github' ? { network: givingNothingTo(bench.services.github.url) } : {});
    bench.services[stops].behave();
    assert.equal(first.code, 3, first.err);
    meddle(one);
    if (code !== undefined) {
      const second = await one.run();
      assert.equal(second.code, 2, second.err);
      assert.match(second.err, new RegExp(code));
      assert.deepEqual(await bench.inspect(one), nothing);
    }
    mend?.(one);
    await bench.completes(one);
  });
}

test('a journal that was edited stops the release', async () => {
  const one = bench.newCase();
  bench.services.registry.misbehave('server-error');
  await one.run();
  bench.services.registry.behave();
  const journal = join(one.state, 'journal');
  const before = readFileSync(journal, 'utf8');
  for (const edited of [before.replace('"freeze"', '"frieze"'), before.split('\n').toSpliced(1, 1).join('\n'), before.replace(/[0-9a-f]/, 'x')]) {
    writeFileSync(journal, edited);
    const ran = await one.run();
    assert.equal(ran.code, 3, ran.err);
    assert.match(ran.err, /JOURNAL_DAMAGED/);
  }
  writeFileSync(journal, before);
  await bench.completes(one);
});

/** A disk that is full from its nth write on. */
function fullAfter(writes: number): Pick<Machine, 'holdReleaseStore'> {
  let left = writes;
  const write =
    <Words extends readonly unknown[], T>(real: (...words: Words) => T): ((...words: Words) => T) =>
    (...words) => {
      if (left-- > 0) return real(...words);
      throw new SealwrightError('STATE_UNWRITABLE', { message: 'the folder cannot be written (ENOSPC)', hint: 'make room' });
    };
  return {
    holdReleaseStore: async (folder) => {
      const held = holdReleaseStore(folder);
      const { store } = held;
      return {
        ...held,
        store: { ...store, keep: write(store.keep), note: write(store.note), journal: { ...store.journal, append: write(store.journal.append) } },
      };
    },
  };
}

for (const writes of [0, 1, 2, 3, 5, 7, 9, 12, 14, 16, 18, 20, 22, 24]) {
  test(`the disk is full after ${writes} writes`, async () => {
    const one = bench.newCase();
    const ran = await one.run([], { machine: fullAfter(writes) });
    assert.equal(ran.code, 3, ran.err);
    assert.match(ran.err, /STATE_UNWRITABLE/);
    await bench.inspect(one);
    await bench.completes(one);
  });
}

test('two runs at once: one waits its turn', async () => {
  const one = bench.newCase();
  const held = holdReleaseStore(one.state);
  const second = await one.run();
  held.close();
  assert.equal(second.code, 3, second.err);
  assert.match(second.err, /RELEASE_LOCKED/);
  await bench.completes(one);
});

test('a draft that waited is filled, and given back as it was', async () => {
  const one = bench.newCase();
  bench.github.release({ repository: 'acme/lens', tag: one.name, files: [], draft: true });
  const before = bench.github.releases.find(({ tag }) => tag === one.name);
  bench.github.spoilUploads('cut-off', 100);
  const stopped = await one.run();
  assert.equal(stopped.code, 3, stopped.err);
  bench.github.spoilUploads('cut-off', -1);
  const given = await one.run(['--discard']);
  assert.equal(given.code, 0, given.err);
  const left = bench.github.releases.filter(({ tag }) => tag === one.name);
  assert.deepEqual([left.length, left[0]?.id, left[0]?.files.length], [1, before?.id, 0]);
  await bench.completes(one);
});

for (const fault of ['cut-off', 'changed'] as const) {
  test(`uploads are ${fault}: what is there is not believed`, async () => {
    const one = bench.newCase();
    bench.github.spoilUploads(fault, 3);
    const ran = await one.run();
    assert.equal(ran.code, 0, ran.err);
    await bench.inspect(one);
  });
}

test('what others do to the draft is told, and nothing more becomes public', async () => {
  const table: readonly { readonly what: string; readonly does: (one: FaultCase) => void; readonly code: number }[] = [
    {
      what: 'a file more',
      does: (one) => void draftOf(one).files.push({ id: 9_999, name: 'lens.exe', bytes: Buffer.from('x'), state: 'uploaded' }),
      code: 2,
    },
    { what: 'files removed', does: (one) => void draftOf(one).files.splice(0), code: 0 },
    { what: 'it is published', does: (one) => void (draftOf(one).draft = false), code: 2 },
    { what: 'it is deleted', does: (one) => void (bench.github.releases as unknown[]).splice(bench.github.releases.indexOf(draftOf(one)), 1), code: 0 },
    { what: 'another release of that name', does: (one) => bench.github.release({ repository: 'acme/lens', tag: one.name, files: [] }), code: 2 },
  ];
  const real = openNetwork();
  for (const { what, does, code } of table) {
    const one = bench.newCase();
    const stopped = await one.run([], {
      network: {
        request: async (request) =>
          request.method === 'PUT' && request.url.endsWith('/manifests/latest')
            ? { kind: 'failed', cause: 'unreachable', reason: 'it cannot be reached' }
            : await real.request(request),
      },
    });
    assert.equal(stopped.code, 3, stopped.err);
    assert.deepEqual(await bench.inspect(one), { release: false, tags: [one.name.slice(1)], index: [] });
    does(one);
    const ran = await one.run();
    assert.equal(ran.code, code, `${what}: ${ran.err}`);
    if (code !== 0) assert.match(ran.err, /RELEASE_TAKEN/, what);
    else await bench.inspect(one);
    assert.equal(one.index().length, code === 0 ? 1 : 0, what);
  }
});

function draftOf(one: FaultCase): (typeof bench.github.releases)[number] {
  return bench.github.releases.find(({ tag, draft }) => tag === one.name && draft) ?? assert.fail('there is no draft');
}

test('the client of an index fails, is told to have done it, or runs again', async () => {
  const one = bench.newCase();
  writeFileSync(one.path('refuse'), '');
  const failed = await one.run();
  assert.equal(failed.code, 3, failed.err);
  assert.match(failed.err, /is partly-published\n {2}done: .*\n(?: {2}done: .*\n)+ {2}begun, and perhaps public: .* publishes 1 file\n/);
  assert.match(failed.err, /--done index/);
  rmSync(one.path('refuse'));
  // The index has it: the client that is asked first says so.
  await bench.completes(one);
  const other = bench.newCase();
  writeFileSync(other.path('refuse'), '');
  assert.equal((await other.run()).code, 3);
  const done = await other.run(['--done', 'index']);
  assert.equal(done.code, 0, done.err);
  assert.equal((await other.run(['--done', 'elsewhere'])).code, 2);
  assert.equal((await other.run(['--discard'])).code, 2, 'a name that was public is not given up');
});
