import { hash } from 'node:crypto';

const columns = ['hashes', 'signature', 'sbom', 'provenance'] as const;
export type Column = (typeof columns)[number];

/** A cell as the audit says it, and what was seen of what was published. */
export interface Agreement {
  readonly surface: string;
  readonly subject: string;
  readonly column: Column;
  readonly audited: string;
  readonly observed: 'yes' | 'no';
  readonly agrees: boolean;
}

interface AuditJson {
  readonly surfaces: readonly {
    readonly name: string;
    readonly kind: string;
    readonly controls: Readonly<Record<string, { readonly status: string; readonly how: string | null }>>;
  }[];
}

interface VerdictJson {
  readonly subjects: readonly {
    readonly subject: string;
    readonly resolved: string | null;
    readonly digests: Readonly<Record<string, string>>;
    readonly pieces: readonly {
      readonly kind: string | null;
      readonly signer: object | null;
      readonly list: string | null;
      readonly reasons: readonly { readonly code: string }[];
    }[];
  }[];
}

/** What was published, and where the audit speaks of it. */
export interface Published {
  /** A part of the surface's name in the audit. */
  readonly surface: string;
  /** A part of the subject's name in the verdict. */
  readonly subject: string;
  /** A published digest that a download is held against: in a list, or in the very name of an image. */
  readonly hasDigest: boolean;
}

/** Holds every cell of the audit against what a stranger found. */
export function agreements(audit: string, verdict: string, published: readonly Published[]): readonly Agreement[] {
  const { surfaces } = JSON.parse(audit) as AuditJson;
  const { subjects } = JSON.parse(verdict) as VerdictJson;
  return published.flatMap(({ surface: called, subject: named, hasDigest }) => {
    const surface = surfaces.find(({ name }) => name.includes(called));
    const subject = subjects.find((one) => `${one.subject} ${one.resolved ?? ''}`.includes(named));
    if (surface === undefined || subject === undefined) throw new Error(`${surface === undefined ? called : named} is in neither of the two answers`);
    const seen = (kinds: readonly string[]): boolean =>
      subject.pieces.some(
        ({ kind, signer, list, reasons }) =>
          signer !== null && list === null && kinds.includes(kind ?? '') && reasons.every(({ code }) => code === 'EVIDENCE_OTHER_KIND'),
      );
    const observed = { hashes: hasDigest, signature: seen(['signature']), sbom: seen(['spdx', 'cyclonedx']), provenance: seen(['provenance']) };
    return columns.map((column): Agreement => {
      const { status = 'absent', how = null } = surface.controls[column] ?? {};
      return {
        surface: surface.name,
        subject: subject.resolved ?? subject.subject,
        column,
        audited: status === 'present' ? (how ?? 'present') : status,
        observed: observed[column] ? 'yes' : 'no',
        agrees: status === (observed[column] ? 'present' : 'absent'),
      };
    });
  });
}

/** Whether a list of checksums gives a file's digest, as `sha256sum --check` asks. */
export function isListed(list: string, name: string, bytes: Uint8Array): boolean {
  return list.split('\n').includes(`${hash('sha256', bytes)}  ${name}`);
}
