import type { Job } from '../workflow/index.ts';

/** What a job that runs whatever happened before makes of the results of the jobs that it waits for. */
export interface AskedResults {
  /** Jobs whose failure stops it. */
  readonly decides: readonly string[];
  /** Jobs whose result is printed or passed over. */
  readonly ignores: readonly string[];
}

/**
 * Which results a gate decides by: a job with `if: always()` that fails by hand when a job before it did. Undefined for a
 * job that is no gate, or that asks of all its needs at once.
 */
export function askedResults(job: Job): AskedResults | undefined {
  if (!/\b(?:always|!\s*cancelled)\s*\(/.test(job.if?.value ?? '') || job.needs.length < 2 || job.uses !== undefined) return undefined;
  const texts = job.steps.flatMap((step) => [step.run, step.if, ...step.with.values(), ...step.env.values()].flatMap((one) => one?.value ?? []));
  const all = [job.if?.value ?? '', ...texts];
  if (all.some((text) => /needs\.\*\.result|toJSON\(\s*needs\s*\)/i.test(text))) return undefined;
  // Only a job that can fail by what it finds decides anything.
  if (!texts.some((text) => /\bexit\s+[1-9$]|\bfalse\b|core\.setFailed|\btest\b|\[\[?\s/.test(text))) return undefined;
  const lines = all.flatMap((text) => text.split('\n'));
  const isAsked = (id: string): boolean => {
    const result = new RegExp(`needs(?:\\.${escaped(id)}|\\[\\s*['"]${escaped(id)}['"]\\s*\\])\\.result`);
    const inEnv = job.steps.flatMap((step) => [...step.env].flatMap(([name, value]) => (result.test(value.value) ? [name] : [])));
    return lines.some(
      (line) =>
        !/^\s*(?:echo|printf)\b/.test(line) && (result.test(line) ? comparison.test(line) : inEnv.some((name) => line.includes(name) && comparison.test(line))),
    );
  };
  const decides = job.needs.map((need) => need.value).filter(isAsked);
  if (decides.length === 0) return undefined;
  return { decides, ignores: job.needs.map((need) => need.value).filter((id) => !decides.includes(id)) };
}

const comparison = /==|!=|=~|-eq|-ne|\bcase\b|\btest\b|\[\[?\s/;

function escaped(id: string): string {
  return id.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
