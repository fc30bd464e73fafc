import { SealwrightError } from '../../base/index.ts';
import { refuseTooLarge } from './loggable.ts';
import type { Selection, Service, SigningConfig } from './signing-config.ts';

/** The services that a signing asks. */
export interface Chosen {
  readonly authority: Service | undefined;
  readonly logs: readonly Service[];
  readonly timestampAuthorities: readonly Service[];
  /** Of each kind those that may be asked in place of the one that was chosen, where any one will do. */
  readonly otherwise: { readonly logs: readonly Service[]; readonly timestampAuthorities: readonly Service[] };
}

/** Versions of their interfaces that we speak. */
const spoken = { authority: [1], log: [1, 2], timestamps: [1] } as const;

/**
 * Chooses services at a moment: those that we speak to and that are valid, the newest first, of the highest version alone,
 * at most one of each operator. Of certificate authorities there is one and no other. Throws SIGNING_CONFIG_UNREADABLE where too few are left.
 * Source: sigstore/protobuf-specs `sigstore_trustroot.proto`, SigningConfig and ServiceConfiguration.
 */
export function chooseServices(config: SigningConfig, { now, keyless }: { readonly now: number; readonly keyless: 'keyless' | 'key' }): Chosen {
  const from = config.from;
  const authority = usable(config.authorities, spoken.authority, now)[0];
  if (authority === undefined && keyless === 'keyless') throw short(from, 'no certificate authority that can be used now, and no key was given');
  const { chosen: logs, otherwise: otherLogs } = selected({
    services: config.logs,
    versions: spoken.log,
    wanted: config.logsWanted,
    now,
    from,
    what: 'transparency log',
  });
  const { chosen: timestampAuthorities, otherwise: otherAuthorities } = selected({
    services: config.timestampAuthorities,
    versions: spoken.timestamps,
    wanted: config.timestampsWanted,
    now,
    from,
    what: 'timestamp authority',
  });
  // A log of version 2 says no time of its own. Source: sigstore/rekor-tiles `CLIENTS.md`.
  if (keyless === 'keyless' && timestampAuthorities.length === 0 && !logs.some((log) => log.majorApiVersion === 1))
    throw short(from, 'nothing that says when a signature was made: no timestamp authority, and no log of version 1');
  return { authority, logs, timestampAuthorities, otherwise: { logs: otherLogs, timestampAuthorities: otherAuthorities } };
}

interface Selecting {
  readonly services: readonly Service[];
  readonly versions: readonly number[];
  readonly wanted: Selection;
  readonly now: number;
  readonly from: string;
  readonly what: string;
}

function selected({ services, versions, wanted, now, from, what }: Selecting): { readonly chosen: readonly Service[]; readonly otherwise: readonly Service[] } {
  // Nothing is asked of a kind of service that a deployment does not have.
  if (services.length === 0 && wanted.kind !== 'exact') return { chosen: [], otherwise: [] };
  const found = usable(services, versions, now);
  if (wanted.kind === 'undefined') throw short(from, `no selector that says how many of the services of its kind ${what} to ask`);
  const count = wanted.kind === 'exact' ? wanted.count : wanted.kind === 'any' ? 1 : Math.max(1, found.length);
  if (found.length < count) throw short(from, `${found.length} of the kind ${what} that can be used now, expected ${count}`);
  return { chosen: found.slice(0, count), otherwise: wanted.kind === 'any' ? found.slice(count) : [] };
}

/** Those of the highest version that we speak, valid now, one of each operator, the newest first. */
function usable(services: readonly Service[], versions: readonly number[], now: number): readonly Service[] {
  const valid = services
    .filter(
      ({ majorApiVersion, validFor }) => versions.includes(majorApiVersion) && now >= validFor.start && (validFor.end === undefined || now <= validFor.end),
    )
    .toSorted((a, b) => b.validFor.start - a.validFor.start);
  const highest = Math.max(...valid.map((one) => one.majorApiVersion));
  const operators = new Set<string>();
  return valid.filter(({ majorApiVersion, operator }) => {
    if (majorApiVersion !== highest || operators.has(operator)) return false;
    operators.add(operator);
    return true;
  });
}

function short(from: string, what: string): SealwrightError {
  return new SealwrightError('SIGNING_CONFIG_UNREADABLE', { message: `${from} has ${what}`, hint: 'give another with --signing-config FILE' });
}

/** Refuses a statement that is too large for the services that would be chosen, before any of them is asked. Throws STATEMENT_TOO_LARGE. */
export function mustFit(payload: Uint8Array, config: SigningConfig, how: Parameters<typeof chooseServices>[1]): void {
  refuseTooLarge(payload, chooseServices(config, how));
}
