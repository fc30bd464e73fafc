import { isAllPlaceholder, isElided } from './placeholders.ts';
import type { ParsedCommand, StatedIdentity, VerifyCommand } from './verify-command.ts';

/** Something that is wrong with a command: it cannot run, it runs only in part, or it is worth saying. */
interface Problem {
  readonly effect: 'no' | 'partial' | 'note';
  readonly text: string;
}

type Signer = Pick<VerifyCommand, 'identity' | 'issuer' | 'key' | 'repository' | 'owner'>;
type Judgement = Signer & Pick<VerifyCommand, 'problems' | 'couldRun' | 'reason'>;

const nobody: Signer = { identity: undefined, issuer: undefined, key: undefined, repository: undefined, owner: undefined };

/**
 * Says whether a command could run as it is written once its placeholders are filled in, and whom it takes for the
 * signer. What each tool asks for is read from its current release: cosign 3, gh 2, slsa-verifier 2, sigstore 4.
 */
export function judge(command: ParsedCommand): Judgement {
  const { signer, problems } = judgeTool(command);
  const all = [...elisions(command), ...problems, ...leftToReader(signer)];
  const worst = all.find((one) => one.effect === 'no') ?? all.find((one) => one.effect === 'partial');
  return {
    ...signer,
    problems: all.map((one) => one.text),
    couldRun: worst === undefined ? 'yes' : worst.effect === 'no' ? 'no' : 'partial',
    reason: worst?.text,
  };
}

interface ToolJudgement {
  readonly signer: Signer;
  readonly problems: readonly Problem[];
}

function judgeTool(command: ParsedCommand): ToolJudgement {
  switch (command.tool) {
    case 'cosign':
      return judgeCosign(command);
    case 'gh':
      return command.subcommand.startsWith('release') ? judgeRelease(command) : judgeAttestation(command);
    case 'slsa-verifier':
      return judgeSlsa(command);
    case 'gpg':
    case 'gpgv':
    case 'sq':
    case 'sqv':
      return judgeGpg(command);
    case 'minisign':
    case 'signify':
      return judgeMinisign(command);
    case 'sigstore':
      return judgeSigstore(command);
    case 'pypi-attestations':
      return judgePypi(command);
    case 'gitsign':
      return { signer: certificateSigner(command), problems: [...missingIdentity(command), ...noSubject(command, 'no tag is named', 'note')] };
    case 'openssl':
      return judgeOpenssl(command);
    case 'ssh-keygen':
      return judgeSshKeygen(command);
    case 'npm':
      return { signer: nobody, problems: [{ effect: 'note', text: 'it checks whatever is installed in the folder it runs in' }] };
    case 'helm':
      return { signer: { ...nobody, key: last(command, '--keyring') ?? command.nearbyKey }, problems: noSubject(command, 'no chart is named') };
    case 'notation':
      return { signer: nobody, problems: [...noSubject(command, 'no image is named'), { effect: 'note', text: 'whom to trust is in the reader’s trust policy' }] };
    case 'git':
      return { signer: { ...nobody, key: command.nearbyKey }, problems: noSubject(command, 'no tag is named') };
    case 'rekor-cli':
      return { signer: { ...nobody, key: last(command, '--public-key') }, problems: has(command, '--artifact') || has(command, '--artifact-hash') || has(command, '--entry') || has(command, '--uuid') || has(command, '--log-index') ? [] : [{ effect: 'no', text: 'nothing to verify is named' }] };
    case 'sealwright':
      return { signer: { ...nobody, identity: exact(last(command, '--identity')), issuer: exact(last(command, '--issuer')), key: last(command, '--key'), repository: last(command, '--repo'), owner: last(command, '--owner') }, problems: noSubject(command, 'nothing to verify is named') };
    default:
      return { signer: nobody, problems: isChecksum(command) ? judgeChecksum(command) : noSubject(command, 'nothing to verify is named', last(command, '-FilePath') === undefined ? 'no' : 'note') };
  }
}

/** A keyless verification needs an identity and an issuer, a keyed one a key; a blob needs its signature besides (cosign, cmd/cosign/cli/verify). */
function judgeCosign(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const isKeyed = has(command, '--key') || has(command, '--sk');
  const isBlob = command.subcommand.includes('blob');
  const wasExperimental = (command.variables.get('COSIGN_EXPERIMENTAL') ?? '0') !== '0' || has(command, '--experimental');
  const singleDash = ['-key', '-cert', '-signature'].some((one) => has(command, one));
  if (singleDash) problems.push({ effect: 'no', text: 'flags with one dash are not read any more' });
  else if (!isKeyed) {
    const missing = missingIdentity(command);
    if (missing.length > 0 && wasExperimental) problems.push({ effect: 'partial', text: 'without an identity and issuer it runs with cosign 1 only' });
    else problems.push(...missing);
  } else if (has(command, '--certificate-identity') || has(command, '--certificate-identity-regexp')) {
    problems.push({ effect: 'no', text: 'cosign takes a key or an identity, not both' });
  }
  if (isBlob && !singleDash) {
    const hasMaterial = has(command, '--bundle') || has(command, '--signature');
    if (!hasMaterial) problems.push({ effect: 'no', text: 'neither a bundle nor a signature is given' });
    else if (!isKeyed && !has(command, '--bundle') && !has(command, '--certificate') && !has(command, '--cert')) problems.push(wasExperimental ? { effect: 'partial', text: 'without a bundle or certificate it runs with cosign 1 only' } : { effect: 'no', text: 'a signature alone needs the certificate or a key' });
    else if (!has(command, '--bundle') && last(command, '--new-bundle-format') !== 'false') problems.push({ effect: 'note', text: 'signatures beside the file are the form of cosign 2' });
  }
  if (!(isBlob && has(command, '--digest'))) problems.push(...noSubject(command, isBlob ? 'no file is named' : 'no image is named'));
  if (isBlob && command.subjects.length > 1) problems.push({ effect: 'no', text: 'it takes one file, and several are given' });
  for (const flag of ['--insecure-ignore-tlog', '--insecure-ignore-sct', '--allow-insecure-registry']) if (has(command, flag) && last(command, flag) !== 'false') problems.push({ effect: 'note', text: `${flag} turns a part of the check off` });
  if (last(command, '--check-claims') === 'false') problems.push({ effect: 'note', text: '--check-claims=false turns a part of the check off' });
  return { signer: certificateSigner(command), problems };
}

function missingIdentity(command: ParsedCommand): readonly Problem[] {
  const lacks: string[] = [];
  if (!has(command, '--certificate-identity') && !has(command, '--certificate-identity-regexp')) lacks.push('identity');
  if (!has(command, '--certificate-oidc-issuer') && !has(command, '--certificate-oidc-issuer-regexp')) lacks.push('issuer');
  return lacks.length === 0 ? [] : [{ effect: 'no', text: `no ${lacks.join(' and no ')} is given, and ${command.tool} stops without` }];
}

function certificateSigner(command: ParsedCommand): Signer {
  return {
    ...nobody,
    identity: exact(last(command, '--certificate-identity')) ?? regexp(last(command, '--certificate-identity-regexp')) ?? exact(last(command, '--certificate-email') ?? last(command, '--cert-email')),
    issuer: exact(last(command, '--certificate-oidc-issuer')) ?? regexp(last(command, '--certificate-oidc-issuer-regexp')),
    key: last(command, '--key'),
    repository: last(command, '--certificate-github-workflow-repository'),
  };
}

/** `gh attestation verify SUBJECT`, with exactly one of `--owner` and `--repo`, even with a bundle (cli/cli, pkg/cmd/attestation/verify). */
function judgeAttestation(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  if (!has(command, '--repo') && !has(command, '--owner')) problems.push({ effect: 'no', text: 'neither --repo nor --owner is given, and gh stops without' });
  if (has(command, '--repo') && has(command, '--owner')) problems.push({ effect: 'no', text: 'gh takes --repo or --owner, not both' });
  problems.push(...noSubject(command, 'nothing to verify is named'), ...tooMany(command));
  const workflow = last(command, '--signer-workflow');
  return {
    signer: {
      ...nobody,
      identity: exact(last(command, '--cert-identity')) ?? regexp(last(command, '--cert-identity-regex')) ?? exact(workflow),
      issuer: exact(last(command, '--cert-oidc-issuer')),
      repository: last(command, '--repo'),
      owner: last(command, '--owner'),
    },
    problems,
  };
}

/** `gh release verify [TAG]` and `gh release verify-asset [TAG] FILE`; the repository is the folder's when it is not given. */
function judgeRelease(command: ParsedCommand): ToolJudgement {
  const repository = last(command, '--repo');
  const problems: Problem[] = command.subcommand === 'release verify-asset' ? [...noSubject(command, 'no file is named')] : [];
  if (repository === undefined) problems.push({ effect: 'note', text: 'without --repo it must run inside a clone' });
  return { signer: { ...nobody, repository }, problems };
}

/** What slsa-verifier marks as required (cli/slsa-verifier/verify/options.go). */
function judgeSlsa(command: ParsedCommand): ToolJudgement {
  const required: Readonly<Record<string, readonly string[]>> = {
    'verify-artifact': ['--source-uri', '--provenance-path'],
    'verify-image': ['--source-uri'],
    'verify-npm-package': ['--source-uri', '--builder-id', '--package-name', '--package-version'],
    'verify-github-attestation': ['--source-uri', '--builder-id', '--attestation-path'],
    'verify-vsa': ['--attestation-path', '--verifier-id', '--resource-uri', '--public-key-path'],
  };
  const problems: Problem[] = (required[command.subcommand] ?? []).filter((flag) => !has(command, flag)).map((flag) => ({ effect: 'no', text: `${flag} is missing, and slsa-verifier stops without` }));
  if (command.subcommand !== 'verify-vsa') problems.push(...noSubject(command, 'nothing to verify is named'));
  if (command.subcommand === 'verify-image' && command.subjects.length > 0 && command.subjects.every((one) => !one.includes('@') && isLiteralReference(one))) problems.push({ effect: 'no', text: 'slsa-verifier takes an image by digest only' });
  const builder = last(command, '--builder-id');
  return { signer: { ...nobody, repository: last(command, '--source-uri'), identity: exact(builder), key: last(command, '--public-key-path') }, problems };
}

function isLiteralReference(word: string): boolean {
  return /^[\w./:-]+$/.test(word) && !isAllPlaceholder(word);
}

/** `gpg --verify SIGNATURE [FILE…]`; without a file, gpg takes the signature's name without its ending. */
function judgeGpg(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const named = command.subjects.length;
  const isSq = command.tool === 'sq' || command.tool === 'sqv';
  if (named === 0) problems.push({ effect: 'no', text: 'neither a signature nor a file is named' });
  else if (named === 1 && !isSq && command.subjects.length === 1 && !/\.(?:asc|sig|sign|gpg|pgp|sigs)$/i.test(command.subjects[0] ?? '') && !isAllPlaceholder(command.subjects[0] ?? '') && !/^-$/.test(command.subjects[0] ?? '')) problems.push({ effect: 'partial', text: 'one file is named: its signature must be inside it' });
  const key = last(command, '--keyring') ?? last(command, '--signer-file') ?? last(command, '--signer') ?? last(command, '--assert-signer') ?? command.nearbyKey;
  if (key === undefined) problems.push({ effect: 'note', text: 'no key is named: any key of the reader’s keyring would do' });
  return { signer: { ...nobody, key }, problems };
}

function judgeMinisign(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const key = last(command, '-P') ?? last(command, '-p');
  const isList = has(command, '-C') || has(command, '-Cq');
  if (key === undefined) problems.push(command.tool === 'minisign' ? { effect: 'note', text: 'no key is named: minisign reads ./minisign.pub' } : { effect: 'note', text: 'no key is named' });
  if (!isList && (last(command, '-m') ?? '') === '') problems.push({ effect: 'no', text: 'no file is named with -m' });
  if (isList && (last(command, '-x') ?? '') === '') problems.push({ effect: 'no', text: 'no list is named with -x' });
  return { signer: { ...nobody, key }, problems };
}

/** `sigstore verify identity` needs an identity and an issuer, `verify github` an identity or a repository (sigstore-python, _cli.py). */
function judgeSigstore(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const identity = last(command, '--cert-identity');
  if (command.subcommand === 'verify identity') {
    if (identity === undefined) problems.push({ effect: 'no', text: 'no identity is given, and sigstore stops without' });
    if (!has(command, '--cert-oidc-issuer')) problems.push({ effect: 'no', text: 'no issuer is given, and sigstore stops without' });
  } else if (command.subcommand === 'verify github') {
    if (identity === undefined && !has(command, '--repository')) problems.push({ effect: 'no', text: 'neither an identity nor a repository is given, and sigstore stops without' });
  } else problems.push({ effect: 'no', text: 'it must say `verify identity` or `verify github`' });
  problems.push(...noSubject(command, 'no file is named'));
  return { signer: { ...nobody, identity: exact(identity), issuer: exact(last(command, '--cert-oidc-issuer')), repository: last(command, '--repository') }, problems };
}

function judgePypi(command: ParsedCommand): ToolJudgement {
  const isPypi = command.subcommand === 'verify pypi';
  const repository = last(command, '--repository');
  const identity = last(command, '--identity');
  const problems: Problem[] = [...noSubject(command, 'no distribution is named')];
  if (isPypi && repository === undefined) problems.push({ effect: 'no', text: 'no --repository is given, and pypi-attestations stops without' });
  if (!isPypi && identity === undefined) problems.push({ effect: 'no', text: 'no --identity is given, and pypi-attestations stops without' });
  return { signer: { ...nobody, repository, identity: exact(identity) }, problems };
}

function judgeOpenssl(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const key = last(command, '-verify') ?? last(command, '-prverify') ?? last(command, '-inkey') ?? last(command, '-CAfile');
  if (command.subcommand === 'dgst') {
    if (!has(command, '-signature')) problems.push({ effect: 'no', text: 'no -signature is given' });
    if (key === undefined || key === '') problems.push({ effect: 'no', text: 'no key is given' });
    problems.push(...noSubject(command, 'no file is named'));
  } else if (!has(command, '-in') && !has(command, '-content')) problems.push({ effect: 'no', text: 'no file is named with -in' });
  return { signer: { ...nobody, key: key === '' ? undefined : key }, problems };
}

function judgeSshKeygen(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const mode = last(command, '-Y');
  if (mode !== 'check-novalidate' && !has(command, '-f')) problems.push({ effect: 'no', text: 'no file of allowed signers is given' });
  if (mode !== 'check-novalidate' && !has(command, '-I')) problems.push({ effect: 'no', text: 'no identity is given' });
  if (!has(command, '-s')) problems.push({ effect: 'no', text: 'no signature is given' });
  if (!has(command, '-n')) problems.push({ effect: 'no', text: 'no namespace is given' });
  if (command.input.length === 0) problems.push({ effect: 'no', text: 'no file is fed in' });
  if (mode === 'check-novalidate') problems.push({ effect: 'partial', text: 'check-novalidate asks for nobody’s signature' });
  return { signer: { ...nobody, identity: exact(last(command, '-I')), key: last(command, '-f') }, problems };
}

/** A list must be named or fed in. */
function judgeChecksum(command: ParsedCommand): readonly Problem[] {
  const lists = command.subjects.filter((one) => one !== '-');
  const checked = last(command, '--check');
  if (lists.length > 0 || command.input.length > 0 || (checked !== undefined && checked !== '')) return [];
  return [{ effect: 'no', text: 'no checksum list is named' }];
}

export function isChecksum(command: Pick<ParsedCommand, 'tool'>): boolean {
  return /sum$/.test(command.tool);
}

function elisions(command: ParsedCommand): readonly Problem[] {
  return isElidedCommand(command) ? [{ effect: 'no', text: 'a part of it is left out' }] : [];
}

/** Whether a word or a flag's value is left out; the shortened digest of an example is not. */
export function isElidedCommand(command: Pick<ParsedCommand, 'flags' | 'subjects'>): boolean {
  return command.subjects.some(isElided) || [...command.flags].some(([flag, values]) => isElided(flag) || values.some((value) => isElided(value)));
}

/** A signer that is wholly a placeholder: whoever signed, the reader is asked to name them. */
function leftToReader(signer: Signer): readonly Problem[] {
  const problems: Problem[] = [];
  if (signer.identity !== undefined && (isAllPlaceholder(signer.identity.value) || /@example\.(?:com|org|net)$/.test(signer.identity.value)) && !/^[.^$*+()?]+$/.test(signer.identity.value)) problems.push({ effect: 'partial', text: 'the identity is left to the reader' });
  if (signer.identity?.kind === 'regexp' && /^\^?\(?\.[*+]\)?\$?$/.test(signer.identity.value)) problems.push({ effect: 'note', text: 'the identity pattern takes any signer' });
  if (signer.issuer !== undefined && isAllPlaceholder(signer.issuer.value) && !/^[.^$*+()?]+$/.test(signer.issuer.value)) problems.push({ effect: 'partial', text: 'the issuer is left to the reader' });
  if (signer.repository !== undefined && isAllPlaceholder(signer.repository)) problems.push({ effect: 'partial', text: 'the repository is left to the reader' });
  if (signer.owner !== undefined && isAllPlaceholder(signer.owner)) problems.push({ effect: 'partial', text: 'the owner is left to the reader' });
  return problems;
}

function noSubject(command: ParsedCommand, text: string, effect: Problem['effect'] = 'no'): readonly Problem[] {
  return command.subjects.length > 0 ? [] : [{ effect, text }];
}

function tooMany(command: ParsedCommand): readonly Problem[] {
  return command.subjects.length > 1 ? [{ effect: 'no', text: 'it takes one subject, and several are given' }] : [];
}

function has(command: ParsedCommand, flag: string): boolean {
  return command.flags.has(flag);
}

function last(command: ParsedCommand, flag: string): string | undefined {
  return command.flags.get(flag)?.at(-1);
}

function exact(value: string | undefined): StatedIdentity | undefined {
  return value === undefined || value === '' ? undefined : { kind: 'exact', value };
}

function regexp(value: string | undefined): StatedIdentity | undefined {
  return value === undefined || value === '' ? undefined : { kind: 'regexp', value };
}
