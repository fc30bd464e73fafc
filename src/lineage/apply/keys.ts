import type { Effect, Keyring, Mechanism, Need } from '../../catalog/index.ts';
import { lit, literalOf, nameSet, resolvePath, type Text } from '../../values/index.ts';
import type { Machine } from '../machine.ts';
import type { Batch, MadeKey } from '../model.ts';
import { isReplaced } from '../replaced.ts';
import type { ApplyContext } from './context.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** A new pair of keys: who signs with it is known to nobody before its public half is published. */
export function applyMakesKey(machine: Machine, effect: Of<'makes-key'>, ctx: ApplyContext): void {
  const key: MadeKey = { at: ctx.at, by: ctx.by, run: machine.run.record.id, publics: [], sent: false };
  const write = (paths: readonly Text[] | undefined, kind: Batch['kind']): string | undefined => {
    if (paths === undefined) return undefined;
    const batch = machine.newBatch(kind, ctx.by, ctx.at);
    machine.writeNew(machine.paths(paths, ctx.cwd, { glob: false }), batch);
    return batch.id;
  };
  const secret = write(effect.private, 'built');
  if (secret !== undefined) machine.trace.madeKeys.set(secret, key);
  const open = write(effect.public, 'evidence');
  if (open !== undefined) key.publics.push(open);
  if (effect.keyring === undefined) return;
  machine.madeKeys.set(effect.keyring, key);
  if (effect.keyring === 'gpg') machine.configured.add('gpg-key');
}

/** The public half of a key, in a file or sent to a key server, or a file with the whole of it. */
export function applyExportsKey(machine: Machine, effect: Of<'exports-key'>, ctx: ApplyContext): void {
  const key = effect.from === undefined ? machine.madeKeys.get(effect.keyring ?? 'gpg') : keyAt(machine, effect.from, ctx.cwd);
  if (effect.private !== undefined) {
    const batch = machine.newBatch('built', ctx.by, ctx.at);
    machine.writeNew(machine.paths(effect.private, ctx.cwd, { glob: false }), batch);
    if (key !== undefined) machine.trace.madeKeys.set(batch.id, key);
  }
  if (effect.public === undefined) {
    if (effect.private !== undefined) return;
    if (key !== undefined && effect.from === undefined) key.sent = true;
    return;
  }
  const batch = machine.newBatch('built', ctx.by, ctx.at);
  machine.writeNew(machine.paths(effect.public, ctx.cwd, { glob: false }), batch);
  key?.publics.push(batch.id);
}

/** The key that an earlier command made and this signature is made with. A keyring that was given other keys may sign with those. */
export function madeKeyOf(
  machine: Machine,
  effect: { readonly mechanism: Mechanism; readonly key?: string; readonly keyring?: Keyring; readonly needs?: readonly Need[] },
  cwd: Text,
): MadeKey | undefined {
  const file = effect.needs?.find((need) => need.kind === 'key-file')?.path ?? effect.key;
  const found = file === undefined || file === '' ? undefined : keyAt(machine, lit(file), cwd);
  if (found !== undefined) return found;
  const isFile = file !== undefined && file !== '' && effect.keyring !== undefined;
  const keyring = effect.mechanism === 'gpg' || effect.mechanism === 'notation' ? effect.mechanism : isFile ? undefined : effect.keyring;
  return keyring === undefined || machine.broughtKeys.has(keyring) ? undefined : machine.madeKeys.get(keyring);
}

/** Whether files are all files of the checkout which hold public keys alone: nothing can be signed with them. */
export function areOpen(machine: Machine, files: readonly Text[], cwd: Text): boolean {
  return (
    files.length > 0 &&
    files.every((file) => {
      const name = literalOf(resolvePath(cwd, file));
      const read = name === undefined || isReplaced(machine, name) ? undefined : machine.trace.input.files.read(name);
      return read?.kind === 'text' && read.text.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----') && !read.text.includes('PRIVATE KEY BLOCK-----');
    })
  );
}

function keyAt(machine: Machine, path: Text, cwd: Text): MadeKey | undefined {
  const name = literalOf(resolvePath(cwd, path));
  if (name === undefined || name === '') return undefined;
  const { entries } = machine.files.read(nameSet([lit(name)]));
  return entries.map((e) => keyOf(machine, e.item.batch)).find((key) => key !== undefined);
}

/** A key stays the same in a store of another form. */
function keyOf(machine: Machine, id: string, depth = 0): MadeKey | undefined {
  const own = machine.trace.madeKeys.get(id);
  const made = machine.trace.batches.get(id);
  const [first, ...more] = made?.kind === 'transformed' ? made.inputs : [];
  return own ?? (first === undefined || more.length > 0 || depth > 4 ? undefined : keyOf(machine, first.batch, depth + 1));
}
