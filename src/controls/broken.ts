import type { Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';

type About = 'signs' | 'describes' | 'attests';

const words: Readonly<Record<About, RegExp>> = { signs: /\b(sign|attest)/i, describes: /\bsbom|syft/i, attests: /attest|provenance/i };

/**
 * Why evidence that somebody asked for can never be made: a command that fails whenever it runs in the job that
 * publishes a unit, or an entry of the release tool's configuration that selects nothing.
 */
export function brokenReason(trace: Trace, unit: Unit, about: About): string | undefined {
  const publish = unit.publish;
  if (publish === undefined) return undefined;
  return trace.broken.find((b) => {
    if (b.run !== unit.run) return false;
    if (b.config !== '') return b.config === unit.publishedBy.config && b.about === about && !(unit.image === undefined ? ofImages : ofFiles).test(b.reason);
    return b.jobKey === publish.origin.jobKey && words[about].test(b.reason);
  })?.reason;
}

/** Sections of a release tool that speak of images alone, and of files alone: one says nothing of the other. */
const ofImages = /^docker_signs:/;
const ofFiles = /^(?:signs|binary_signs|sboms):/;
