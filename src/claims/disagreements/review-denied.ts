import type { FileTree, LineIndex, Span } from '../../base/index.ts';
import { LineIndex as Lines } from '../../base/index.ts';
import { sentencesOf, spanOf } from '../../documents/index.ts';
import { plainText } from '../plain.ts';
import type { ReadDocument } from '../read-document.ts';
import type { Disagreement } from './model.ts';

const protection = /\bbranch[- ]protections?\b|\bprotected branch(?:es)?\b|\brulesets?\b|\bmerge (?:rules?|policy)\b/i;
const reviewed = /\breview(?:ed|s)?\b(?! (?:date|by|of this))|\bapproved by\b|\bapprovals?\b/i;
const argues = /\bensures?\b|\bguarantees?\b|\bonly\b|\bcan ?not\b|\bevery\b|\ball\b|\balways\b|\bmust have\b|\benforces?\b|\bprevents?\b/i;
const unsure =
  /\?|\b(?:not|no|never|without|would|should|could|might|if|unless|propose|recommend|consider|plan|todo|example|allows?|such as|feature|you|your)\b|n['’]t\b/i;
const denial =
  /required_pull_request_reviews["'`]{0,2}[ \t]{0,3}[:=][ \t]{0,3}["'`]?(?:null|false|~|none)\b|required_approving_review_count["'`]{0,2}[ \t]{0,3}[:=][ \t]{0,3}["'`]?0\b/i;
const settings =
  /^\.github\/(?:settings\.ya?ml|branch[-_]protection[\w.-]*\.(?:json|ya?ml)|rulesets?\/[\w.-]+\.json)$|^(?:terraform|infra)\/[\w./-]{1,80}\.tf$/i;
const maxSettings = 30;

/** What argues with reviews, and where the checkout says that none is required. */
export interface Reviews {
  readonly argued: readonly { readonly text: string; readonly at: Span }[];
  readonly denied: readonly Span[];
}

/** The sentences of a document that rest on reviews before a merge, and its words that reviews are not required. */
export function reviewsIn({ text, blocks }: ReadDocument, lines: LineIndex): Reviews {
  const at = denial.exec(text);
  const argued: { text: string; at: Span }[] = [];
  if (protection.test(text) && reviewed.test(text)) {
    for (const block of blocks) {
      if (block.kind !== 'paragraph' && block.kind !== 'row') continue;
      const parts = block.kind === 'row' ? block.cells : block.lines;
      if (!parts.some((one) => protection.test(one.text))) continue;
      for (const sentence of sentencesOf(block)) {
        const plain = plainText(sentence.text);
        if (protection.test(plain) && reviewed.test(plain) && argues.test(plain) && !unsure.test(plain) && !denial.test(plain))
          argued.push({ text: plain, at: spanOf(sentence, lines) });
      }
    }
  }
  return { argued, denied: at === null ? [] : [lines.span(at.index, at.index + at[0].length)] };
}

/** Where files that set the rules of a repository say that no review is required. */
export function deniedInSettings(files: FileTree): readonly Span[] {
  return files
    .list()
    .filter((path) => settings.test(path))
    .slice(0, maxSettings)
    .flatMap((path) => {
      const read = files.read(path);
      const at = read.kind === 'text' && read.text.length < 400_000 ? denial.exec(read.text) : null;
      return read.kind !== 'text' || at === null ? [] : [new Lines(path, read.text).span(at.index, at.index + at[0].length)];
    });
}

/** Each argument that the checkout's own words deny. */
export function reviewDenied({ argued, denied }: Reviews): readonly Disagreement[] {
  const [first] = denied;
  if (first === undefined) return [];
  return argued.map(({ text, at }) => ({
    sort: 'review-denied',
    at,
    message: `“${text.length <= 100 ? text : `${text.slice(0, 97).trimEnd()}…`}” rests on reviews, and ${first.file}:${first.line} says that none is required`,
    related: denied.slice(0, 4).map((one) => ({ at: one, what: 'no review is required' })),
    path: [at.file],
  }));
}
