import type { VerifyCommand } from '../documents/index.ts';
import type { WrittenRecipe } from '../recipes/index.ts';
import { identitiesOf } from './documented.ts';

/**
 * A documented cosign command with the identity and the issuer that it lacks or leaves out, everything else as it is
 * written. Undefined where more than these is missing, or several workflows sign.
 */
export function completedCommand(command: VerifyCommand, raw: string, recipes: readonly WrittenRecipe[], newline: string): string | undefined {
  if (command.tool !== 'cosign' || command.subjects.length === 0) return undefined;
  const identities = identitiesOf(recipes.filter((one) => one.tool === 'cosign'));
  const issuers = new Set(recipes.flatMap(({ lines }) => lines.flatMap((line) => /--certificate-oidc-issuer "([^"]+)"/.exec(line)?.[1] ?? [])));
  const [identity] = identities;
  const [issuer] = issuers;
  if (identity === undefined || issuer === undefined || identities.length !== 1 || issuers.size !== 1 || command.key !== undefined) return undefined;
  // Open patterns too are kept out of it: an exact identity says more.
  const kept = raw.replaceAll(leftOut, '').replaceAll(dots, '');
  if (/…|\.\.\./.test(kept)) return undefined;
  const flags = [
    ...(/--certificate-identity(?:-regexp)?\b/.test(kept) ? [] : [`--certificate-identity "${identity}"`]),
    ...(/--certificate-oidc-issuer(?:-regexp)?\b/.test(kept) ? [] : [`--certificate-oidc-issuer "${issuer}"`]),
  ];
  if (flags.length === 0) return undefined;
  const whole = [kept.trimEnd(), ...flags.map((flag) => `  ${flag}`)].join(` \\${newline}`);
  return identity.includes('${TAG}') ? `TAG=v1.2.3 # the release that you took${newline}${whole}` : whole;
}

const gap = String.raw`(?:[ \t]*\\\r?\n[ \t]*|[ \t]+)`;

/** Flags of the signer whose value is cut short. */
const leftOut = new RegExp(
  String.raw`${gap}--certificate-(?:identity|oidc-issuer)(?:-regexp)?(?:=|[ \t]+)['"]?[^\s'"]{0,300}?(?:…|\.\.\.)[^\s'"]{0,300}['"]?`,
  'g',
);
/** Dots that stand for words. */
const dots = new RegExp(String.raw`${gap}['"]?(?:…|\.\.\.)['"]?(?=\s|$)`, 'g');
