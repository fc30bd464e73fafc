// Opens folders of the disk, for whoever reads all that is in them.
// Enters: a path. Leaves: what is listed there, and bytes of its files in any order.
// Refuses to follow a link, to open a device, and to enter another file system.
export { openFolderFiles } from './folder-files.ts';
