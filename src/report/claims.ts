import type { AuditReport } from '../audit/index.ts';
import { prose, table, type Links } from './markdown-text.ts';
import { count } from './words.ts';

type Claim = AuditReport['claims'][number];

/** What a verdict is called, what does not hold first. */
export const verdicts: readonly (readonly [Claim['verdict'], string])[] = [
  ['contradicted', 'does not hold'],
  ['unsupported', 'made by nothing that was read'],
  ['cannot-tell', 'cannot tell'],
  ['supported', 'holds'],
];

/** The claims of the documents as a section of Markdown, what does not hold first; nothing where none was found. */
export function claimSection(claims: readonly Claim[], links: Links): readonly string[] {
  if (claims.length === 0) return [];
  const rows = verdicts.flatMap(([verdict, words]) =>
    claims.filter((one) => one.verdict === verdict).map((one) => [prose(one.text), links.to(one.at), words, prose(one.reason)]),
  );
  return ['## What the documents claim', '', ...table(['Claim', 'Where', 'Verdict', 'Because'], rows)];
}

/** `claims in documents: 2 hold, 1 does not hold`; nothing where none was found. */
export function claimLine(claims: readonly Claim[]): string | undefined {
  if (claims.length === 0) return undefined;
  const of = (...asked: readonly Claim['verdict'][]): number => claims.filter((one) => asked.includes(one.verdict)).length;
  const [holds, fails, open] = [of('supported'), of('contradicted', 'unsupported'), of('cannot-tell')];
  const parts = [
    ...(holds > 0 ? [`${holds} ${holds === 1 ? 'holds' : 'hold'}`] : []),
    ...(fails > 0 ? [`${fails} ${fails === 1 ? 'does' : 'do'} not`] : []),
    ...(open > 0 ? [`${open} cannot be told`] : []),
  ];
  return `${count(claims.length, 'claim')} in documents: ${parts.join(', ')}`;
}
