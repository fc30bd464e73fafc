import { surelyAfter, type EvidenceRecord, type PublishRecord, type Trace } from '../lineage/index.ts';
import { isOneOfMany, type Unit } from '../surfaces/index.ts';
import { keyOf, show, type Text } from '../values/index.ts';
import { contradict } from './contradiction.ts';

/** A file as it is put on a release or in a bucket, under one name. */
interface Upload {
  readonly publish: PublishRecord;
  readonly batch: string;
}

const besideAlone: readonly EvidenceRecord['attachedTo'][] = ['beside', 'nowhere', 'log', 'workflow-artifact', 'release'];

/**
 * What may have replaced the file of evidence where strangers look for it: the matrix legs, jobs or workflows of one
 * release that each upload a list, an SBOM or a bundle of one name leave the last of them. Undefined where the file
 * surely stays somewhere, or where the evidence is kept elsewhere too.
 */
export function contenderOf(trace: Trace, unit: Unit, record: EvidenceRecord): PublishRecord | undefined {
  if (!besideAlone.includes(record.attachedTo) || record.carriers.length === 0) return undefined;
  const index = indexOf(trace);
  // A bundle holds its certificate: it is both.
  const apart = record.carriers.filter((carrier) => record.certificates?.includes(carrier) !== true);
  let found: PublishRecord | undefined;
  for (const carrier of apart.length > 0 ? apart : record.carriers) {
    for (const { key, upload } of index.ways.get(carrier) ?? []) {
      if (upload.publish.origin.run !== unit.run && upload.publish.origin.run !== record.origin.run) continue;
      const other = (index.at.get(key) ?? []).find((one) => mayReplace(trace, upload, one) && !trace.carriedBy(one.batch).includes(record));
      if (other === undefined) return undefined;
      found ??= other.publish;
    }
  }
  return found;
}

function mayReplace(trace: Trace, upload: Upload, other: Upload): boolean {
  if (other.batch === upload.batch) return false;
  const [from, to] = [upload.publish, other.publish];
  if (from.id === to.id) return true;
  if (contradict(from.weak, to.weak)) return false;
  if (from.origin.run !== to.origin.run) return from.origin.entry !== to.origin.entry && from.origin.scenario === to.origin.scenario;
  if (surelyAfter(trace, from.origin.run, to.origin, from.origin)) return false;
  return to.replaces || !surelyAfter(trace, from.origin.run, from.origin, to.origin);
}

interface Index {
  readonly count: number;
  /** By place and name. */
  readonly at: ReadonlyMap<string, readonly Upload[]>;
  /** By the batch of the file, and by those that it was made of. */
  readonly ways: ReadonlyMap<string, readonly { readonly key: string; readonly upload: Upload }[]>;
}

const indexes = new WeakMap<Trace, Index>();

function indexOf(trace: Trace): Index {
  const known = indexes.get(trace);
  if (known?.count === trace.publishes.length) return known;
  const at = new Map<string, Upload[]>();
  const ways = new Map<string, { key: string; upload: Upload }[]>();
  for (const publish of trace.publishes) {
    const place = placeOf(publish);
    if (publish.cannotWork !== undefined || place === undefined) continue;
    publish.files.forEach((file, i) => {
      if (file.atMost === true) return;
      const { include, exclude } = file.names;
      const upload = { publish, batch: file.batch };
      const made = trace.batches.get(file.batch);
      const within = made?.kind === 'evidence' || made?.kind === 'transformed' ? made.inputs.map((input) => input.batch) : [];
      include.forEach((name, j) => {
        // A name that is not known is no other's.
        const shown = include.length === 1 ? publish.shown[i]! : show(name);
        const key =
          exclude.length > 0 || isOpen(name) || isOneOfMany(name) || (shown !== show(name) && !isPlain(shown))
            ? `${publish.id}\u0006${i}\u0006${j}`
            : `${place}\u0006${shown}\u0006${shown === show(name) ? keyOf(name) : keyOf([{ kind: 'lit', text: shown }])}`;
        append(at, key, upload);
        for (const batch of new Set([file.batch, ...within])) append(ways, batch, { key, upload });
      });
    });
  }
  const index = { count: trace.publishes.length, at, ways };
  indexes.set(trace, index);
  return index;
}

function placeOf({ sink }: PublishRecord): string | undefined {
  if (sink.kind === 'release') return `${keyOf(sink.repository ?? [])}\u0006${keyOf(sink.tag)}`;
  return sink.kind === 'bucket' && !isOneOfMany(sink.url) ? keyOf(sink.url) : undefined;
}

function isOpen(name: Text): boolean {
  return name.some((piece) => piece.kind === 'wild' || piece.kind === 'alt');
}

function isPlain(shown: string): boolean {
  return /^[\w.+-]+$/.test(shown);
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
