const maxSentence = 600;

/** A sentence without its markup: marks of emphasis and code, and the addresses of links. Linear in the text. */
export function plainText(sentence: string): string {
  return sentence
    .slice(0, maxSentence)
    .replaceAll(/!\[[^\][]{0,200}\]\([^()\s]{0,400}\)/g, ' ')
    .replaceAll(/\[([^\][]{1,200})\](?:\([^()\s]{0,400}(?:[ \t]"[^"]{0,200}")?\)|\[[^\][]{0,100}\])/g, '$1')
    .replaceAll(
      /<\/?(?:a|b|i|u|s|em|strong|img|br|p|code|kbd|su[bp]|span|div|t[adhr]|table|li|[uo]l|details|summary|h[1-6]|picture|source)(?:\s[^<>]{0,300})?\/?>/gi,
      ' ',
    )
    .replaceAll(/[*`~]|(?<!\w)_|_(?!\w)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
