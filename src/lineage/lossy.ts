import { holesOf, originsOf, type Hole, type NameSet, type Text } from '../values/index.ts';
import { isOfLegs } from './legs.ts';
import type { EvidenceRecord, Target } from './model.ts';
import { leftOf, spoiledReasons } from './spoiled-lists.ts';
import type { Trace } from './trace-state.ts';

/** What a derivation may do to a list: keep every line, keep some of them, or drop those that match. */
type Loss = 'none' | 'some' | 'matching';

/** A checksum list that is being written: where, and whether a failure on the way to it goes unseen. */
export interface ListWritten {
  readonly path: NameSet;
  readonly swallowed: boolean;
}

/**
 * The hashes that a text carries. What reaches it only through a filter (`grep`, `head`, a conditional `awk`) may list
 * fewer files than were hashed: it is returned as evidence of those files at most. What a list that is written has lost
 * (names, parts of digests) makes evidence of its own.
 */
export function hashesIn(trace: Trace, text: Text, list?: ListWritten): readonly EvidenceRecord[] {
  const whole = new Set<EvidenceRecord>();
  const filtered = new Map<EvidenceRecord, Loss>();
  const optional = new Set(optionalHoles(trace, text));
  const ways = new Map<EvidenceRecord, { readonly hole: Hole; readonly steps: readonly string[] }[]>();
  for (const hole of holesOf(text)) {
    const ids = originsOf([hole]);
    const steps = ids.map((id) => ({ id, loss: lossOf(id) }));
    for (const id of ids) {
      for (const meaning of trace.meaningsOfId(id)) {
        if (meaning.kind !== 'hashes') continue;
        const between = steps.filter((step) => mayComeFrom(step.id, id));
        const losses = between.map((step) => step.loss);
        const loss: Loss = id === hole.id ? 'none' : losses.includes('matching') ? 'matching' : losses.includes('some') ? 'some' : 'none';
        const empty = list?.swallowed === true && between.some((step) => step.loss === 'some' && mayLeaveNothing(step.id));
        if (keepsAll(loss, meaning.evidence) && !empty && !optional.has(hole.id)) whole.add(meaning.evidence);
        else filtered.set(meaning.evidence, loss);
        const others = between.filter((step) => step.id !== id).map((step) => step.id);
        ways.set(meaning.evidence, [...(ways.get(meaning.evidence) ?? []), { hole, steps: others }]);
      }
    }
  }
  const all = [...whole, ...[...filtered.keys()].filter((e) => !whole.has(e)).map((e) => trace.partOf(e))];
  if (list === undefined) return all;
  return [...ways].flatMap(([evidence, holes]): readonly EvidenceRecord[] => {
    const listed = whole.has(evidence) ? evidence : trace.partOf(evidence);
    const left = leftOf(evidence, holes, { text, path: list.path });
    return [left === 'whole' ? listed : trace.spoil(listed, left, spoiledReasons[left])];
  });
}

/** Filters that give nothing where no line matches; `head` gives the first in any case. */
function mayLeaveNothing(id: string): boolean {
  return /^(?:[efg]?grep|g?sed|[gm]?awk) /.test(id);
}

/** Whether an unknown may be made of another: its id holds the other's, or a digest of an id that is too long to hold. */
export function mayComeFrom(id: string, other: string): boolean {
  return id.includes(other) || /#[0-9a-f]{32}/.test(id);
}

/** Queries that keep every entry which has a digest. */
const withDigest = /select\(\s*\(?\s*\.(digest|checksum|extra\.(Checksum|Digest))\s*(!=\s*null)?\s*\)?\s*\)/g;

/**
 * Whether a text that comes from a release tool's list of what it made may leave out some of what the list has digests
 * of: it has all of them when one query keeps every entry with a digest, and nothing after that query drops lines.
 */
export function leavesOut(trace: Trace, text: Text): boolean {
  const lossless = (id: string): boolean => lossOfCall(nameOf(id).replaceAll(withDigest, 'empty'), id) === 'none';
  return !holesOf(text).some((hole) => {
    const ids = originsOf([hole]);
    const lists = ids.filter((id) => trace.meaningsOfId(id).some((m) => m.kind === 'made-list'));
    return lists.some((list) => {
      const drawn = ids.filter((id) => mayComeFrom(id, list));
      const queries = drawn.filter((id) => id.startsWith('jq ') && lossless(id));
      return (queries.length > 0 ? queries : [list]).some((query) => drawn.every((id) => id === query || !mayComeFrom(id, query) || lossless(id)));
    });
  });
}

/** A list of one file that is not empty is whole. */
function keepsAll(loss: Loss, evidence: EvidenceRecord): boolean {
  return loss === 'none' || (loss === 'some' && isOneFile(evidence.target));
}

function isOneFile(target: Target): boolean {
  const [file] = target.files;
  return (
    target.files.length === 1 &&
    file!.names.include.length === 1 &&
    file!.names.include[0]!.every((p) => p.kind === 'lit' || (p.kind === 'hole' && p.each === undefined))
  );
}

/**
 * Unknowns that are in a text only where a filter or a condition on a line lets it through, or where the leg of a matrix
 * that gives them is the last to finish. A leg that is not known to give a list leaves the others' as it is.
 */
function optionalHoles(trace: Trace, text: Text): readonly string[] {
  return text.flatMap((piece): readonly string[] => {
    if (piece.kind !== 'alt') return [];
    const ofLegs = isOfLegs(piece.key);
    const held = piece.options.filter((option) => !ofLegs || holdsHashes(trace, option)).map((option) => new Set(holesOf(option).map((h) => h.id)));
    const some = [...new Set(held.flatMap((ids) => [...ids]))].filter((id) => held.some((ids) => !ids.has(id)));
    return [
      ...some.filter((id) => ofLegs || /^!?[efg]?grep /.test(piece.key) || isEachLine(id)),
      ...piece.options.flatMap((option) => optionalHoles(trace, option)),
    ];
  });
}

function holdsHashes(trace: Trace, text: Text): boolean {
  return trace.meaningsOf(text).some((meaning) => meaning.kind === 'hashes');
}

/** Whether an unknown stands for each line of another in turn, or for a field of it. */
function isEachLine(id: string): boolean {
  return /^(line|item|field \d+)\(/.test(id);
}

/** What the function that an unknown's id names does to lines. */
export function lossOf(id: string): Loss {
  return isOfLegs(id) ? 'matching' : lossOfCall(nameOf(id), id);
}

function lossOfCall(name: string, id: string): Loss {
  // The id of a long text is a digest, after a name that may be cut.
  const digest = name.search(/#[0-9a-f]{32}$/);
  if (digest >= 100) return 'matching';
  const how = digest === -1 ? name : name.slice(0, digest);
  const [, program, rest] = /^(\S+) ?(.*)$/s.exec(how) ?? [];
  switch (program) {
    case 'grep':
      return /^-[A-Za-z]*v/.test(rest!) ? 'matching' : 'some';
    case 'head':
    case 'tail':
    case 'item':
    case 'slice':
    case 'wc':
      return 'some';
    case 'strip-suffix':
    case 'strip-suffix-longest':
    case 'strip-prefix':
    case 'strip-prefix-longest':
      // `${list%%$'\n'*}` leaves the first line, `${list#*$'\n'}` all others.
      return /\nw\d+:\*|:\*+\n/.test(id.replaceAll('\u0001', '')) ? 'matching' : 'none';
    case 'uniq':
      return /[a-z]/i.test(rest!) ? 'some' : 'none';
    case 'sed':
      return ofSed(rest!);
    case 'awk':
      return ofAwk(rest!);
    case 'jq':
      return /\b(select|first|last|limit|until|del|test|match)\b|\.\[\d|\[-?\d*:/.test(rest!.replaceAll('[:-1]', '')) ? 'matching' : 'none';
    default:
      return 'none';
  }
}

/** The name of the function in the id of a derived unknown, with its arguments. */
export function nameOf(id: string): string {
  let end = id.indexOf('(');
  while (end > 0 && id[end - 1] === '\u0001') end = id.indexOf('(', end + 1);
  return (end === -1 ? id : id.slice(0, end)).replaceAll('\u0001(', '(');
}

/** Substitutions keep every line; an empty line lists nothing. */
function ofSed(script: string): Loss {
  if (script.startsWith('-n ')) return 'some';
  return script.split(/[;\n]/).every((command) => /^\s*(s[^\w\s]|y[^\w\s]|\/\^(\\s\*|\[\[:space:\]\]\*)?\$\/\s*d\s*$|$)/.test(command)) ? 'none' : 'matching';
}

/** A program of one block without a pattern or a condition prints something for every line. */
function ofAwk(program: string): Loss {
  if (/^(-F\S+ )?\s*\{[^{}]*\bprint[^{}]*\}\s*$/.test(program) && !/\b(if|next|exit|NR|while)\b|\?/.test(program)) return 'none';
  return /!|\bnext\b/.test(program) ? 'matching' : 'some';
}
