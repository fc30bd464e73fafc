import { exact, has, last, noSubject, nobody, regexp, tooMany } from './judgement.ts';
import type { Problem, Signer, ToolJudgement } from './judgement.ts';
import { isAllPlaceholder } from './placeholders.ts';
import type { ParsedCommand } from './verify-command.ts';

/** A keyless verification needs an identity and an issuer, a keyed one a key; a blob needs its signature besides (cosign, cmd/cosign/cli/verify). */
export function judgeCosign(command: ParsedCommand): ToolJudgement {
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
    else if (!isKeyed && !has(command, '--bundle') && !has(command, '--certificate') && !has(command, '--cert'))
      problems.push(
        wasExperimental
          ? { effect: 'partial', text: 'without a bundle or certificate it runs with cosign 1 only' }
          : { effect: 'no', text: 'a signature alone needs the certificate or a key' },
      );
    else if (!has(command, '--bundle') && last(command, '--new-bundle-format') !== 'false')
      problems.push({ effect: 'note', text: 'signatures beside the file are the form of cosign 2' });
  }
  if (!(isBlob && has(command, '--digest'))) problems.push(...noSubject(command, isBlob ? 'no file is named' : 'no image is named'));
  if (isBlob && command.subjects.length > 1) problems.push({ effect: 'no', text: 'it takes one file, and several are given' });
  for (const flag of ['--insecure-ignore-tlog', '--insecure-ignore-sct', '--allow-insecure-registry']) {
    if (!has(command, flag) || last(command, flag) === 'false') continue;
    // A certificate lasts for minutes: without the log or a timestamp nothing says that it was valid when it signed.
    const timed = has(command, '--use-signed-timestamps') || has(command, '--rfc3161-timestamp') || has(command, '--timestamp-certificate-chain');
    if (flag === '--insecure-ignore-tlog' && !isKeyed && !timed) problems.push({ effect: 'no', text: `with ${flag} the certificate has expired` });
    else problems.push({ effect: flag === '--insecure-ignore-sct' ? 'partial' : 'note', text: `${flag} turns a part of the check off` });
  }
  if (last(command, '--check-claims') === 'false')
    problems.push({ effect: 'partial', text: '--check-claims=false leaves out whether it is this very thing that is signed' });
  return { signer: certificateSigner(command), problems };
}

export function missingIdentity(command: ParsedCommand): readonly Problem[] {
  const lacks: string[] = [];
  if (!has(command, '--certificate-identity') && !has(command, '--certificate-identity-regexp')) lacks.push('identity');
  if (!has(command, '--certificate-oidc-issuer') && !has(command, '--certificate-oidc-issuer-regexp')) lacks.push('issuer');
  return lacks.length === 0 ? [] : [{ effect: 'no', text: `no ${lacks.join(' and no ')} is given, and ${command.tool} stops without` }];
}

export function certificateSigner(command: ParsedCommand): Signer {
  return {
    ...nobody,
    identity:
      exact(last(command, '--certificate-identity')) ??
      regexp(last(command, '--certificate-identity-regexp')) ??
      exact(last(command, '--certificate-email') ?? last(command, '--cert-email')),
    issuer: exact(last(command, '--certificate-oidc-issuer')) ?? regexp(last(command, '--certificate-oidc-issuer-regexp')),
    key: last(command, '--key'),
    repository: last(command, '--certificate-github-workflow-repository'),
  };
}

/** `gh attestation verify SUBJECT`, with exactly one of `--owner` and `--repo`, even with a bundle (cli/cli, pkg/cmd/attestation/verify). */
export function judgeAttestation(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  if (!has(command, '--repo') && !has(command, '--owner')) problems.push({ effect: 'no', text: 'neither --repo nor --owner is given, and gh stops without' });
  if (has(command, '--repo') && has(command, '--owner')) problems.push({ effect: 'no', text: 'gh takes --repo or --owner, not both' });
  problems.push(...noSubject(command, 'nothing to verify is named'), ...tooMany(command));
  if (has(command, '--bundle-from-oci') && command.subjects.some((one) => !one.includes('://') && isLiteralReference(one)))
    problems.push({ effect: 'no', text: '--bundle-from-oci is for images, and gh stops with a file' });
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
export function judgeRelease(command: ParsedCommand): ToolJudgement {
  const repository = last(command, '--repo');
  const problems: Problem[] = command.subcommand === 'release verify-asset' ? [...noSubject(command, 'no file is named')] : [];
  if (repository === undefined) problems.push({ effect: 'note', text: 'without --repo it must run inside a clone' });
  return { signer: { ...nobody, repository }, problems };
}

/** What slsa-verifier marks as required (cli/slsa-verifier/verify/options.go). */
export function judgeSlsa(command: ParsedCommand): ToolJudgement {
  if (command.subcommand === '')
    return {
      signer: { ...nobody, repository: last(command, '--source') },
      problems: [{ effect: 'partial', text: 'slsa-verifier 1 took these flags, version 2 asks for verify-artifact' }],
    };
  const required: Readonly<Record<string, readonly string[]>> = {
    'verify-artifact': ['--source-uri', '--provenance-path'],
    'verify-image': ['--source-uri'],
    'verify-npm-package': ['--source-uri', '--builder-id', '--package-name', '--package-version'],
    'verify-github-attestation': ['--source-uri', '--builder-id', '--attestation-path'],
    'verify-vsa': ['--attestation-path', '--verifier-id', '--resource-uri', '--public-key-path'],
  };
  const problems: Problem[] = (required[command.subcommand] ?? [])
    .filter((flag) => !has(command, flag))
    .map((flag) => ({ effect: 'no', text: `${flag} is missing, and slsa-verifier stops without` }));
  if (command.subcommand !== 'verify-vsa') problems.push(...noSubject(command, 'nothing to verify is named'));
  if (command.subcommand === 'verify-image' && command.subjects.length > 0 && command.subjects.every((one) => !one.includes('@') && isLiteralReference(one)))
    problems.push({ effect: 'no', text: 'slsa-verifier takes an image by digest only' });
  const builder = last(command, '--builder-id');
  return { signer: { ...nobody, repository: last(command, '--source-uri'), identity: exact(builder), key: last(command, '--public-key-path') }, problems };
}

function isLiteralReference(word: string): boolean {
  return /^[\w./:-]+$/.test(word) && !isAllPlaceholder(word);
}

/** `sigstore verify identity` needs an identity and an issuer, `verify github` an identity or a repository (sigstore-python, _cli.py). */
export function judgeSigstore(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const identity = last(command, '--cert-identity');
  if (command.subcommand === 'verify identity') {
    if (identity === undefined) problems.push({ effect: 'no', text: 'no identity is given, and sigstore stops without' });
    if (!has(command, '--cert-oidc-issuer')) problems.push({ effect: 'no', text: 'no issuer is given, and sigstore stops without' });
  } else if (command.subcommand === 'verify github') {
    if (identity === undefined && !has(command, '--repository'))
      problems.push({ effect: 'no', text: 'neither an identity nor a repository is given, and sigstore stops without' });
  } else problems.push({ effect: 'no', text: 'it must say `verify identity` or `verify github`' });
  problems.push(...noSubject(command, 'no file is named'));
  return {
    signer: { ...nobody, identity: exact(identity), issuer: exact(last(command, '--cert-oidc-issuer')), repository: last(command, '--repository') },
    problems,
  };
}

export function judgePypi(command: ParsedCommand): ToolJudgement {
  const isPypi = command.subcommand === 'verify pypi';
  const repository = last(command, '--repository');
  const identity = last(command, '--identity');
  const problems: Problem[] = [...noSubject(command, 'no distribution is named')];
  if (isPypi && repository === undefined) problems.push({ effect: 'no', text: 'no --repository is given, and pypi-attestations stops without' });
  if (!isPypi && identity === undefined) problems.push({ effect: 'no', text: 'no --identity is given, and pypi-attestations stops without' });
  return { signer: { ...nobody, repository, identity: exact(identity) }, problems };
}
