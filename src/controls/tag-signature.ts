import type { Span } from '../base/index.ts';
import type { TagRecord } from '../lineage/index.ts';
import { nothing } from './candidates.ts';
import type { Because, Evidence } from './evidence.ts';

/** A written release step that makes a tag. */
export interface ManualTag {
  readonly signed: boolean;
  readonly at: Span;
  readonly command: string;
}

/** Are the tags signed? Tags that a workflow makes are judged by how; tags that people push by what a document tells them; `checked` is where a workflow verifies the tag that started it, `awaited` says that a tag or a release from outside starts a workflow. */
export function detectTagSignature(tags: readonly TagRecord[], manual: readonly ManualTag[], checked: Span | undefined, awaited: boolean): Evidence {
  const pushed = tags.filter((t) => t.pushed);
  const because: Because[] = pushed.slice(0, 4).map((t) => ({ span: t.origin.at, what: `makes the tag (${t.by})`, role: 'publishes' }));
  if (pushed.length > 0) {
    const broken = pushed.find((t) => t.signed === true && t.cannotWork !== undefined);
    if (broken !== undefined) return { ...nothing, strength: 'cannot-work', reason: broken.cannotWork ?? null, because };
    if (pushed.every((t) => t.signed === true))
      return {
        ...nothing,
        status: 'present',
        strength: pushed.some((t) => t.weak.length > 0) ? 'best-effort' : 'wired',
        how: 'signed tag',
        binds: 'digest',
        attachedTo: 'git',
        because,
      };
    if (pushed.some((t) => t.signed === false)) {
      const unsigned = pushed.find((t) => t.signed === false)!;
      return { ...nothing, reason: `the tag is made by ${unsigned.by}, unsigned`, because, raise: 'sign the tag before it is pushed (gitsign, or a key)' };
    }
    return { ...nothing, status: 'unknown', reason: `whether ${pushed[0]!.by} signs the tag is not known`, because };
  }
  const signed = manual.filter((m) => m.signed);
  const steps: Because[] = manual.slice(0, 4).map((m) => ({ span: m.at, what: m.command, role: m.signed ? 'covers' : 'publishes' }));
  if (signed.length > 0)
    return {
      ...nothing,
      status: 'partial',
      strength: 'best-effort',
      how: 'signed by hand',
      binds: 'digest',
      attachedTo: 'git',
      reason:
        checked === undefined
          ? 'a document tells the person who releases to sign; no workflow checks it'
          : 'a document tells the person who releases to sign, and a workflow checks it, when the tag is already there',
      because: checked === undefined ? steps : [...steps, { span: checked, what: 'checks the tag that was pushed', role: 'covers' }],
      raise: checked === undefined ? 'refuse unsigned tags by a ruleset or in the release workflow' : 'refuse unsigned tags by a ruleset',
    };
  if (manual.length > 0)
    return { ...nothing, reason: 'the document or script for releases makes a plain tag', because: steps, raise: 'write `git tag -s` in the release document' };
  const makers = awaited ? 'tags are pushed by people' : 'nothing that was read makes the tags';
  return { ...nothing, status: 'unknown', reason: `${makers}, and no document here says whether they are signed` };
}
