import { delegators, trustedBuilders } from '../policy/index.ts';

const workflows = 'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/';

/** The workflow that a certificate's identity or a builder's identifier names, and its ref. */
export interface BuilderId {
  readonly name: string;
  readonly ref: string | undefined;
}

export function parseBuilderId(id: string): BuilderId {
  const at = id.indexOf('@');
  return at === -1 ? { name: id, ref: undefined } : { name: id.slice(0, at), ref: id.slice(at + 1) };
}

/** True of the workflows that are trusted to write provenance, at whatever ref. */
export function isTrustedBuilder(id: string): boolean {
  return trustedBuilders.includes(parseBuilderId(id).name);
}

export function isDelegator(id: string): boolean {
  return delegators.includes(parseBuilderId(id).name);
}

/** True of builders that come with the delegators, and need no other word to be taken for one. */
export function isKnownDelegate(id: string): boolean {
  return parseBuilderId(id).name.startsWith(workflows);
}

const number = '(?:0|[1-9][0-9]{0,9})';
const fullTag = new RegExp(`^refs/tags/v${number}\\.${number}\\.${number}$`);
const javaTag = new RegExp(`^refs/tags/v${number}\\.${number}\\.${number}-java$`);

/**
 * Whether a trusted builder ran at a release of its own: a tag of a whole version. A branch or a moving tag would be any
 * code. Source: slsa-framework/slsa-verifier `verifiers/utils/builder.go`, `IsValidBuilderTag`, `IsValidJreleaserBuilderTag`.
 */
export function isReleaseRef({ name, ref }: BuilderId): boolean {
  if (ref === undefined) return false;
  return fullTag.test(ref) || (name.startsWith('https://github.com/jreleaser/release-action/') && javaTag.test(ref));
}

/** Whether a builder is the one that is asked for: its name, and its version where one is asked for, as a ref or a tag. */
export function isAskedBuilder(id: string, asked: string): boolean {
  const is = parseBuilderId(id);
  const wanted = parseBuilderId(asked);
  if (!namesOf(is.name).includes(wanted.name)) return false;
  return wanted.ref === undefined || wanted.ref === is.ref || `refs/tags/${wanted.ref}` === is.ref;
}

const runner = 'https://github.com/actions/runner';

/** npm's client left out before that the runner was GitHub's own; where it says so, who asks for less is not answered. Source: slsa-framework/slsa-verifier `verifiers/internal/gha/npm.go`. */
function namesOf(name: string): readonly string[] {
  return name === runner ? [runner, `${runner}/github-hosted`] : [name];
}

/** Whose runner npm's client says that it ran on; undefined for what names none. */
export function hostedBy(id: string): 'github-hosted' | 'self-hosted' | undefined {
  if (id === runner || id === `${runner}/github-hosted`) return 'github-hosted';
  return id === `${runner}/self-hosted` ? 'self-hosted' : undefined;
}
