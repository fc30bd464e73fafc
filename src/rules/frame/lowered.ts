import type { Because, ControlId } from '../../controls/index.ts';
import { cellsOf, has, ofCell, restOf } from './ask.ts';
import type { RuleInput } from './input.ts';
import type { Found } from './rule.ts';

const words = { hashes: 'its checksum list', signature: 'its signature', sbom: 'its SBOM', provenance: 'its provenance' } as const;
type Made = keyof typeof words;

/** What weakens evidence of a surface: one thing in the text, and all the evidence that it weakens. */
export interface Lowered {
  readonly by: Because;
  readonly controls: readonly ControlId[];
  /** `its signature and its provenance`. */
  readonly what: string;
  readonly base: Pick<Found, 'at' | 'related' | 'surface' | 'path'>;
}

/** The reasons of these sorts for which evidence is best effort, each once for a surface. */
export function loweredBy(input: RuleInput, accept: (reason: string) => boolean): readonly Lowered[] {
  const out = new Map<string, { by: Because; controls: Made[]; base: Lowered['base']; key: string }>();
  for (const control of ['signature', 'provenance', 'sbom', 'hashes'] as const) {
    for (const cell of cellsOf(input, control)) {
      const { evidence, surface } = cell;
      // An attestation's digest is no list of its own.
      if (!has(evidence) || (control === 'hashes' && evidence.how !== 'checksum file')) continue;
      if (control === 'signature' && evidence.how === 'attestation only') continue;
      const by = evidence.because.find((one) => one.role === 'lowers' && accept(one.what));
      if (by === undefined || (evidence.strength !== 'best-effort' && evidence.status === 'present')) continue;
      const key = `${surface.info.id}\u0001${by.span.file}:${by.span.start}\u0001${by.what}`;
      const known = out.get(key);
      if (known !== undefined) known.controls.push(control);
      else {
        const { path } = ofCell(cell);
        out.set(key, {
          by,
          controls: [control],
          key,
          base: { at: by.span, related: restOf(evidence, by.span), surface: surface.info.id, path: [...path, control] },
        });
      }
    }
  }
  return [...out.values()].map(({ by, controls, base }) => ({ by, controls, base, what: controls.map((one) => words[one]).join(' and ') }));
}
