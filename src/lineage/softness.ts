import type { Softness } from '../shell/index.ts';
import type { Weakness } from './model.ts';
import { conditionsOf } from '../workflow/index.ts';
import { sharedKey } from './secret-keys.ts';

/**
 * What a command's place in its script says of its effects, as `weaknessOf` does; a script's question about a value that
 * a workflow's condition made is that condition, and one of several that hold together is each of them.
 */
export function weaknessesOf(soft: Softness): readonly Weakness[] {
  const one = weaknessOf(soft);
  const asked = one.kind === 'conditional' ? conditionsOf(one.key) : undefined;
  return asked === undefined ? [one] : asked.map(({ key, how }) => ({ ...one, key, how }));
}

/** What a command's place in its script says of its effects: that they depend on a condition, or that its failure is passed over. */
function weaknessOf(soft: Softness): Weakness {
  if (soft.kind === 'swallowed') return { kind: 'swallowed', key: `${soft.how}@${soft.span.file}:${soft.span.start}`, how: soft.how, at: soft.span };
  const key = sharedKey(soft.key);
  const how = key === soft.key ? soft.how : key.startsWith('!') ? key.slice(1).replace(/ is set$/, ' is not set') : key;
  return { kind: 'conditional', key, how, at: soft.span, ...(soft.varies === true ? { varies: true } : {}) };
}
