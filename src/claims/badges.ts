import type { LineIndex } from '../base/index.ts';
import type { Statement, Subject } from './model.ts';

const address =
  /https:\/\/(?:api\.)?(?:securityscorecards\.dev|scorecard\.dev)\/projects\/github\.com\/([\w.-]{1,100})\/([\w.-]{1,100})\/badge|https:\/\/slsa\.dev\/images\/gh-badge-level([1-4])\.svg|https:\/\/img\.shields\.io\/badge\/slsa[-_ %]{1,3}(?:20)?(?:build[-_ %]{1,3}(?:20)?)?(?:level|l)?[-_ %]{0,3}(?:20)?([1-4])(?![.\d])/gi;
const maxBadges = 10;
const whatever: Subject = {
  kinds: [['release-asset', 'container-image', 'python-dist', 'npm-package', 'crate', 'gem', 'maven', 'helm-chart', 'os-package']],
  isEvery: false,
  isWhole: true,
};

/** Badges of a README: the result of a scorer, and a level of SLSA. One of another project is none. */
export function badgesIn(path: string, text: string, lines: LineIndex, own: ReadonlySet<string>): readonly Statement[] {
  if (!/^(?:\.github\/|docs\/)?readme(?![a-z])/i.test(path)) return [];
  const found: Statement[] = [];
  for (const match of text.slice(0, 100_000).matchAll(address)) {
    if (found.length >= maxBadges) break;
    const at = lines.span(match.index, match.index + match[0].length);
    const [, owner, repo, level, shield] = match;
    const stated = level ?? shield;
    if (stated !== undefined)
      found.push({ kind: 'slsa-level', text: `badge: SLSA level ${stated}`, at, subject: whatever, level: Number(stated), badge: 'slsa' });
    else if (own.has(owner!.toLowerCase()) && own.has(repo!.toLowerCase()))
      found.push({ kind: 'badge', text: 'badge: OpenSSF Scorecard', at, subject: whatever, badge: 'scorecard' });
  }
  // One badge is often shown in two forms.
  return found.filter((one, at) => found.findIndex((other) => other.text === one.text) === at);
}
