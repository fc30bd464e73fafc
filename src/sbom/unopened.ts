/** Names of files that hold files: what is in them is not looked at where nobody wants them. */
const archiveName =
  /\.(?:tar(?:\.(?:gz|xz|bz2|zst|lz4?|Z))?|t[gbx]z|tzst|zip|7z|rar|cpio|whl|egg|crate|gem|nupkg|vsix|jmod|deb|rpm|apk|snap|appimage|flatpak|iso|img|qcow2|vmdk|squashfs|sqsh|dmg|pkg|msi|cab)$/i;

/** Whether a path is that of an archive or of the image of a disk. */
export function isArchiveName(path: string): boolean {
  return archiveName.test(path);
}

const mostNames = 5;

/** What a document says of archives that were met and not opened; nothing where there are none. */
export function unopenedNotes(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  const names = paths.slice(0, mostNames).join(', ');
  const more = paths.length > mostNames ? `, and ${paths.length - mostNames} more` : '';
  return [`what is in archives that lie in it: ${names}${more}`];
}
