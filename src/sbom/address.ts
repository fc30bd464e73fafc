/** An address as it can stand in a document, or undefined: one that is none, or that may hold a secret, is left out. */
export function addressOf(text: string | undefined): string | undefined {
  if (text === undefined || !/^[!#-;=?-[\]_a-z~]+$/.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, username, password } = new URL(text);
  // Tokens stand in place of a name too; `git@` does not.
  return password !== '' || (username !== '' && !(protocol.includes('ssh') && username === 'git')) ? undefined : text;
}

/** The same of a page for people. */
export function pageOf(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\//.test(text) ? addressOf(text) : undefined;
}
