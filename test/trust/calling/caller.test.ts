import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SealwrightError, type NetworkReply, type NetworkRequest } from '../../../src/base/index.ts';
import { Caller, type Call, type Called } from '../../../src/trust/calling/index.ts';

const start = Date.parse('2026-06-01T12:00:00Z');
const call: Call = { service: 'Fulcio', method: 'POST', url: 'https://ca.test/api', body: Buffer.from('{}'), expects: [200] };

/** What came of a call of a service that answers with these replies, the last of them again and again. */
async function calling(
  replies: readonly NetworkReply[],
  { timeoutMs = 60_000, tookMs = 0 }: { readonly timeoutMs?: number; readonly tookMs?: number } = {},
): Promise<{
  readonly result: Called | SealwrightError;
  readonly pauses: readonly number[];
  readonly requests: readonly NetworkRequest[];
  readonly at: number;
}> {
  const time = { at: start };
  const pauses: number[] = [];
  const requests: NetworkRequest[] = [];
  const outside = {
    clock: { now: () => time.at },
    timer: {
      wait: async (ms: number) => {
        pauses.push(ms);
        time.at += ms;
      },
    },
    network: {
      request: async (request: NetworkRequest) => {
        requests.push(request);
        time.at += Math.min(tookMs, request.timeoutMs);
        return replies[Math.min(requests.length, replies.length) - 1] ?? answer(200);
      },
    },
  };
  const result = await new Caller(outside, { timeoutMs }).call(call).catch((error: unknown) => {
    assert.ok(error instanceof SealwrightError);
    return error;
  });
  return { result, pauses, requests, at: time.at };
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}, text = ''): NetworkReply {
  return { kind: 'answer', status, header: (name) => headers[name] ?? null, bytes: Buffer.from(text) };
}

test('what passes is waited for, longer each time, and as long as the service asks', async () => {
  const unreachable: NetworkReply = { kind: 'failed', cause: 'unreachable', reason: 'it cannot be reached' };
  const table: readonly { readonly what: string; readonly replies: readonly NetworkReply[]; readonly pauses: readonly number[] }[] = [
    { what: 'an answer', replies: [answer(200)], pauses: [] },
    { what: 'three failures', replies: [answer(502), unreachable, answer(500), answer(200)], pauses: [500, 1_000, 2_000] },
    { what: 'seconds', replies: [answer(429, { 'retry-after': '7' }), answer(200)], pauses: [7_000] },
    { what: 'a date', replies: [answer(503, { 'retry-after': 'Mon, 01 Jun 2026 12:00:09 GMT' }), answer(200)], pauses: [9_000] },
    { what: 'a date that is over', replies: [answer(503, { 'retry-after': 'Mon, 01 Jun 2026 11:00:00 GMT' }), answer(200)], pauses: [500] },
    { what: 'words', replies: [answer(503, { 'retry-after': 'soon' }), answer(200)], pauses: [500] },
  ];
  for (const { what, replies, pauses } of table) {
    const ran = await calling(replies);
    assert.ok(!(ran.result instanceof SealwrightError), what);
    assert.deepEqual(ran.pauses, pauses, what);
  }
});

test('nobody waits past the deadline', async () => {
  const never = await calling([answer(503)], { timeoutMs: 20_000 });
  assert.ok(never.result instanceof SealwrightError && never.result.code === 'SIGNING_SERVICE_FAILED');
  assert.ok(never.at <= start + 20_000);
  assert.match(never.result.message, /Fulcio \(ca\.test\) answered with status 503, asked \d+ times/);
  const asksTooMuch = await calling([answer(429, { 'retry-after': '3600' })]);
  assert.deepEqual(asksTooMuch.pauses, []);
  // A service that stays silent is given what is left of the time, and no more.
  const silent = await calling([{ kind: 'failed', cause: 'timeout', reason: 'there was no whole answer in time' }], { timeoutMs: 90_000, tookMs: 60_000 });
  assert.ok(silent.at <= start + 90_000);
  assert.deepEqual(
    silent.requests.map((one) => one.timeoutMs),
    [60_000, 29_500],
  );
});

test('what does not pass is told at once, and as it was', async () => {
  const table: readonly { readonly what: string; readonly reply: NetworkReply; readonly says: RegExp }[] = [
    { what: 'a refusal in JSON', reply: answer(400, {}, '{"code":3,"message":"the proof is wrong"}'), says: /status 400: it says "the proof is wrong"/ },
    { what: 'a refusal in words', reply: answer(403, {}, 'not for you\n'), says: /status 403: it says "not for you"/ },
    { what: 'a page', reply: answer(404, {}, '<!DOCTYPE html><html>…'), says: /status 404$/ },
    { what: 'a redirect', reply: answer(302, { location: 'https://elsewhere.test' }), says: /status 302$/ },
    { what: 'characters that move a cursor', reply: answer(400, {}, '{"error":"\\u001b[2Jgone"}'), says: /it says "\\u001b\[2Jgone"/ },
    { what: 'TLS that is not accepted', reply: { kind: 'failed', cause: 'tls', reason: 'its TLS certificate is not accepted' }, says: /TLS certificate/ },
    { what: 'too much', reply: { kind: 'failed', cause: 'too-long', reason: 'the answer is longer than 5 bytes' }, says: /longer than 5 bytes/ },
  ];
  for (const { what, reply, says } of table) {
    const { result, requests } = await calling([reply]);
    assert.ok(result instanceof SealwrightError, what);
    assert.match(result.message, says, what);
    assert.equal(requests.length, 1, what);
    assert.match(result.details.hint ?? '', /it is safe to run again/, what);
  }
});
