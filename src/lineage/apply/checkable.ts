import type { Effect } from '../../catalog/index.ts';
import { literalOf, show, type Text } from '../../values/index.ts';
import type { Machine } from '../machine.ts';
import type { EvidenceRecord } from '../model.ts';
import type { ApplyContext } from './context.ts';
import { madeKeyOf } from './keys.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** What is attached as a signature: one that an earlier command made, a text that surely is none, or something that was not read. */
export function attachedSignature(
  machine: Machine,
  file: Text,
  ctx: ApplyContext,
): { readonly made?: Pick<EvidenceRecord, 'mechanism' | 'keyless' | 'key' | 'madeKey' | 'weak'>; readonly fails?: string } {
  const found = machine.find(machine.paths([file], ctx.cwd, { glob: ctx.glob }), ctx.at);
  const made = found.flatMap((f) => machine.trace.carriedBy(f.item.batch)).find((e) => e.kind === 'signature');
  if (made !== undefined) {
    made.consumed = true;
    const { mechanism, keyless, key, madeKey, cannotWork } = made;
    const own = { mechanism, keyless, key, weak: [...machine.weak(ctx.weak), ...made.weak], ...(madeKey === undefined ? {} : { madeKey }) };
    return { made: own, ...(cannotWork === undefined ? {} : { fails: `the signature that it attaches can never be made: ${cannotWork}` }) };
  }
  const written = found.length > 0 && found.every((f) => f.content !== undefined && literalOf(f.content) !== undefined);
  return written ? { fails: `${show(file)} is a text that a script writes, and no signature` } : {};
}

/** What a check of a signature needs besides it: a certificate where it is keyless, the public half of a key that nobody had before. */
export function neededToCheck(machine: Machine, effect: Of<'signs'> | Of<'attests'>, ctx: ApplyContext): Pick<EvidenceRecord, 'certificates' | 'madeKey'> {
  const madeKey = effect.keyless ? undefined : madeKeyOf(machine, effect, ctx.cwd);
  return {
    ...(effect.keyless && (effect.bare === true || effect.certificates !== undefined) ? { certificates: [] } : {}),
    ...(madeKey === undefined ? {} : { madeKey }),
  };
}
