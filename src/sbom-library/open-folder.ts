import { openFolderFiles } from '../folders/index.ts';
import { readFolder, type ByteTree } from '../sbom/index.ts';

/**
 * Opens a folder of the disk as a tree of bytes, to describe what is in it. Links in it are followed within it alone, no
 * device is opened, and other file systems in it are not entered. Throws FOLDER_MISSING or FOLDER_UNREADABLE.
 */
export function openFolder(path: string): ByteTree {
  return readFolder(openFolderFiles(path));
}
