import { actionRows, catalogPage, commandRows, toolRows } from '../../src/catalog/index.ts';
import type { Generated } from './generated.ts';

export function catalogDocument(): Generated {
  return { path: 'docs/catalog.md', text: catalogPage([...actionRows, ...commandRows, ...toolRows]) };
}
