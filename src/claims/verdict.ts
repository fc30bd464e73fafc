import { answerOf, controlOf, type Answer, type Held, type JudgedThing } from './answer.ts';
import { nameKey } from './name-key.ts';
import type { Claim, Statement, Verdict } from './model.ts';

type Judged = Pick<Claim, 'verdict' | 'reason' | 'surfaces' | 'related'>;

/** Holds a statement against the surfaces that it is about. What is not known gives `cannot-tell`, never `supported`. */
export function judgeStatement(statement: Statement, held: Held): Judged {
  const byHand = statement.by === 'key' || (statement.kind === 'signed' && statement.by === undefined && held.hasKeys);
  const told = (verdict: Verdict, reason: string, on: readonly JudgedThing[] = [], related: Claim['related'] = []): Judged => ({
    verdict,
    reason,
    surfaces: on.map((one) => one.info.id),
    related,
  });
  if (statement.badge === 'scorecard') return ofScorecard(held, told);
  if (statement.kind === 'reproducible') return told('cannot-tell', 'only a second build can show it');
  const meant = surfacesOf(statement, held);
  if (meant.length === 0) return told('cannot-tell', 'nothing of what it speaks of was found to be published');
  const answers = meant.map((thing) => ({ thing, ...answerOf(statement, thing, held) }));
  const yes = answers.filter((one) => one.is === 'yes');
  const no = answers.filter((one) => one.is === 'no');
  const open = answers.filter((one) => one.is === 'open');
  const places = (list: readonly (typeof answers)[number][]): Claim['related'] =>
    list.slice(0, 6).map(({ thing, why }) => ({ at: thing.info.at, what: `${nameOf(thing)}: ${why}` }));
  const unsigned = unsignedBeside(statement, held);
  if (no.length === 0 && unsigned !== undefined) {
    const verdict = unsigned.is === 'SBOM' ? 'contradicted' : 'cannot-tell';
    return told(verdict, `${unsigned.what}, which is published with it, is not signed`, meant, [{ at: unsigned.at, what: `publishes ${unsigned.what}` }]);
  }
  if (no.length === 0 && open.length === 0) {
    const beside = besideOf(statement, held, meant);
    if (beside === undefined) return told('supported', yes[0]!.why, meant, places(yes));
    return told('cannot-tell', `${yes[0]!.why} for ${nameOf(yes[0]!.thing)}, and of ${nameOf(beside.thing)}: ${beside.why}`, meant, places(yes));
  }
  if (statement.subject.isWhole && yes.length > 0 && !statement.subject.isEvery) {
    if (no.length === 0) return told('cannot-tell', open[0]!.why, meant, places(open));
    return told('cannot-tell', `it holds for ${nameOf(yes[0]!.thing)}, and not for ${nameOf(no[0]!.thing)}`, meant, places(no));
  }
  if (no.length > 0 && byHand) return told('cannot-tell', 'no workflow does it; a person could, and no file would show it', meant, places(no));
  if (no.length > 0 && yes.length > 0) {
    const one = `${nameOf(no[0]!.thing)}: ${no[0]!.why}`;
    return statement.subject.isEvery ? told('contradicted', one, meant, places(no)) : told('cannot-tell', `not of all: ${one}`, meant, places(no));
  }
  if (no.length > 0 && (open.length === 0 || statement.subject.isEvery)) {
    const tried = no.find((one) => one.evidence?.strength === 'cannot-work');
    const shown = tried ?? no[0]!;
    const isDenied = tried !== undefined || open.length > 0 || (statement.level !== undefined && shown.evidence?.status !== 'absent');
    return told(isDenied ? 'contradicted' : 'unsupported', meant.length === 1 ? shown.why : `${nameOf(shown.thing)}: ${shown.why}`, meant, places(no));
  }
  return told('cannot-tell', open[0]!.why, meant, places(open));
}

function ofScorecard({ traced }: Held, told: (verdict: Verdict, reason: string, on?: readonly JudgedThing[], related?: Claim['related']) => Judged): Judged {
  const runs = traced.trace.posture.filter((one) => one.what.includes('Scorecard'));
  if (runs.length === 0) return told('cannot-tell', 'no workflow runs the Scorecard; the service scans many projects by itself');
  if (runs.some((one) => one.publishes)) return told('supported', 'a workflow publishes the result that the badge shows');
  return told(
    'contradicted',
    'the workflow that runs the Scorecard does not publish its result, so the badge shows another one or none',
    [],
    [{ at: runs[0]!.origin.at, what: 'runs the Scorecard and keeps the result' }],
  );
}

/** An SBOM or a checksum list of a release that nothing signs, where every file of it is said to be signed. */
function unsignedBeside({ kind, subject }: Statement, { evidenceFiles }: Held): Held['evidenceFiles'][number] | undefined {
  if ((kind !== 'signed' && kind !== 'keyless') || subject.isAnyFile !== true || !subject.isEvery) return undefined;
  const unsigned = evidenceFiles.filter((one) => one.signed === 'no');
  return unsigned.find((one) => one.is === 'SBOM') ?? unsigned[0];
}

/** What a release has besides the things that are meant first, and that does not have it for certain: whether `releases` means it, too, is open. */
function besideOf(statement: Statement, held: Held, meant: readonly JudgedThing[]): (Answer & { readonly thing: JudgedThing }) | undefined {
  if (!statement.subject.isWhole) return undefined;
  const kinds = new Set(statement.subject.kinds.flat());
  const others = held.surfaces.filter(
    (one) => kinds.has(one.info.kind) && !meant.includes(one) && isReleased(one) && one.controls[controlOf(statement.kind)].status !== 'not-applicable',
  );
  return others.map((thing) => ({ thing, ...answerOf(statement, thing, held) })).find((one) => one.is !== 'yes');
}

/** The surfaces of the first group of kinds of which something is published. Sites are pages to read, no release. */
function surfacesOf({ subject, kind }: Statement, { surfaces }: Held): readonly JudgedThing[] {
  const { names } = subject;
  if (names !== undefined) {
    const named = surfaces.filter(({ info }) => info.members.some((member) => member.split(', ').some((name) => names.includes(nameKey(name)))));
    // Variants of one image have its name too.
    return named.length === 1 ? named : [];
  }
  for (const kinds of subject.kinds) {
    const meant = surfaces.filter(({ info, controls }) => {
      const isLeftOut = subject.leavesOut !== undefined && info.members.every((member) => member.split(', ').every((name) => subject.leavesOut!.test(name)));
      return kinds.includes(info.kind) && !isLeftOut && controls[controlOf(kind)].status !== 'not-applicable';
    });
    const released = meant.filter(isReleased);
    if (meant.length > 0) return released.length > 0 ? released : meant;
  }
  return [];
}

/** What every push of a branch renews, or a day, is nobody's release, where there are releases. */
function isReleased({ info }: JudgedThing): boolean {
  if (info.scenarios.length > 0 && info.scenarios.every((one) => /^(?:push:branch|schedule)/.test(one))) return false;
  const names = info.members.flatMap((one) => one.split(', '));
  return (
    names.length === 0 ||
    !names.every((one) =>
      /(?:^|[:._/-])(?:canary|nightly|edge|dev(?:el)?|snapshot|unstable|preview|latest-dev|main|master|next|trunk|test(?:ing)?)(?:$|[._-])/i.test(one),
    )
  );
}

function nameOf({ info }: JudgedThing): string {
  return info.name.length <= 40 ? info.name : `${(info.members[0] ?? info.name).split(', ')[0]!} …`;
}
