import { actionRows } from '../../src/catalog/actions/index.ts';
import { commandRows } from '../../src/catalog/commands/index.ts';
import { catalogPage, toolRows } from '../../src/catalog/index.ts';
import type { Generated } from './generated.ts';

export function catalogDocument(): Generated {
  return { path: 'docs/catalog.md', text: catalogPage([...actionRows, ...commandRows, ...toolRows]) };
}
