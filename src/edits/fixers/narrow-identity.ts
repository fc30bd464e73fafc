import type { Span } from '../../base/index.ts';
import { commandOf, identitiesOf, rawOf, recipesFor } from '../documented.ts';
import { no, type Fixer } from '../proposal.ts';

/** A pattern with anchors, escaped dots and the ref, in place of one that takes more signers than ours. */
export const narrowIdentity: Fixer = {
  rules: ['recipe-identity-too-wide'],
  propose: (finding, ask) => {
    const recipe = commandOf(finding, ask);
    const identity = recipe?.command.identity;
    if (recipe === undefined || identity === undefined)
      return no('the command is not in a document that is edited', 'give the exact identity by hand, where the command is written');
    const raw = rawOf(recipe.command, ask);
    if (raw === undefined) return ask.whyNoText(recipe.command.file);
    const written = recipesFor(finding, recipe, ask).filter((one) => one.tool === recipe.command.tool);
    const patterns = [...new Set(identitiesOf(written).map(patternOf))];
    const [pattern] = patterns;
    if (pattern === undefined || patterns.length !== 1)
      return patterns.length > 1
        ? no('it is for things that different workflows sign', 'give each thing a command of its own: sealwright recipe prints them')
        : no(
            'which ref signs is not known',
            'look at the certificate of a release, whose name ends in the ref, and write that ref behind the @ of the pattern',
          );
    const at = raw.own.indexOf(identity.value);
    if (at === -1 || raw.own.indexOf(identity.value, at + 1) !== -1)
      return no('the pattern is put together from parts, or written more than once', `write this where the pattern is put together: ${patterns[0] ?? ''}`);
    const quoted = /['"]/.test(raw.own[at - 1] ?? '') && raw.own[at - 1] === raw.own[at + identity.value.length];
    const start = recipe.command.span.start + at;
    const span: Span = { ...recipe.command.span, start, end: start + identity.value.length };
    return {
      kind: 'needs-review',
      title: 'let the pattern take this repository’s workflow at a release’s ref alone',
      notes: ['releases of before may have been signed by another workflow: then the document needs both'],
      changes: [{ kind: 'text', at: span, text: quoted ? pattern : `'${pattern}'` }],
    };
  },
};

/** `^https://github\.com/acme/lens/\.github/workflows/release\.yml@refs/tags/.+$`; undefined where the ref is open. */
function patternOf(identity: string): string | undefined {
  const [workflow, ref] = identity.split('@refs/');
  if (workflow === undefined || ref === undefined || ref.includes('${BRANCH}')) return undefined;
  const shown = `${workflow}@refs/${ref}`;
  if (!/^[\w:/.@+=~,${}-]+$/.test(shown)) return undefined;
  const escaped = shown.replace('${TAG}', '\0').replaceAll(/[.+${}]/g, String.raw`\$&`);
  return `^${escaped.replace('\0', '.+')}$`;
}
