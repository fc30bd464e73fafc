import { LineIndex } from '../../base/index.ts';
import type { IdentityPattern } from './model.ts';

const hint = /subjectRegExp|matchOIDCIdentity|verifyImages|ClusterImagePolicy|certificateIdentity|identity_regexp|subject_regexp/i;
const entry =
  /^[ \t]*(?:-[ \t]+)?["']?(subjectRegExp|subject|certificateIdentityExp|certificateIdentityRegExp|certificate_identity_regexp|subject_regexp|identity_regexp)["']?[ \t]*[:=][ \t]*(?:"((?:[^"\\\n]|\\.){1,500})"|'([^'\n]{1,500})'|([^\s"'#][^\n#]{0,500}))/gim;
const maxPatterns = 100;

/**
 * The identity patterns of a policy file. Kyverno's `subject` has wildcards and covers the whole name, Flux's is a regular
 * expression (`matchOIDCIdentity`), that of others is one name; `subjectRegExp` and its kin are searched for anywhere.
 */
export function patternsInPolicy(path: string, text: string): readonly IdentityPattern[] {
  if (!hint.test(text)) return [];
  const lines = new LineIndex(path, text);
  const isFlux = text.includes('matchOIDCIdentity');
  const isKyverno = /\bverifyImages\b/.test(text);
  const found: IdentityPattern[] = [];
  for (const match of text.matchAll(entry)) {
    if (found.length >= maxPatterns) break;
    const [whole, key = '', double, single, bare] = match;
    const value = double !== undefined ? double.replaceAll(/\\(["\\/])/g, '$1') : (single ?? bare ?? '').trim();
    if (!value.includes('github') || value.includes('{{')) continue;
    const expression = expressionOf(key.toLowerCase(), value, isFlux, isKyverno);
    const start = match.index + (whole.length - whole.trimStart().length);
    if (expression !== undefined) found.push({ expression, in: 'a policy', at: lines.span(start, match.index + whole.length) });
  }
  return found;
}

function expressionOf(key: string, value: string, isFlux: boolean, isKyverno: boolean): string | undefined {
  if (key !== 'subject' || isFlux) return value;
  if (!isKyverno || !/[*?]/.test(value)) return undefined;
  const escaped = value.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return `^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`;
}
