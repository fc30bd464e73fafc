import { createHash } from 'node:crypto';
import { SealwrightError, type Disk } from '../../base/index.ts';
import { printable } from '../../report/index.ts';
import type { DescribedDigest } from '../../trust/predicate/index.ts';
import type { StatementSubject } from '../../trust/statement/index.ts';
import type { Machine } from '../machine.ts';
import { partsOf, type OpenedImage } from '../sign/image.ts';
import type { Collected } from './subjects.ts';

/** An SBOM that is attested: what it says itself of what it describes. */
export interface DescribingDocument {
  readonly file: string;
  readonly describes: readonly DescribedDigest[];
  /** What becomes of an SBOM that describes something else than a subject. */
  readonly other: 'refused' | 'allowed';
}

/** A subject for a person, and what its digest is. */
interface Held {
  readonly shown: string;
  /** In one algorithm; undefined where nobody knows it here. */
  readonly digestIn: (algorithm: string) => string | undefined;
  /** Of an image: how another digest of its repository is named. */
  readonly inRepository?: (sha256: string) => string;
}

/** Those that are worked out of a file where a document has them. */
const worked: readonly string[] = ['sha1', 'sha384', 'sha512'];

/**
 * Holds an SBOM against every subject that it is to be attested of. Throws SBOM_OF_ANOTHER where it names the digest of
 * something else; that it names none, or was allowed to name another, is told.
 */
export function mustDescribe(
  { file, describes, other }: DescribingDocument,
  { collected, images }: { readonly collected: Collected; readonly images: readonly OpenedImage[] },
  { disk, machine }: { readonly disk: Disk; readonly machine: Machine },
): void {
  const tell = (text: string): void => void machine.stderr.write(`sealwright: ${printable(text)}\n`);
  const unnamed: string[] = [];
  for (const subject of heldOf(collected, images, disk)) {
    const { shown, digestIn } = subject;
    const algorithms = [...new Set(describes.map(({ algorithm }) => algorithm))];
    const known = algorithms.flatMap((algorithm) => {
      const hex = digestIn(algorithm);
      return hex === undefined ? [] : { algorithm, hex };
    });
    if (known.length === 0) unnamed.push(shown);
    const differs = known.find((one) => !describes.some(({ algorithm, hex }) => algorithm === one.algorithm && hex === one.hex));
    if (differs === undefined) continue;
    const said = describes.filter(({ algorithm }) => algorithm === differs.algorithm).map(({ hex }) => `${differs.algorithm}:${hex}`);
    const message = `${file} describes ${said.slice(0, 3).join(', ')}${said.length > 3 ? ` and ${said.length - 3} more` : ''}, and ${shown} is ${differs.algorithm}:${differs.hex}`;
    if (other === 'refused') throw new SealwrightError('SBOM_OF_ANOTHER', { message: `${message}; nothing was signed`, hint: hintFor(subject, describes) });
    tell(`${message}, which --allow-other-subject allows`);
  }
  const [first] = unnamed;
  if (first !== undefined)
    tell(
      `${file} names no digest of what it describes: that it is ${first}${unnamed.length === 1 ? '' : ` and ${unnamed.length - 1} more`} is told by you alone`,
    );
}

function hintFor({ inRepository }: Held, describes: readonly DescribedDigest[]): string {
  const [only, ...others] = describes.filter(({ algorithm }) => algorithm === 'sha256');
  const own = inRepository === undefined || only === undefined || others.length > 0 ? 'the artifact that it describes' : inRepository(only.hex);
  return `attest it of ${own}, or describe this one with sealwright sbom; --allow-other-subject attests it all the same`;
}

function heldOf({ files, listed }: Collected, images: readonly OpenedImage[], disk: Disk): readonly Held[] {
  const given = ({ name, digest }: StatementSubject): Held => ({ shown: name ?? 'the subject', digestIn: (algorithm) => digest[algorithm] });
  return [
    ...files.map(({ path, subject }): Held => ({ shown: path, digestIn: (algorithm) => subject.digest[algorithm] ?? ofFile(path, algorithm, disk) })),
    ...listed.map(given),
    ...images.flatMap((image) =>
      partsOf(image).map(({ digest }): Held => ({
        shown: image.repository,
        digestIn: (algorithm) => (digest.startsWith(`${algorithm}:`) ? digest.slice(algorithm.length + 1) : undefined),
        inRepository: (sha256) => `${image.repository}@sha256:${sha256}`,
      })),
    ),
  ];
}

function ofFile(path: string, algorithm: string, disk: Disk): string | undefined {
  const opened = worked.includes(algorithm) ? disk.open(path) : undefined;
  if (opened?.kind !== 'pieces') return undefined;
  const hashing = createHash(algorithm);
  for (const piece of opened.read()) hashing.update(piece);
  return hashing.digest('hex');
}
