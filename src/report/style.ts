import type { Tone } from './words.ts';

const codes = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', cyan: '36', alarm: '1;31' } as const;

export type Style = keyof typeof codes;

/** Puts text in a style, or leaves it as it is when colour is off; the words are the same either way. */
export type Paint = (style: Style, text: string) => string;

/** Returns the painter for a terminal with or without colour. */
export function painter(options: { readonly colour: boolean }): Paint {
  if (!options.colour) return (_style, text) => text;
  return (style, text) => (text === '' ? '' : `\u001b[${codes[style]}m${text}\u001b[0m`);
}

/** Paints a cell's words by what they say. */
export function paintTone(paint: Paint, tone: Tone, text: string): string {
  switch (tone) {
    case 'good':
      return paint('green', text);
    case 'weak':
      return paint('yellow', text);
    case 'bad':
      return paint('red', text);
    case 'alarm':
      return paint('alarm', text);
    case 'unknown':
      return paint('cyan', text);
    case 'none':
      return paint('dim', text);
    default: {
      const never: never = tone;
      return never;
    }
  }
}
