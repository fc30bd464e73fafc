import type { LineIndex } from '../../base/index.ts';
import type { Traced } from '../../lineage/index.ts';
import { spanOf, type Block, type SourceText } from '../../documents/index.ts';
import type { ReadDocument } from '../read-document.ts';
import type { Disagreement } from './model.ts';

const about = /\btrusted[- ]publish/i;
const owner = /\b(?:owner|organi[sz]ation|org|account|github user)(?: name)?\b["'`*\s]{0,4}[:|=`]["'`*|\s]{0,6}([A-Za-z0-9][\w-]{0,38})(?![\w/])/i;
const repository = /\b(?:repo|repository)(?: name)?\b["'`*\s]{0,4}[:|=`]["'`*|\s]{0,6}(?:([A-Za-z0-9][\w-]{0,38})\/)?([A-Za-z0-9][\w.-]{0,99})/i;
const workflow = /\b([\w.-]{1,80}\.ya?ml)\b/g;
/** Words that stand for the reader's own. */
const standIn =
  /^(?:your|my|owner|org|organi[sz]ation|user(?:name)?|example|acme-?corp|octo|name|repo|repository|project|the|and|is|on|of|must|page|settings|publisher|environment|workflow)/i;

/** Documented trusted publishers that are for another repository, although the workflow that they name is of this one. */
export function publisherMoved(document: ReadDocument, lines: LineIndex, { trace, workflows }: Traced): readonly Disagreement[] {
  const { owner: ownOwner, repo: ownRepo } = trace.input.git;
  if (ownOwner === null || ownRepo === null || !about.test(document.text)) return [];
  const own = new Set([...workflows.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1).toLowerCase()));
  const found: Disagreement[] = [];
  for (const blocks of sectionsOf(document.blocks)) {
    const texts = blocks.flatMap(linesOf);
    const from = texts.findIndex((one) => about.test(one.text));
    if (from === -1) continue;
    const near = texts.slice(from, from + 16);
    const named = near.flatMap((one) => [...one.text.matchAll(workflow)].map((match) => match[1]!.toLowerCase()));
    if (!named.some((one) => own.has(one))) continue;
    const byOwner = near.map((source) => ({ source, match: owner.exec(source.text) })).find((one) => one.match !== null && !standIn.test(one.match[1]!));
    const byRepository = near
      .map((source) => ({ source, match: repository.exec(source.text) }))
      .find((one) => one.match !== null && !standIn.test(one.match[2]!));
    const toldOwner = byRepository?.match?.[1] ?? byOwner?.match?.[1];
    const toldRepo = byRepository?.match?.[2]?.replace(/[.,]$/, '');
    if (toldOwner === undefined || toldRepo === undefined || byRepository === undefined) continue;
    if (toldOwner.toLowerCase() === ownOwner.toLowerCase() && toldRepo.toLowerCase() === ownRepo.toLowerCase()) continue;
    const shown = byOwner ?? byRepository;
    found.push({
      sort: 'publisher-moved',
      at: spanOf(shown.source, lines),
      message: `the trusted publisher is documented for ${toldOwner}/${toldRepo}, and this is ${ownOwner}/${ownRepo}`,
      related: [],
      path: [document.path],
    });
  }
  return found;
}

function sectionsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  return [...Map.groupBy(blocks, (one) => one.heading.join('\n')).values()];
}

function linesOf(block: Block): readonly SourceText[] {
  switch (block.kind) {
    case 'paragraph':
    case 'code':
      return block.lines;
    case 'row':
      return block.cells.length === 0 ? [] : [{ ...block.cells[0]!, text: block.cells.map((one) => one.text).join(' | ') }];
    default:
      return [];
  }
}
