import type { ActionRow, EffectTemplate } from '../schema.ts';
import { notRead, read } from './shared.ts';

/** An action that runs a command line given as an input. */
const runs = (
  uses: string,
  script: string,
  options: {
    readonly defaults: ActionRow['defaults'];
    readonly when?: EffectTemplate['when'];
    readonly source?: ActionRow['source'];
    readonly aliases?: readonly string[];
    readonly outputs?: ActionRow['outputs'];
    readonly more?: readonly EffectTemplate[];
    readonly note?: string;
  },
): ActionRow => ({
  kind: 'action',
  uses,
  ...(options.aliases === undefined ? {} : { aliases: options.aliases }),
  roles: ['builds'],
  defaults: options.defaults,
  outputs: options.outputs ?? {},
  effects: [...(options.more ?? []), { kind: 'runs-script', script, shell: 'bash', ...(options.when === undefined ? {} : { when: options.when }) }],
  source: options.source ?? notRead(uses),
  ...(options.note === undefined ? {} : { note: options.note }),
});

const gradle = (uses: string, path?: string): ActionRow =>
  runs(uses, './gradlew {inputs.arguments}', {
    defaults: { arguments: '', 'build-root-directory': '', 'gradle-version': '' },
    when: { input: 'arguments', set: true },
    more: [{ kind: 'installs', tool: 'gradle', via: uses, right: true }],
    source: path === undefined ? read(uses) : read('gradle/actions', path),
    note: 'runs Gradle only when arguments are given, which later versions no longer do',
  });

const vm = (uses: string, options: { readonly source?: ActionRow['source']; readonly aliases?: readonly string[] } = {}): ActionRow =>
  runs(uses, '{inputs.prepare}\n{inputs.run}', { defaults: { prepare: '', run: '' }, ...options, note: 'a virtual machine that shares the checkout' });

/** Actions that run what they are given: the script is read as a step's own. */
export const scriptRows: readonly ActionRow[] = [
  runs('nick-fields/retry', '{inputs.command}', { defaults: { command: '', shell: '' }, aliases: ['nick-invision/retry'], source: read('nick-fields/retry') }),
  runs('actions-rs/cargo', 'cargo {inputs.command} {inputs.args}', {
    defaults: { command: '', args: '', 'use-cross': 'false' },
    source: read('actions-rs/cargo'),
  }),
  gradle('gradle/gradle-build-action'),
  gradle('gradle/actions/setup-gradle', 'setup-gradle/action.yml'),
  runs('eskatos/gradle-command-action', './gradlew {inputs.arguments}', { defaults: { arguments: '' } }),
  runs('burrunan/gradle-cache-action', './gradlew {inputs.arguments}', { defaults: { arguments: '' }, when: { input: 'arguments', set: true } }),
  runs('borales/actions-yarn', 'yarn {inputs.cmd}', { defaults: { cmd: '' } }),
  runs('uraimo/run-on-arch-action', '{inputs.setup}\n{inputs.install}\n{inputs.run}', {
    defaults: { setup: '', install: '', run: '' },
    source: read('uraimo/run-on-arch-action'),
  }),
  runs('addnab/docker-run-action', '{inputs.run}', { defaults: { image: '', run: '' } }),
  runs('GabrielBB/xvfb-action', '{inputs.run}', { defaults: { run: '' }, aliases: ['coactions/setup-xvfb'] }),
  runs('reactivecircus/android-emulator-runner', '{inputs.script}', { defaults: { script: '' } }),
  runs('mikefarah/yq', 'echo "result=$({inputs.cmd})" >> "$GITHUB_OUTPUT"', { defaults: { cmd: '' } }),
  runs('magefile/mage-action', 'mage {inputs.args}', {
    defaults: { args: '', 'install-only': 'false' },
    when: { not: { input: 'install-only', is: 'true' } },
    more: [{ kind: 'installs', tool: 'mage', via: 'magefile/mage-action', right: true }],
  }),
  ...['azure/powershell', 'azure/cli', 'octokit/request-action', 'octokit/graphql-action'].map((uses): ActionRow => ({
    kind: 'action',
    uses,
    roles: ['builds'],
    defaults: {},
    outputs: { data: '{outputs.data}' },
    effects: [{ kind: 'opaque', why: 'it runs what it is given, which is not read', mayPublish: true }],
    source: notRead(uses),
  })),
  vm('vmactions/freebsd-vm', { source: read('vmactions/freebsd-vm') }),
  vm('vmactions/openbsd-vm'),
  vm('vmactions/netbsd-vm'),
  vm('vmactions/solaris-vm', { aliases: ['vmactions/omnios-vm', 'vmactions/dragonflybsd-vm'] }),
  runs('cross-platform-actions/action', '{inputs.run}', {
    defaults: { run: '' },
    when: { input: 'run', set: true },
    source: read('cross-platform-actions/action'),
  }),
  runs('pguyot/arm-runner-action', '{inputs.commands}', { defaults: { commands: '' } }),
  runs('lukka/run-cmake', 'cmake --build build', { defaults: {} }),
  runs('threeal/cmake-action', 'cmake --build build', { defaults: {} }),
  {
    kind: 'action',
    uses: 'Wandalen/wretry.action',
    aliases: ['Wandalen/wretry.action/main'],
    roles: ['builds'],
    defaults: { command: '', action: '' },
    outputs: {},
    effects: [
      { kind: 'runs-script', script: '{inputs.command}', shell: 'bash', when: { input: 'command', set: true } },
      { kind: 'opaque', why: 'it runs another action', mayPublish: true, when: { input: 'action', set: true } },
    ],
    source: read('Wandalen/wretry.action'),
  },
];
