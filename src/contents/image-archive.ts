import type { Spool } from '../base/index.ts';
import { openArchive, type Layout } from '../registry/oci/index.ts';
import { putAside, topMembers } from '../sbom/index.ts';
import { reason, refused, type Parsed } from '../trust/reason/index.ts';
import type { Contents } from './contents.ts';
import { dockerContents } from './docker-archive.ts';
import { fileSubject, formOf, type NamedFile } from './file.ts';
import { imageContents } from './image.ts';

/** What an archive of images is described with. */
export interface ArchiveRequest {
  readonly named: NamedFile;
  /** The image that is meant, where there are several. */
  readonly image: { readonly tag: string } | { readonly digest: string } | undefined;
  readonly platform: string | undefined;
  readonly spool: Spool;
}

/** What an archive of images holds, packed or not; `no-image` for any other file. Source: image-spec `image-layout.md`; Docker's `image-spec-v1.2.md` for archives without a layout. */
export async function archiveContents(request: ArchiveRequest): Promise<Parsed<Contents> | { readonly kind: 'no-image' }> {
  const { named, spool } = request;
  if (formOf(named.file) !== 'tar') return { kind: 'no-image' };
  const members = await topMembers(named.file.read);
  const hasLayout = members.has('oci-layout') && members.has('index.json');
  if (!hasLayout && !members.has('manifest.json')) return { kind: 'no-image' };
  const isPacked = Buffer.from(named.file.at(257, 5)).toString('latin1') !== 'ustar';
  const bytes = isPacked ? await putAside(named.file.read, named.name, spool) : { kind: 'open' as const, read: named.file.read, at: named.file.at };
  if (bytes.kind === 'unreadable') return refused('SUBJECT_UNREADABLE', `${named.name}: ${bytes.problem.reason}`);
  if (!hasLayout) return dockerContents(bytes, { ...request, subject: await fileSubject(named) });
  const layout = openArchive(bytes, named.name);
  return layout.kind === 'refused' ? layout : await layoutContents(layout.value, { ...request, name: named.name });
}

/** What the image of a layout holds that is meant, or the only one. */
export async function layoutContents(
  { store, images }: Layout,
  { image, name, platform, spool }: Pick<ArchiveRequest, 'image' | 'platform' | 'spool'> & { readonly name: string },
): Promise<Parsed<Contents>> {
  const [only, ...others] = images;
  if (image === undefined && others.length > 0) {
    const names = images.map((one) => one.names[0] ?? one.digest).slice(0, 5);
    return {
      kind: 'refused',
      reason: reason('SUBJECT_MALFORMED', `${name} holds ${images.length} images, and it is not said which`, {
        hint: `oci-archive:FILE or oci-layout:FOLDER, with one of: ${names.map((one) => (one.includes(':') ? `@${one}` : `:${one}`)).join(' ')}`,
      }),
    };
  }
  if (image === undefined && only === undefined) return refused('SUBJECT_MISSING', `${name} holds no image`);
  const meant = image ?? { digest: only?.digest ?? '' };
  const listed = images.find((one) => ('tag' in meant ? one.names.includes(meant.tag) : one.digest === meant.digest));
  const tag = 'tag' in meant ? meant.tag : listed?.names.find((one) => !one.includes('/') && !one.includes(':'));
  return await imageContents({ store, image: meant, name, repository: undefined, tag, platform, spool });
}
