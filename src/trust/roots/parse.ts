import { parseJson } from '../json/index.ts';
import { parsed, refused, type Parsed } from '../reason/index.ts';
import { readAuthority, readLog } from './authorities.ts';
import { fieldsOf, guardedRoot, listOf, RootFault, type Fields } from './fields.ts';
import type { LogAuthority, TrustedRoot } from './trusted-root.ts';

const rootTypes = new Set([
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot+json;version=0.2',
  'application/vnd.dev.sigstore.trustedroot.v0.1+json',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
]);
const configurationTypes = new Set([
  'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
  'application/vnd.dev.sigstore.clienttrustconfig+json;version=0.1',
]);

const maxEntries = 256;
const maxRoots = 64;

export interface RootSource {
  readonly from: string;
  readonly asOf?: string;
}

/** Reads one TrustedRoot, or the one of a ClientTrustConfig. Source: sigstore/protobuf-specs `sigstore_trustroot.proto`. */
export function parseTrustedRoot(bytes: Uint8Array, source: RootSource): Parsed<TrustedRoot> {
  const read = guardedRoot(() => rootOf(json(bytes), source));
  return read.kind === 'read' ? parsed(read.value) : read;
}

/** Reads a file of one root, or of one root a line as `gh` takes it. All must be sound: the one that is not could be the one that counts. */
export function parseTrustedRoots(bytes: Uint8Array, source: RootSource): Parsed<readonly [TrustedRoot, ...TrustedRoot[]]> {
  const whole = parseTrustedRoot(bytes, source);
  if (whole.kind === 'parsed') return parsed([whole.value]);
  const lines = linesOf(bytes);
  // Several lines of one document that was set out over them are not each an object.
  if (lines.length < 2 || lines.some((line) => line[0] !== 0x7b || line.at(-1) !== 0x7d)) return whole;
  if (lines.length > maxRoots) return refused('ROOT_MALFORMED', `more than ${maxRoots} roots in one file`);
  const roots: TrustedRoot[] = [];
  for (const [index, line] of lines.entries()) {
    const root = parseTrustedRoot(line, { ...source, from: `${source.from}, line ${index + 1}` });
    if (root.kind === 'refused') return root;
    roots.push(root.value);
  }
  const [first, ...rest] = roots;
  return first === undefined ? whole : parsed([first, ...rest]);
}

function rootOf(value: unknown, source: RootSource): TrustedRoot {
  const fields = fieldsOf(value, 'the trusted root');
  const type = fields['mediaType'];
  if (typeof type !== 'string') throw new RootFault('the trusted root has no mediaType');
  if (configurationTypes.has(type)) return rootOf({ ...fieldsOf(fields['trustedRoot'], 'trustedRoot') }, source);
  if (!rootTypes.has(type)) throw new RootFault(`the trusted root is of another type: ${JSON.stringify(type.slice(0, 100))}`);
  const left: string[] = [];
  return {
    from: source.from,
    asOf: source.asOf,
    logs: logsOf(fields, 'tlogs', left),
    ctLogs: logsOf(fields, 'ctlogs', left),
    authorities: listOf(fields['certificateAuthorities'], 'certificateAuthorities', maxEntries).map((one, i) =>
      readAuthority(one, `certificateAuthorities[${i}]`),
    ),
    timestampAuthorities: listOf(fields['timestampAuthorities'], 'timestampAuthorities', maxEntries).map((one, i) =>
      readAuthority(one, `timestampAuthorities[${i}]`),
    ),
    left,
  };
}

function logsOf(fields: Fields, name: string, left: string[]): readonly LogAuthority[] {
  return listOf(fields[name], name, maxEntries).flatMap((one, index) => {
    const log = readLog(one, `${name}[${index}]`);
    if (log === undefined) left.push(`${name}[${index}]`);
    return log ?? [];
  });
}

function json(bytes: Uint8Array): unknown {
  const read = parseJson(bytes, { what: 'the trusted root', code: 'ROOT_MALFORMED' });
  if (read.kind === 'refused') throw new RootFault(read.reason.message);
  return read.value;
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const found = bytes.indexOf(0x0a, at);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(at, bytes[end - 1] === 0x0d ? end - 1 : end);
    if (line.length > 0) lines.push(line);
    at = end + 1;
  }
  return lines;
}
