import { literalOf, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import { parseRef } from './refs.ts';
import type { Trace } from './trace-state.ts';

const tokens = ['GH_TOKEN', 'GITHUB_TOKEN', 'GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];

/** Why GitHub's client certainly fails here: on a runner it has no token but one that it is given, and it has to be told the repository. */
export function ghUnready(machine: Machine, words: readonly Text[], env: ((name: string) => Text | undefined) | undefined): string | undefined {
  const topic = literalOf(words[1] ?? []);
  if (env === undefined || machine.mayHaveBrought() || machine.configured.has('gh-token') || topic === undefined || !/^(release|api|workflow|run)$/.test(topic))
    return undefined;
  if (tokens.every((name) => env(name) === undefined)) return 'gh has no token here: neither GH_TOKEN nor GITHUB_TOKEN is given to this step';
  if (topic !== 'release' || machine.checkedOut || machine.checkouts.length > 0 || env('GH_REPO') !== undefined) return undefined;
  const told = words.some((word) => word[0]?.kind !== 'lit' || /^(-R|--repo)/.test(word[0].text) || word[0].text.startsWith('https://'));
  return told ? undefined : 'gh finds no repository here: nothing is checked out, and neither --repo nor GH_REPO names one';
}

const askForLogin = /^(ghcr\.io|quay\.io)$/;

/**
 * Why evidence certainly cannot be put beside an image: the job's token may not write packages and nothing else is there
 * to log in with, or nothing logs in to the registry. A job that pushes there itself has its way of logging in.
 */
export function registryUnready(machine: Machine, refs: readonly Text[]): string | undefined {
  if (machine.mayHaveBrought() || machine.selfHosted) return undefined;
  const hosts = refs.map((ref) => hostOf(parseRef(ref).repository));
  const host = hosts.find((one) => one !== undefined && askForLogin.test(one));
  if (host === undefined || hosts.some((one) => one !== host)) return undefined;
  const ofToken = machine.logins.every((login) => login.credential === 'job-token');
  if (host === 'ghcr.io' && !machine.ownSecret && ofToken && machine.permission('packages', 'write') === false)
    return 'the job has no permission packages: write';
  if (machine.holdsSecret || machine.logins.length > 0 || machine.exported.size > 0 || pushesThere(machine.trace, machine, host)) return undefined;
  return `nothing in this job logs in to ${host}`;
}

function pushesThere(trace: Trace, machine: Machine, host: string): boolean {
  return trace.images.some((image) => image.pushed && image.origin.jobKey === machine.jobKey && image.refs.some((r) => hostOf(r.repository) === host));
}

function hostOf(repository: Text): string | undefined {
  const first = repository[0];
  const host = first?.kind === 'lit' ? /^([\w.-]+\.[\w.-]+)\//.exec(first.text)?.[1] : undefined;
  return host?.toLowerCase();
}

/** Why a tag certainly cannot be signed: git signs with gpg unless it is told another program, and gpg has no key. */
export function tagUnready(machine: Machine): string | undefined {
  if (machine.configured.has('gitsign') || machine.configured.has('git-signing')) return undefined;
  return machine.missing([{ kind: 'gpg-key' }]);
}

const sumTools = /^(sha\d+sum|shasum|b2sum|openssl)\b/;

/** Whether a value is what a hashing program prints, as it is: a list that was to be encoded and is not. */
export function isPlainList(trace: Trace, value: Text): boolean {
  const unknowns = value.flatMap((piece) => (piece.kind === 'hole' ? [piece.id] : []));
  return unknowns.length > 0 && unknowns.every((id) => trace.meaningsOfId(id).some((m) => m.kind === 'hashes' && sumTools.test(m.evidence.tool)));
}
