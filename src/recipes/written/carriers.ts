import { publishedCarriers, type EvidenceRecord, type Trace } from '../../lineage/index.ts';
import { show } from '../../values/index.ts';

/** The published files that carry evidence, by name. */
export interface CarrierNames {
  /** Names of files that hold a certificate; with `others` empty they are bundles. */
  readonly certificates: readonly string[];
  readonly others: readonly string[];
}

/** Returns the names under which the files that carry evidence are published. */
export function carrierNames(trace: Trace, record: EvidenceRecord): CarrierNames {
  const certificates = new Set<string>();
  const others = new Set<string>();
  for (const publish of publishedCarriers(trace, record)) {
    for (const item of publish.files) {
      if (!record.carriers.includes(item.batch)) continue;
      const into = record.certificates?.includes(item.batch) === true ? certificates : others;
      for (const name of item.names.include) into.add(show(name));
    }
  }
  return { certificates: [...certificates], others: [...others] };
}

/**
 * Returns the name of the file that belongs to `file` among names of carriers: the one that is the file's name and
 * something more, or, of a pattern such as `*.sig`, the file's name with that end. Undefined where no name fits.
 */
export function besideFile(file: string, names: readonly string[]): string | undefined {
  const own = file === '' ? [] : names.filter((name) => name.startsWith(file) && name !== file);
  if (own.length > 0) return own.toSorted((a, b) => a.length - b.length)[0];
  // Of a file whose name is not known only the end of a pattern is told: lens*.sig has it behind the star.
  const pattern = file === '' ? /\*(\.[\w.-]+)$/ : /^\*(\.[\w.-]+)$/;
  const ends = new Set(names.flatMap((name) => pattern.exec(name)?.[1] ?? []));
  return ends.size === 1 ? `${file}${[...ends][0]}` : undefined;
}
