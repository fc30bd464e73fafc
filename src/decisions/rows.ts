import { SealwrightError } from '../base/index.ts';
import { throwMistakes, type PlainYaml, type Step } from '../settings/index.ts';
import type { Config, IgnoredRow } from './model.ts';
import type { ConfigFile } from './schema.ts';

/** The rows of one file, and those that are left out. */
export type Rows = Config['catalog'] & Pick<Config, 'ignored'>;

/**
 * Reads the catalog rows of one file; throws CONFIG_MALFORMED with the place of every field that is not understood. Rows
 * of an audited checkout add to the catalog and replace nothing of it. The catalog is loaded only when there are rows.
 */
export async function readRows(catalog: ConfigFile['catalog'], plain: PlainYaml, trust: Config['trust']): Promise<Rows> {
  if (catalog === undefined) return { actions: [], commands: [], ignored: [] };
  const { isBuiltIn, readUserRows } = await import('../catalog/index.ts');
  const { actions, commands, problems } = readUserRows(catalog);
  if (problems.length > 0) throwMistakes(problems.map((problem) => mistakeOf(problem, plain)));
  if (trust === 'person') return { actions, commands, ignored: [] };
  const ignored = [
    ...actions.flatMap((row, i) => (isBuiltIn(row) ? [ignoredAt(plain.placeOf(['catalog', 'actions', i, 'uses']), row.uses)] : [])),
    ...commands.flatMap((row, i) =>
      isBuiltIn(row) ? [ignoredAt(plain.placeOf(['catalog', 'commands', i, 'program']), [row.program, ...row.words].join(' '))] : [],
    ),
  ];
  return { actions: actions.filter((row) => !isBuiltIn(row)), commands: commands.filter((row) => !isBuiltIn(row)), ignored };
}

function ignoredAt(place: string, what: string): IgnoredRow {
  const found = /^(.*):(\d+)$/s.exec(place);
  return { path: found?.[1] ?? place, line: Number(found?.[2] ?? 1), what };
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
    hint: 'sealwright help docs/configuration shows what rows: takes',
  });
}
