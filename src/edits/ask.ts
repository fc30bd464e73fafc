import type { Span } from '../base/index.ts';
import type { Recipe } from '../recipes/index.ts';
import type { JudgedSurface, RuleInput } from '../rules/index.ts';
import { parseYaml, placeAt, type Job, type Node, type Place, type Step, type Workflow } from '../workflow/index.ts';
import type { NoProposal } from './proposal.ts';
import { whyUnread } from './why-unread.ts';

/** A step of a workflow of the checkout, in its file and as it was read. */
export interface StepPlace {
  readonly path: string;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  /** The list of the job's steps. */
  readonly steps: Place;
  /** The step itself. */
  readonly at: Place;
  readonly index: number;
}

/** All that a fixer may ask: what the rules were asked with, the texts of files, and the recipes that are written. */
export class Ask {
  readonly input: RuleInput;
  readonly #recipes: (surface: string) => readonly Recipe[];
  readonly #roots = new Map<string, Node | undefined>();

  constructor(input: RuleInput, recipes: (surface: string) => readonly Recipe[]) {
    this.input = input;
    this.#recipes = recipes;
  }

  get trace(): RuleInput['traced']['trace'] {
    return this.input.traced.trace;
  }

  recipesOf(surface: string): readonly Recipe[] {
    return this.#recipes(surface);
  }

  surface(id: string | null): JudgedSurface | undefined {
    return id === null ? undefined : this.input.surfaces.find((one) => one.info.id === id);
  }

  /** The text of a file that is read as it is, byte for byte; undefined for others, which are not edited. */
  text(path: string): string | undefined {
    const read = this.trace.input.files.read(path);
    return read.kind === 'text' && read.notes.length === 0 ? read.text : undefined;
  }

  /** Why a file has no text that is edited. */
  whyNoText(path: string): NoProposal {
    return whyUnread(path, this.trace.input.files.read(path));
  }

  root(path: string): Node | undefined {
    if (!this.#roots.has(path)) {
      const text = this.text(path);
      this.#roots.set(path, text === undefined ? undefined : parseYaml(path, text).node);
    }
    return this.#roots.get(path);
  }

  /** Where a span stands among the values of its file. */
  place(span: Span): Place | undefined {
    const root = this.root(span.file);
    return root === undefined ? undefined : placeAt(root, span.start);
  }

  workflow(path: string): Workflow | undefined {
    return this.input.traced.workflows.get(path);
  }

  /** The step of a workflow of the checkout that a span is in. */
  step(span: Span): StepPlace | undefined {
    const workflow = this.workflow(span.file);
    const place = workflow === undefined ? undefined : this.place(span);
    if (workflow === undefined || place?.[0] !== 'jobs' || place[2] !== 'steps') return undefined;
    const [, id, , index] = place;
    const job = workflow.jobs.find((one) => one.id === id);
    const step = typeof index === 'number' ? job?.steps.find((one) => one.index === index) : undefined;
    if (job === undefined || step === undefined || typeof index !== 'number') return undefined;
    const steps: Place = ['jobs', job.id, 'steps'];
    return { path: span.file, workflow, job, step, steps, at: [...steps, index], index };
  }
}

/** Whether other workflows call it: what it asks for, they must give. */
export function isCalled(workflow: Workflow): boolean {
  return workflow.triggers.some((one) => one.event === 'workflow_call');
}
