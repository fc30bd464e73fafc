import type { Job, Step } from '../workflow/index.ts';

/**
 * Whether every step of a job is known not to ask the service of identities for a token: an action of GitHub's own that asks
 * for none, or a script of programs that run nothing of others. What a file of the checkout, a package or another action
 * does there was not read, so it is not known.
 */
export function asksForNoIdentity(job: Job): boolean {
  return job.uses === undefined && job.services === undefined && job.steps.every(isQuiet);
}

const quietActions =
  /^actions\/(?:checkout|setup-(?:go|node|python|java|dotnet)|cache(?:\/(?:save|restore))?|upload-artifact|upload-pages-artifact|download-artifact)@/;

const identity = /id[-_]?token|oidc/i;
/** What lets another program run under a known name. */
const detour = /\b(?:PATH|GITHUB_PATH|BASH_ENV|LD_PRELOAD|GOFLAGS|CC|CXX)\b/;

function isQuiet(step: Step): boolean {
  const words = [...step.with, ...step.env].flatMap(([key, value]) => [key, value.value]);
  if (words.some((one) => identity.test(one) || detour.test(one))) return false;
  if (step.uses !== undefined) return quietActions.test(step.uses.value.trim());
  if (step.run === undefined || identity.test(step.run.value) || detour.test(step.run.value)) return false;
  if (step.shell !== undefined && !/^(?:bash|sh)\b/.test(step.shell.value.trim())) return false;
  return commandsOf(step.run.value).every((one) => quietCommand.test(one));
}

/** Programs that run no program of others, whatever their words; `go build` runs nothing of what it builds. */
const quietCommand =
  /^(?:(?:\[{1,2}|basename|break|cat|cd|chmod|continue|cp|cut|date|dirname|done|du|echo|esac|exit|export|false|fi|for|grep|gunzip|gzip|head|ls|md5sum|mkdir|mv|popd|printf|pushd|pwd|read|rm|rmdir|set|sha(?:1|256|512)sum|shasum|shopt|sleep|sort|tail|tee|test|touch|tr|true|uname|uniq|unset|unzip|wc|zip|:)(?:\s|$)|tar\s(?!.*(?:--(?:to-command|checkpoint|use-compress|rsh|info-script)|\s-\w*[IF]))|git\s+(?:config|describe|fetch|log|rev-parse|show|status)(?:\s|$)|go\s+(?:build|env|fmt|mod|version|vet)(?:\s(?!.*-(?:toolexec|vettool))|$))/;

/** The commands of a script, cut more finely than the shell does: what stands in quotes is cut too. */
function commandsOf(script: string): readonly string[] {
  return script
    .replaceAll(/\\\r?\n/g, ' ')
    .replaceAll(/\$\{\{[^{}]{0,500}\}\}|\$\{\w{1,100}\}|\d?>&\d/g, 'x')
    .split(/[\n;&|(){}`]/)
    .map((one) =>
      one
        .trim()
        .replace(/^#.*$/, '')
        .replace(/^(?:(?:if|then|else|elif|do|while|until|time|!)(?:\s+|$)){1,5}/, '')
        .replace(/^\$$/, '')
        .replace(/^(?:[A-Za-z_]\w{0,100}=[^\s"'$]{0,300}(?:\s+|$)){1,20}/, ''),
    )
    .filter((one) => one !== '');
}
