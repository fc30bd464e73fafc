import { limits } from '../../base/index.ts';
import { Fields, parseJson, reading, type JsonValue } from '../json/index.ts';
import { refused, type Parsed } from '../reason/index.ts';

/** Where to sign. Source: sigstore/protobuf-specs `sigstore_trustroot.proto`, SigningConfig. */
export interface SigningConfig {
  /** For a person: a file, or whose config it is. */
  readonly from: string;
  /** The day on which it is known to have been current; left out where nobody says. */
  readonly asOf?: string;
  readonly authorities: readonly Service[];
  readonly logs: readonly Service[];
  readonly logsWanted: Selection;
  readonly timestampAuthorities: readonly Service[];
  readonly timestampsWanted: Selection;
}

/** A service. Its URL is a base; that of a timestamp authority is complete. */
export interface Service {
  readonly url: string;
  readonly majorApiVersion: number;
  /** Milliseconds since 1970, both inclusive. */
  readonly validFor: { readonly start: number; readonly end: number | undefined };
  readonly operator: string;
}

/** How many services of a kind are to be asked. */
export type Selection = { readonly kind: 'all' | 'any' | 'undefined' } | { readonly kind: 'exact'; readonly count: number };

const configType = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
const clientConfigTypes = new Set([
  'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
  'application/vnd.dev.sigstore.clienttrustconfig+json;version=0.1',
]);
const code = 'ROOT_MALFORMED';

/** Reads a SigningConfig of version 0.2, or the one of a ClientTrustConfig. Fields that it does not know are refused, as other readers of protobuf-JSON do. */
export function parseSigningConfig(bytes: Uint8Array, from: string): Parsed<SigningConfig> {
  if (bytes.length > limits.maxSigningConfigBytes) return refused(code, `the signing config has more than ${limits.maxSigningConfigBytes} bytes`);
  const json = parseJson(bytes, { what: 'the signing config', code });
  return json.kind === 'refused' ? json : reading(() => configOf(json.value, from));
}

function configOf(value: JsonValue | undefined, from: string): SigningConfig {
  const fields = new Fields(value, { path: 'the signing config', code, spelling: 'protobuf' });
  const type = fields.text('mediaType');
  if (clientConfigTypes.has(type)) return configOf(fields.value('signingConfig'), from);
  if (type !== configType) fields.fail(`is of another type than ${configType}`);
  fields.value('oidcUrls');
  const config: SigningConfig = {
    from,
    authorities: servicesOf(fields, 'caUrls'),
    logs: servicesOf(fields, 'rekorTlogUrls'),
    logsWanted: selectionOf(fields, 'rekorTlogConfig'),
    timestampAuthorities: servicesOf(fields, 'tsaUrls'),
    timestampsWanted: selectionOf(fields, 'tsaConfig'),
  };
  fields.nothingElse();
  return config;
}

function servicesOf(fields: Fields, name: string): readonly Service[] {
  return fields.objects(name, limits.maxSigningServices).map((one) => {
    const url = one.text('url');
    const parsed = URL.parse(url);
    if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '') one.fail('has an address that is none');
    const version = Number(one.count('majorApiVersion', { absent: 0n }));
    const range = one.object('validFor');
    const start = timeOf(range, 'start') ?? range.fail('has no start');
    const end = timeOf(range, 'end');
    const operator = one.optionalText('operator') ?? '';
    for (const each of [range, one]) each.nothingElse();
    return { url, majorApiVersion: version, validFor: { start, end }, operator };
  });
}

function timeOf(fields: Fields, name: string): number | undefined {
  const text = fields.optionalText(name);
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? fields.fail(`has ${name} that is no time`) : at;
}

function selectionOf(fields: Fields, name: string): Selection {
  const config = fields.optionalObject(name);
  if (config === undefined) return { kind: 'undefined' };
  const selector = config.value('selector');
  const count = Number(config.count('count', { absent: 0n }));
  config.nothingElse();
  switch (selector) {
    case 'ALL':
    case 1:
      return { kind: 'all' };
    case 'ANY':
    case 2:
      return { kind: 'any' };
    case 'EXACT':
    case 3:
      return count > 0 ? { kind: 'exact', count } : config.fail('asks for an exact count and has none');
    case undefined:
    case 'SERVICE_SELECTOR_UNDEFINED':
    case 0:
      return { kind: 'undefined' };
    default:
      return config.fail('has a selector that is not known');
  }
}
