import type { Traced } from '../lineage/index.ts';

/** A step that publishes under an event, and on what it depends whether it does. */
export interface PublishFact {
  /** The workflow, the job, the event and what is published: no place in a text. */
  readonly what: string;
  /** Conditions and failures before it, sorted; without the places of texts. */
  readonly conditions: readonly string[];
}

/** Everything that is published, with its conditions: what an edit must not make rarer. */
export function publishFacts({ trace }: Traced): readonly PublishFact[] {
  return trace.publishes
    .filter((one) => one.cannotWork === undefined)
    .map(({ origin, sink, weak }) => ({
      what: [origin.entry, origin.scenario, origin.workflow, origin.job, origin.config, sink.kind].join(' '),
      conditions: [...new Set(weak.map((one) => `${one.kind}: ${one.how}`))].toSorted(),
    }));
}
