import { linesOf } from './stanzas.ts';

/** Where systems say what they are; the first that is there counts. Source: os-release(5). */
export const osReleasePaths = ['etc/os-release', 'usr/lib/os-release'];

/** What a system says it is. */
export interface OsRelease {
  /** `debian`, `alpine`, `fedora`: lower case, and what package URLs have as namespace. */
  readonly id: string;
  readonly like: readonly string[];
  readonly versionId: string | undefined;
  /** A system without a number, such as Debian's testing, says this. */
  readonly codename: string | undefined;
  readonly prettyName: string | undefined;
}

/** Reads a file of shell assignments; undefined where it names no system. Source: os-release(5). */
export function parseOsRelease(text: string): OsRelease | undefined {
  const values = new Map<string, string>();
  for (const line of linesOf(text)) {
    const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim());
    if (match !== null) values.set(match[1] ?? '', unquote(match[2] ?? ''));
  }
  const id = values.get('ID')?.toLowerCase() ?? '';
  if (!/^[a-z0-9._-]{1,64}$/.test(id)) return undefined;
  const like = (values.get('ID_LIKE') ?? '').split(' ').filter((one) => one !== '');
  return { id, like, versionId: some(values.get('VERSION_ID')), codename: some(values.get('VERSION_CODENAME')), prettyName: some(values.get('PRETTY_NAME')) };
}

/** `debian-12`, `alpine-3.20.1`; the name alone where no version is said. */
export function distroOf({ id, versionId, codename }: OsRelease): string {
  const version = versionId ?? codename;
  return version === undefined ? id : `${id}-${version}`;
}

function some(value: string | undefined): string | undefined {
  return value === undefined || value === '' || value.length > 256 ? undefined : value;
}

function unquote(text: string): string {
  const mark = text[0];
  if ((mark !== '"' && mark !== "'") || !text.endsWith(mark) || text.length < 2) return text;
  const inner = text.slice(1, -1);
  return mark === '"' ? inner.replace(/\\(["$`\\])/g, '$1') : inner;
}
