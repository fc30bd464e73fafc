const most = 240;

/** Text of the evidence for a message: in quotes, bounded, and with everything that is no plain ASCII as an escape. */
export function quoted(text: string): string {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  const escaped = JSON.stringify(shown).replaceAll(/[^\u{20}-\u{7E}…]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
  return escaped;
}
