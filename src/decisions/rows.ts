import { SealwrightError } from '../base/index.ts';
import type { Config } from './model.ts';
import type { PlainYaml } from './plain.ts';
import type { ConfigFile } from './schema.ts';

/** Reads the catalog rows of one file; throws CONFIG_MALFORMED at the row that is not understood. */
export function readRows(catalog: ConfigFile['catalog'], plain: PlainYaml): Config['catalog'] {
  if (catalog === undefined) return { actions: [], commands: [] };
  throw new SealwrightError('CONFIG_MALFORMED', {
    message: 'catalog rows are not read by this version',
    at: plain.placeOf(['catalog']),
    hint: 'remove the catalog section',
  });
}
