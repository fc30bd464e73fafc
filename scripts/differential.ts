// Mutated bundles put to our verifier and to @sigstore/verify: node scripts/differential.ts [COUNT] [SEED] [SHARED]
// Prints how often they agree, and every class of disagreement with one example.
import { secondOpinion } from '../src/trust/cross-check/index.ts';
import { now, verdictOn, verifyingCases, type VerifyCase } from './verify/cases.ts';
import { apply, mutations, placesOf, randomOf } from './verify/mutate.ts';

const [count = '100000', seed = '1', shared = process.env['SEALWRIGHT_SHARED'] ?? '../shared'] = process.argv.slice(2);
const random = randomOf(Number(seed));
const cases = verifyingCases(shared);
const kinds = Object.entries(mutations);
const tally = { agree: { accept: 0, reject: 0 }, disagree: new Map<string, { count: number; readonly example: string }>() };
let crashes = 0;

for (let done = 0; done < Number(count);) {
  const one = pick(cases);
  const json = JSON.parse(Buffer.from(one.bytes).toString()) as unknown;
  const [kind, mutate] = pick(kinds);
  const place = pick(placesOf(json));
  const donor = JSON.parse(Buffer.from(pick(cases).bytes).toString()) as unknown;
  const other = (path: string) => placesOf(donor).find((two) => two.path === path)?.value;
  if (!apply(place, mutate(place, random, other))) continue;
  done++;
  compare(one, json, `${kind} of ${place.path}`);
}

console.log(`${count} mutated bundles of ${cases.length}, seed ${seed}, at ${new Date(now).toISOString().slice(0, 10)}`);
console.log(`both accept ${tally.agree.accept}, both reject ${tally.agree.reject}; of ours ${crashes} threw`);
for (const [what, found] of [...tally.disagree].toSorted(([, a], [, b]) => b.count - a.count))
  console.log(`${String(found.count).padStart(7)}  ${what}   (${found.example})`);

function compare(one: VerifyCase, json: unknown, what: string): void {
  const text = JSON.stringify(json);
  let ours = 'threw';
  try {
    const verdict = verdictOn(one, Buffer.from(text));
    ours = verdict.verified ? 'accepts' : (verdict.reasons[0]?.code ?? '');
  } catch {
    crashes++;
  }
  const theirs = secondOpinion({ json: JSON.parse(text) as unknown, artifact: one.content, root: one.root, key: one.key });
  if ((ours === 'accepts') === (theirs.kind === 'accepts')) {
    if (ours === 'accepts') tally.agree.accept++;
    else tally.agree.reject++;
    return;
  }
  const key = `ours: ${ours}, theirs: ${theirs.kind === 'accepts' ? 'accepts' : theirs.why}, ${what}`;
  const found = tally.disagree.get(key) ?? { count: 0, example: one.name };
  found.count++;
  tally.disagree.set(key, found);
}

function pick<T>(list: readonly T[]): T {
  const found = list[random(list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
