import type { LineIndex, Span } from '../base/index.ts';
import { sentencesOf, spanOf, type Block, type SourceText } from '../documents/index.ts';
import { isAsserted, isOfToday, isSectionOfOthers, isUnsettled } from './asserted.ts';
import { badgesIn } from './badges.ts';
import { evidenceIn } from './evidence-words.ts';
import { speaksOfEvidence } from './hints.ts';
import type { Statement, Subject } from './model.ts';
import { plainText } from './plain.ts';
import type { ReadDocument } from './read-document.ts';
import { rowStatements } from './row-statements.ts';
import { subjectOf } from './subject.ts';

const maxStatements = 200;

/** At most four: what may come three times V8 writes out three times, which made these the half of all compiled patterns. */
const adverbs = String.raw`(?:(?:also|all|always|now|each|automatically|digitally|cryptographically|fully|both|additionally|publicly|currently|individually|keyless(?:ly)?|bit-for-bit|byte-for-byte) ){0,4}`;
/** `images are signed …`, `every release includes …`: what stands before is the subject. */
const verb = new RegExp(
  String.raw` (?:(?:is|are|gets?) ${adverbs}(?=(?:cosigned|signed|attested|keyless|keylessly|reproducible|reproducibly|accompanied|published with|released with|shipped with|provided with|backed|covered|protected|built with|verifiable|cryptographically verifiable)\b)|can be (?=(?:cryptographically )?verified\b)|${adverbs}(?:includes?|ha(?:s|ve)|carr(?:y|ies)|comes? with|ships? with|(?:is|are) (?:published|released|shipped|provided|distributed|accompanied) (?:with|by|alongside)|contains?) )`,
  'i',
);
/** `We sign all release files …`. */
const active = new RegExp(
  String.raw`^(?:we|the (?:release )?(?:workflow|pipeline|project)|ci|this project) ${adverbs}(signs?|attests?(?: to)?|cosigns?|publish(?:es)?|provides?|generates?|ships?|attaches|attach|produces?|creates?) (.{1,300})$`,
  'i',
);
/** `SBOMs are attached to every release`. */
const attached = new RegExp(
  String.raw`^(.{1,80}?) (?:is|are) ${adverbs}(?:published|attached|available|provided|generated|included|shipped|uploaded|distributed|created|produced) (?:as (?:part of|release assets?|an attestation) )?(?:and (?:\w+) )?(?:for|with|to|in|alongside|on|beside|by) (.{1,120})$`,
  'i',
);
/** `Every asset is:`, `Each release includes:`: the items below say what. */
const opening = /^(.{1,120}?) (?:is|are|gets?|has|have|includes?|carr(?:y|ies)|comes? with|ships? with|contains?|provides?)(?: the following)?:$/i;
/** Where a predicate ends, and something else begins. */
const cut =
  / (?:so|which|that|who|whose|and (?:can|may|you|it|we)|you|to (?:verify|check|prove|ensure|allow|let|help)|see|using the following|as follows|for (?:details|more)|because|since)\b|; |: | — | – | \(see/i;

/** What the items of a list are said of. */
interface Opening {
  readonly subject: Subject;
  readonly title: string;
}

/**
 * What a document says of what is published, sentence by sentence. Left out is what is denied, wished, conditional, of the
 * past, of others, and what names something that may not be this project's. Linear in the text.
 */
export function findStatements(document: ReadDocument, lines: LineIndex, own: ReadonlySet<string>): readonly Statement[] {
  const { path, text, blocks } = document;
  if (!isOfToday(path) || isUnsettled(text)) return [];
  const found: Statement[] = [...badgesIn(path, text, lines, own), ...rowStatements(document, lines, own)];
  let open: Opening | undefined;
  for (const block of blocks) {
    if (found.length >= maxStatements) break;
    if (block.kind === 'inline-code') continue;
    if (block.kind === 'code' || isSectionOfOthers(block.heading)) {
      open = undefined;
      continue;
    }
    if (block.kind !== 'paragraph') {
      if (block.kind === 'heading') open = undefined;
      continue;
    }
    const isItem = isListItem(block, text);
    if (!isItem) open = undefined;
    const last = block.lines.at(-1)?.text.trimEnd() ?? '';
    if (!last.endsWith(':') && !block.lines.some((line) => speaksOfEvidence(line.text))) continue;
    let first = true;
    let before = '';
    for (const sentence of sentencesOf(block)) {
      const plain = plainText(sentence.text);
      if (open !== undefined && isItem && first) found.push(...listed(plain, open, sentence, lines));
      else found.push(...statedIn(plain, sentence, lines, own));
      first = false;
      if (plain.endsWith(':')) open = openedBy(plain, before, own) ?? (isItem ? open : undefined);
      before = plain;
    }
  }
  return found;
}

function isListItem(block: Extract<Block, { kind: 'paragraph' }>, text: string): boolean {
  const start = block.lines[0]?.segments[0]?.start ?? 0;
  return /(?:^|\n)[ \t>]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ x]\] )?$/.test(text.slice(Math.max(0, start - 40), start));
}

/** The subject of a sentence that opens a list; `each` is of what the sentence before it speaks of. */
function openedBy(plain: string, before: string, own: ReadonlySet<string>): Opening | undefined {
  const phrase = opening.exec(plain)?.[1];
  if (phrase === undefined || !isAsserted(plain)) return undefined;
  if (!/^(?:each|both|all)(?: of them| one)?$/i.test(phrase)) return opened(subjectOf(lastClause(phrase), own), plain.slice(0, -1));
  const named = /^(.{1,80}?) (?:goes|go|are|is|gets?|lands?|comes?|ends? up) /i.exec(before)?.[1];
  const subject = named === undefined || !isAsserted(before) ? undefined : subjectOf(named, own);
  return opened(subject === undefined ? undefined : { ...subject, isEvery: true }, named ?? '');
}

function opened(subject: Subject | undefined, title: string): Opening | undefined {
  return subject === undefined ? undefined : { subject, title: title.slice(0, 100) };
}

/** An item of a list whose opening names the subject. */
function listed(plain: string, { subject, title }: Opening, sentence: SourceText, lines: LineIndex): readonly Statement[] {
  const predicate = predicateOf(plain);
  const text = `${title}: ${plain.replace(/[,;.]$/, '')}`.slice(0, 200);
  return isAsserted(predicate) ? made(predicate, subject, sentence, lines).map((one) => ({ ...one, text })) : [];
}

function statedIn(plain: string, sentence: SourceText, lines: LineIndex, own: ReadonlySet<string>): readonly Statement[] {
  const direct = verb.exec(plain);
  if (direct !== null) {
    const subject = subjectOf(lastClause(plain.slice(0, direct.index)), own);
    const predicate = predicateOf(plain.slice(direct.index));
    if (subject !== undefined && isAsserted(`${plain.slice(0, direct.index)}${predicate}`)) return made(predicate, subject, sentence, lines);
  }
  const doing = active.exec(plain);
  if (doing !== null) return actively(doing[1]!, doing[2]!, sentence, lines, own);
  const passive = attached.exec(plain);
  if (passive !== null) {
    const subject = subjectOf(predicateOf(passive[2]!).replace(/[.,]$/, ''), own);
    if (subject !== undefined && isAsserted(predicateOf(plain))) return made(passive[1]!, subject, sentence, lines);
  }
  return [];
}

function actively(word: string, rest: string, sentence: SourceText, lines: LineIndex, own: ReadonlySet<string>): readonly Statement[] {
  const bare = predicateOf(rest);
  if (!isAsserted(bare)) return [];
  if (/^(?:co)?sign|^attest/i.test(word)) {
    const [, object = '', how = ''] = /^(.{1,100}?)(?: (?:with|using|via|by|through|in)\b(.{0,160}))?[.,]?$/i.exec(bare) ?? [];
    const subject = subjectOf(object, own);
    return subject === undefined ? [] : made(`${/^attest/i.test(word) ? 'attested' : 'signed'} ${how === '' ? '' : `with ${how}`}`, subject, sentence, lines);
  }
  const [, what = '', of = ''] =
    /^(.{1,160}?) (?:for|with|to|alongside|of|beside) ((?:all|every|each|our|the|its|both|container|release|published)\b.{1,80})$/i.exec(bare) ?? [];
  const subject = subjectOf(of.replace(/[.,]$/, ''), own);
  return subject === undefined ? [] : made(what, subject, sentence, lines);
}

function predicateOf(text: string): string {
  const at = text.search(cut);
  return at === -1 ? text : text.slice(0, at);
}

/** The words behind the last comma, colon or dash: the subject's own clause. */
function lastClause(text: string): string {
  return text.split(/[,;:]\s|\s[—–-]\s|\. /).at(-1) ?? text;
}

function made(predicate: string, subject: Subject, sentence: SourceText, lines: LineIndex): readonly Statement[] {
  const text = plainText(sentence.text).slice(0, 200);
  const at: Span = spanOf(sentence, lines);
  return evidenceIn(predicate)
    .filter((said) => said.kind === 'signed' || subject.kinds[0]?.[0] !== 'git-tag')
    .filter((said) => said.kind !== 'every-asset' || subject.isEvery)
    .map((said) => ({ ...said, text, at, subject }));
}
