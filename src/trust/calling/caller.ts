import { limits, SealwrightError, type Clock, type Network, type NetworkReply, type Timer } from '../../base/index.ts';
import { saidBy } from './said.ts';

/** The ports that calling needs. */
export interface Outside {
  readonly network: Network;
  readonly clock: Clock;
  readonly timer: Timer;
}

export interface Call {
  /** For a person, such as `Fulcio`; its host is added. */
  readonly service: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Statuses that are an answer; any other is a failure. */
  readonly expects: readonly number[];
  /** For a service beside this machine that has no TLS. */
  readonly withoutTls?: 'allowed';
  /** What to do where it refuses, beside running again. */
  readonly hint?: string;
}

export interface Called {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly bytes: Uint8Array;
}

type Answer = Extract<NetworkReply, { readonly kind: 'answer' }>;

/**
 * Calls services until they answer or a deadline has passed. All that signing asks for may be asked twice: a second
 * certificate or timestamp replaces the first, and a log keeps equal entries once.
 */
export class Caller {
  readonly #outside: Outside;
  readonly #deadline: number;

  /** Takes the ports and how long all calls together may take. */
  constructor(outside: Outside, { timeoutMs }: { readonly timeoutMs: number }) {
    this.#outside = outside;
    this.#deadline = outside.clock.now() + timeoutMs;
  }

  /** The same with one of some equal parts of the time that is left. */
  share(parts: number): Caller {
    const left = this.#deadline - this.#outside.clock.now();
    return new Caller(this.#outside, { timeoutMs: left / parts });
  }

  /** Throws SIGNING_SERVICE_FAILED, with the service by its host and nothing of what it was sent. */
  async call(call: Call): Promise<Called> {
    const url = URL.parse(call.url);
    if (url === null) throw failed(call, 'its address is none', 'put right its address in the signing config');
    const who = `${call.service} (${url.host})`;
    for (let attempt = 1; ; attempt++) {
      const left = this.#deadline - this.#outside.clock.now();
      if (left <= 0) throw failed(call, `${who} was not asked: the time for signing is over`, again('--timeout SECONDS gives it longer'));
      const reply = await this.#outside.network.request({
        method: call.method,
        url: url.href,
        headers: { 'user-agent': 'sealwright', ...call.headers },
        ...(call.body === undefined ? {} : { body: call.body }),
        ...(call.withoutTls === undefined ? {} : { withoutTls: call.withoutTls }),
        maxBytes: limits.maxSigningAnswerBytes,
        timeoutMs: Math.min(left, limits.signingAnswerMs),
      });
      if (reply.kind === 'answer' && call.expects.includes(reply.status)) return reply;
      if (!isPassing(reply)) throw refusal(call, who, reply);
      const pause = pauseAfter(attempt, reply, this.#outside.clock.now());
      if (attempt >= limits.maxSigningAttempts || this.#outside.clock.now() + pause >= this.#deadline) {
        const tried = attempt === 1 ? '' : `, asked ${attempt} times`;
        throw failed(call, `${who} ${whatHappened(reply)}${tried}`, again('--timeout SECONDS gives it longer'));
      }
      await this.#outside.timer.wait(pause);
    }
  }
}

/** Whether it may be otherwise in a moment. */
function isPassing(reply: NetworkReply): boolean {
  if (reply.kind === 'answer') return [408, 425, 429, 500, 502, 503, 504].includes(reply.status);
  return reply.cause === 'timeout' || reply.cause === 'cut-off' || reply.cause === 'unreachable';
}

/** Twice as long each time, or as long as the service asks for: a number of seconds or a date (RFC 9110 section 10.2.3). */
function pauseAfter(attempt: number, reply: NetworkReply, now: number): number {
  const own = Math.min(limits.firstPauseMs * 2 ** (attempt - 1), limits.maxPauseMs);
  const asked = reply.kind === 'answer' ? (reply.header('retry-after') ?? '') : '';
  if (/^\d{1,6}$/.test(asked)) return Math.max(own, Number(asked) * 1_000);
  const at = /^[A-Z][a-z]{2}, [\w :]{10,40}$/.test(asked) ? Date.parse(asked) : Number.NaN;
  return Number.isNaN(at) ? own : Math.max(own, at - now);
}

function refusal(call: Call, who: string, reply: NetworkReply): SealwrightError {
  if (reply.kind === 'failed') return failed(call, `${who}: ${reply.reason}`, again(call.hint));
  const said = saidBy(reply.bytes);
  return failed(call, `${who} ${whatHappened(reply)}${said === undefined ? '' : `: it says ${said}`}`, again(call.hint));
}

function whatHappened(reply: Answer | Extract<NetworkReply, { readonly kind: 'failed' }>): string {
  return reply.kind === 'failed' ? `did not answer: ${reply.reason}` : `answered with status ${reply.status}`;
}

function again(hint: string | undefined): string {
  return `nothing was written, and it is safe to run again${hint === undefined ? '' : `; ${hint}`}`;
}

function failed(call: Call, message: string, hint: string): SealwrightError {
  return new SealwrightError('SIGNING_SERVICE_FAILED', { message: message.startsWith(call.service) ? message : `${call.service}: ${message}`, hint });
}
