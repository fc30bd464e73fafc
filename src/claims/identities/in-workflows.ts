import { LineIndex } from '../../base/index.ts';
import type { IdentityPattern } from './model.ts';

const flag =
  /--?(?:certificate-|cert-)?identity-reg(?:exp|ex)(?:[ \t]*=[ \t]*|[ \t]+(?:\\[ \t]*\r?\n[ \t]*)?)(?:"([^"\n]{1,500})"|'([^'\n]{1,500})'|([^\s"'\\|;&)]{1,500}))/g;
const maxPatterns = 50;

/** The patterns that commands of a workflow, an action or a script are given; names of the own repository are filled in. */
export function patternsInCommands(path: string, text: string, git: { readonly owner: string; readonly repo: string }): readonly IdentityPattern[] {
  if (!text.includes('identity-reg')) return [];
  const lines = new LineIndex(path, text);
  const found: IdentityPattern[] = [];
  for (const match of text.matchAll(flag)) {
    if (found.length >= maxPatterns) break;
    const start = text.lastIndexOf('\n', match.index) + 1;
    // A comment, or a line of help.
    if (/^\s*(?:#|\/\/)/.test(text.slice(start, match.index))) continue;
    const expression = filledIn(match[1] ?? match[2] ?? match[3] ?? '', git);
    if (expression !== undefined) found.push({ expression, in: 'a workflow', at: lines.span(match.index, match.index + match[0].length) });
  }
  return found;
}

/** A pattern with the repository's own names in place of the variables that hold them; undefined where others remain. */
function filledIn(pattern: string, { owner, repo }: { readonly owner: string; readonly repo: string }): string | undefined {
  const filled = pattern
    .replaceAll(/\$\{\{ {0,3}github\.repository {0,3}\}\}|\$\{?GITHUB_REPOSITORY\}?(?![A-Z_])/g, `${owner}/${repo}`)
    .replaceAll(/\$\{\{ {0,3}github\.repository_owner {0,3}\}\}|\$\{?GITHUB_REPOSITORY_OWNER\}?(?![A-Z_])/g, owner)
    .replaceAll(/\$\{\{ {0,3}github\.event\.repository\.name {0,3}\}\}/g, repo)
    .replaceAll(/\$\{\{ {0,3}github\.server_url {0,3}\}\}|\$\{?GITHUB_SERVER_URL\}?(?![A-Z_])/g, 'https://github.com');
  return /\$[{(A-Za-z_]/.test(filled) ? undefined : filled;
}
