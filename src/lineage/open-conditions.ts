import type { Span } from '../base/index.ts';
import { conditionWords } from '../workflow/index.ts';
import type { Weakness } from './model.ts';

/** What an effect is conditional on where its call does not decide it: each question by itself, so that one that a publication shares is known. */
export function openConditions(
  { holds, conditions }: { readonly holds: true | 'unknown'; readonly conditions?: readonly string[] },
  otherwise: { readonly key: string; readonly how: string },
  at: Span,
): readonly Weakness[] {
  if (holds === true) return [];
  if (conditions === undefined || conditions.length === 0) return [{ kind: 'conditional', ...otherwise, at }];
  return conditions.map((key): Weakness => ({ kind: 'conditional', key, how: conditionWords(key), at }));
}
