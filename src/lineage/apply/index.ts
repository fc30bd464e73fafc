// Effects applied to a job: what they write, move, sign and publish.
// Enters: an effect with its values and the machine of the job. Leaves: records in the trace.
// Every effect kind has one function; none guesses what it was not told.
import type { Effect } from '../../catalog/index.ts';
import { literalOf, show } from '../../values/index.ts';
import { repositoryOf } from '../context.ts';
import type { Machine } from '../machine.ts';
import { applyDownloads, applyDownloadsRelease, applyUploads } from './artifacts.ts';
import type { ApplyContext } from './context.ts';
import { applyAttests, applyDescribes, applyHashes, applySigns, applyVerifies } from './evidence.ts';
import { sharesFile, applyBuilds, applyCopies, applyRemoves, applyTransforms, writeFile } from './files.ts';
import { applyExportsKey, areOpen, applyMakesKey } from './keys.ts';
import { applyCreatesRelease, applyCreatesTag, applyFlips, applyOpaque, applyPublishes } from './publish.ts';
import { resolveSubject } from './subject.ts';
import { applyBuildsImage, applyCopiesImage, applyPushes, applyReadsDigest, applyTags } from './registry.ts';
import { runTool } from '../run-tool.ts';
import { runScriptText } from '../script.ts';

export { newMade } from './context.ts';
export type { ApplyContext } from './context.ts';
export { artifactOfAnotherRun } from './artifacts.ts';
export { wasWritten, readText, writeFile } from './files.ts';
export { applyOpaque, sinkLabel } from './publish.ts';

/** A workflow that is started. What one of another repository publishes is not in this checkout. */
function applyDispatches(machine: Machine, effect: Extract<Effect, { kind: 'dispatches' }>, ctx: ApplyContext): void {
  const repository = literalOf(effect.repository ?? []);
  const own = literalOf(repositoryOf(machine.trace.input));
  const isOther = repository !== undefined && own !== undefined && /^[\w.-]+\/[\w.-]+$/.test(repository) && repository.toLowerCase() !== own.toLowerCase();
  const workflow = show(effect.workflow);
  const shown = isOther && !workflow.startsWith(`${repository}:`) ? `${repository}: ${workflow}` : workflow;
  machine.trace.edge(`job:${machine.jobKey}`, `workflow:${shown}`, 'dispatches', `starts ${shown}`, ctx.at);
  if (!isOther) machine.trace.dispatches.push({ workflow: effect.workflow, run: machine.run.record.id });
  if (isOther) machine.trace.notRead(ctx.at, `starts ${shown}: what a workflow of another repository publishes is not read`);
}

export function applyEffect(machine: Machine, effect: Effect, ctx: ApplyContext): void {
  switch (effect.kind) {
    case 'builds':
      return applyBuilds(machine, effect, ctx);
    case 'copies':
      return applyCopies(machine, effect, ctx);
    case 'removes':
      return applyRemoves(machine, effect, ctx);
    case 'transforms':
      return applyTransforms(machine, effect, ctx);
    case 'writes':
      return writeFile(machine, effect.path, effect.content, effect.append === true, ctx);
    case 'shares-file':
      return sharesFile(machine, effect.path, effect.handle, ctx);
    case 'hashes':
      return applyHashes(machine, effect, ctx);
    case 'signs':
      return applySigns(machine, effect, ctx);
    case 'describes':
      return applyDescribes(machine, effect, ctx);
    case 'attests':
      return applyAttests(machine, effect, ctx);
    case 'pushes-image':
      return applyPushes(machine, effect, ctx);
    case 'tags-image':
      return applyTags(machine, effect, ctx);
    case 'copies-image':
      return applyCopiesImage(machine, effect, ctx);
    case 'builds-image':
      return applyBuildsImage(machine, effect, ctx);
    case 'reads-digest':
      return applyReadsDigest(machine, effect, ctx);
    case 'publishes':
      return applyPublishes(machine, effect, ctx);
    case 'creates-release':
      return applyCreatesRelease(machine, effect, ctx);
    case 'flips-release':
      return applyFlips(machine, effect, ctx);
    case 'withdraws': {
      if (ctx.cannotWork !== undefined) return;
      const { place, tag = [], repository, names, by } = effect;
      machine.trace.withdrawals.push({
        place,
        tag,
        repository,
        names: names === undefined || names.length === 0 ? undefined : names,
        by,
        origin: machine.origin(ctx.at),
      });
      return;
    }
    case 'creates-tag':
      return applyCreatesTag(machine, effect, ctx);
    case 'uploads-artifact':
      return applyUploads(machine, effect, ctx);
    case 'downloads-artifact':
      return applyDownloads(machine, effect, ctx);
    case 'verifies':
      return applyVerifies(machine, effect, ctx);
    case 'consumes': {
      const { images } = resolveSubject(machine, effect.subject, ctx);
      if (images.length > 0) machine.trace.uses.push({ how: effect.how, images, origin: machine.origin(ctx.at), weak: machine.weak(ctx.weak) });
      return;
    }
    case 'downloads-release':
      return applyDownloadsRelease(machine, effect, ctx);
    case 'installs':
      if (effect.right) {
        machine.installed.add(effect.tool);
        const version = effect.version === undefined ? undefined : literalOf(effect.version);
        machine.trace.installs.push({
          tool: effect.tool,
          via: effect.via,
          newest: /^(?:latest|main|master)$/.test(version ?? ''),
          origin: machine.origin(ctx.at),
        });
        if (version !== undefined && version !== '') machine.versions.set(effect.tool, version.replace(/^v/, ''));
      } else machine.impostors.set(effect.tool, effect.via);
      return;
    case 'logs-in':
      machine.logins.push({ registry: effect.registry, credential: effect.credential });
      return;
    case 'configures':
      if (effect.what === 'gpg-key' && areOpen(machine, effect.files ?? [], ctx.cwd)) return;
      machine.configured.add(effect.what);
      if (effect.what === 'gpg-key') machine.broughtKeys.add('gpg');
      if (effect.what === 'windows-key') machine.broughtKeys.add('windows');
      return;
    case 'makes-key':
      return applyMakesKey(machine, effect, ctx);
    case 'exports-key':
      return applyExportsKey(machine, effect, ctx);
    case 'posture':
      machine.trace.posture.push({ what: effect.what, publishes: effect.publishes, origin: machine.origin(ctx.at) });
      return;
    case 'restores-cache':
      machine.trace.caches.push({ what: effect.what, origin: machine.origin(ctx.at) });
      return;
    case 'is-retired':
      machine.trace.retired.push({ what: effect.what, instead: effect.instead, origin: machine.origin(ctx.at) });
      return;
    case 'runs-tool':
      return runTool(machine, effect, ctx);
    case 'runs-script':
      return runScriptText(machine, effect.script, ctx);
    case 'dispatches':
      return applyDispatches(machine, effect, ctx);
    case 'opaque':
      // A tool manager may put any program into the job.
      machine.maybeInstalled ??= ctx.by;
      return applyOpaque(machine, { what: ctx.by, why: effect.why, touches: [], scope: 'action', mayPublish: effect.mayPublish }, ctx);
  }
}
