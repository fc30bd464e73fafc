import type { AuditResult } from '../audit/index.ts';
import type { ApiAddress, Observed } from '../registry/service/index.ts';
import { printable } from '../report/index.ts';
import type { UsageError } from './argv.ts';
import type { Checkout } from './checkout.ts';
import type { Machine } from './machine.ts';
import { progressLine } from './progress.ts';

/** That a service is to be asked, and where. */
export interface OnlineOptions {
  readonly kind: 'online';
  /** As the person typed it, without a final slash. */
  readonly apiUrl: string | undefined;
}

/** Reads `--online` and `--api-url`; null where nothing is to be asked. */
export function onlineOptions(options: ReadonlyMap<string, readonly string[]>): OnlineOptions | UsageError | null {
  const [typed] = options.get('api-url') ?? [];
  if (!options.has('online')) return typed === undefined ? null : { kind: 'usage', message: '--api-url is for --online', hint: 'add --online' };
  if (typed === undefined) return { kind: 'online', apiUrl: undefined };
  const apiUrl = plainAddress(typed);
  if (apiUrl === undefined)
    return {
      kind: 'usage',
      message: '--api-url takes an https address without a user, query or fragment',
      hint: '--api-url https://github.example.com/api/v3',
    };
  return { kind: 'online', apiUrl };
}

/** An address that a token may be sent to: over TLS, or to this machine. */
export function plainAddress(text: string): string | undefined {
  const url = text.length > 2_000 ? null : URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || /[?#]/.test(text)) return undefined;
  const isHere = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || isHere ? url.href.replace(/\/+$/, '') : undefined;
}

/** Asks the service that keeps a checkout's repository. Undefined, with a line on standard error, where it is not known whom to ask. */
export async function observeOnline(machine: Machine, checkout: Checkout, result: AuditResult, options: OnlineOptions): Promise<Observed | undefined> {
  const { questions } = result;
  const refuse = (why: string): undefined => void machine.stderr.write(`sealwright: --online asks nothing: ${printable(why)}\n`);
  if (questions === null) return refuse('no remote of the checkout says which repository it is');
  const address = addressOf(machine, checkout, options);
  if (address === undefined)
    return refuse(`the repository is on ${checkout.git.host ?? 'an unknown host'}, and a host that a checkout names is asked only with --api-url`);
  const { observe } = await import('../registry/service/index.ts');
  const line = progressLine(machine, `${questions.owner}/${questions.repo}`);
  try {
    return await observe({
      http: await machine.openHttp(),
      address,
      questions,
      onRequest: (asked) => line.report({ stage: 'questions', done: asked, total: asked }),
    });
  } finally {
    line.clear();
  }
}

/**
 * The API that is asked, and the token for it. The remote is a text of the checkout, which may come from anybody: of
 * itself it leads to github.com alone. Another host is asked when the person types its address, or the runner that the
 * audit runs on is of that host.
 */
function addressOf(machine: Machine, { git }: Checkout, { apiUrl }: OnlineOptions): ApiAddress | undefined {
  const ofRunner =
    machine.env('GITHUB_SERVER_URL')?.replace(/\/+$/, '') === `https://${git.host}` ? plainAddress(machine.env('GITHUB_API_URL') ?? '') : undefined;
  const url = apiUrl ?? ofRunner ?? (git.host === 'github.com' ? publicApi : undefined);
  if (url === undefined) return undefined;
  return { url, token: tokenFor(machine, url, ofRunner) };
}

/** The token of the environment for an API: of GitHub's own hosts and of the runner's, or else that of an enterprise's server. */
export function tokenFor(machine: Pick<Machine, 'env'>, url: string, ofRunner: string | undefined): string | undefined {
  const value = (name: string): string | undefined => {
    const text = machine.env(name)?.trim();
    // What is no token would be a header that cannot be sent.
    return text === undefined || !/^[\w.~+/=-]{1,1000}$/.test(text) ? undefined : text;
  };
  const isGitHub = url === publicApi || url === ofRunner || new URL(url).hostname.endsWith('.ghe.com');
  return isGitHub ? (value('GH_TOKEN') ?? value('GITHUB_TOKEN')) : (value('GH_ENTERPRISE_TOKEN') ?? value('GITHUB_ENTERPRISE_TOKEN'));
}

const publicApi = 'https://api.github.com';
