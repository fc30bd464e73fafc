import { rules } from '../../src/rules/index.ts';
import type { Rule } from '../../src/rules/index.ts';
import { changedLines, rulePairs, type RulePair } from '../../test/support/rule-repos.ts';
import { markdownTable, type Generated } from './generated.ts';
import { coverage, type Became } from './rule-coverage.ts';

const made = '<!-- Made by scripts/gen.ts from src/rules and test/rules/repos. -->';

/** A page for each rule, their list, and what became of each fault that was asked for. */
export function rulePages(): readonly Generated[] {
  const pairs = rulePairs();
  const pages = rules.map((rule) => ({
    path: `docs/rules/${rule.id}.md`,
    text: rulePage(
      rule,
      pairs.find((pair) => pair.rule === rule.id),
    ),
  }));
  return [...pages, { path: 'docs/rules/README.md', text: listPage() }, { path: 'docs/rules/coverage.md', text: coveragePage() }];
}

const audiences = { everyone: 'everyone', careful: 'who wants it better than usual (`--all`)', auditor: 'who asks for all (`--all`)' } as const;

function rulePage(rule: Rule, pair: RulePair | undefined): string {
  const about = rule.about();
  const { osps = [], slsa = [], cwe = [] } = about.mapping;
  const mapping = [
    ...osps.map((id) => `OpenSSF Baseline ${id}`),
    ...slsa.map((level) => `SLSA ${level}`),
    ...cwe.map((id) => `[CWE-${id}](https://cwe.mitre.org/data/definitions/${id}.html)`),
  ];
  return `${made}
# ${rule.id}

${sentence(rule.summary)}

${markdownTable(
  ['Severity', 'Confidence', 'For', 'Since', 'Speaks to'],
  [[rule.severity, rule.confidence, audiences[rule.audience], rule.since, mapping.join(', ')]],
)}

Severity and audience are those of the common case; a finding can have others, where more is known.${rule.needs === 'registry' ? ' It is asked with `--online` alone, for the files cannot show it.' : ''}

## Why it matters

${about.why}

## What to do

${sentence(rule.remedy)}

${pair === undefined ? '' : example(pair)}## What it cannot see

${about.blindSpots}

## References

${about.refs.map((one) => `- <${one}>`).join('\n')}
`;
}

function example(pair: RulePair): string {
  const path = [...new Set([...Object.keys(pair.flagged), ...Object.keys(pair.clean)])].find((one) => pair.flagged[one] !== pair.clean[one]) ?? '';
  const text = pair.flagged[path] ?? '';
  const fence = text.includes('```') ? '````' : '```';
  const others = Object.keys(pair.flagged).filter((one) => one !== path);
  const what = path === 'service.json' ? 'What the service answers' : `\`${path}\``;
  return `## Example

${what}${others.length === 0 ? '' : `, beside ${others.map((one) => `\`${one}\``).join(' and ')}`}:

${fence}${path.split('.').at(-1)}
${text.trimEnd()}
${fence}

The audit says:

\`\`\`text
${(pair.expected ?? '').trimEnd()}
\`\`\`

The smallest edit after which it says nothing of this rule:

${fence}diff
${changedLines(text, pair.clean[path] ?? '').join('\n')}
${fence}

`;
}

function listPage(): string {
  const rows = rules.map((rule) => [`[${rule.id}](${rule.id}.md)`, rule.severity, rule.audience, sentence(rule.summary)]);
  return `${made}
# Rules

Each finding of an audit is from one of these rules. Their names are permanent. What is for everyone is shown at once, the rest with \`--all\`. What is not found yet stands in [coverage.md](coverage.md).

${markdownTable(['Rule', 'Severity', 'For', 'Fault'], rows)}
`;
}

function coveragePage(): string {
  const known = new Set(rules.map((rule) => rule.id));
  const rows = coverage.map(([working, fault, became]) => {
    if ('rule' in became && !known.has(became.rule)) throw new Error(`scripts/gen/rule-coverage.ts names ${became.rule}, which is no rule`);
    return [working, sentence(fault), shown(became)];
  });
  return `<!-- Made by scripts/gen.ts from scripts/gen/rule-coverage.ts. -->
# What became of each fault

The faults that were asked for have working names; a rule has one of its own. A fault can be a part of another rule, or be refused with a reason.

${markdownTable(['Working names', 'Fault', 'Rule'], rows)}
`;
}

function shown(became: Became): string {
  if ('refused' in became) return `refused: ${became.refused}`;
  return `[${became.rule}](${became.rule}.md)${became.as === undefined ? '' : `: ${became.as}`}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
