/** As many bytes as `startsProgram` looks at. */
export const programStartBytes = 8;

const starts = ['7f454c46', '4d5a', 'cffaedfe', 'cefaedfe', 'feedfacf', 'feedface', 'cafebabe'];

/**
 * Whether a file that begins so may be a program: whoever packs or uploads a file may lose the bit that says that it can be
 * run. Source: ELF, "ELF Identification"; PE, "MS-DOS Stub"; Mach-O, `mach-o/loader.h` and `mach-o/fat.h`.
 */
export function startsProgram(start: Uint8Array): boolean {
  const hex = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, 4)).toString('hex');
  return starts.some((one) => hex.startsWith(one));
}
