import type { Tri } from '../../base/index.ts';
import { literalOf, show } from '../../values/index.ts';
import { property } from './maven-args.ts';
import type { Args } from './support/args.ts';
import { child, childrenOf, childText } from './support/xml.ts';
import type { Element } from './support/xml.ts';

/** Phases up to the one in which what is deployed is put together. */
const beforeDeploy = new Set(
  'validate initialize generate-sources process-sources generate-resources process-resources compile process-classes generate-test-sources process-test-sources generate-test-resources process-test-resources test-compile process-test-classes test prepare-package package pre-integration-test integration-test post-integration-test verify install'.split(
    ' ',
  ),
);

/** Whether maven-gpg-plugin signs what is deployed, and why it does not. */
export interface GpgRun {
  readonly runs: Tri;
  readonly why: string;
}

/** What Maven knows when it comes to the plugin. */
export interface GpgAsked {
  readonly args: Args;
  /** The plugin as `build` has it, and as `pluginManagement` of the same build completes it. */
  readonly plugin: Element | undefined;
  readonly managed: readonly Element[];
  /** The value that the poms give to a property. */
  readonly value: (name: string) => string | undefined;
  /** A parent elsewhere may complete the plugin. */
  readonly parentOutside: boolean;
}

/** Whether the plugin comes to sign: it is not skipped, an execution of its goal `sign` is bound to a phase that is reached, and what it signs is deployed. */
export function gpgRuns({ args, plugin, managed, value, parentOutside }: GpgAsked): GpgRun {
  const goals = args.words.map((word) => literalOf(word) ?? '');
  if (goals.some((goal) => /(^|:)deploy-file$/.test(goal)) && !goals.some((goal) => goal === 'deploy' || /(^|:)perform$/.test(goal)))
    return {
      runs: args.words.some((word) => show(word).includes('.asc')) || flagsName(args, '.asc') ? 'unknown' : false,
      why: 'deploy:deploy-file takes the files that it names, and no signatures',
    };
  const all = [...(plugin === undefined ? [] : [plugin]), ...managed];
  const resolve = (text: string | undefined): string | undefined => resolved(text, args, value);
  const skip =
    property(args, 'gpg.skip') ??
    property(args, 'gpg.skip.sign') ??
    resolve(all.map((one) => childText(one, 'configuration', 'skip')).find((one) => one !== undefined)) ??
    resolve('${gpg.skip}');
  if (skip === 'true') return { runs: false, why: 'gpg.skip is true' };
  if (skip !== undefined && skip !== 'false' && skip !== '${gpg.skip}') return { runs: 'unknown', why: 'whether gpg.skip is true is not known' };
  if (goals.some((goal) => goal === 'gpg:sign' || goal.endsWith('maven-gpg-plugin:sign'))) return { runs: true, why: '' };
  if (goals.some((goal) => /(^|:)central-publishing(-maven-plugin)?:/.test(goal)) && !goals.some((goal) => /^(verify|install|deploy)$/.test(goal)))
    return { runs: 'unknown', why: 'no phase of this call signs: what an earlier one left is not followed' };
  return bound(all, resolve, parentOutside);
}

/** Whether an execution of the goal is bound to a phase before deployment. Executions of one id are one. */
function bound(all: readonly Element[], resolve: (text: string | undefined) => string | undefined, parentOutside: boolean): GpgRun {
  const executions = new Map<string, { readonly goals: string[]; phase: string | undefined; skip: string | undefined }>();
  for (const execution of all.flatMap((one) => childrenOf(child(one, 'executions'), 'execution'))) {
    const id = childText(execution, 'id') ?? 'default';
    const known = executions.get(id) ?? { goals: [], phase: undefined, skip: undefined };
    known.goals.push(...childrenOf(child(execution, 'goals'), 'goal').map(({ text }) => text));
    known.phase ??= resolve(childText(execution, 'phase'));
    known.skip ??= resolve(childText(execution, 'configuration', 'skip'));
    executions.set(id, known);
  }
  const open = { runs: 'unknown', why: 'the parent pom elsewhere says when maven-gpg-plugin signs' } as const;
  if (executions.size === 0) return parentOutside ? open : { runs: false, why: 'maven-gpg-plugin has no execution' };
  const answers = [...executions.values()].map((one): GpgRun => {
    if (one.skip === 'true') return { runs: false, why: 'the execution is skipped' };
    if (!one.goals.includes('sign')) return one.goals.length === 0 && parentOutside ? open : { runs: false, why: 'no execution has the goal sign' };
    // The goal itself is bound to `verify`.
    const phase = one.phase ?? 'verify';
    if (phase.includes('${') || phase === 'deploy') return { runs: 'unknown', why: `whether it signs before it deploys is not known: its phase is ${phase}` };
    if (one.skip !== undefined && one.skip !== 'false') return { runs: 'unknown', why: 'whether the execution is skipped is not known' };
    return { runs: beforeDeploy.has(phase), why: `its phase ${phase} is not part of what runs` };
  });
  return answers.find(({ runs }) => runs === true) ?? answers.find(({ runs }) => runs === 'unknown') ?? answers[0]!;
}

function flagsName(args: Args, ending: string): boolean {
  return [...args.flags.values()].some((values) => values.some((value) => show(value).includes(ending)));
}

/** A text with its `${…}` put in, as far as they are known. */
function resolved(text: string | undefined, args: Args, value: (name: string) => string | undefined): string | undefined {
  return text?.replaceAll(/\$\{([\w.-]+)\}/g, (whole, name: string) => property(args, name) ?? value(name) ?? whole);
}
