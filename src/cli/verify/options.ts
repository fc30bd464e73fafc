import { deploymentOf } from '../../decisions/index.ts';
import { opennessOf, policyOf, showMatcher, type Asked, type Policy } from '../../trust/policy/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import { plainAddress } from '../online.ts';
import { verifySpec } from './spec.ts';

/** What `verify` was asked to do. */
export interface VerifyOptions {
  readonly kind: 'verify';
  readonly subjects: readonly string[];
  readonly policy: { readonly kind: 'asked'; readonly policy: Policy; readonly keyFile: string | undefined } | { readonly kind: 'file'; readonly path: string };
  readonly bundles: readonly string[];
  readonly rekorEntries: readonly string[];
  readonly trustedRoots: readonly string[];
  /** A mirror of The Update Framework that delivers the root of a private deployment, and a file with the mirror's first root. */
  readonly tuf: { readonly mirror: string; readonly firstRoot: string } | undefined;
  readonly release: string | undefined;
  readonly platforms: 'index' | 'each';
  readonly strictness: 'usual' | 'strict';
  readonly opinions: 'one' | 'two';
  readonly proof: 'shown' | 'left-out';
  readonly network: 'used' | 'offline';
  readonly format: 'terminal' | 'json';
  readonly colour: 'auto' | 'never';
}

/** Options that say who signed or what must be there, which a policy file says itself. */
const askingOptions = [
  'repo',
  'workflow',
  'ref',
  'commit',
  'runner',
  'identity',
  'identity-pattern',
  'issuer',
  'key',
  'type',
  'builder',
  'source-branch',
  'source-tag',
  'source-versioned-tag',
  'build-input',
  'verifier',
  'resource-uri',
  'verified-level',
  'unsafely-any-identity',
  'unsafely-any-artifact',
] as const;

/** Reads the words after `verify`. Pure. */
export function parse(argv: readonly string[]): VerifyOptions | UsageError {
  const read = readArgv(verifySpec, argv);
  if (read.kind === 'usage') return read;
  const { words, options } = read;
  const one = (name: string): string | undefined => options.get(name)?.[0];
  const many = (name: string): readonly string[] => options.get(name) ?? [];
  const release = one('release');
  if (words.length === 0 && release === undefined)
    return { kind: 'usage', message: 'verify needs a SUBJECT: what to verify', hint: 'sealwright verify FILE --repo OWNER/REPO --workflow release.yml' };
  const policy = readPolicy(options);
  if (policy.kind === 'usage') return policy;
  if (release !== undefined && policy.kind !== 'file')
    return {
      kind: 'usage',
      message: '--release needs --policy: what each file of it must carry',
      hint: '--policy FILE; sealwright help docs/verification shows one',
    };
  const bare = words.find((word) => /^sha(?:256|384|512):/.test(word));
  const asksGitHub = options.has('repo') && !options.has('offline');
  if (bare !== undefined && many('bundle').length === 0 && !asksGitHub)
    return {
      kind: 'usage',
      message: 'a digest alone says nothing of where its evidence is',
      hint: `sealwright verify ${bare.slice(0, 24)}… --bundle FILE, or --repo OWNER/REPO without --offline`,
    };
  const tuf = readTuf(options);
  if (tuf.kind === 'usage') return tuf;
  const strictness = options.has('strict') ? 'strict' : 'usual';
  const tooOpen = strictness === 'strict' && policy.kind === 'asked' ? whyTooOpen(policy.policy) : undefined;
  if (tooOpen !== undefined) return tooOpen;
  return {
    kind: 'verify',
    subjects: words,
    policy,
    bundles: many('bundle'),
    rekorEntries: many('rekor-entry'),
    trustedRoots: many('trusted-root'),
    tuf: tuf.value,
    release,
    platforms: options.has('recursive') ? 'each' : 'index',
    strictness,
    opinions: options.has('cross-check') ? 'two' : 'one',
    proof: options.has('explain') ? 'shown' : 'left-out',
    network: options.has('offline') ? 'offline' : 'used',
    format: one('format') === 'json' ? 'json' : 'terminal',
    colour: options.has('no-colour') ? 'never' : 'auto',
  };
}

/** Whether others are believed than those that come with the package. */
export function believesOthers({ trustedRoots, tuf }: Pick<VerifyOptions, 'trustedRoots' | 'tuf'>): boolean {
  return trustedRoots.length > 0 || tuf !== undefined;
}

/** A mirror without its first root could hand out any: nothing of it is believed for its address. */
function readTuf(options: ReadonlyMap<string, readonly string[]>): { readonly kind: 'read'; readonly value: VerifyOptions['tuf'] } | UsageError {
  const [mirror] = options.get('tuf-mirror') ?? [];
  const [firstRoot] = options.get('tuf-root') ?? [];
  if (mirror === undefined && firstRoot === undefined) return { kind: 'read', value: undefined };
  if (mirror === undefined || firstRoot === undefined)
    return {
      kind: 'usage',
      message: `${mirror === undefined ? '--tuf-root needs --tuf-mirror' : '--tuf-mirror needs --tuf-root'}: where the root is delivered, and what vouches for that`,
      hint: '--tuf-mirror https://tuf.example.com --tuf-root root.json',
    };
  if (options.has('trusted-root')) return { kind: 'usage', message: '--tuf-mirror and --trusted-root both say whom to believe', hint: 'leave one of them out' };
  const address = plainAddress(mirror);
  if (address === undefined)
    return { kind: 'usage', message: '--tuf-mirror takes an https address without a user, query or fragment', hint: '--tuf-mirror https://tuf.example.com' };
  return { kind: 'read', value: { mirror: address, firstRoot } };
}

function readPolicy(options: ReadonlyMap<string, readonly string[]>): VerifyOptions['policy'] | UsageError {
  const file = options.get('policy')?.[0];
  if (file !== undefined) {
    const both = askingOptions.find((name) => options.has(name));
    if (both === undefined) return { kind: 'file', path: file };
    return { kind: 'usage', message: `--policy says itself what --${both} says`, hint: `leave --${both} out, or --policy` };
  }
  const policy = policyOf(askedBy(options));
  if (policy.kind === 'mistake') return { kind: 'usage', message: policy.message, hint: policy.hint };
  return { kind: 'asked', policy: policy.policy, keyFile: options.get('key')?.[0] };
}

/** What the options ask for; a key that is named stands as one that is empty until its file is read. */
function askedBy(options: ReadonlyMap<string, readonly string[]>): Asked {
  const one = (name: string): string | undefined => options.get(name)?.[0];
  const given = <T>(pairs: readonly (readonly [string, T | undefined])[]): Readonly<Record<string, T>> =>
    Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return {
    signer: {
      ...given([
        ['repo', one('repo')],
        ['workflow', one('workflow')],
        ['ref', one('ref')],
        ['commit', one('commit')],
        ['runner', one('runner')],
        ['identity', one('identity')],
        ['identityPattern', one('identity-pattern')],
        ['issuer', one('issuer')],
        ['builder', one('builder')],
      ]),
      ...(options.has('key') ? { key: { kind: 'key', spki: new Uint8Array() } as const } : {}),
      anyIdentity: options.has('unsafely-any-identity') ? 'unsafely-any' : 'asked',
      deploymentOf,
    },
    build: {
      ...given([
        ['builder', one('builder')],
        ['sourceBranch', one('source-branch')],
        ['sourceTag', one('source-tag')],
        ['sourceVersionedTag', one('source-versioned-tag')],
      ]),
      ...given([['inputs', options.get('build-input')]]),
    },
    summary: {
      ...given([
        ['verifier', one('verifier')],
        ['resourceUri', one('resource-uri')],
      ]),
      ...given([['levels', options.get('verified-level')]]),
    },
    types: options.get('type') ?? [],
    anyArtifact: options.has('unsafely-any-artifact') ? 'unsafely-any' : 'compared',
  };
}

/** Why a policy is not enough under `--strict`; undefined where it is. */
export function whyTooOpen(policy: Policy): UsageError | undefined {
  const open = opennessOf(policy);
  if (policy.artifact.kind !== 'artifact') return { kind: 'usage', message: '--strict refuses --unsafely-any-artifact', hint: 'leave one of them out' };
  if (open.includes('any identity')) return { kind: 'usage', message: '--strict refuses --unsafely-any-identity', hint: 'say who must have signed' };
  if (!open.includes('any ref')) return undefined;
  const { signer } = policy;
  const pattern = signer.kind === 'certificate' && signer.identity.kind === 'pattern' ? showMatcher(signer.identity) : undefined;
  return {
    kind: 'usage',
    message: `--strict refuses a policy that takes ${open.includes('any workflow') ? 'any workflow at any ref' : 'a workflow at any ref'}: whoever can push a branch could sign, with a workflow of their own under its name`,
    hint:
      pattern === undefined || !open.includes('any workflow')
        ? '--ref refs/tags/v1.2.3 or refs/tags/v*, or --commit, --source-tag, --source-branch'
        : narrower(pattern),
  };
}

/** A pattern with the workflow and the ref in it: behind what it begins with, as far as that goes. */
function narrower(pattern: string): string {
  const [, host = 'github.com', owner = 'OWNER', repo = 'REPO'] = /^"https:\/\/([^/*]+)\/([^/*]+)\/(?:([^/*]+)\/)?/.exec(pattern) ?? [];
  const way = host === 'gitlab.com' ? '/.gitlab-ci.yml' : '.github/workflows/release.yml';
  return `--identity-pattern 'https://${host}/${owner}/${repo}/${way}@refs/tags/v*'`;
}
