/** JSON by RFC 8785, for values without fractions: keys sorted by UTF-16, no spaces. */
export function canonicalJson(value: unknown): string {
  return sortedJson(value, (text) => JSON.stringify(text));
}

/** The canonical JSON of The Update Framework, which escapes quotes and backslashes alone. Source: securesystemslib "OLPC canonical JSON". */
export function olpcJson(value: unknown): string {
  return sortedJson(value, (text) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
}

function sortedJson(value: unknown, quoted: (text: string) => string): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map((one) => sortedJson(one, quoted)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, one]) => `${quoted(name)}:${sortedJson(one, quoted)}`).join(',')}}`;
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

export function pemOf(label: string, der: Uint8Array): string {
  const lines = base64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
