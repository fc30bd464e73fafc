import type { Disposition, Revisit } from './model.ts';
import { isOfAnotherForm } from './premise.ts';
import { isVersion, reaches } from './reaches.ts';

/** What an audit found, as far as decisions ask for it. */
export interface Scene {
  readonly findings: readonly SceneFinding[];
  readonly surfaces: readonly SceneSurface[];
  /** What is built and not released, and the policies, by their names in the inventory. */
  readonly rows: readonly string[];
  /** The rules whose findings can be decided on. */
  readonly rules: ReadonlySet<string>;
  /** Those of them that ask a service: that they find nothing may be because it was not asked, or did not answer. */
  readonly asking: ReadonlySet<string>;
  readonly exists: (path: string) => boolean;
  /** The versions at which workflows use an action, as written: also a branch, or a commit of which no version is told. */
  readonly versionsOf: (action: string) => readonly string[];
  /** The fingerprint of the lineage that the findings, surfaces and rows with these names rest on. */
  readonly premiseOf: (on: DecidedOn) => string;
  /** The ids of the findings that decisions name themselves, by fingerprint, rule or surface. */
  readonly named: ReadonlySet<string>;
  /** The day as YYYY-MM-DD; null where nobody says, and then no date is due. */
  readonly today: string | null;
}

export interface SceneFinding {
  readonly id: string;
  readonly fingerprint: string;
  readonly rule: string;
  readonly surface: string | null;
  /** Of a story the ids of what it joins. */
  readonly parts: readonly string[];
}

export interface SceneSurface {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** What a decision is on, as found: ids of findings and surfaces, names of rows. */
export interface DecidedOn {
  readonly findings: readonly string[];
  readonly surfaces: readonly string[];
  readonly rows: readonly string[];
}

export type Standing = 'current' | 'due' | 'stale' | 'premise-changed' | 'not-fixed';

/** A decision, what it is on, and how it stands. */
export interface Judged {
  readonly decision: Disposition;
  readonly standing: Standing;
  /** One line of cause where it is not current. */
  readonly why: string | null;
  readonly on: DecidedOn;
}

/** Holds a decision against what was found. */
export function judgeDisposition(decision: Disposition, scene: Scene): Judged {
  const on = decidedOn(decision, scene);
  return { decision, on, ...standingOf(decision, on, scene) };
}

/** What a subject names: findings by fingerprint, or those of a rule, a surface, or both; rows by their names. */
export function decidedOn(subject: Pick<Disposition, 'finding' | 'rule' | 'surface'>, scene: Pick<Scene, 'findings' | 'surfaces' | 'rows'>): DecidedOn {
  const { finding, rule, surface } = subject;
  if (finding !== null) {
    const found = scene.findings.filter((one) => one.id === finding || one.fingerprint === finding);
    return { findings: found.map((one) => one.id), surfaces: [], rows: [] };
  }
  const surfaces = surface === null ? [] : surfacesNamed(surface, scene.surfaces).map((one) => one.id);
  const found = scene.findings.filter(
    (one) => (rule === null || one.rule === rule) && (surface === null || (one.surface !== null && surfaces.includes(one.surface))),
  );
  const rows = rule !== null || surface === null ? [] : scene.rows.filter((row) => row === surface || row.startsWith(`${surface} (`));
  return { findings: found.map((one) => one.id), surfaces, rows };
}

/** The surfaces that a name means: by id, else by name, else by what they hold, else all of a kind. */
export function surfacesNamed<T extends SceneSurface>(name: string, surfaces: readonly T[]): readonly T[] {
  const tests: readonly ((one: SceneSurface) => boolean)[] = [
    (one) => one.id === name,
    (one) => one.name === name,
    (one) => besides(name, one)?.length === 0,
    (one) => besides(name, one) !== undefined,
    (one) => one.kind === name,
  ];
  for (const test of tests) {
    const found = surfaces.filter(test);
    if (found.length > 0) return found;
  }
  return [];
}

/** What else a surface holds that holds this; undefined where it does not hold it. A thing of several names is one thing. */
function besides(name: string, { members }: SceneSurface): readonly string[] | undefined {
  const others = members.filter((member) => member !== name && !member.split(', ').includes(name));
  return others.length === members.length ? undefined : others;
}

/** What is published together with what a decision names, and was not decided on; undefined where it names all of each surface. */
export function undecidedWith(surface: string, surfaces: readonly SceneSurface[]): string | undefined {
  if (surfaces.some((one) => one.id === surface || one.name === surface)) return undefined;
  return surfacesNamed(surface, surfaces).flatMap((one) => besides(surface, one) ?? [])[0];
}

/** The rule of what a story joins that no decision names; undefined where there is no such part. */
function undecidedPart(on: DecidedOn, { findings, named }: Scene): string | undefined {
  const ids = new Set(on.findings);
  const part = findings.filter((one) => ids.has(one.id)).flatMap(({ parts }) => parts.filter((id) => !named.has(id)))[0];
  return part === undefined ? undefined : (findings.find((one) => one.id === part)?.rule ?? part);
}

function standingOf(decision: Disposition, on: DecidedOn, scene: Scene): Pick<Judged, 'standing' | 'why'> {
  const met = decision.revisit === null ? undefined : whyMet(decision.revisit, scene);
  if (decision.disposition === 'fixed') {
    if (on.findings.length > 0)
      return { standing: 'not-fixed', why: `it is said to be fixed, and ${on.findings.length === 1 ? 'is' : `${on.findings.length} are`} found` };
  } else if (met === undefined && on.findings.length + on.rows.length === 0 && !decision.isShared && !scene.asking.has(ruleOf(decision) ?? ''))
    return { standing: 'stale', why: whyStale(decision, on, scene) };
  if (met !== undefined) return { standing: 'due', why: met };
  const { reviewBy, premise } = decision;
  if (reviewBy !== null && scene.today !== null && reviewBy < scene.today) return { standing: 'due', why: `it was to be looked at again by ${reviewBy}` };
  if (on.findings.length + on.rows.length === 0 || (premise !== null && premise === scene.premiseOf(on))) return { standing: 'current', why: null };
  const other = decision.surface === null ? undefined : undecidedWith(decision.surface, scene.surfaces);
  if (other !== undefined)
    return { standing: 'premise-changed', why: `what it names is judged together with ${other}, on which nothing was decided: name the surface` };
  if (premise !== null)
    return {
      standing: 'premise-changed',
      why: isOfAnotherForm(premise)
        ? 'its premise was written by another version, and cannot be compared'
        : 'what it is on is not built, published and found as it was when this was decided',
    };
  // Without a premise nobody can tell which parts were there when it was decided, and which came later.
  const part = decision.disposition === 'open' ? undefined : undecidedPart(on, scene);
  if (part !== undefined)
    return { standing: 'premise-changed', why: `what it is on joins ${part}, on which nothing was decided, and no premise says that it was meant too` };
  return { standing: 'current', why: null };
}

/** The rule that a decision is on, be it by a fingerprint, which begins with it; undefined for all of a surface. */
export function ruleOf({ finding, rule }: Pick<Disposition, 'finding' | 'rule'>): string | undefined {
  return rule ?? finding?.split(' > ')[0];
}

function whyStale({ finding, rule, surface }: Disposition, on: DecidedOn, scene: Scene): string {
  if (finding !== null) return 'no finding has this fingerprint any more';
  if (rule !== null && !scene.rules.has(rule)) return `there is no rule ${rule}`;
  if (surface !== null && on.surfaces.length === 0) return 'nothing of this name is published or built any more';
  return rule === null ? 'nothing is found of it any more' : 'this rule finds nothing of it any more';
}

/** Why a condition is met; undefined where it is not, or is for people to judge. */
function whyMet(revisit: Revisit, scene: Scene): string | undefined {
  switch (revisit.kind) {
    case 'words':
      return undefined;
    case 'file':
      return scene.exists(revisit.path) ? `${revisit.path} is there now` : undefined;
    case 'action': {
      const versions = scene.versionsOf(revisit.action);
      const reached = versions.find((version) => reaches(version, revisit.version));
      if (reached !== undefined) return `${revisit.action} is used at ${reached} now`;
      const untold = versions.find((version) => !isVersion(version));
      if (untold === undefined) return undefined;
      return `${revisit.action} is used at ${untold}, of which it cannot be told whether that is ${revisit.version} or later`;
    }
    case 'surface': {
      const [first] = surfacesNamed(revisit.surface, scene.surfaces);
      return first === undefined ? undefined : `${first.name} is published now`;
    }
    default: {
      const never: never = revisit;
      return never;
    }
  }
}

/** A condition in words. */
export function revisitText(revisit: Revisit): string {
  switch (revisit.kind) {
    case 'words':
      return revisit.text;
    case 'file':
      return `when ${revisit.path} is there`;
    case 'action':
      return `when ${revisit.action} is used at ${revisit.version} or later`;
    case 'surface':
      return `when ${/^[a-z]+(?:-[a-z]+)+$/.test(revisit.surface) ? `a ${revisit.surface}` : revisit.surface} is published`;
    default: {
      const never: never = revisit;
      return never;
    }
  }
}
