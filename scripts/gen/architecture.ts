import { parseArchitecture, type Room } from './rooms.ts';
import { markdownTable, type Generated, type ReadProject } from './generated.ts';

const path = 'docs/architecture.md';
const begin = '<!-- generated from architecture.json: begin -->';
const end = '<!-- generated from architecture.json: end -->';

/** The hand-written page with its table of rooms and picture made anew. */
export function architecturePage(read: ReadProject): Generated {
  const page = read(path) ?? `# Architecture\n\n${begin}\n${end}\n`;
  const rooms = parseArchitecture(read('docs/architecture.json') ?? '');
  const table = markdownTable(
    ['Level', 'Room', 'Purpose', 'May import'],
    rooms.map((room) => [String(room.level), `\`${room.name}/\``, room.purpose, imports(room)]),
  );
  const first = page.indexOf(begin);
  const last = page.indexOf(end);
  if (first === -1 || last < first) throw new Error(`${path} has lost its generated part: put back "${begin}" and "${end}"`);
  return { path, text: `${page.slice(0, first + begin.length)}\n\n${table}\n\n\`\`\`mermaid\n${picture(rooms)}\n\`\`\`\n\n${page.slice(last)}` };
}

function imports(room: Room): string {
  const rooms = [...room.mayImport.map((one) => `\`${one}\``), ...room.mayImportTypesOf.map((one) => `types of \`${one}\``)];
  return rooms.join(', ') || '–';
}

/** Arrows point at what is imported; `base` and `values` are left out of them, for nearly every room imports both. Dotted arrows are types alone. */
function picture(rooms: readonly Room[]): string {
  const lines = ['flowchart BT'];
  for (const level of [...new Set(rooms.map((room) => room.level))].toSorted((a, b) => a - b)) {
    lines.push(`  subgraph L${level}["level ${level}"]`);
    for (const room of rooms) if (room.level === level) lines.push(`    ${node(room.name)}`);
    lines.push('  end');
  }
  for (const room of rooms) {
    for (const one of room.mayImport) if (one !== 'base' && one !== 'values') lines.push(`  ${node(room.name)} --> ${node(one)}`);
    for (const one of room.mayImportTypesOf) lines.push(`  ${node(room.name)} -.-> ${node(one)}`);
  }
  return lines.join('\n');
}

/** A slash ends the name of a node. */
function node(room: string): string {
  return room.replaceAll('/', '_');
}
