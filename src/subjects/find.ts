import type { Clock, Disk, Network, Programs, Timer } from '../base/index.ts';
import { Asker } from '../registry/asking/index.ts';
import { listAttestations, type GitHubOptions, type Repository } from '../registry/github/index.ts';
import type { RegistryOptions } from '../registry/oci/index.ts';
import { readEvidence } from '../trust/bundle/index.ts';
import { parsed, quoted, refused, type Parsed } from '../trust/reason/index.ts';
import { findGit } from './git/find.ts';
import { findDigestEvidence, findFileEvidence } from './files.ts';
import type { Finding, Found, FoundSubject } from './found.ts';
import { givenEvidence, givenLogEntries, joined } from './given.ts';
import { findImage, findInLayout, noteOf, type Platforms } from './images.ts';
import { withLogged } from './logged.ts';
import { parseSubject, type NamedSubject } from './named.ts';
import { findNpm, findPypi } from './packages.ts';
import { findRelease } from './release.ts';

export interface SubjectPorts {
  readonly disk: Disk;
  readonly network: Network;
  readonly clock: Clock;
  readonly timer: Timer;
  /** For tags of git; without it, none are read. */
  readonly programs?: Programs;
}

export interface FindOptions {
  readonly network: 'used' | 'offline';
  /** Files of evidence; where there are any, no other is looked for. */
  readonly bundles: readonly string[];
  readonly rekorEntries: readonly string[];
  readonly platforms: Platforms;
  readonly registry: RegistryOptions;
  /** Whom to ask for attestations of whatever is found, by its digest. */
  readonly attestations?: { readonly of: Repository; readonly options: GitHubOptions };
  /** Where `pkg:github`, `pkg:npm` and `pkg:pypi` are looked up: addresses without a final slash. */
  readonly github: GitHubOptions;
  readonly npm: string;
  /** The log that is asked for entries of evidence that came without one; nobody is asked where it is missing. */
  readonly rekor?: string;
  readonly pypi: string;
  readonly onQuestion?: (asked: number) => void;
}

/** Finds subjects by the words that name them. */
export interface Subjects {
  /** A refusal means that it is not known what the word stands for; what is of kind `undecided` stays so. */
  readonly find: (word: string) => Promise<Parsed<Finding>>;
}

/** Opens the places where subjects and their evidence are. Takes the ports, and what may be asked; services are asked within one bound for all words. */
export function openSubjects(ports: SubjectPorts, options: FindOptions): Subjects {
  const asker = new Asker(ports, options.onQuestion);
  return {
    find: async (word) => {
      const named = parseSubject(word, ports.disk);
      if (named.kind === 'refused') return named;
      const found = await locate(named.value, word);
      if (found.kind === 'refused') return found;
      const subjects = await Promise.all(found.value.subjects.map(async (one) => await withEntries(await withMore(one, named.value))));
      return parsed({ ...found.value, subjects });
    },
  };

  async function locate(named: NamedSubject, word: string): Promise<Parsed<Finding>> {
    const { bundles, rekorEntries, platforms, registry } = options;
    const evidence = bundles.length > 0 ? 'given' : 'looked-for';
    switch (named.kind) {
      case 'file':
        return only(word, findFileEvidence({ path: named.path, bundles, rekorEntries }, ports.disk));
      case 'digest':
        return only(word, findDigestEvidence({ digest: named.digest, bundles, rekorEntries }, ports.disk));
      case 'layout':
        return await findInLayout(named, ports.disk, { platforms, evidence });
      case 'git': {
        if (ports.programs === undefined) return refused('SUBJECT_UNREADABLE', `${quoted(word)}: no program of git may be run`);
        const found = await findGit(named.tag, ports.programs, ports.disk.join('.', '.'));
        return found.kind === 'parsed' ? parsed({ subjects: [found.value], problems: [] }) : found;
      }
      case 'image':
        return options.network === 'offline' ? notAsked(word) : await findImage(named.reference, asker, { ...registry, platforms, evidence });
      case 'package':
        break;
    }
    if (options.network === 'offline') return notAsked(word);
    const one = named.package;
    switch (one.kind) {
      case 'image':
        return await findImage(one.reference, asker, { ...registry, platforms, evidence });
      case 'npm':
        return await findNpm(one, asker, options.npm);
      case 'pypi':
        return await findPypi(one, asker, options.pypi);
      case 'github':
        return await findRelease(one, asker, { ...options.github, bundles, rekorEntries });
    }
  }

  /** Adds what was given on the command line, or else what GitHub keeps. */
  async function withMore(subject: FoundSubject, named: NamedSubject): Promise<FoundSubject> {
    const { bundles, rekorEntries } = options;
    const isLocal = named.kind === 'file' || named.kind === 'digest';
    const entries = isLocal ? [] : givenLogEntries(rekorEntries, ports.disk);
    if (bundles.length > 0) return isLocal ? subject : { ...subject, offered: joined(givenEvidence(bundles, ports.disk), entries), notes: [], lists: [] };
    // Nobody attests the bytes of an object of git.
    const at = named.kind === 'git' ? undefined : (options.attestations ?? ownAttestations(named));
    const { sha256 } = subject.artifact.digests;
    const own = joined(subject.offered, entries);
    if (at === undefined || sha256 === undefined || options.network === 'offline') return { ...subject, offered: own };
    const kept = await listAttestations(asker, { of: at.of, digest: `sha256:${sha256}` }, at.options);
    const offered = kept.bundles.flatMap((one) => readEvidence(one.bytes, one.from).map((piece) => ({ ...piece, format: 'github-attestation' as const })));
    return { ...subject, offered: [...own, ...offered], notes: [...subject.notes, ...kept.notes.map(noteOf)] };
  }

  /** Asks the log about what came without an entry. */
  async function withEntries(subject: FoundSubject): Promise<FoundSubject> {
    const { rekor: url } = options;
    if (url === undefined || options.network === 'offline') return subject;
    const own = await withLogged(subject.offered, { artifact: subject.artifact, asker, url });
    const lists = await Promise.all(
      subject.lists.map(async (list) => {
        const logged = await withLogged(list.offered, { artifact: list.artifact, asker, url });
        return { list: { ...list, offered: logged.offered }, notes: logged.notes };
      }),
    );
    const others = await withLogged(subject.others ?? [], { artifact: subject.artifact, asker, url });
    const notes = [...subject.notes, ...own.notes, ...lists.flatMap((one) => one.notes)];
    return { ...subject, offered: own.offered, notes, lists: lists.map((one) => one.list), ...(others.offered.length === 0 ? {} : { others: others.offered }) };
  }

  /** A release is asked about at its own repository, whoever must have signed. */
  function ownAttestations(named: NamedSubject): FindOptions['attestations'] {
    if (named.kind !== 'package' || named.package.kind !== 'github') return undefined;
    return { of: named.package, options: options.github };
  }
}

function only(name: string, found: Parsed<Found>): Parsed<Finding> {
  return found.kind === 'parsed' ? parsed({ subjects: [{ ...found.value, name }], problems: [] }) : found;
}

function notAsked(word: string): Parsed<never> {
  return refused('SERVICE_NOT_ASKED', `${quoted(word)} is kept by a service, and none is asked with --offline`, {
    hint: 'leave --offline out, or verify a copy on disk',
  });
}
