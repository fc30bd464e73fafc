import { concat, dropPrefix, lit, literalOf, lower, sameText, type Piece, type Text } from '../values/index.ts';
import type { ImageRef } from './model.ts';

/** An image reference taken apart: `repository[:tag][@digest]`. */
export interface ParsedRef extends ImageRef {
  readonly digest: Text | undefined;
}

/** Splits a reference; an `oci://` or `docker://` scheme is dropped, Docker Hub's implied host is added. */
export function parseRef(text: Text): ParsedRef {
  const bare = dropPrefix(text, 'oci://') ?? dropPrefix(text, 'docker://') ?? text;
  const at = findLiteral(bare, '@', 'last');
  const head = at === undefined ? bare : before(bare, at);
  const digest = at === undefined ? undefined : after(bare, at);
  const colon = findLiteral(head, ':', 'last');
  const slash = findLiteral(head, '/', 'last');
  const hasTag =
    colon !== undefined &&
    (slash === undefined || colon.piece > slash.piece || (colon.piece === slash.piece && colon.offset > slash.offset)) &&
    !isPort(head, colon);
  return {
    repository: normalizeRepository(hasTag ? before(head, colon) : head),
    tag: hasTag ? after(head, colon) : undefined,
    digest: digest === undefined ? undefined : dropPrefix(digest, 'sha256:') === undefined ? digest : digest,
  };
}

interface Position {
  readonly piece: number;
  readonly offset: number;
}

function findLiteral(text: Text, char: string, which: 'last'): Position | undefined {
  void which;
  for (let i = text.length - 1; i >= 0; i--) {
    const piece = text[i]!;
    if (piece.kind !== 'lit') continue;
    const offset = piece.text.lastIndexOf(char);
    if (offset !== -1) return { piece: i, offset };
  }
  return undefined;
}

function before(text: Text, at: Position): Text {
  const piece = text[at.piece] as Piece & { kind: 'lit' };
  return concat(text.slice(0, at.piece), lit(piece.text.slice(0, at.offset)));
}

function after(text: Text, at: Position): Text {
  const piece = text[at.piece] as Piece & { kind: 'lit' };
  return concat(lit(piece.text.slice(at.offset + 1)), text.slice(at.piece + 1));
}

/** `localhost:5000` without a path: the colon is a port, not a tag. */
function isPort(text: Text, at: Position): boolean {
  const value = literalOf(text);
  return value !== undefined && at.piece === 0 && !value.includes('/') && /^(localhost|[\d.]+):\d+$/.test(value);
}

/** Lower case; `docker.io/`, `index.docker.io/` and the implied `library/` are dropped so that equal places compare equal. */
export function normalizeRepository(repository: Text): Text {
  let name = lower(repository);
  for (const host of ['index.docker.io/', 'registry-1.docker.io/', 'docker.io/']) name = dropPrefix(name, host) ?? name;
  return dropPrefix(name, 'library/') ?? name;
}

/** How a normalized repository is called in a report: Docker Hub names get their host back. */
export function showRepository(shown: string): string {
  const first = shown.split('/')[0] ?? '';
  if (!shown.includes('/')) return shown.startsWith('{') ? shown : `docker.io/library/${shown}`;
  return first.includes('.') || first.includes(':') || first === 'localhost' || first.startsWith('{') ? shown : `docker.io/${shown}`;
}

/** True for registries that no stranger reads: on the runner, or a service container. */
export function isLocalRepository(repository: Text): boolean {
  const first = repository[0];
  if (first?.kind !== 'lit') return false;
  if (/^(ocidir|oci|oci-archive|docker-archive|docker-daemon|dir|containers-storage|file):/.test(first.text)) return true;
  const host = first.text.split('/')[0] ?? '';
  return (
    /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|kind-registry|registry|k3d-[\w.-]+|host\.docker\.internal|0\.0\.0\.0|minikube|[\w.-]+\.(localhost|local|internal))(:\d+)?$/.test(
      host,
    ) || host === 'ttl.sh'
  );
}

export function sameRef(a: ImageRef, b: ImageRef): boolean {
  if (!sameText(a.repository, b.repository)) return false;
  if (a.tag === undefined || b.tag === undefined) return a.tag === b.tag;
  return sameText(a.tag, b.tag);
}
