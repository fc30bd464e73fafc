import type { VerifyCommand } from '../documents/index.ts';
import type { WrittenRecipe } from '../recipes/index.ts';
import type { Finding, JudgedRecipe } from '../rules/index.ts';
import type { Ask } from './ask.ts';

/** The documented command that a finding is about. */
export function commandOf(finding: Finding, ask: Ask): JudgedRecipe | undefined {
  return ask.input.recipes.find(
    ({ command }) => command.file === finding.at.file && command.span.start === finding.at.start && command.span.end === finding.at.end,
  );
}

/** The recipes that can be written for what a documented command is for; for one that names nothing, those of all that is published. */
export function recipesFor(finding: Finding, { surfaces }: JudgedRecipe, ask: Ask): readonly WrittenRecipe[] {
  const own = finding.surface === null ? surfaces : [finding.surface];
  const ids = own.length > 0 ? own : ask.input.surfaces.map(({ info }) => info.id);
  return ids.flatMap((id) => ask.recipesOf(id)).filter((one) => one.kind === 'written');
}

/** The exact identities that written recipes ask for, as shell words: `https://…/release.yml@refs/tags/${TAG}`. */
export function identitiesOf(recipes: readonly WrittenRecipe[]): readonly string[] {
  return [...new Set(recipes.flatMap(({ lines }) => lines.flatMap((line) => /--cert(?:ificate)?-identity "([^"]+)"/.exec(line)?.[1] ?? [])))];
}

/** A command as its document writes it, and the line break that is used there. */
export function rawOf(command: VerifyCommand, ask: Ask): { readonly text: string; readonly own: string; readonly newline: string } | undefined {
  const text = ask.text(command.file);
  if (text === undefined) return undefined;
  return { text, own: text.slice(command.span.start, command.span.end), newline: text.includes('\r\n') ? '\r\n' : '\n' };
}
