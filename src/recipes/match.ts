import { nothing, notApplicable, type Controls, type Evidence } from '../controls/index.ts';
import { whatItNames, type NamedThing, type VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { dropPrefix, lit, type Text } from '../values/index.ts';
import { asksOtherThanImageHas, carriesNothing } from './asked-of-image.ts';
import { asksSignerForMore } from './asked-of-signer.ts';
import { ofUnknownBuilder } from './builder-of.ts';
import { cannotPass, neverPublished } from './cannot-pass.ts';
import { lacksKey } from './key-at-hand.ts';
import { provable } from './provable.ts';
import { besideFlags, notPublished } from './read-beside.ts';
import { namesMeet } from './shown-name.ts';
import { tagNeverPushed } from './tag-of-image.ts';

/** Does a document that users read show a command that verifies this, and could it run? */
export function detectRecipe(unit: Unit, controls: Controls, commands: readonly VerifyCommand[], traced: Traced): Evidence {
  if (unit.place === 'site') return notApplicable();
  const mine = commands
    .filter((c) => recipeMatches(unit, controls, c, traced))
    .map((c): VerifyCommand => {
      const tag = unit.place === 'registry' ? tagNeverPushed(c, traced) : undefined;
      if (tag !== undefined) return { ...c, couldRun: 'no', reason: `the tag ${tag} is never pushed` };
      const fails =
        cannotPass(c, controls, traced) ??
        ofUnknownBuilder(unit, c, traced) ??
        asksOtherThanImageHas(unit, controls, c, traced) ??
        asksSignerForMore(c, controls, traced);
      if (fails !== undefined) return { ...c, couldRun: 'no', reason: fails };
      const gone = notPublished(unit, controls, c, traced);
      if (c.couldRun === 'no') return c;
      if (gone !== undefined) return { ...c, couldRun: 'partial', reason: `${gone} is not published` };
      const key = lacksKey(c, traced);
      return key === undefined ? c : { ...c, couldRun: 'partial', reason: `nothing gives the key ${key}` };
    });
  const full = mine.filter((c) => c.couldRun === 'yes' && c.proves !== 'checksum' && !isGeneric(c));
  const at = (list: readonly VerifyCommand[]): Evidence['because'] =>
    list.slice(0, 6).map((c) => ({ span: c.span, what: c.command.length > 90 ? `${c.command.slice(0, 87)}…` : c.command, role: 'covers' as const }));
  if (full.length > 0) {
    const how =
      unit.image !== undefined && full.every((c) => whatItNames(c).every((thing) => thing.by === 'tag')) ? `${toolNames(full)}, by tag` : toolNames(full);
    return { ...nothing, status: 'present', strength: 'wired', how, because: at(full) };
  }
  const half = mine.filter((c) => c.couldRun === 'partial' || (c.couldRun === 'yes' && (c.proves === 'checksum' || isGeneric(c))));
  if (half.length > 0) {
    const integrity = half.every((c) => c.proves === 'checksum');
    const first = half.find((c) => c.proves !== 'checksum') ?? half[0]!;
    const why = first.reason ?? (isGeneric(first) ? 'it names neither what is published here nor who signs it' : 'it leaves something to the reader');
    return {
      ...nothing,
      status: 'partial',
      strength: 'best-effort',
      how: integrity ? 'checksum only' : toolNames(half),
      reason: integrity ? 'it proves that the download is whole, not whose it is' : why,
      because: at(half),
    };
  }
  const broken = mine.filter((c) => c.couldRun === 'no');
  if (broken.length > 0) {
    return {
      ...nothing,
      status: 'partial',
      strength: 'best-effort',
      how: 'incomplete',
      reason: broken[0]!.reason ?? 'the command cannot run as written',
      because: at(broken),
    };
  }
  return nothing;
}

function toolNames(commands: readonly VerifyCommand[]): string {
  return [...new Set(commands.map((c) => (c.tool === 'gh' ? 'gh attestation' : c.tool)))].slice(0, 2).join(', ');
}

/** Whether a documented command is about a unit, whether or not it could run: it names it, and it is about this project. */
export function recipeMatches(unit: Unit, controls: Controls, command: VerifyCommand, traced: Traced): boolean {
  if (aboutAnother(command, traced)) return false;
  // A project that makes the tool shows how others use it.
  if (isGeneric(command) && makesTool(traced.trace.input.git.repo, command.tool)) return false;
  const things = whatItNames(command);
  return things.some((thing) => fits(unit, controls, command, thing, traced));
}

/** `cosign` is made in `cosign`, `sigstore` in `sigstore-python`. */
function makesTool(repo: string | null, tool: string): boolean {
  const name = repo?.toLowerCase() ?? '';
  return name === tool || name.startsWith(`${tool}-`) || name.endsWith(`-${tool}`);
}

/** Tools that prove nothing until they are told whose signature to expect. */
const needsIdentity = new Set(['cosign', 'gh', 'slsa-verifier', 'sigstore', 'notation', 'sealwright']);

/** A command that names nothing of this project: a placeholder for what is verified, and no identity, repository or key of its own. */
export function isGeneric(command: VerifyCommand): boolean {
  return needsIdentity.has(command.tool) && whatItNames(command).every((thing) => thing.isAnything) && !command.mentions.some((m) => m.by !== 'nearby');
}

/** A command whose repository, identity or image is somebody else's is a recipe for something that this project uses. */
function aboutAnother(command: VerifyCommand, traced: Traced): boolean {
  const { owner, repo } = traced.trace.input.git;
  if (owner === null) return false;
  const named = /^(?:git\+)?(?:https?:\/\/)?(?:github\.com\/)?([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/i.exec(command.repository ?? '');
  // What a repository's flag says must fit in both parts: an owner's other repository signs other things.
  if (named !== null && repo !== null && (named[1]!.toLowerCase() !== owner.toLowerCase() || named[2]!.toLowerCase() !== repo.toLowerCase())) return true;
  const told = command.mentions.filter((m) => m.by === 'repository' || m.by === 'identity' || m.by === 'image');
  if (told.length === 0) return false;
  const ours = (m: VerifyCommand['mentions'][number]): boolean =>
    m.owner.toLowerCase() === owner.toLowerCase() || (m.by === 'image' && m.repo?.toLowerCase() === repo?.toLowerCase()) || /^[<{$]/.test(m.owner);
  return !told.some(ours);
}

function fits(unit: Unit, controls: Controls, command: VerifyCommand, thing: NamedThing, traced: Traced): boolean {
  switch (unit.place) {
    case 'registry':
      return (
        (thing.kind === 'image' || thing.kind === 'chart') &&
        !carriesNothing(unit, controls, command, traced) &&
        (!readsItsOwn.has(command.tool) || provable(controls, command, unit.names)) &&
        (thing.isAnything ? provable(controls, command, unit.names) : unit.names.some((n) => namesMeet(imageName(n), thing.patterns.map(withoutHub))))
      );
    case 'release':
    case 'bucket':
      if ((thing.kind === 'checksum-list' || (thing.kind === 'file' && namesList(thing))) && neverPublished(thing, traced)) return false;
      if (command.tool === 'slsa-verifier' && provenanceMissing(controls, command, traced)) return false;
      if (thing.kind === 'checksum-list' || (thing.kind === 'file' && namesList(thing)))
        return (
          coveredByList(controls) &&
          (command.proves !== 'checksum'
            ? (controls.signature.how.includes('via checksums') && mayReadList(controls, command, unit, traced)) ||
              (command.tool === 'gh' && controls.provenance.how.includes('via checksums')) ||
              thing.isAnything ||
              (controls.signature.status === 'present' && provable(controls, command, unit.names))
            : true)
        );
      if (thing.kind !== 'file' && (thing.kind !== 'package' || thing.isAnything)) return false;
      if (!provable(controls, command, unit.names)) return false;
      return thing.isAnything || unit.names.some((n) => namesMeet(n, thing.patterns));
    case 'index':
      if (unit.index === 'npm' || unit.index === 'jsr')
        // npm signs whatever it holds; provenance is the publisher's.
        return thing.index === 'npm' && (command.tool !== 'slsa-verifier' || controls.provenance.status !== 'absent');
      if (thing.kind === 'package' && thing.index !== 'pypi') return true;
      if (!provable(controls, command, unit.names)) return false;
      if (thing.kind === 'package') return unit.index === 'pypi' && (thing.isAnything || isFileOf(unit, thing));
      // A package index holds no bundles of other tools beside a file.
      return thing.kind === 'file' && !thing.isAnything && !besideFlags.some((flag) => command.flags.has(flag)) && isFileOf(unit, thing);
    case 'helm-index':
      return thing.kind === 'chart' && thing.by === 'name' && provable(controls, command, unit.names);
    case 'tag':
      return (
        thing.kind === 'tag' &&
        (command.tool === 'git' || command.tool === 'gitsign' || command.tool === 'sealwright') &&
        (controls.signature.status === 'present' || controls.signature.status === 'partial')
      );
    case 'action':
      return false;
    default:
      void traced;
      return false;
  }
}

/** Tools of registries that read no other tool's signatures. */
const readsItsOwn = new Set(['notation', 'skopeo', 'helm']);

/** A package's file, whose name begins with the package's, in one of its spellings. */
function isFileOf(unit: Unit, thing: NamedThing): boolean {
  return unit.names.some((name) => [name.replaceAll(/[-.]/g, '_'), name, name.toLowerCase()].some((one) => namesMeet(`${one}-*`, thing.patterns)));
}

/** slsa-verifier reads a file; GitHub's attestations are none until somebody publishes them as one. */
function provenanceMissing(controls: Controls, command: VerifyCommand, traced: Traced): boolean {
  const file = command.flags.get('--provenance-path')?.at(-1);
  if (file === undefined || !/^[\w./-]+$/.test(file) || /slsa/i.test(controls.provenance.how)) return false;
  return neverPublished({ patterns: [lit(file.slice(file.lastIndexOf('/') + 1))], isAnything: false }, traced);
}

/** Whether a signature of the list, or any other here, is of the sort that a tool reads: a list can be signed twice. */
function mayReadList(controls: Controls, command: VerifyCommand, unit: Unit, traced: Traced): boolean {
  if (provable(controls, command, unit.names)) return true;
  const other = traced.trace.evidence.map((e) => (e.kind === 'signature' ? e.mechanism : '')).join(' ');
  return provable({ ...controls, signature: { ...controls.signature, how: other, reason: null } }, command, unit.names);
}

/** A file that is called like a checksum list: verifying it is the first half of verifying what it lists. */
function namesList(thing: NamedThing): boolean {
  return !thing.isAnything && /(sums?|checksums?|hashes)(\.(txt|sha\d+))?$/i.test(thing.written);
}

function coveredByList(controls: Controls): boolean {
  return controls.hashes.status === 'present' || controls.hashes.status === 'partial';
}

function imageName(name: string): string {
  // Commands leave out the registry that is meant where none is named.
  return name
    .replace(/^oci:\/\//, '')
    .replace(/:[^/]*$/, '')
    .toLowerCase()
    .replace(/^docker\.io\/(?:library\/)?/, '');
}

function withoutHub(pattern: Text): Text {
  const bare = dropPrefix(pattern, 'index.docker.io/') ?? dropPrefix(pattern, 'docker.io/') ?? pattern;
  return dropPrefix(bare, 'library/') ?? bare;
}
