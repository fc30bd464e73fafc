import { literalOf, show, type Text } from '../values/index.ts';
import type { ApplyContext } from './apply/context.ts';
import type { Found, Machine } from './machine.ts';
import type { EvidenceRecord } from './model.ts';

/**
 * What is left of evidence in files whose text is edited where they stand: a checksum list may lose lines or the names
 * of files, a signature is none any more, and other documents still say what they said.
 */
export function editEvidence(machine: Machine, found: Found, scripts: readonly Text[], how: string, ctx: ApplyContext): void {
  const { trace } = machine;
  const batch = machine.newBatch('evidence', how, ctx.at);
  const whole = scripts.length > 0 && scripts.every((script) => keepsNames(literalOf(script)));
  const left = (record: EvidenceRecord): EvidenceRecord => (record.kind !== 'hash' || whole ? record : trace.partOf(record));
  for (const record of trace.carriedBy(found.item.batch)) if (!record.signed) trace.carry(left(record), batch.id);
  machine.writeNew(found.path, batch);
  trace.edge(`file:${found.item.batch}`, `file:${batch.id}`, 'transforms', `${how} rewrites ${found.path.include.map(show).join(', ')}`, ctx.at);
}

/** Whether every command of a script leaves each line its digest and its name: folders, blanks and marks may go. */
function keepsNames(script: string | undefined): boolean {
  return script !== undefined && script.split(/[;\n]/).every((command) => command.trim() === '' || isEmptyLines(command) || keepsName(command.trim()));
}

function isEmptyLines(command: string): boolean {
  return /^\s*\/\^(\\s\*|\[\[:space:\]\]\*)?\$\/\s*d\s*$/.test(command);
}

const lastGroup = /\\?\((?:\.[*+]|\[\^[^\]]*\][*+])\\?\)\$?$/;

function keepsName(command: string): boolean {
  const separator = /^s([^\w\s\\])/.exec(command)?.[1];
  if (separator === undefined) return false;
  const parts = command.slice(2).split(new RegExp(`(?<!\\\\)[${separator}]`));
  if (parts.length !== 3 || !/^[gI]*$/.test(parts[2]!)) return false;
  const [pattern, replacement] = [parts[0]!.replaceAll(`\\${separator}`, separator), parts[1]!.replaceAll(`\\${separator}`, separator)];
  const grouped = lastGroup.test(pattern) && /[\\$]1$/.test(replacement);
  const gone = grouped ? pattern.replace(lastGroup, '') : pattern;
  const put = grouped ? replacement.slice(0, -2) : replacement;
  if (/[A-Za-z0-9&]/.test(put) || /^\^?\.[*+]/.test(gone)) return false;
  return gone.endsWith('/') || !/[A-Za-z0-9*+[(?]/.test(gone.replaceAll(/\\[srnt.*+?]/g, ''));
}
