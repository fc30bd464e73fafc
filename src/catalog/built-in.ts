import { actionRows } from './actions/index.ts';
import { commandRows } from './commands/index.ts';
import { storeOfRows, type RowStore } from './row-store.ts';

/** The catalog's own rows. The build puts a module in place of this one that holds the same rows as text. */
export const builtIn: RowStore = storeOfRows(actionRows, commandRows);
