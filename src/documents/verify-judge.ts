import { has, last, noSubject, nobody } from './judgement.ts';
import type { Problem, Signer, ToolJudgement } from './judgement.ts';
import { judgeChecksum, judgeGpg, judgeMinisign, judgeOpenssl, judgeSshKeygen } from './judge-keys.ts';
import { judgeSealwright } from './judge-sealwright.ts';
import { certificateSigner, judgeAttestation, judgeCosign, judgePypi, judgeRelease, judgeSigstore, judgeSlsa, missingIdentity } from './judge-sigstore.ts';
import { isAllPlaceholder, isElided } from './placeholders.ts';
import type { ParsedCommand, StatedIdentity, VerifyCommand } from './verify-command.ts';

type Judgement = Signer & Pick<VerifyCommand, 'problems' | 'couldRun' | 'reason'>;

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
      return {
        signer: nobody,
        problems: [...noSubject(command, 'no image is named'), { effect: 'note', text: 'whom to trust is in the reader’s trust policy' }],
      };
    case 'git':
      return { signer: { ...nobody, key: command.nearbyKey }, problems: noSubject(command, 'no tag is named') };
    case 'rekor-cli':
      return {
        signer: { ...nobody, key: last(command, '--public-key') },
        problems:
          has(command, '--artifact') || has(command, '--artifact-hash') || has(command, '--entry') || has(command, '--uuid') || has(command, '--log-index')
            ? []
            : [{ effect: 'no', text: 'nothing to verify is named' }],
      };
    case 'sealwright':
      return judgeSealwright(command);
    default:
      return {
        signer: nobody,
        problems: isChecksum(command)
          ? judgeChecksum(command)
          : noSubject(command, 'nothing to verify is named', last(command, '-FilePath') === undefined ? 'no' : 'note'),
      };
  }
}

export function isChecksum(command: Pick<ParsedCommand, 'tool'>): boolean {
  return command.tool.endsWith('sum');
}

function elisions(command: ParsedCommand): readonly Problem[] {
  return isElidedCommand(command) ? [{ effect: 'no', text: 'a part of it is left out' }] : [];
}

/** Whether a word or a flag's value is left out; the shortened digest of an example is not. */
export function isElidedCommand(command: Pick<ParsedCommand, 'flags' | 'subjects'>): boolean {
  return command.subjects.some(isElided) || [...command.flags].some(([flag, values]) => isElided(flag) || values.some((value) => isElided(value)));
}

/** A pattern that matches whatever stands there: `.*`, `^.+$`, `https://.*`. */
function takesAny(stated: StatedIdentity | undefined): boolean {
  return stated?.kind === 'regexp' && /^(?:https\??:\/\/)?(?:\.[*+]?\??)?$/.test(stated.value.replaceAll(/^\^|\$$|[()]/g, ''));
}

/** A signer that is wholly a placeholder: whoever signed, the reader is asked to name them. */
function leftToReader(signer: Signer): readonly Problem[] {
  const problems: Problem[] = [];
  if (
    signer.identity !== undefined &&
    (isAllPlaceholder(signer.identity.value) || /@example\.(?:com|org|net)$/.test(signer.identity.value)) &&
    !/^[.^$*+()?]+$/.test(signer.identity.value)
  )
    problems.push({ effect: 'partial', text: 'the identity is left to the reader' });
  if (takesAny(signer.identity))
    problems.push(
      takesAny(signer.issuer) && signer.repository === undefined
        ? { effect: 'partial', text: 'the patterns take any signer of any issuer, so that anybody’s signature passes' }
        : { effect: 'note', text: 'the identity pattern takes any signer' },
    );
  if (signer.issuer !== undefined && isAllPlaceholder(signer.issuer.value) && !/^[.^$*+()?]+$/.test(signer.issuer.value))
    problems.push({ effect: 'partial', text: 'the issuer is left to the reader' });
  if (signer.repository !== undefined && isAllPlaceholder(signer.repository))
    problems.push({ effect: 'partial', text: 'the repository is left to the reader' });
  if (signer.owner !== undefined && isAllPlaceholder(signer.owner)) problems.push({ effect: 'partial', text: 'the owner is left to the reader' });
  return problems;
}
