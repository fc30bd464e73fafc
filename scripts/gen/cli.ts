import { commands } from '../../src/cli/commands/index.ts';
import { optionLabel, usageLine } from '../../src/cli/help.ts';
import type { CommandSpec } from '../../src/cli/spec.ts';
import { environment } from './environment.ts';
import { markdownTable, type Generated } from './generated.ts';

export async function cliPage(): Promise<Generated> {
  const pages: string[] = [];
  for (const entry of commands) pages.push(section((await entry.load()).spec));
  const text = `<!-- Made by scripts/gen.ts from src/cli/commands. -->
# Command line

\`sealwright help COMMAND\` prints the same. Reports go to standard output, everything else to standard error. Exit codes are listed in [errors.md](errors.md), those of \`verify\` with the reasons of its verdicts in [verdicts.md](verdicts.md), the configuration file in [configuration.md](configuration.md).

${pages.join('\n')}
## Environment

${markdownTable(
  ['Variable', 'Effect'],
  environment.map(({ names, about }) => [names.map((name) => `\`${name}\``).join(', '), about]),
)}

## Lines of \`--format jsonl\`

One JSON object per checkout, in the order of the command line: \`{"checkout": DIR, "report": {…}}\`, or \`{"checkout": DIR, "error": {"code", "message", "hint"}}\` where it could not be audited. The report has the form of \`--format json\`, whose schema is \`schemas/audit-report.schema.json\`.
`;
  return { path: 'docs/cli.md', text };
}

function section(spec: CommandSpec): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = [
    ...spec.words.map((word) => [`\`${word.name}\``, cell(word.about)]),
    ...spec.options.map((option) => [`\`${cell(optionLabel(option))}\``, cell(option.about)]),
  ];
  const examples = spec.examples.map((example) => `# ${example.about}\n${example.command}`).join('\n\n');
  return `## ${spec.name}

\`\`\`
${usageLine(spec)}
\`\`\`

${spec.about}

${markdownTable(['Word or option', 'Meaning'], rows)}

\`\`\`sh
${examples}
\`\`\`
`;
}
