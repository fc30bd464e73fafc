import { exact, has, last, noSubject, nobody } from './judgement.ts';
import type { Problem, ToolJudgement } from './judgement.ts';
import { isAllPlaceholder } from './placeholders.ts';
import type { ParsedCommand } from './verify-command.ts';

/** `gpg --verify SIGNATURE [FILE…]`; without a file, gpg takes the signature's name without its ending. */
export function judgeGpg(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const named = command.subjects.length;
  const isSq = command.tool === 'sq' || command.tool === 'sqv';
  if (named === 0) problems.push({ effect: 'no', text: 'neither a signature nor a file is named' });
  else if (
    named === 1 &&
    !isSq &&
    command.subjects.length === 1 &&
    !/\.(?:asc|sig|sign|gpg|pgp|sigs)$/i.test(command.subjects[0] ?? '') &&
    !isAllPlaceholder(command.subjects[0] ?? '') &&
    !/^-$/.test(command.subjects[0] ?? '')
  )
    problems.push({ effect: 'partial', text: 'one file is named: its signature must be inside it' });
  // gpg looks for a file of the signature's name: one that is called after nothing tells neither.
  else if (named === 1 && !isSq && anySignature.test(command.subjects[0] ?? '')) problems.push({ effect: 'partial', text: 'it names no file that is signed' });
  const key =
    last(command, '--keyring') ?? last(command, '--signer-file') ?? last(command, '--signer') ?? last(command, '--assert-signer') ?? command.nearbyKey;
  if (key === undefined) problems.push({ effect: 'note', text: 'no key is named: any key of the reader’s keyring would do' });
  return { signer: { ...nobody, key }, problems };
}

/** `signature.asc`: a word for any signature. */
const anySignature = /^(?:\.\/)?(?:(?:the|some|my|your|downloaded|detached)[-_])?(?:signature|sig)\.(?:asc|sig|sign|gpg|pgp)$/i;

export function judgeMinisign(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const key = last(command, '-P') ?? last(command, '-p');
  const isList = has(command, '-C') || has(command, '-Cq');
  if (key === undefined)
    problems.push(
      command.tool === 'minisign' ? { effect: 'note', text: 'no key is named: minisign reads ./minisign.pub' } : { effect: 'note', text: 'no key is named' },
    );
  if (!isList && (last(command, '-m') ?? '') === '') problems.push({ effect: 'no', text: 'no file is named with -m' });
  if (isList && (last(command, '-x') ?? '') === '') problems.push({ effect: 'no', text: 'no list is named with -x' });
  return { signer: { ...nobody, key }, problems };
}

export function judgeOpenssl(command: ParsedCommand): ToolJudgement {
  const problems: Problem[] = [];
  const key = last(command, '-verify') ?? last(command, '-prverify') ?? last(command, '-inkey') ?? last(command, '-CAfile');
  if (command.subcommand === 'dgst') {
    if (!has(command, '-signature')) problems.push({ effect: 'no', text: 'no -signature is given' });
    if (key === undefined || key === '') problems.push({ effect: 'no', text: 'no key is given' });
    problems.push(...noSubject(command, 'no file is named'));
  } else if (!has(command, '-in') && !has(command, '-content')) problems.push({ effect: 'no', text: 'no file is named with -in' });
  return { signer: { ...nobody, key: key === '' ? undefined : key }, problems };
}

export function judgeSshKeygen(command: ParsedCommand): ToolJudgement {
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
export function judgeChecksum(command: ParsedCommand): readonly Problem[] {
  const lists = command.subjects.filter((one) => one !== '-');
  const checked = last(command, '--check');
  if (lists.length > 0 || command.input.length > 0 || (checked !== undefined && checked !== '')) return [];
  return [{ effect: 'no', text: 'no checksum list is named' }];
}
