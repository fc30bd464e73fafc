/**
 * The address of the next page, or undefined where there is none. Takes a Link header (RFC 8288 section 3) and the
 * address that it came from, whose origin it must not leave; `elsewhere` where it does.
 */
export function nextPage(header: string | null, from: string): string | 'elsewhere' | undefined {
  for (const part of (header ?? '').slice(0, 8_000).matchAll(/<([^<>]*)>([^<]*)/g)) {
    if (!/;\s*rel\s*=\s*(?:"next"|next)\s*(?:[;,]|$)/i.test(part[2] ?? '')) continue;
    const url = URL.parse(part[1] ?? '', from);
    if (url === null || url.origin !== new URL(from).origin || url.username !== '' || url.password !== '') return 'elsewhere';
    return url.href;
  }
  return undefined;
}
