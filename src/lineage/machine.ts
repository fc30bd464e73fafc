import { limits, type Span, type Tri } from '../base/index.ts';
import { needsTool, onRunner, type Keyring, type Need } from '../catalog/index.ts';
import { basename, keyOf, literalOf, nameSet, show, type NameSet, type Text } from '../values/index.ts';
import type { Batch, FileItem, ImageNode, MadeKey, OpaqueRecord, Origin, Weakness } from './model.ts';
import type { ContainerStart } from './own-containers.ts';
import { isEvidenceName } from './evidence-names.ts';
import { UnreadFolders } from './unread-folders.ts';
import { madePaths } from './made-paths.ts';
import { missingFor } from './needs.ts';
import { baseNames, below, isBareName, isEverything, isExact, literalFolder, namesFiles, pathsOf } from './names.ts';
import { Place, type Reading } from './place.ts';
import { mentionsSecret, type KnownSecrets } from './secrets.ts';
import { itemOf, type RunState, type Trace } from './trace-state.ts';
import type { Scenario } from './scenario.ts';
import type { TokenKind } from './token-kind.ts';

/** What a job's token may do. */
export type PermissionOf = (scope: string, level: 'read' | 'write') => Tri;

/** Files found at a path, each with the names it has there. */
export interface Found {
  readonly item: FileItem;
  readonly path: NameSet;
  readonly content: Text | undefined;
  readonly certain: boolean;
}

const everything: Text = [{ kind: 'wild', glob: '**' }];

/** One job leg while it is being traced: its files, environment, tools and what weakens the current step. */
export class Machine {
  readonly trace: Trace;
  readonly run: RunState;
  readonly #scenario: Scenario;
  readonly workflow: string;
  readonly entry: string;
  readonly job: string;
  readonly jobKey: string;
  /** The environment of the step that runs, for tools that read it. */
  stepEnv: ReadonlyMap<string, Text> = new Map();
  readonly #permission: PermissionOf;
  readonly files = new Place((steps) => this.spend(steps));
  readonly installed = new Set<string>();
  /** Programs installed under a tool's name that are something else, and how. */
  readonly impostors = new Map<string, string>();
  /** Set when a step may have installed anything: nothing is certainly missing after it. */
  maybeInstalled: string | undefined;
  /** Set when something that was not read may have exported variables to the steps after it: none of them is certainly unset. */
  mayExport: string | undefined;
  /** Whether a step has the variables that its configuration names and no others. */
  tellsVariables = false;
  /** Runner image: `ubuntu`, `macos`, `windows`, or undefined when it cannot be told. */
  runner: string | undefined;
  /** Variables that steps exported to later steps. */
  readonly exported = new Map<string, Text>();
  /** The same, when the step that runs began. */
  exportedBefore: ReadonlyMap<string, Text> = new Map();
  /** Those of them that a step exported which may have been skipped, as an `if:` finds them. */
  readonly perhapsExported = new Map<string, Text>();
  readonly logins: { readonly registry: Text; readonly credential: string }[] = [];
  /** Images built here under a name, pushed or not. */
  readonly builtImages = new Map<string, Pick<ImageNode, 'provenance' | 'sbom' | 'context'>>();
  /** What the images start that the job built from a Dockerfile of which all is known, by their names. */
  readonly containers = new Map<string, ContainerStart>();
  /** The image that was pushed last under a name, and what was built under it then, by the keys of repository and tag. */
  readonly pushedImages = new Map<string, { readonly built: object | undefined; readonly id: string }>();
  /** Paths given to `git add` and not yet pushed, and whether it left out what `.gitignore` names. */
  readonly staged: { readonly paths: NameSet; readonly leavesOut: boolean }[] = [];
  /** Keys of the names of branches that a script made. */
  readonly branches = new Set<string>();
  /** Versions of tools that a step fixed. */
  readonly versions = new Map<string, string>();
  readonly configured = new Set<string>();
  /** Keys that this job made in a program's own store, and the stores that were given others. */
  readonly madeKeys = new Map<Keyring, MadeKey>();
  readonly broughtKeys = new Set<Keyring>();
  /** Folders of the checkout in which programs are looked for first. */
  readonly programFolders: string[] = [];
  /** Folders that a step made, by the key of their path. */
  readonly folders = new Set<string>();
  /** Names of secrets that the job's text mentions. */
  holdsSecret = false;
  /** Whether the job's text mentions a secret other than its own token. */
  ownSecret = false;
  /** Whether a label says that it runs on a machine of the project's own. */
  selfHosted = false;
  /** The unknowns that stand for each name of the loops which are being run. */
  readonly rounds: string[] = [];
  jobWeak: readonly Weakness[] = [];
  stepWeak: readonly Weakness[] = [];
  /** Whether releases and tags are made with the job's own token, whose events start nothing. */
  releaseToken: TokenKind = 'unknown';
  /** `owner/repo`. */
  ownRepository: Text = [];
  step = '';
  config = '';
  checkedOut = false;
  /** Checkouts of other repositories in the workspace, by the folder they are in. */
  readonly checkouts: { readonly folder: string; readonly repository: string }[] = [];
  /** Folders beside or in the workspace that hold this repository's own files. */
  readonly ownCopies = new Set<string>();
  /** Whether what is checked out may be another commit than the event's. */
  headMoved = false;
  /** Release tools that run each other to come here. */
  toolDepth = 0;
  /** Above 0 inside a task that is named for a check or for notes. */
  looking = 0;
  readonly unreadFolders = new UnreadFolders();
  /** Folders of which an earlier reader took what was there. */
  readonly #assumed = new Set<string>();
  #builds = 0;
  #buildsBy = '';

  constructor(options: {
    trace: Trace;
    run: RunState;
    scenario: Scenario;
    workflow: string;
    entry: string;
    job: string;
    jobKey: string;
    permission: PermissionOf;
  }) {
    this.trace = options.trace;
    this.run = options.run;
    this.#scenario = options.scenario;
    this.workflow = options.workflow;
    this.entry = options.entry;
    this.job = options.job;
    this.jobKey = options.jobKey;
    this.#permission = options.permission;
  }

  get scenario(): Scenario {
    this.trace.reads?.note({ kind: 'scenario' }, this.scenarioName());
    return this.#scenario;
  }

  /** Events of one kind are not the same in two workflows: each has filters of its own. */
  scenarioName(): string {
    return `${this.entry}@${this.#scenario.id}`;
  }

  get event(): string {
    this.trace.reads?.note({ kind: 'event' }, this.#scenario.event);
    return this.#scenario.event;
  }

  permission(scope: string, level: 'read' | 'write'): Tri {
    const given = this.#permission(scope, level);
    this.trace.reads?.note({ kind: 'permission', scope, level }, given);
    return given;
  }

  /** The scenario for a single value of it, which whoever asks notes. */
  unnotedScenario(): Scenario {
    return this.#scenario;
  }

  /** Uses up steps of the run for work that grows with what was found before. */
  spend(steps: number): void {
    this.run.budget.left -= steps;
  }

  /** Says that a bound ended the analysis in this job. */
  cut(at: Span, reason: string): void {
    this.trace.cut({ at, reason, run: this.run.record.id, scenario: this.scenario.id, jobKey: this.jobKey, places: this.writable() });
  }

  /** Says that a place held more files than the bound. */
  cutIfForgotten(place: Place, at: Span): void {
    if (place.forgot) this.cut(at, `more than ${limits.maxFilesPerPlace} files in one place: those that came first were forgotten`);
  }

  /** Places that strangers read and that a step of this job could write to: from its permissions and logins. A called workflow logs in by itself, with the secrets that it is given. */
  writable(isCall = false): OpaqueRecord['places'] {
    const may = (scope: string): boolean => this.permission(scope, 'write') !== false;
    const sure = (scope: string): boolean => this.permission(scope, 'write') === true;
    const places: OpaqueRecord['places'][number][] = [];
    if (sure('contents')) places.push('release', 'tags');
    // A token of its own that a called workflow is given stands in for the default of the repository.
    else if (isCall && this.ownSecret && may('contents')) places.push('release');
    const loggedIn = (may('packages') && this.logins.length > 0) || sure('packages') || this.logins.some((l) => l.credential !== 'job-token');
    if (loggedIn || (isCall && this.ownSecret)) places.push('registry');
    if (sure('attestations') && sure('id-token')) places.push('attestations');
    if (this.holdsSecret || sure('id-token')) places.push('index');
    return places;
  }

  toolEnv(name: string): Text | undefined {
    return this.stepEnv.get(name);
  }

  origin(at: Span): Origin {
    return {
      run: this.run.record.id,
      scenario: this.#scenario.id,
      workflow: this.workflow,
      entry: this.entry,
      job: this.job,
      jobKey: this.jobKey,
      step: this.step,
      config: this.config,
      at,
      order: this.trace.nextOrder(),
    };
  }

  weak(own: readonly Weakness[]): readonly Weakness[] {
    return [...this.jobWeak, ...this.stepWeak, ...own];
  }

  /** Notes the secrets that a text of the workflow mentions; one that its caller does not pass is none. */
  noteSecrets(text: string, known: KnownSecrets): void {
    if (/secrets\.|github\.token/.test(text)) this.holdsSecret = true;
    if (mentionsSecret(text, known)) this.ownSecret = true;
  }

  paths(texts: readonly Text[], cwd: Text, options: { readonly glob: boolean; readonly exclude?: readonly Text[] | undefined }): NameSet {
    return pathsOf(texts, cwd, { glob: options.glob, exclude: options.exclude ?? [] });
  }

  newBatch(kind: Batch['kind'], by: string, at: Span, inputs: readonly FileItem[] = [], content?: Text, folder?: string): Batch {
    return this.trace.batch({
      id: this.trace.nextId('f'),
      kind,
      by,
      at,
      inputs,
      run: this.run.record.id,
      jobKey: this.jobKey,
      order: this.trace.nextOrder(),
      ...(content === undefined ? {} : { content }),
      ...(folder === undefined ? {} : { folder }),
    });
  }

  writeNew(paths: NameSet, batch: Batch, content?: Text): FileItem {
    const item = itemOf(batch, baseNames(paths));
    this.files.write(paths, item, { content });
    return item;
  }

  /** Something unread ran that may have written files: what is found by a glob from now on may be its work. */
  builderRan(by: string): void {
    if (this.looking > 0) return;
    this.#builds++;
    this.#buildsBy = by;
  }

  /**
   * Finds what a path or pattern stands for: what earlier steps wrote there, then files of the checkout, then, for what
   * nothing that was read made, one batch per folder: "what was there", the same one for every reader until something
   * unread runs.
   */
  find(
    paths: NameSet,
    at: Span,
    options: { readonly recursive?: boolean; /** Each pattern finds something, or the step fails. */ readonly each?: boolean } = {},
  ): readonly Found[] {
    const out: Found[] = [];
    this.cutIfForgotten(this.files, at);
    const open: { readonly pattern: Text; readonly evidenceOnly: boolean }[] = [];
    const made = new Set<string>();
    for (const pattern of paths.include) {
      // Nothing is followed after the last step: what is not found any more is not missed.
      if (this.run.budget.left < 0) break;
      const listed = madePaths(this.trace, pattern);
      if (listed !== undefined) {
        out.push(...listed);
        continue;
      }
      // A whole workspace is what steps put there, unless the source lies in it too.
      const under = pattern.length > 0 || this.checkedOut ? below(pattern) : everything;
      const entries = (options.recursive === true && !namesFiles(pattern) ? [pattern, under] : [pattern]).flatMap((one): Reading['entries'] =>
        this.files.read(nameSet([one], paths.exclude)).entries.filter((e) => !isBareName(one) || !this.#isTracked(e.path)),
      );
      for (const e of entries) out.push({ item: e.item, path: e.path, content: e.entry.content, certain: e.certain });
      if (entries.some((e) => this.trace.batches.get(e.item.batch)?.kind !== 'evidence')) {
        made.add(literalFolder(pattern) ?? '?');
        // What takes all of a folder takes more than what is known of it, where something unread was told to write there.
        const isOpen = entries.some((e) => e.path.include.some(isEverything));
        if (!isOpen && isEverything(pattern) && this.unreadFolders.filled(literalFolder(pattern) ?? '')) open.push({ pattern, evidenceOnly: false });
        continue;
      }
      const folder = options.recursive === true && isExact(pattern) && this.isFolderName(pattern);
      if (entries.length > 0 && !folder && (isExact(pattern) || isEvidenceName(show(basename(pattern))))) continue;
      open.push({ pattern: folder ? below(pattern) : pattern, evidenceOnly: entries.length > 0 });
    }
    for (const { pattern, evidenceOnly } of open) {
      // One of several patterns for a folder (`*.whl`, `*.zip`) that finds nothing names what is not made.
      const folder = literalFolder(pattern) ?? '?';
      if (!isExact(pattern) && ((made.has(folder) && options.each !== true && !this.unreadFolders.told(folder)) || (evidenceOnly && !this.#unreadRan(pattern))))
        continue;
      out.push(...this.#implicit(nameSet([pattern], paths.exclude), pattern, at));
    }
    return out;
  }

  /** A file of the checkout that a step wrote to: what only a program names is something that it made. */
  #isTracked(path: NameSet): boolean {
    const name = path.include.length === 1 ? literalOf(path.include[0]!) : undefined;
    return name !== undefined && this.trace.input.files.has(name);
  }

  /** Whether a path of which nothing is known reads as a folder: a name without an extension does, but where compilers put programs. */
  isFolderName(path: Text): boolean {
    if (path.length === 0 || this.folders.has(keyOf(path))) return true;
    const shown = show(path);
    if (this.trace.input.files.has(shown)) return false;
    if (this.trace.input.files.hasFolder(shown)) return true;
    if (this.#isOwnProgram(shown)) return false;
    return !/\.[A-Za-z][A-Za-z0-9]{0,7}$/.test(show(basename(path))) && !/(^|\/)(bin|debug|release)\/[^/]+$/.test(shown) && path.every((p) => p.kind === 'lit');
  }

  /** Whether a path reads as the program of the project: called like the repository, right in a folder that builds write to. */
  #isOwnProgram(path: string): boolean {
    const { repo } = this.trace.input.git;
    const [, name] = /^(?:\.\/)?(?:[\w.-]+\/)*(?:dist|build|_build|out|output)\/([\w-]+)$/i.exec(path) ?? [];
    return repo !== null && name !== undefined && name.toLowerCase() === repo.toLowerCase();
  }

  /** Whether a step that was not read could have put files into the folder of a pattern. */
  #unreadRan(pattern: Text): boolean {
    const folder = literalFolder(pattern) ?? '';
    return this.#builds > 0 || this.#assumed.has(folder) || this.unreadFolders.reached(folder);
  }

  /** The files of the checkout, first looked at here unless they were before. */
  seeCheckout(at: Span): Batch {
    const run = this.run.record.id;
    return this.trace.batch({ id: `checkout:${run}`, kind: 'checkout', by: 'the checkout', at, inputs: [], run, jobKey: this.jobKey });
  }

  /** Where the files of the checkout were first looked at in this run. */
  checkoutSeen(): Span | undefined {
    return this.trace.batches.get(`checkout:${this.run.record.id}`)?.at;
  }

  #implicit(one: NameSet, pattern: Text, at: Span): readonly Found[] {
    const folder = literalFolder(pattern) ?? '?';
    const literal = pattern.length === 1 && pattern[0]!.kind === 'lit' ? pattern[0]!.text : undefined;
    if (literal !== undefined && this.trace.input.files.has(literal)) {
      const batch = this.seeCheckout(at);
      return [{ item: itemOf(batch, baseNames(one)), path: one, content: undefined, certain: true }];
    }
    this.#assumed.add(folder);
    const batch = this.trace.batch({
      id: `there:${this.jobKey}:${folder}:${this.unreadFolders.times(folder)}:${this.#builds}`,
      kind: 'opaque',
      by: this.#buildsBy === '' ? 'a step that was not read' : this.#buildsBy,
      at,
      inputs: [],
      run: this.run.record.id,
      jobKey: this.jobKey,
    });
    return [{ item: itemOf(batch, baseNames(one)), path: one, content: undefined, certain: false }];
  }

  /** Why a program is certainly not there: nothing in this job installs it and the runner's image does not have it. */
  missingTool(program: string): string | undefined {
    const tool = needsTool(program);
    if (tool === undefined || this.maybeInstalled !== undefined || this.#isThere(tool)) return undefined;
    const impostor = this.impostors.get(tool);
    return impostor === undefined ? `${tool} is not installed in this job` : `${tool} is not installed in this job: ${impostor}`;
  }

  /** What is taken on trust where only something that was not read can have installed a program. */
  trustedTool(program: string): string | undefined {
    const tool = needsTool(program);
    return tool === undefined || this.maybeInstalled === undefined || this.#isThere(tool) ? undefined : `${tool} is there (${this.maybeInstalled})`;
  }

  #isThere(tool: string): boolean {
    return this.installed.has(tool) || (this.runner !== undefined && onRunner(tool, this.runner));
  }

  /** Whether something that was not read ran in this job, which may have brought anything. */
  mayHaveBrought(): boolean {
    return this.maybeInstalled !== undefined || this.#builds > 0 || this.unreadFolders.any();
  }

  /** Why the needs of an effect are certainly not met, or undefined. */
  missing(needs: readonly Need[] | undefined, cwd: Text = [], env?: (name: string) => Text | undefined): string | undefined {
    return missingFor(this, needs, cwd, env);
  }
}
