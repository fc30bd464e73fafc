import type { Text } from '../values/index.ts';
import { isAllPlaceholder, patternsOf } from './placeholders.ts';
import type { ManualStep } from './runbooks.ts';

/** Tools that put a signature beside a file as it stands. */
const detached: Readonly<Record<string, RegExp>> = {
  gpg: /^(?:-[a-z]*b[a-z]*|--detach-sig(?:n)?)$/,
  gpg2: /^(?:-[a-z]*b[a-z]*|--detach-sig(?:n)?)$/,
  minisign: /^-S/,
  signify: /^-S/,
  cosign: /^sign-blob$/,
  'ssh-keygen': /^sign$/,
};
const takesValue =
  /^(?:-u|-o|-r|-k|-s|-c|-t|-f|-n|--(?:local-user|output|default-key|recipient|homedir|passphrase-file|key|bundle|output-signature|output-certificate))$/;

/** Lists the patterns of the files that a step of a release signs by hand, each beside itself; a mere placeholder names none. */
export function filesSigned(step: ManualStep): readonly (readonly Text[])[] {
  const how = Object.hasOwn(detached, step.tool) ? detached[step.tool] : undefined;
  if (step.kind !== 'signs' || step.doneBy !== 'person' || how === undefined || !step.words.some((word) => how.test(word))) return [];
  return step.words
    .slice(1)
    .filter((word, i) => !word.startsWith('-') && !takesValue.test(step.words[i] ?? ''))
    .map((word) => word.slice(word.lastIndexOf('/') + 1))
    .filter((name) => name.includes('.') && !isAllPlaceholder(name))
    .map(patternsOf);
}
