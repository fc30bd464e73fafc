import { alternatives, type Text } from '../values/index.ts';

const ofLegs = 'last leg of ';

/** Whether a key of alternatives, or the id of an unknown made of them, says that the last leg of a matrix chooses. */
export function isOfLegs(key: string): boolean {
  return key.startsWith(ofLegs) || key.startsWith(`any:${ofLegs}`);
}

/** Joins the outputs of a job's matrix legs: the last leg to finish wins, so one output is one of the legs' values, chosen together. */
export function joinLegs(job: string, legs: readonly ReadonlyMap<string, Text>[]): ReadonlyMap<string, Text> {
  if (legs.length === 1) return legs[0]!;
  const names = new Set(legs.flatMap((l) => [...l.keys()]));
  const joined = new Map<string, Text>();
  for (const name of names)
    joined.set(
      name,
      alternatives(
        `${ofLegs}${job}`,
        legs.map((l) => l.get(name) ?? []),
      ),
    );
  return joined;
}
