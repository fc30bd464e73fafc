import type { Disk } from '../../base/index.ts';
import { parseImageReference, type ImageReference } from '../../registry/oci/index.ts';
import { holdsName, type Naming } from './words.ts';

/** A word is another spelling where it leads to the very file, by whatever folder or link. */
export function fileNaming(path: string, { spellings, disk }: { readonly spellings: readonly string[]; readonly disk: Disk }): Omit<Naming, 'by'> {
  const own = disk.split(path);
  const real = disk.realPath?.(path);
  const isSame = (word: string): boolean => {
    if (word === '') return false;
    if (real !== undefined && disk.realPath?.(word) === real) return true;
    if (!word.includes(own.name)) return false;
    const other = disk.split(word);
    return other.name === own.name && other.folder === own.folder;
  };
  // `cat "$PWD/lens"` in a script leads to it, and so may `lens` in another folder.
  return { spellings, isSame, isLike: (word) => holdsName(word, own.name) };
}

/** A word is another spelling where Docker would read the same reference, be it with the transport or the tag `latest`. */
export function imageNaming(subject: string): Omit<Naming, 'by'> {
  const bare = subject.replace(/^(?:docker|oci):\/\//, '');
  const own = referenceOf(bare);
  if (own === undefined) return { spellings: [subject], isSame: () => false, isLike: () => false };
  const latest = own.tag === 'latest' && own.digest === undefined ? [bare.replace(/:latest$/, ''), `${bare.replace(/:latest$/, '')}:latest`] : [];
  const isOfIt = (other: ImageReference | undefined): other is ImageReference =>
    other !== undefined && other.registry === own.registry && other.repository === own.repository;
  return {
    spellings: [subject, bare, ...latest],
    isSame: (word) => {
      const other = referenceOf(word);
      return isOfIt(other) && (own.digest === undefined ? other.tag === own.tag && other.digest === undefined : other.digest === own.digest);
    },
    isLike: (word) => word.split(/[\s'"]+/).some((one) => isOfIt(referenceOf(one.replace(/^(?:docker|oci):\/\//, '')))),
  };
}

function referenceOf(text: string): ImageReference | undefined {
  const read = parseImageReference(text);
  return read.kind === 'parsed' ? read.value : undefined;
}
