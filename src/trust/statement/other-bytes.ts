import type { StatementSubject } from './statement.ts';

const algorithms = ['sha256', 'sha384', 'sha512'] as const;

/** A digest of an artifact in lower-case hexadecimal; undefined where it is not known. */
export type DigestOf = (algorithm: (typeof algorithms)[number]) => string | undefined;

/** Bytes that are not those of the artifact. */
export interface OtherBytes {
  /** As the statement writes it. */
  readonly name: string;
  readonly algorithm: (typeof algorithms)[number];
  readonly digest: string;
}

/** Whether a subject has a name: as it stands, or without the folders that it was signed in. */
export function isNamed({ name: own = '' }: StatementSubject, name: string): boolean {
  if (name === '' || !own.endsWith(name)) return false;
  return own.length === name.length || '/\\'.includes(own.charAt(own.length - name.length - 1));
}

/** Whether a subject is the artifact: every digest that both know agrees, and there is one. */
export function isOfBytes({ digest }: StatementSubject, digestOf: DigestOf): boolean {
  const known = algorithms.filter((algorithm) => Object.hasOwn(digest, algorithm) && digestOf(algorithm) !== undefined);
  return known.length > 0 && known.every((algorithm) => digest[algorithm] === digestOf(algorithm));
}

/**
 * The bytes that a statement gives an artifact's own name to, where it gives it to none that are the artifact's: subjects of
 * exactly that name count before those of it in some folder. Subjects without a digest by a common algorithm say nothing.
 */
export function otherBytesOf(subjects: readonly StatementSubject[], name: string, digestOf: DigestOf): OtherBytes | undefined {
  const named = subjects.filter((one) => isNamed(one, name));
  const exact = named.filter((one) => one.name === name || one.name === `./${name}`);
  let other: OtherBytes | undefined;
  for (const one of exact.length > 0 ? exact : named) {
    if (isOfBytes(one, digestOf)) return undefined;
    const differing = algorithms.find((algorithm) => Object.hasOwn(one.digest, algorithm) && ![undefined, one.digest[algorithm]].includes(digestOf(algorithm)));
    if (differing !== undefined) other ??= { name: one.name ?? name, algorithm: differing, digest: one.digest[differing] ?? '' };
  }
  return other;
}
