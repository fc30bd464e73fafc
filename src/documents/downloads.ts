const maxLine = 2_000;

/**
 * The file that a line downloads under another name: what it is called where it is published, and what the reader calls
 * it; undefined for a line that keeps the name or downloads nothing.
 */
export function renamedDownload(line: string): { readonly published: string; readonly called: string } | undefined {
  if (line.length > maxLine || !line.includes('://')) return undefined;
  const tool = /\b(curl|wget)\b/.exec(line)?.[1];
  const published = /https?:\/\/[^\s"'`<>]+\/([^\s"'`/?#<>]+)/.exec(line)?.[1];
  if (tool === undefined || published === undefined) return undefined;
  const named =
    tool === 'curl'
      ? /\s(?:-[a-zA-Z]*o|--output)[ =]["']?([^\s"'|>&;-][^\s"'|>&;]*)/
      : /\s(?:-[a-zA-Z]*O|--output-document)[ =]?["']?([^\s"'|>&;-][^\s"'|>&;]*)/;
  const called = (named.exec(line) ?? /(?<![0-9&>])>[ \t]*["']?([^\s"'|>&;]+)/.exec(line))?.[1]?.split('/').at(-1);
  return called === undefined || called === '' || called === published ? undefined : { published, called };
}
