import { limits, type BodyPieces, type Clock, type Network, type NetworkReply, type Timer } from '../../base/index.ts';
import { reason, type Reason } from '../../trust/reason/index.ts';
import { hop, isRedirect } from './redirect.ts';

/** The ports that asking needs. */
export interface Outside {
  readonly network: Network;
  readonly clock: Clock;
  readonly timer: Timer;
}

export interface Question {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the origin of `url` alone: whoever else an answer leads to is asked without. */
  readonly authorization?: string | undefined;
  readonly body?: Uint8Array | BodyPieces;
  /** What changes something is sent once, unless doing it twice is as doing it once. */
  readonly resend?: 'harmless';
  readonly maxBytes: number;
  readonly timeoutMs?: number;
  /** `within` the origin, or `anywhere` over TLS; a redirect is given back as an answer with `none`. */
  readonly redirects: 'within' | 'anywhere' | 'none';
  /** For the origin of `url` alone: the person said that it has no TLS. */
  readonly withoutTls?: 'allowed' | undefined;
  /** Makes the taker of a body anew for each attempt. */
  readonly taker?: () => (piece: Uint8Array) => void;
}

/** What a service said, whatever its status, or why it said nothing that counts. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly header: (name: string) => string | null;
      readonly bytes: Uint8Array;
      /** The address that answered, after redirects. */
      readonly url: string;
    }
  | { readonly kind: 'unanswered'; readonly reason: Reason };

type Answer = Extract<NetworkReply, { kind: 'answer' }>;

/**
 * Asks questions of any service. Takes the ports, and who is told how many were asked; gives replies. A service that is
 * busy or failing is asked again, as long and as often as the limits say; one that does not answer is given up.
 */
export class Asker {
  readonly #outside: Outside;
  readonly #onQuestion: (asked: number) => void;
  readonly #silent = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #asked = 0;
  #pausedMs = 0;
  #deadline = Number.POSITIVE_INFINITY;

  constructor(outside: Outside, onQuestion: (asked: number) => void = () => undefined) {
    this.#outside = outside;
    this.#onQuestion = onQuestion;
  }

  /** Milliseconds since 1970, by the clock that was given. */
  now(): number {
    return this.#outside.clock.now();
  }

  /** Never throws. The reason of what is unanswered names the service by its host alone. */
  async ask(question: Question): Promise<Reply> {
    if (this.#running >= limits.maxRequestsAtOnce) await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await this.#follow(question);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  async #follow(question: Question): Promise<Reply> {
    let url = URL.parse(question.url);
    if (url === null) return unanswered('SERVICE_MALFORMED', 'the address is none');
    let isOwn = true;
    const host = url.host;
    for (let i = 0; i <= limits.maxHops; i++) {
      const answer = await this.#attempt(url, question, isOwn);
      if (answer.kind === 'unanswered') return answer;
      // What changes something, or carries a secret in its body, goes to the address that was meant.
      if (!isRedirect(answer.status) || question.redirects === 'none' || !isReading(question.method)) return { ...answer, url: url.href };
      const next = hop(answer.header('location'), url);
      if (next.kind === 'refused') return unanswered('SERVICE_MALFORMED', `${host} ${next.why}`);
      if (!next.sameOrigin && question.redirects === 'within') return unanswered('SERVICE_MALFORMED', `${host} leads to another host, which is not asked`);
      // Back at the first origin is not a reason to trust the way there.
      isOwn &&= next.sameOrigin;
      url = next.url;
    }
    return unanswered('SERVICE_MALFORMED', `${host} leads from one address to the next`);
  }

  async #attempt(url: URL, question: Question, isOwn: boolean): Promise<Answer | Extract<Reply, { kind: 'unanswered' }>> {
    const method = question.method ?? 'GET';
    for (let attempt = 1; ; attempt++) {
      if ((this.#silent.get(url.host) ?? 0) >= limits.maxSilences)
        return unanswered('SERVICE_UNREACHABLE', `${url.host} did not answer before, and is not asked again`);
      if (this.#asked >= limits.maxQuestions) return unanswered('SERVICE_TOO_MUCH', `more than ${limits.maxQuestions} questions: the rest was not asked`);
      const leftMs = this.#deadline - this.now();
      if (leftMs <= 0) return unanswered('SERVICE_UNREACHABLE', `${url.host}: the time that was given for all of it is over`);
      this.#onQuestion(++this.#asked);
      const reply = await this.#outside.network.request({
        method,
        url: url.href,
        headers: {
          'user-agent': 'sealwright',
          ...question.headers,
          ...(isOwn && question.authorization !== undefined ? { authorization: question.authorization } : {}),
        },
        ...(question.body === undefined ? {} : { body: question.body }),
        maxBytes: question.maxBytes,
        timeoutMs: Math.min(leftMs, question.timeoutMs ?? limits.questionTimeoutMs),
        ...(isOwn && question.withoutTls !== undefined ? { withoutTls: question.withoutTls } : {}),
        ...(question.taker === undefined ? {} : { onBytes: question.taker() }),
      });
      const pause = this.#pauseBefore(reply, { question, attempt });
      if (reply.kind === 'answer') this.#silent.delete(url.host);
      // What is waited for with patience is not silent before the patience ends.
      else if (reply.cause !== 'too-long' && !(pause !== undefined && this.#isPatient())) this.#silent.set(url.host, (this.#silent.get(url.host) ?? 0) + 1);
      if (pause === undefined) return judged(reply, url.host, (at) => this.#secondsUntil(at));
      this.#pausedMs += pause;
      await this.#outside.timer.wait(pause);
    }
  }

  /** From now on, all questions and pauses together may take so long, and what may pass is asked again until then. */
  limit(ms: number): void {
    this.#deadline = this.now() + ms;
  }

  /** Waits for others to be done, which is nobody's failing and is not counted as such. */
  async settle(ms: number): Promise<void> {
    await this.#outside.timer.wait(ms);
  }

  /** Waits before something is tried again as a whole. Takes milliseconds; gives `spent` at once where all waiting there may be was done. */
  async pause(ms: number): Promise<'waited' | 'spent'> {
    if ((!this.#isPatient() && this.#pausedMs + ms > limits.maxPausesMs) || this.now() + ms > this.#deadline) return 'spent';
    this.#pausedMs += ms;
    await this.#outside.timer.wait(ms);
    return 'waited';
  }

  /** How long to wait before asking again; undefined where an answer counts, or waiting is of no use. */
  #pauseBefore(reply: NetworkReply, { question, attempt }: { readonly question: Question; readonly attempt: number }): number | undefined {
    // What changes something is not sent twice: the first may have been done.
    const patient = this.#isPatient();
    if (attempt >= (patient ? limits.maxSigningAttempts : limits.maxAttempts) || !(isReading(question.method) || question.resend === 'harmless'))
      return undefined;
    if (reply.kind === 'failed' ? reply.cause !== 'unreachable' && reply.cause !== 'cut-off' : ![429, 500, 502, 503, 504].includes(reply.status))
      return undefined;
    const own = Math.min(limits.firstPauseMs * 2 ** (attempt - 1), limits.maxPauseMs);
    const asked = reply.kind === 'answer' ? this.#secondsUntil(reply.header('retry-after')) : undefined;
    const pause = Math.max(own, (asked ?? 0) * 1_000);
    const isTooMuch = !patient && (pause > limits.maxPauseMs || this.#pausedMs + pause > limits.maxPausesMs);
    return isTooMuch || this.now() + pause > this.#deadline ? undefined : pause;
  }

  /** Whoever gave it a time wants it used; whoever did not is not kept waiting. */
  #isPatient(): boolean {
    return this.#deadline !== Number.POSITIVE_INFINITY;
  }

  /** A number of seconds or a date (RFC 9110 section 10.2.3). */
  #secondsUntil(text: string | null): number | undefined {
    if (text === null) return undefined;
    if (/^\d{1,9}$/.test(text)) return Number(text);
    const at = /^[A-Z][a-z]{2}, [\w :]{10,40}$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - this.now()) / 1_000));
  }
}

function isReading(method: Question['method']): boolean {
  return method === undefined || method === 'GET' || method === 'HEAD';
}

function judged(reply: NetworkReply, host: string, secondsUntil: (at: string | null) => number | undefined): Answer | Extract<Reply, { kind: 'unanswered' }> {
  if (reply.kind === 'answer') {
    if (reply.status === 429) {
      const seconds = secondsUntil(reply.header('retry-after'));
      return unanswered('SERVICE_LIMITED', `${host} answers no more questions${seconds === undefined ? ' for now' : ` for ${seconds} seconds`}`);
    }
    // 501 says that there is no such question, which is an answer.
    return reply.status >= 500 && reply.status !== 501 ? unanswered('SERVICE_FAILED', `${host} answered with status ${reply.status}`) : reply;
  }
  switch (reply.cause) {
    case 'too-long':
      return unanswered('SERVICE_TOO_MUCH', `${host}: ${reply.reason}`);
    case 'malformed':
      return unanswered('SERVICE_MALFORMED', `${host}: ${reply.reason}`);
    case 'tls':
    case 'timeout':
    case 'cut-off':
    case 'unreachable':
      return unanswered('SERVICE_UNREACHABLE', `${host}: ${reply.reason}`);
  }
}

function unanswered(code: Parameters<typeof reason>[0], message: string): Extract<Reply, { kind: 'unanswered' }> {
  return { kind: 'unanswered', reason: reason(code, message) };
}
