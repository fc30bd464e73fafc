import { lit, type Text } from '../values/index.ts';

export interface RecognisedCommand {
  readonly words: readonly Text[];
  readonly start: number;
  readonly end: number;
}

export interface RecogniseOptions {
  readonly language?: 'powershell' | 'cmd' | 'shell' | 'other';
  readonly placeholder?: (name: string) => Text | undefined;
  /** The value of an environment variable, when it is known. */
  readonly variable: (name: string) => Text | undefined;
}

/** Finds plain commands in a script that cannot be followed. */
export function recogniseCommands(text: string, options: RecogniseOptions): readonly RecognisedCommand[] {
  void options;
  const out: RecognisedCommand[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/).filter((w) => w !== '');
    if (words.length > 0 && !words[0]!.startsWith('#')) out.push({ words: words.map(lit), start, end: start + line.length });
    start += line.length + 1;
  }
  return out;
}
