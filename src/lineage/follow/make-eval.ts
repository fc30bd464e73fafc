/** A line of a recipe that sets a variable: `$(eval X := …)`. */
export interface Evaluation {
  readonly name: string;
  /** What it is set to, unexpanded; undefined where that is not known: appended to, or expanded twice. */
  readonly value: string | undefined;
  /** The pattern whose files it lists, where it is that. */
  readonly lists: string | undefined;
}

/**
 * Reads a recipe's line that does nothing but set a variable (GNU make, "The eval Function").
 *
 * @param line - The line without its marks.
 * @returns What it sets, undefined for any other line.
 */
export function evaluationOf(line: string): Evaluation | undefined {
  const found = /^\s*\$(?:\(\s*eval\s+([\s\S]*)\)|\{\s*eval\s+([\s\S]*)\})\s*$/.exec(line);
  const assignment = /^\s*([\w.-]+)\s*(:{0,3}=|\?=|\+=|!=)\s*([\s\S]*)$/.exec(found?.[1] ?? found?.[2] ?? '');
  if (assignment === null) return undefined;
  const [, name = '', operator = '', text = ''] = assignment;
  const isPlain = operator.endsWith('=') && !/^[?+!]/.test(operator) && !text.includes('$$');
  return { name, value: isPlain ? text : undefined, lists: isPlain ? listing(text) : undefined };
}

/** `$(shell ls dist/*)`: the names that a pattern finds, as the shell finds them in a command. */
function listing(text: string): string | undefined {
  const words = /^\$\(shell\s+ls\s+(?:-1\s+)?([^()$'"`|&;<>\\{}~#=\s-][^()$'"`|&;<>\\{}~#=]*)\)\s*$/.exec(text)?.[1]?.trim().split(/\s+/);
  // `ls` of a folder's name lists what is in it.
  return words !== undefined && words.every((word) => /[*?]/.test(word)) ? words.join(' ') : undefined;
}
