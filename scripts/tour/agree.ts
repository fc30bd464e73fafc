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

interface Subject {
  readonly subject: string;
  readonly resolved: string | null;
  readonly digests: Readonly<Record<string, string>>;
  readonly pieces: readonly {
    readonly kind: string | null;
    readonly signer: object | null;
    readonly list: string | null;
    readonly reasons: readonly { readonly code: string }[];
  }[];
}

interface VerdictJson {
  readonly subjects: readonly Subject[];
}

/** What was published, and where the audit speaks of it. */
export interface Published {
  /** A part of the surface's name in the audit. */
  readonly surface: string;
  /** The subject of the verdict, by what is in its name. */
  readonly subject: (name: string) => boolean;
  /** The verdict on those that have the SBOMs, where it is not the subject: each platform of an image has one of its own. */
  readonly described?: string;
  /** A published digest that a download is held against: in a list, or in the very name of an image. */
  readonly hasDigest: boolean;
}

/** Holds every cell of the audit against what a stranger found. */
export function agreements(audit: string, verdict: string, published: readonly Published[]): readonly Agreement[] {
  const { surfaces } = JSON.parse(audit) as AuditJson;
  const { subjects } = JSON.parse(verdict) as VerdictJson;
  return published.flatMap(({ surface: called, subject: isSubject, described, hasDigest }) => {
    const nameOf = (one: Subject): string => `${one.subject} ${one.resolved ?? ''}`;
    const surface = surfaces.find(({ name }) => name.includes(called));
    const subject = subjects.find((one) => isSubject(nameOf(one)));
    if (surface === undefined || subject === undefined) throw new Error(`${called} is not in both answers`);
    const parts = described === undefined ? [subject] : (JSON.parse(described) as VerdictJson).subjects;
    const observed = {
      hashes: hasDigest,
      signature: carries(subject, ['signature']),
      sbom: parts.length > 0 && parts.every((one) => carries(one, ['spdx', 'cyclonedx'])),
      provenance: carries(subject, ['provenance']),
    };
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

/** Whether evidence of a kind was asked for, found and verified; of a signature there is nothing to ask but whether it holds. */
function carries({ pieces }: Subject, kinds: readonly string[]): boolean {
  return pieces.some(
    ({ kind, signer, list, reasons }) =>
      signer !== null && list === null && kinds.includes(kind ?? '') && reasons.every(({ code }) => kind === 'signature' && code === 'EVIDENCE_OTHER_KIND'),
  );
}

/** Whether a list of checksums gives a file's digest, as `sha256sum --check` asks. */
export function isListed(list: string, name: string, bytes: Uint8Array): boolean {
  return list.split('\n').includes(`${hash('sha256', bytes)}  ${name}`);
}
