import type { LateFormat, LateInput } from './formats/input.ts';

/** Returns the report in a form whose code is loaded now: a plain audit starts without it. */
export async function renderLate(format: LateFormat, input: LateInput): Promise<string> {
  const { renderers } = await import('./formats/index.ts');
  return renderers[format](input);
}
