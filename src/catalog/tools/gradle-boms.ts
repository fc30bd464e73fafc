import { concat, lit, wild } from '../../values/index.ts';
import type { Effect } from '../effect.ts';
import type { Build } from './gradle-build.ts';
import type { Run } from './support/run.ts';

type Format = Extract<Effect, { kind: 'describes' }>['format'];

/** SBOM plugins: their tasks, and where they write an SBOM of their project's own dependencies. */
const plugins = [
  { tool: 'org.spdx.sbom', format: 'spdx', tasks: /^spdxSbom/, called: /["'`]?spdxSbom\w*/, output: '/build/spdx/*.spdx.json' },
  {
    tool: 'org.cyclonedx.bom',
    format: 'cyclonedx',
    tasks: /^cyclonedx(?:Direct)?Bom$/,
    called: /["'`]?cyclonedx(?:Direct)?Bom\b/,
    output: '/build/reports/*bom.json',
  },
] as const;

/** The SBOMs that the tasks of a call make as files. */
export function boms(run: Run, tasks: readonly string[]): void {
  const subject = { kind: 'files', paths: [lit('build/libs/*.jar'), concat(wild('**'), lit('/build/libs/*.jar'))] } as const;
  for (const { tool, format, tasks: own, output } of plugins)
    if (tasks.some((task) => own.test(task)))
      run.add({ kind: 'describes', subject, format, output: concat(wild('**'), lit(output)), attachedTo: 'nowhere', tool }, run.input.span);
}

/**
 * The SBOMs that the scripts add to what they publish: `artifact(…)` of the file or the task of an SBOM plugin, which the
 * same script or the call makes. In a build of several projects that is said of those alone whose scripts do so.
 */
export function publishedBoms(run: Run, build: Build, tasks: readonly string[]): void {
  for (const { tool, format, tasks: own, called } of plugins) {
    const scripts = [...build.projects.values(), build.shared].filter((script) => adds(script, format));
    const made =
      tasks.some((task) => own.test(task)) ||
      scripts.some((script) => new RegExp(`(?:dependsOn|named|getByName|artifact)\\b[^\\n]*${called.source}`).test(script));
    if (scripts.length === 0 || !made) continue;
    const part = build.projects.size > 1;
    const unsure = scripts.some((script) => perhaps.test(script));
    run.add(
      {
        kind: 'describes',
        subject: { kind: 'files', paths: [] },
        format,
        attachedTo: 'index',
        tool: `the gradle plugin ${tool}`,
        ...(unsure ? { perhaps: 'whether the build script adds it to what is published hangs on what is not followed' } : {}),
        ...(part ? { part: true, note: 'what the build scripts that add it publish' } : {}),
      },
      run.input.span,
    );
  }
}

/** Conditions, other publications, tasks that are off: what the script does then is not followed. */
const perhaps = /\bif\s*\(|\bwhen\b|\bonlyIf\b|\benabled\s*(?:=|\(|\.set)|\bivy\b|\bskip\w*\s*=\s*(?:true|\[)/i;

/** Whether a script adds an SBOM of a format to a publication. */
function adds(script: string, format: Format): boolean {
  for (const [, what = ''] of script.matchAll(/\bartifact\s*[( ]\s*([^\n]{0,300})/g)) {
    if (format === 'spdx' ? /\bspdx/i.test(what) : /cyclonedx|\bbom\.(?:json|xml)\b/i.test(what)) return true;
  }
  return false;
}
