import { SealwrightError } from '../base/index.ts';
import { throwMistakes } from './mistakes.ts';
import type { Config } from './model.ts';
import type { PlainYaml, Step } from './plain.ts';
import type { ConfigFile } from './schema.ts';

/**
 * Reads the catalog rows of one file; throws CONFIG_MALFORMED with the place of every field that is not understood. The
 * catalog is loaded only when there are rows.
 */
export async function readRows(catalog: ConfigFile['catalog'], plain: PlainYaml): Promise<Config['catalog']> {
  if (catalog === undefined) return { actions: [], commands: [] };
  const { readUserRows } = await import('../catalog/index.ts');
  const { actions, commands, problems } = readUserRows(catalog);
  if (problems.length > 0) throwMistakes(problems.map((problem) => mistakeOf(problem, plain)));
  return { actions, commands };
}

function mistakeOf(
  problem: { readonly path: readonly Step[]; readonly message: string; readonly expected?: string; readonly got?: string },
  plain: PlainYaml,
): SealwrightError {
  const steps = ['catalog', ...problem.path];
  return new SealwrightError('CONFIG_MALFORMED', {
    message: `${steps.join('.')}: ${problem.message}`,
    at: plain.placeOf(steps),
    ...(problem.expected === undefined ? {} : { expected: problem.expected }),
    ...(problem.got === undefined ? {} : { got: problem.got }),
    hint: 'docs/catalog.md has rows to learn from',
  });
}
