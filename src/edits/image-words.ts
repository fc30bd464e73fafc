import type { Job, Step } from '../workflow/index.ts';

/**
 * The names of images that a pushing step is given, without their tags, as the workflow writes them: `${{ env.IMAGE }}` of
 * `${{ env.IMAGE }}:latest`. Where another step of the job made the tags, the names that it was given.
 */
export function imageWords(job: Job, step: Step): readonly string[] {
  const words = (step.with.get('tags')?.value ?? '').split(/[\n,]/).map((one) => one.trim());
  const names = words
    .filter((one) => one !== '')
    .flatMap((word) => {
      const made = /^\$\{\{\s*steps\.([\w-]+)\.outputs\.tags\s*\}\}$/.exec(word)?.[1];
      if (made === undefined) return [withoutTag(word)];
      const images = job.steps.find((one) => one.id === made)?.with.get('images')?.value ?? '';
      return images.split(/[\n,]/).map((one) => one.trim().replace(/^name=/, ''));
    });
  return [...new Set(names.filter((one) => one !== '' && /^[^\s,;=]+(?:\s*\$\{\{|$)|^\$\{\{/.test(one)))];
}

/** A reference up to the colon of its tag; colons inside of expressions and of a port are none. */
function withoutTag(word: string): string {
  const masked = word.replaceAll(/\$\{\{[^{}]{0,300}\}\}/g, (found) => 'x'.repeat(found.length));
  const colon = masked.lastIndexOf(':');
  return colon > masked.lastIndexOf('/') ? word.slice(0, colon) : word;
}
