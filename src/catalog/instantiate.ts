import { literalOf } from '../values/index.ts';
import type { Text } from '../values/index.ts';
import { conditionWords } from '../workflow/index.ts';
import { evaluate } from './condition.ts';
import type { Effect } from './effect.ts';
import type { Applied } from './match.ts';
import type { Choice, Condition, EffectTemplate } from './schema.ts';
import type { Scope } from './scope.ts';
import { effectShapes, shapeOf, sinkShapes, subjectShapes } from './shape.ts';
import type { FieldShape, ObjectShape } from './shape.ts';
import { oneText, render } from './template.ts';

type Fields = Readonly<Record<string, unknown>>;

const maxVariants = 32;

/** Fills a template's texts with a call's values. Its `when` and `choose` are not looked at; see `applyTemplates`. */
export function instantiate(template: EffectTemplate, scope: Scope): Effect {
  // The table of shapes is total over the fields of every effect, which is what makes the result an effect.
  return fill(template as unknown as Fields, shapeOf(effectShapes, template.kind) ?? {}, scope) as unknown as Effect;
}

function fill(source: Fields, shape: ObjectShape, scope: Scope): Fields {
  const result: Record<string, unknown> = { kind: source['kind'] };
  const exclude: Text[] = [];
  for (const name in shape) {
    const value = source[name];
    const field = shape[name];
    if (value === undefined || field === undefined) continue;
    const filled = fillField(value, field, scope, exclude);
    if (filled !== undefined) result[name] = filled;
  }
  if (exclude.length > 0 && Object.hasOwn(shape, 'exclude')) result['exclude'] = [...((result['exclude'] as readonly Text[] | undefined) ?? []), ...exclude];
  return result;
}

function fillField(value: unknown, shape: FieldShape, scope: Scope, exclude: Text[]): unknown {
  if (typeof shape !== 'string') return value;
  switch (shape) {
    case 'text':
    case 'text?': {
      const rendered = render(String(value), scope);
      return rendered.given || shape === 'text' ? oneText(rendered) : undefined;
    }
    case 'texts':
    case 'texts?': {
      if (!Array.isArray(value)) {
        const one = render(String(value), scope);
        if (one.exclude.length > 0) exclude.push(...one.exclude);
        return one.given && (one.texts.length > 0 || shape === 'texts') ? one.texts : shape === 'texts?' ? undefined : [];
      }
      const all = [value].flat().map((one) => render(String(one), scope));
      exclude.push(...all.flatMap((one) => one.exclude));
      const texts = all.flatMap((one) => (one.given ? one.texts : []));
      return texts.length === 0 && shape === 'texts?' ? undefined : texts;
    }
    case 'map':
    case 'map?':
      return new Map(
        Object.entries(value as Fields).flatMap(([key, one]) => {
          const rendered = render(String(one), scope);
          return rendered.given ? [[key, oneText(rendered)] as const] : [];
        }),
      );
    case 'subject':
    case 'subject?':
      return fill(value as Fields, shapeOf(subjectShapes, String((value as Fields)['kind'])) ?? {}, scope);
    case 'sink':
    case 'sink?':
      return fill(value as Fields, shapeOf(sinkShapes, String((value as Fields)['kind'])) ?? {}, scope);
    case 'needs':
    case 'needs?':
      return (value as readonly Fields[]).map((need) =>
        typeof need['path'] === 'string' ? { ...need, path: literalOf(oneText(render(need['path'], scope))) ?? '' } : need,
      );
    case 'signer':
    case 'signer?':
      return Object.fromEntries(Object.entries(value as Fields).map(([key, one]) => [key, literalOf(oneText(render(String(one), scope))) ?? String(one)]));
    default:
      return value;
  }
}

interface Variant {
  readonly template: Fields;
  /** The undecided conditions that it rests on. */
  readonly keys: readonly string[];
}

/**
 * Applies the effects of a row to a call: those whose condition is refuted are left out, undecided ones are conditional,
 * and an effect with an undecided choice is yielded once for each value. Returns the effects in the row's order.
 */
export function applyTemplates(templates: readonly EffectTemplate[], scope: Scope): Pick<Applied<unknown>, 'effects' | 'doubts'> {
  const effects: { effect: Effect; holds: true | 'unknown'; conditions?: readonly string[] }[] = [];
  const doubts: string[] = [];
  for (const template of templates) {
    const decision = template.when === undefined ? { truth: true as const } : evaluate(template.when, scope);
    if (decision.truth === false) continue;
    const first: Variant = { template: template as unknown as Fields, keys: decision.truth === 'unknown' ? [decision.key] : [] };
    for (const variant of choose(first, template, scope)) {
      const effect = instantiate(variant.template as unknown as EffectTemplate, scope);
      effects.push(variant.keys.length === 0 ? { effect, holds: true } : { effect, holds: 'unknown', conditions: variant.keys });
      for (const key of variant.keys) {
        const doubt = `not decided: ${conditionWords(key)}`;
        if (!doubts.includes(doubt)) doubts.push(doubt);
      }
    }
  }
  return { effects, doubts };
}

function choose(first: Variant, template: EffectTemplate, scope: Scope): readonly Variant[] {
  if (template.choose === undefined) return [first];
  let variants: readonly Variant[] = [first];
  for (const [field, choice] of Object.entries(template.choose as Readonly<Record<string, Choice<unknown>>>)) {
    const options = decide(choice, first.template[field], scope);
    variants = variants.flatMap((variant) =>
      options.map((option) => ({
        template: { ...variant.template, [field]: option.value },
        keys: [...variant.keys, ...option.keys.filter((key) => !variant.keys.includes(key))],
      })),
    );
    if (variants.length > maxVariants) return variants.slice(0, maxVariants);
  }
  return variants;
}

function decide(choice: Choice<unknown>, otherwise: unknown, scope: Scope): readonly { readonly value: unknown; readonly keys: readonly string[] }[] {
  const options: { value: unknown; keys: readonly string[] }[] = [];
  const passed: string[] = [];
  for (const { when, value } of choice.cases) {
    const decision = evaluate(when, scope);
    if (decision.truth === false) continue;
    if (decision.truth === true) return [...options, { value, keys: [...passed] }];
    if (choice.undecided !== undefined) return [{ value: choice.undecided, keys: [] }];
    options.push({ value, keys: [...passed, decision.key] });
    const inverse = evaluate({ not: when } satisfies Condition, scope);
    passed.push(inverse.truth === 'unknown' ? inverse.key : decision.key);
  }
  return [...options, { value: otherwise, keys: passed }];
}
