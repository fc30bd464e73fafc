import type { Span } from '../base/index.ts';

export const controlIds = ['hashes', 'signature', 'sbom', 'provenance', 'verifyRecipe'] as const;
export type ControlId = (typeof controlIds)[number];

export type Status = 'present' | 'partial' | 'absent' | 'unknown' | 'not-applicable';

/** `present` and `partial` take the first five, `absent` the last two or null, the others null. */
export type Strength = 'best-effort' | 'wired' | 'inherited' | 'self-verified' | 'consumer-verifiable' | 'cannot-work' | 'declared';

/** One step of the chain that an answer rests on. */
export interface Because {
  readonly span: Span;
  /** What that text does, in a few words: `signs vmaf, *.so`. */
  readonly what: string;
  /** `covers` supports the answer, `lowers` weakens it, `misses` is what is not covered, `assumes` is taken on trust. */
  readonly role: 'publishes' | 'covers' | 'lowers' | 'misses' | 'assumes' | 'transports';
}

/** A control's answer for one surface. */
export interface Evidence {
  readonly status: Status;
  readonly strength: Strength | null;
  /** The mechanism in the report's words: `cosign keyless`, `checksum file`, `index`. Empty when there is none. */
  readonly how: string;
  readonly binds: 'digest' | 'tag' | 'path' | null;
  readonly attachedTo: string | null;
  /** Required for `unknown`, `partial` and `cannot-work`: one line of cause. */
  readonly reason: string | null;
  readonly assumes: readonly string[];
  readonly because: readonly Because[];
  /** What would raise the answer by one grade, when it is known. */
  readonly raise: string | null;
}

export type Controls = Readonly<Record<ControlId, Evidence>>;
