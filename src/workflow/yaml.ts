import { LineIndex } from '../base/index.ts';
import { FullReader } from './full-yaml.ts';
import type { ParsedYaml } from './full-yaml.ts';
import { readQuickly } from './quick-yaml.ts';

/**
 * Reads the first document of a YAML text (YAML 1.2, core schema). Merge keys are applied, aliases are shared nodes.
 * A syntax error, an alias bomb or a document too deep makes `node` undefined; duplicate keys, further documents and
 * no-break spaces are noted and read on. Never throws.
 */
export function parseYaml(path: string, text: string): ParsedYaml {
  const source = { text, lines: new LineIndex(path, text) };
  const quick = readQuickly(source);
  if (quick !== undefined) return { node: quick, problems: [] };
  const reader = new FullReader(source);
  const first = reader.documents('first')[0] ?? { node: undefined, problems: [] };
  return { node: first.node, problems: [...first.problems, ...reader.notes()] };
}

/** Reads every document of a YAML text. See `parseYaml`. */
export function parseYamlDocuments(path: string, text: string): readonly ParsedYaml[] {
  const reader = new FullReader({ text, lines: new LineIndex(path, text) });
  const documents = reader.documents('all');
  const notes = reader.notes();
  return documents.map((document, i) => (i === 0 ? { node: document.node, problems: [...document.problems, ...notes] } : document));
}
