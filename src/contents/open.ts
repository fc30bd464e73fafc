import { openRegistry, type ImageReference } from '../registry/oci/index.ts';
import { readFolder } from '../sbom/index.ts';
import { openNamedLayout, parseSubject, type NamedLayout } from '../subjects/index.ts';
import { parsed, quoted, refused, type Parsed } from '../trust/reason/index.ts';
import type { Contents, ContentsPorts } from './contents.ts';
import { filePart, openFile } from './file.ts';
import { archiveContents, layoutContents } from './image-archive.ts';
import { imageContents } from './image.ts';

export interface ContentsOptions {
  /** The only platform of an index that is wanted, such as `linux/arm64`. */
  readonly platform?: string | undefined;
}

/**
 * Finds what a word of the command line names: a folder, a file, a layout, an archive of images, or an image in a registry.
 * Gives what can be opened, with the digest that it has. Throws FOLDER_MISSING or FOLDER_UNREADABLE.
 */
export async function findContents(word: string, ports: ContentsPorts, { platform }: ContentsOptions = {}): Promise<Parsed<Contents>> {
  const { disk } = ports;
  const subject = parseSubject(word, disk);
  if (subject.kind === 'refused') return subject;
  const named = subject.value;
  switch (named.kind) {
    case 'file':
      return disk.open(named.path).kind === 'folder' ? parsed(folderContents(named.path, ports)) : await fileContents(named.path, ports, platform);
    case 'layout':
      return await layoutNamed(named, ports, platform);
    case 'image':
      return await registryContents(named.reference, ports, platform);
    case 'package':
      if (named.package.kind === 'image') return await registryContents(named.package.reference, ports, platform);
      return refused('SUBJECT_MALFORMED', `${quoted(word)} is a package, which is not fetched`, { hint: 'fetch it, and give the file' });
    case 'digest':
    case 'git':
      return refused('SUBJECT_MALFORMED', `${quoted(word)} is nothing that holds files here`, { hint: 'give a folder, a file or an image' });
  }
}

function folderContents(path: string, { disk, folder }: ContentsPorts): Contents {
  const { name } = disk.split(path);
  const files = folder(path);
  return { kind: 'one', part: { subject: { kind: 'folder', name }, open: async () => ({ kind: 'open', tree: readFolder(files), close: () => undefined }) } };
}

async function fileContents(path: string, { disk, spool }: ContentsPorts, platform: string | undefined): Promise<Parsed<Contents>> {
  const file = openFile(path, disk);
  if (file.kind === 'refused') return file;
  const images = await archiveContents({ named: file.value, image: undefined, platform, spool });
  return images.kind === 'no-image' ? parsed({ kind: 'one', part: await filePart(file.value, spool) }) : images;
}

async function layoutNamed(named: NamedLayout, { disk, spool }: ContentsPorts, platform: string | undefined): Promise<Parsed<Contents>> {
  const { path, form, image } = named;
  if (form === 'archive') {
    const file = openFile(path, disk);
    if (file.kind === 'refused') return file;
    const images = await archiveContents({ named: file.value, image, platform, spool });
    return images.kind === 'no-image' ? refused('SUBJECT_UNREADABLE', `${quoted(path)} is no archive of images`) : images;
  }
  const layout = openNamedLayout(named, disk);
  return layout.kind === 'refused' ? layout : await layoutContents(layout.value, { image, name: disk.split(path).name, platform, spool });
}

async function registryContents(reference: ImageReference, { asker, registry, spool }: ContentsPorts, platform: string | undefined): Promise<Parsed<Contents>> {
  const { registry: host, repository, tag, digest } = reference;
  const store = openRegistry(asker, reference, registry);
  const name = `${host}/${repository}`;
  return await imageContents({
    store,
    image: digest === undefined ? { tag: tag ?? 'latest' } : { digest },
    name,
    repository: name,
    tag: digest === undefined ? (tag ?? 'latest') : tag,
    platform,
    spool,
  });
}
