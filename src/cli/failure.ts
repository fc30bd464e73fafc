import { SealwrightError } from '../base/index.ts';
import { logSafe, printable } from '../report/index.ts';

/** Returns a coded error as lines for standard error: what, the further mistakes of the same file, and the next thing to type. */
export function renderFailure(error: SealwrightError): string {
  const more = error.cause instanceof AggregateError ? error.cause.errors.filter((one) => one instanceof SealwrightError) : [];
  const lines = [`sealwright: ${printable(error.message)} [${error.code}]`];
  for (const one of more.slice(0, 20)) lines.push(`            ${printable(one.message)}`);
  if (error.details.hint !== undefined) lines.push(`  hint: ${printable(error.details.hint)}`);
  for (const one of error.details.lines ?? []) lines.push(`    ${printable(one)}`);
  return `${logSafe(lines.join('\n'))}\n`;
}

/** Returns a fault of ours as lines for standard error; the stack only where it was asked for. */
export function renderFault(fault: unknown, options: { readonly stack: boolean }): string {
  const said = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  const lines = [
    `sealwright: internal error: ${printable(said.slice(0, 500))} [INTERNAL]`,
    '  This is a fault of sealwright, not of the repository. Please report it with the command and this message;',
    '  SEALWRIGHT_DEBUG=1 adds the place in the code.',
  ];
  if (options.stack && fault instanceof Error && fault.stack !== undefined) lines.push(...fault.stack.split('\n').map(printable));
  return `${logSafe(lines.join('\n'))}\n`;
}
