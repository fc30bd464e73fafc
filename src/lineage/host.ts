import type { Span, Tri } from '../base/index.ts';
import { applyCommand, findCommand, needsTool, type AppliedCommand } from '../catalog/index.ts';
import type { CommandCall, CommandResult, ShellHost, Softness } from '../shell/index.ts';
import { concat, hole, keyOf, lit, literalOf, resolvePath, show, type NameSet, type Text } from '../values/index.ts';
import { applyEffect, applyOpaque, newMade, readText, wasWritten, writeFile, type ApplyContext } from './apply/index.ts';
import { github, runnerVariable } from './context.ts';
import { followCall } from './follow/index.ts';
import { loneCall } from './lone-call.ts';
import { holdsMeans } from './index-credentials.ts';
import { knownLine } from './known-line.ts';
import type { Machine } from './machine.ts';
import type { Weakness } from './model.ts';
import { gitAnswer } from './git-answers.ts';
import { stageOrPush } from './git-work.ts';
import { notice } from './noticed.ts';
import { inOwnContainer } from './own-containers.ts';
import { programFound, programInFolder, runnerOwned } from './program-names.ts';
import { checkoutScript, isReplaced } from './replaced.ts';
import { roundsOf } from './last-round.ts';
import { keepsAll } from './sbt-build.ts';
import { addFolders, shadowing } from './shadowed.ts';
import { weaknessesOf } from './softness.ts';
import { writeStepFile } from './step-files.ts';
import { powershellScript } from './powershell-script.ts';
import { runTolerant } from './tolerant-script.ts';
import { globNames, isThere, withChartNames } from './glob-names.ts';
import { runProgramCalls } from './program-calls.ts';
import { projectProgram } from './programs.ts';
import { unknownCommand } from './unknown-command.ts';
import { openConditions } from './open-conditions.ts';
import { releaseToken } from './token-kind.ts';
import { toldByRow } from './told.ts';
import { noteUnreadWork, unreadWork } from './unread-work.ts';
import { ghUnready } from './unready.ts';
import { writtenOver } from './written-over.ts';

export interface HostOptions {
  readonly env: ReadonlyMap<string, Text>;
  /** What the command that called the script had in its environment, exports of its own script too; asked during that call only. */
  readonly inherited?: (name: string) => Text | undefined;
  /** The step's outputs, filled by writes to `$GITHUB_OUTPUT`. */
  readonly outputs: Map<string, Text>;
  readonly idPrefix: string;
  readonly spanOf: (start: number, end: number) => Span;
  readonly placeholder: (name: string) => Text | undefined;
  readonly depth?: number;
  /** Weakness that holds for the whole script: a followed call inside a swallowed command. */
  readonly weak?: readonly Weakness[];
}

/** Gives the shell's interpreter the job's files, tools and catalog, and turns its commands into effects. */
export class LineageHost implements ShellHost {
  readonly #machine: Machine;
  readonly #options: HostOptions;
  #ids = 0;
  #nested = 0;
  #isTolerant = false;
  #assumed: readonly string[] = [];
  /** The file that the last command's output goes to, where what the command is known to do has written it. */
  #printedInto: string | undefined;

  constructor(machine: Machine, options: HostOptions) {
    this.#machine = machine;
    this.#options = options;
  }

  /** What this step writes to `$GITHUB_ENV` is set in the steps after it: the variables are those the step began with. */
  variable(name: string): Text | undefined {
    return this.#options.env.get(name) ?? this.#options.inherited?.(name) ?? runnerVariable(this.#machine, name);
  }

  isUnset(name: string): boolean {
    // The runner image and actions that were not read set variables of their own: only names in the style of a
    // project's own settings, lower case, are certainly unset.
    return this.variable(name) === undefined && this.#machine.maybeInstalled === undefined && !runnerOwned.has(name);
  }

  command(call: CommandCall): CommandResult {
    const before = this.#machine.trace.nextOrder();
    const result = this.#command(call);
    this.#printedInto =
      call.stdout !== undefined && wasWritten(this.#machine, call.stdout.path, call.cwd, before) ? keyOf(resolvePath(call.cwd, call.stdout.path)) : undefined;
    return result;
  }

  #command(call: CommandCall): CommandResult {
    const machine = this.#machine;
    const weak = this.#weakOf(call.softness);
    const program = call.words[0];
    if (program === undefined) return {};
    const name = literalOf(program);
    if (name === undefined) {
      const found = programFound(program, call);
      if (found !== undefined) return this.command(found);
      const last = programInFolder(program);
      if (last === undefined || !findCommand([lit(last), ...call.words.slice(1)], machine.trace.input.commands)) {
        this.#unknownCommand(call, weak);
        return {};
      }
      const tool = needsTool(last);
      const named = { ...call, words: [lit(last), ...call.words.slice(1)] };
      if (program.length === 1) return this.#trusting(`$${last} is ${last}`, named);
      if (tool !== undefined) machine.installed.add(tool);
      return this.command(named);
    }
    const line = knownLine(call.words, machine.trace.input.commands);
    for (const tool of line.installs) {
      if (tool.right) {
        machine.installed.add(tool.tool);
        const { via, newest = false } = tool;
        machine.trace.installs.push({ tool: tool.tool, via, newest, origin: machine.origin(call.span) });
        if (tool.version !== undefined) machine.versions.set(tool.tool, tool.version);
      } else machine.impostors.set(tool.tool, tool.via);
    }
    const told = gitAnswer(machine, call.words);
    if (told !== undefined) return { stdout: told };
    const git = stageOrPush(machine, call, weak);
    notice(machine, call);
    const inside = inOwnContainer(machine, call);
    if (inside !== undefined) return this.command(inside);
    this.#writesOver(call, weak);
    this.#program(call, weak);
    const followed = this.#powershell(call, weak) ?? this.#follow(call, weak);
    if (followed !== undefined) return followed;
    const match = line.match;
    const work = match === undefined && !line.harmless ? undefined : unreadWork(machine.trace.input.files, match?.words ?? call.words, call.cwd);
    if (work !== undefined) noteUnreadWork(machine, call, weak, work);
    if (match === undefined) {
      if (!git && !line.harmless) this.#unknownCommand(call, weak);
      return {};
    }
    if (match.unknownSubcommand === true) {
      const broken = `${show(concat(...match.words.slice(0, 3).flatMap((w, i) => (i === 0 ? [w] : [lit(' '), w]))))}: this program has no such command`;
      machine.trace.notRead(call.span, broken);
      machine.trace.broken.push({ at: call.span, reason: broken, about: undefined, run: machine.run.record.id, jobKey: machine.jobKey, config: '' });
      return {};
    }
    for (const tool of match.installs) machine.installed.add(tool);
    if (match.version !== undefined) machine.versions.set(match.program, match.version);
    for (const doubt of match.doubts) machine.trace.notRead(call.span, `${match.program}: ${doubt}`);
    const env = (key: string): Text | undefined =>
      match.assignments.get(key) ?? (call.env === undefined ? (call.assignments.get(key) ?? this.variable(key)) : call.env(key));
    const words = withChartNames(machine, match.words, call.cwd);
    const applied = applyCommand(match.row, {
      words,
      stdin: call.stdin,
      ...(call.stdout === undefined ? {} : { stdoutPath: call.stdout.path }),
      env,
      event: () => machine.event,
      permission: (p) => {
        const [scope, level] = p.split(':').map((x) => x.trim());
        return machine.permission(scope ?? '', level === 'read' ? 'read' : 'write');
      },
      github: (field) => {
        const value = github(machine, field.split('.'), new Map());
        return value?.kind === 'text' ? value.text : [];
      },
      toolVersion: (tool) => machine.versions.get(tool),
      idPrefix: this.freshId(call.span, name),
      span: call.span,
    });
    const printed: { text?: Text } = {};
    this.#apply(applied, words, call, weak, { env, printed, ...(call.stdout === undefined ? {} : { stdout: call.stdout.path }) });
    if (applied.runs !== undefined && applied.runs.length > 0 && this.#nested < 4) {
      this.#nested++;
      this.command({ ...call, words: applied.runs, captured: false });
      this.#nested--;
    }
    const stdout = printed.text === undefined ? applied.stdout : concat(printed.text, lit('\n'));
    return stdout === undefined ? {} : { stdout };
  }

  /** A program that only the name of a variable tells: that it is this one is taken on trust, and said. */
  #trusting(assumption: string, call: CommandCall): CommandResult {
    const before = this.#assumed;
    const maybe = this.#machine.maybeInstalled;
    this.#assumed = [...before, assumption];
    this.#machine.maybeInstalled ??= assumption;
    const result = this.command(call);
    this.#assumed = before;
    this.#machine.maybeInstalled = maybe;
    return result;
  }

  #apply(
    applied: AppliedCommand,
    words: readonly Text[],
    call: CommandCall,
    weak: readonly Weakness[],
    tool: Pick<ApplyContext, 'env' | 'printed' | 'stdout'>,
  ): void {
    const machine = this.#machine;
    const program = literalOf(words[0] ?? []) ?? '';
    const label = [program, ...applied.row.words].join(' ');
    for (const doubt of applied.doubts) machine.trace.notRead(call.span, `${label}: ${doubt}`);
    const failing = applied.fails?.find((f) => f.holds === true)?.why;
    const cannotWork = machine.missingTool(applied.row.tool ?? program) ?? failing;
    // What a script in another language sets for itself is not known.
    const unready = program === 'gh' && !this.#isTolerant ? ghUnready(machine, words, tool.env) : undefined;
    if (failing !== undefined)
      machine.trace.broken.push({
        at: call.span,
        reason: `${label}: ${failing}`,
        about: undefined,
        run: machine.run.record.id,
        jobKey: machine.jobKey,
        config: '',
      });
    const told = toldByRow(machine, applied.row, call.span);
    const trusted = machine.trustedTool(applied.row.tool ?? program);
    machine.releaseToken = releaseToken(program, tool.env);
    const kept = keepsAll(machine, program, call);
    for (const one of applied.effects) {
      if (kept && one.effect.kind !== 'builds') continue;
      const own = openConditions(one, { key: keyOf(words.flat()), how: 'an option that is not known' }, call.span);
      applyEffect(machine, one.effect, {
        ...this.#context(call.span, call.cwd, [...weak, ...own], label),
        ...tool,
        ...roundsOf(machine, [call.cwd, ...call.words, call.stdin ?? []]),
        cannotWork,
        ...(unready === undefined ? {} : { unready }),
        assumes: [...this.#assumed, ...told, ...(trusted === undefined ? [] : [trusted])],
        glob: one.effect.kind === 'runs-tool',
      });
    }
  }

  #context(at: Span, cwd: Text, weak: readonly Weakness[], by: string): ApplyContext {
    return { at, cwd, glob: false, weak, cannotWork: undefined, idPrefix: this.freshId(at, by), made: newMade(), by, assumes: [] };
  }

  /** A command of a script in another language: recognised alone. */
  tolerantCommand(words: readonly Text[], cwd: Text, span: Span): 'effects' | 'none' {
    const before = this.#machine.trace.publishes.length + this.#machine.trace.evidence.length;
    const call = loneCall(words, cwd, span, (name) => this.variable(name));
    this.#isTolerant = true;
    const { stdout: text } = this.command(call);
    this.#isTolerant = false;
    if (call.stdout !== undefined && text !== undefined) this.write(call.stdout.path, text, { ...call.stdout, cwd, span, softness: [], by: call.words });
    return this.#machine.trace.publishes.length + this.#machine.trace.evidence.length > before ? 'effects' : 'none';
  }

  #follow(call: CommandCall, weak: readonly Weakness[]): CommandResult | undefined {
    const depth = this.#options.depth ?? 0;
    return followCall(this.#machine, call, {
      depth,
      env: call.env ?? ((key) => call.assignments.get(key) ?? this.variable(key)),
      weak,
      outputs: this.#options.outputs,
      idPrefix: this.#options.idPrefix,
      hostEnv: this.#options.env,
    });
  }

  /** A PowerShell script of the checkout: its commands are recognised. */
  #powershell(call: CommandCall, weak: readonly Weakness[]): CommandResult | undefined {
    const machine = this.#machine;
    const script = powershellScript(machine.trace.input.files, call);
    if (script === undefined || (script.path !== undefined && isReplaced(machine, script.path))) return undefined;
    if (this.#nested >= maxPowershell) {
      machine.cut(call.span, `scripts call each other more than ${maxPowershell} deep`);
      return {};
    }
    this.#nested++;
    const outer = machine.stepWeak;
    machine.stepWeak = [...outer, ...weak];
    const idPrefix = `${this.#options.idPrefix}/${script.path ?? 'pwsh'}@${call.span.start}`;
    runTolerant(machine, this, script.text, { ...script, cwd: call.cwd, shell: 'pwsh', idPrefix });
    machine.stepWeak = outer;
    this.#nested--;
    machine.builderRan(call.words.slice(0, 3).map(show).join(' '));
    return {};
  }

  /** A program of the project that uploads files to a release, or runs a release tool: what and how is not followed. */
  #program(call: CommandCall, weak: readonly Weakness[]): void {
    const machine = this.#machine;
    const env = (name: string): Text | undefined => call.assignments.get(name) ?? this.variable(name);
    if (!this.#isTolerant)
      runProgramCalls(machine, this, call, this.#options.idPrefix, (program) => holdsMeans(machine, program, env, literalOf(call.cwd) ?? ''));
    const program = projectProgram(machine.trace.input.files, call.words, call.cwd);
    if (program === undefined) return;
    const shown = call.words.slice(0, 4).map(show).join(' ');
    if (program.nx) applyEffect(machine, { kind: 'runs-tool', tool: 'nx-release', args: [lit('changelog')] }, this.#context(call.span, [], weak, shown));
    if ((!program.uploads && !program.releases) || machine.permission('contents', 'write') === false) return;
    const why = `${program.path} is a program, which is not followed`;
    const ctx = this.#context(call.span, call.cwd, weak, shown);
    applyOpaque(machine, { what: shown, why, touches: call.words.slice(1), scope: 'command', mayPublish: true }, ctx);
    if (!program.uploads) return;
    const tag = machine.scenario.refKind === 'tag' ? machine.scenario.refName : hole(`${ctx.idPrefix}.tag`, { label: 'tag' });
    applyEffect(
      machine,
      { kind: 'publishes', sink: { kind: 'release', tag }, subject: { kind: 'unknown', why: `${why}: it uploads files to a release` } },
      ctx,
    );
  }

  /** A download, a copy, a checkout or a container that writes where signed files may stand. */
  #writesOver(call: CommandCall, weak: readonly Weakness[]): void {
    const { paths, tracked } = writtenOver(this.#machine, call);
    if (paths.length === 0 && !tracked) return;
    const what = call.words.slice(0, 4).map(show).join(' ');
    applyOpaque(
      this.#machine,
      { what, why: 'what it writes is not known', touches: [], scope: 'command', mayPublish: false, rewrites: paths, tracked, inSight: true },
      this.#context(call.span, [], weak, what),
    );
  }

  #unknownCommand(call: CommandCall, weak: readonly Weakness[]): void {
    const shown = call.words.slice(0, 4).map(show).join(' ');
    unknownCommand(this.#machine, call, this.#context(call.span, call.cwd, weak, shown), (name) => this.variable(name));
  }

  write(path: Text, content: Text, options: Parameters<ShellHost['write']>[2]): void {
    const machine = this.#machine;
    const target = path.length === 1 && path[0]!.kind === 'hole' ? path[0]!.id : '';
    const weak = this.#weakOf(options.softness);
    if (target === 'file:GITHUB_OUTPUT') return writeStepFile({ values: this.#options.outputs, before: none }, content, options.append, weak);
    if (target === 'file:GITHUB_ENV') return writeStepFile({ values: machine.exported, before: machine.exportedBefore }, content, options.append, weak);
    if (target === 'file:GITHUB_PATH') return addFolders(machine, content);
    if (target === 'file:GITHUB_STEP_SUMMARY') return;
    // The redirection of a command whose output is evidence: the file is that, and not a text of which nothing is known.
    if (options.by !== undefined && !options.append && this.#printedInto === keyOf(resolvePath(options.cwd, path))) return;
    writeFile(
      machine,
      resolvePath(options.cwd, path),
      content,
      options.append,
      this.#context(options.span, [], weak, options.by === undefined ? 'a script' : options.by.map(show).join(' ').slice(0, 80)),
    );
  }

  readFile(path: Text, cwd: Text): Text | undefined {
    return readText(this.#machine, path, cwd);
  }

  glob(pattern: NameSet, cwd: Text): NameSet {
    return globNames(this.#machine, pattern, cwd);
  }

  script(path: Text, cwd: Text): { readonly path: string; readonly text: string } | undefined {
    return checkoutScript(this.#machine, path, cwd);
  }

  program(name: string, path: Text | undefined, cwd: Text): Text | undefined {
    return shadowing(this.#machine, name, path, cwd);
  }

  exists(path: Text, cwd: Text): Tri {
    return isThere(this.#machine, path, cwd);
  }

  readonly unread = (span: Span, reason: string): void => this.#machine.trace.notRead(span, reason);

  readonly cut = (span: Span, reason: string): void => this.#machine.cut(span, reason);

  readonly isOneLine = (id: string): boolean => this.#machine.trace.oneLine.has(id);

  round<T>(id: string, run: () => T): T {
    this.#machine.rounds.push(id);
    try {
      return run();
    } finally {
      this.#machine.rounds.pop();
    }
  }

  tick(): boolean {
    return this.#machine.run.budget.left-- > 0;
  }

  freshId(span: Span, what: string): string {
    return `${this.#options.idPrefix}/${what}@${span.start}.${this.#ids++}`;
  }

  #weakOf(softness: readonly Softness[]): readonly Weakness[] {
    return [...(this.#options.weak ?? []), ...softness.flatMap(weaknessesOf)];
  }
}

const maxPowershell = 4;
const none: ReadonlyMap<string, Text> = new Map();
