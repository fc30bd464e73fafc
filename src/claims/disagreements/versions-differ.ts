import type { LineIndex, Span } from '../../base/index.ts';
import { sentencesOf, spanOf } from '../../documents/index.ts';
import type { ReadDocument } from '../read-document.ts';
import type { Disagreement } from './model.ts';

const use = /(?<![\w./-])([\w.-]{1,60}\/[\w./-]{1,100})@v(\d{1,4})(?:\.\d{1,5}){0,2}(?![\w.-]*\/)/g;
const ofEvidence = /attest|cosign|sigstore|slsa|sbom|syft|sign|provenance|pypi-publish|goreleaser/i;
const ofChange =
  /\bupgrad|\bupdat|\bbump|\bmigrat|\bfrom\b|\binstead\b|\bold(?:er)?\b|\bprevious|\bformer|\bused to\b|\bsince\b|\bbefore\b|\bor\b|\bdeprecat|\bsupersed|\breplac|\bnewer\b|\blegacy\b|\bas of\b|→|->|\/v\d/i;

interface Named {
  readonly major: string;
  readonly as: string;
  readonly at: Span;
}

/** An action that makes evidence and that the prose of one document names at two major versions, without speaking of a change. */
export function versionsDiffer({ path, blocks }: ReadDocument, lines: LineIndex): readonly Disagreement[] {
  const named = new Map<string, Named[]>();
  for (const block of blocks) {
    if (block.kind === 'code' || block.kind === 'inline-code') continue;
    const parts = block.kind === 'row' ? block.cells : block.kind === 'heading' ? [block.content] : block.lines;
    if (!parts.some((one) => one.text.includes('@v'))) continue;
    for (const sentence of sentencesOf(block)) {
      if (!sentence.text.includes('@v') || ofChange.test(sentence.text)) continue;
      for (const match of sentence.text.matchAll(use)) {
        const action = match[1]!.toLowerCase();
        if (!ofEvidence.test(action)) continue;
        const list = named.get(action) ?? [];
        list.push({ major: match[2]!, as: match[0], at: spanOf(sentence, lines, match.index, match.index + match[0].length) });
        named.set(action, list);
      }
    }
  }
  return [...named.values()].flatMap((list): readonly Disagreement[] => {
    const [first] = list;
    const other = list.find((one) => one.major !== first!.major);
    if (other === undefined) return [];
    return [
      {
        sort: 'versions-differ',
        at: other.at,
        message: `the document names ${other.as} here and ${first!.as} in line ${first!.at.line}`,
        related: [{ at: first!.at, what: `names ${first!.as}` }],
        path: [path, first!.as.split('@')[0]!],
      },
    ];
  });
}
