import type { Batch, PublishRecord, Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { ofRun } from './of-run.ts';

const namesOf = {
  hashes:
    /(?:^|[-_.])(?:sha(?:1|224|256|384|512)?sums?|checksums?|hashes|digests|md5sums?)(?:[-_.]\w+)*(?:\.txt)?$|\.(?:sha(?:1|224|256|384|512)(?:sum)?|md5(?:sum)?|b2|b3)$|^sha\d*\*/i,
  signs: /\.(?:asc|sig|sign|signature|minisig|sigstore(?:\.json)?)$/i,
  describes: /(?:^|[-_.])(?:sbom|bom)(?:[-_.]\w+)*\.(?:json|xml|txt)$|\.(?:spdx(?:\.(?:json|rdf|xml|ya?ml))?|cdx\.(?:json|xml)|cyclonedx\.(?:json|xml)|sbom)$/i,
  // An `attestation.json` can state anything; these are formats and names of provenance.
  attests: /\.intoto(?:\.jsonl?)?$|(?:^|[-_.])provenance(?:\.\w+)*\.jsonl?$/i,
} as const;

/** A file of which a name is all that is known. */
interface Named {
  readonly order: number;
  readonly name: string;
  readonly made: Batch;
}

/** Files published by one run whose names say that they are evidence of a kind, and that nothing that was read makes. */
interface Unmade {
  /** The first in order that is about everything beside it. */
  readonly general: Named | undefined;
  /** The first in order of each file that is named. */
  readonly of: ReadonlyMap<string, Named>;
  /** The first of all. */
  readonly first: Named | undefined;
}

const unmadeOf = new WeakMap<Trace, { readonly count: number; readonly found: Map<string, Unmade> }>();

/**
 * Why it is not known whether a control is there: a file is published beside a unit whose name says that it is evidence
 * of the kind asked for, and nothing that was read makes it.
 */
export function unreadBeside(trace: Trace, unit: Unit, kind: keyof typeof namesOf): string | undefined {
  const publish = unit.publish;
  if (publish === undefined || (unit.place !== 'release' && unit.place !== 'bucket')) return undefined;
  const unmade = unmadeIn(trace, unit.run, publish.sink.kind, kind);
  if (unmade.first === undefined) return undefined;
  const own = unit.names.flatMap((name) => name.split(', ')).flatMap((name) => unmade.of.get(name) ?? []);
  const alike = unit.names.filter(isPattern).flatMap((pattern) => [...unmade.of].flatMap(([about, one]) => (mayBe(about, pattern) ? [one] : [])));
  const general = [...own, ...alike, ...(unmade.general === undefined ? [] : [unmade.general])];
  const about = general.filter((one) => !isOlder(trace, one.made, unit));
  if (about.length === 0) return undefined;
  const { name } = about.reduce((a, b) => (b.order < a.order ? b : a));
  return `${name} is published beside it, and nothing that was read makes it`;
}

function unmadeIn(trace: Trace, run: string, sink: PublishRecord['sink']['kind'], kind: keyof typeof namesOf): Unmade {
  let known = unmadeOf.get(trace);
  if (known === undefined || known.count !== trace.publishes.length) unmadeOf.set(trace, (known = { count: trace.publishes.length, found: new Map() }));
  const key = `${run}\u0001${sink}\u0001${kind}`;
  let found = known.found.get(key);
  if (found === undefined) known.found.set(key, (found = gather(trace, run, sink, kind)));
  return found;
}

const nothingUnmade: Unmade = { general: undefined, of: new Map(), first: undefined };

function gather(trace: Trace, run: string, sink: PublishRecord['sink']['kind'], kind: keyof typeof namesOf): Unmade {
  const of = new Map<string, Named>();
  let first: Unmade['first'];
  let general: Unmade['general'];
  let order = 0;
  for (const publish of ofRun(trace.publishes, run)) {
    if (publish.sink.kind !== sink) continue;
    for (const [i, file] of publish.files.entries()) {
      const made = trace.batches.get(file.batch);
      if (made === undefined || (made.kind !== 'opaque' && !isJoined(made))) continue;
      for (const name of (publish.shown[i] ?? '').split(', ')) {
        if (!namesOf[kind].test(name)) continue;
        const one = { order: order++, name, made };
        first ??= one;
        // A name of evidence that begins like another file (`lens.zip.asc`) is about that file alone.
        const about = name.replace(ending, '');
        if (about === name || isPattern(about) || namesOf.hashes.test(about)) general ??= one;
        else if (!of.has(about)) of.set(about, one);
      }
    }
  }
  return first === undefined ? nothingUnmade : { general, of, first };
}

/** Whether a name as it is shown stands for several: a star inside an unknown is part of what is said of that. */
function isPattern(name: string): boolean {
  return withoutUnknowns(name).includes('*');
}

function withoutUnknowns(name: string): string {
  let text = name;
  for (let i = 0; i < maxNested && text.includes('{'); i++) text = text.replaceAll(/\{[^{}]*\}/g, '\uE000');
  return text;
}

const maxNested = 8;

/** Whether a file may be one of those that a pattern is for, told by how both begin and end. */
function mayBe(name: string, pattern: string): boolean {
  const [own, parts] = [withoutUnknowns(name), withoutUnknowns(pattern.slice(pattern.lastIndexOf('/') + 1)).split(/[*\uE000]+/)];
  const [head = '', tail = ''] = [parts[0], parts.at(-1)];
  const plainHead = own.split('\uE000')[0]!;
  const plainTail = own.split('\uE000').at(-1)!;
  return (head.startsWith(plainHead) || plainHead.startsWith(head)) && (tail.endsWith(plainTail) || plainTail.endsWith(tail));
}

/** A file that a script put together from others of which nothing is known: its text is a hole that a reader of files gave. */
function isJoined(made: Batch): boolean {
  return made.kind === 'built' && readsFiles.test(made.by) && made.content?.some((part) => part.kind === 'hole') === true;
}

/** Whether a file was finished before any of a unit's was made: it says nothing of them. */
function isOlder(trace: Trace, made: Batch, unit: Unit): boolean {
  if (unit.files.length === 0) return false;
  return unit.files.every(({ batch }) => {
    const own = trace.batches.get(batch);
    return own?.jobKey === made.jobKey && own.order !== undefined && made.order !== undefined && own.order > made.order;
  });
}

const readsFiles = /^(?:cat|sort|find|xargs)\s/;

const ending = /\.(?:asc|sig|sign|signature|minisig|sigstore(?:\.json)?|sha\d+(?:sum)?|md5(?:sum)?|b2|b3)$/i;
