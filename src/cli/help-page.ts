import type { UsageError } from './argv.ts';
import type { Pages } from './ports/pages.ts';
import { nearest } from './nearest.ts';

/**
 * What `help docs` and `help docs/PAGE` show: a list of the pages, or one of them as it is written. Takes the word and the
 * pages; gives text, or what to type instead.
 */
export function pageText(word: string, pages: Pages | undefined): string | UsageError {
  if (pages === undefined)
    return {
      kind: 'usage',
      message: 'this form of the program has no pages',
      hint: 'they are in the npm package, below docs; sealwright help lists the commands',
    };
  const name = word.replace(/^docs\/?/, '').replace(/\.md$/, '');
  const names = pages.names();
  if (name === '') return `${names.map((one) => `sealwright help docs/${one}`).join('\n')}\n`;
  const text = pages.read(name) ?? pages.read(`${name}/README`);
  // Who made a generated page is of interest in the repository alone.
  if (text !== undefined) return text.replace(/^<!--[^]*?-->\s*/, '');
  const byEnd = names.filter((one) => one.endsWith(`/${name}`));
  const [near] = byEnd.length > 0 ? byEnd : nearest(name, [...names], 1);
  return {
    kind: 'usage',
    message: `there is no page ${JSON.stringify(word.slice(0, 60))}`,
    hint: near === undefined ? 'sealwright help docs lists them' : `sealwright help docs/${near}`,
  };
}
