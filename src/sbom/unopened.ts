/** Names of files that hold files: what is in them is not looked at where nobody wants them. */
const archiveName =
  /\.(?:tar(?:\.(?:gz|xz|bz2|zst|lz4?|Z))?|t[gbx]z|tzst|zip|7z|rar|cpio|whl|egg|pyz|pex|shiv|crate|gem|nupkg|vsix|xpi|jmod|aar|kar|aab|ipa|xapk|phar|deb|rpm|apk|snap|appimage|flatpak|iso|img|qcow2|vmdk|squashfs|sqsh|dmg|pkg|msi|cab)$/i;

/** One file, packed; what it is says the rest of its name. */
const packedName = /\.(?:gz|xz|bz2|zst|lzma|Z)$/;
/** Texts that are packed so that they are small, such as pages of manuals, parts of web sites and data. */
const packedText =
  /\.(?:[cm]?[jt]sx?|css|html?|json\w*|map|md|txt|svg|xml|ya?ml|toml|csv|tsv|log|sql|po|mo|info|ps|eps|dvi|pcf|psf|ttf|otf|npy|wasm|ko|fw|bin|Debian|NEWS|changelog|patch|diff|dsc)\.\w+$/i;
const packedPlace = /(?:^|\/)(?:man\d?[a-z]*|share\/(?:doc|man|info|locale|fonts|consolefonts|keymaps|i18n|games)|lib\/(?:modules|firmware))\//;

/** Whether a path is that of an archive, of the image of a disk, or of a program that is packed. */
export function isArchiveName(path: string): boolean {
  return archiveName.test(path) || (packedName.test(path) && !packedText.test(path) && !packedPlace.test(path));
}

const programName = /\.(?:so(?:\.[\d.]+)?|dll|dylib|jnilib|exe)$/i;

/** Whether a path in an archive that holds other archives is that of something with packages of its own: an archive that is not opened, or a program. */
export function isUnopenedInside(path: string): boolean {
  return programName.test(path) || isArchiveName(path);
}

const mostNames = 5;

/** What a document says of archives that were met and not opened; nothing where there are none. */
export function unopenedNotes(paths: readonly string[], what = 'archives that lie in it'): readonly string[] {
  if (paths.length === 0) return [];
  const names = paths.slice(0, mostNames).join(', ');
  const more = paths.length > mostNames ? `, and ${paths.length - mostNames} more` : '';
  return [`what is in ${what}: ${names}${more}`];
}
