import { plainText } from './plain.ts';

/** Words of which one is in whatever says something of evidence. */
const hint = /sign(?:ed|s|atures?)?\b|sigstore|keyless|slsa|sboms?\b|bills? of materials|provenance|attest|reproducib|checksum|sha-?256|verifi(?:able|ed)\b/i;
const hints = new RegExp(hint.source, 'gi');
const badges = /gh-badge-level|scorecard\.dev\/projects|securityscorecards\.dev\/projects|badge\/slsa/i;
const things =
  '(?:releases?|images?|art[ei]facts?|binar(?:y|ies)|assets?|files?|packages?|charts?|wheels?|sdists?|distributions?|crates?|gems?|jars?|archives?|tarballs?|downloads?|tags?|executables?|installers?|bundles?|blobs?|versions?)';
const states = new RegExp(
  String.raw`\b${things}\b.{0,80}? (?:is|are|gets?|can be|includes?|ha(?:s|ve)|carr(?:y|ies)|comes? with|ships? with|contains?|provides?)\b|\b(?:sign|attest|publish|provide|generate|ship|attach|produce|create)(?:e?s)? .{1,120}\b${things}\b|\b(?:for|with|to|in|alongside) (?:all|every|each|our|the|its|both) .{0,60}\b${things}\b`,
  'i',
);
const listUnder = new RegExp(String.raw`(?:\b${things}\b.{0,80}|\beach|\ball of them):[ \t]*\r?\n`, 'i');
const dashes = /\n[ \t]{0,40}\|?[ \t]{0,40}:?-{2}[ \t:-]{0,300}\|/g;
const titles = /\b(?:sboms?|provenance|signatures?|signed|signs)\b/i;
const maxParagraph = 3_000;

/** Whether a block's text says anything of evidence. */
export function speaksOfEvidence(text: string): boolean {
  return hint.test(text);
}

/**
 * Whether a document can hold a claim at all, told paragraph by paragraph without taking it apart: most say no, and a
 * checkout may have megabytes of them. Linear in the text.
 */
export function mayClaim(text: string): boolean {
  if (badges.test(text) || hasEvidenceTable(text)) return true;
  hints.lastIndex = 0;
  for (let match = hints.exec(text); match !== null; match = hints.exec(text)) {
    // No further than a paragraph can be: a text without blank lines would be searched through from each of its words.
    const from = Math.max(0, match.index - maxParagraph);
    const start = from + text.slice(from, match.index).lastIndexOf('\n\n') + 1;
    const after = text.slice(match.index, match.index + maxParagraph).indexOf('\n\n');
    const end = after === -1 ? Math.min(text.length, match.index + maxParagraph) : match.index + after;
    hints.lastIndex = end;
    const paragraph = text.slice(start, end);
    // Code is no prose.
    if (/^\s*(?:```|~~~|<pre)/.test(paragraph)) continue;
    if (paragraph.split(/(?<=[.!?])\s+/).some((sentence) => !/^[ \t]*\|/.test(sentence) && speaksOfEvidence(sentence) && states.test(plainText(sentence))))
      return true;
    if (/^[ \t>]*(?:[-*+•]|\d{1,3}[.)])[ \t]/m.test(paragraph) && listUnder.test(text.slice(Math.max(0, start - 600), end))) return true;
  }
  return false;
}

/** Whether a table has a column of evidence: the titles stand above its line of dashes. */
export function hasEvidenceTable(text: string): boolean {
  for (const match of text.matchAll(dashes)) {
    const line = text.slice(text.lastIndexOf('\n', match.index - 1) + 1, match.index);
    if (line.length <= 2_000 && titles.test(line)) return true;
  }
  return false;
}
