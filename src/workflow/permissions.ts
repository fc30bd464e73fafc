import type { Span } from '../base/index.ts';
import type { Fields } from './fields.ts';
import type { Node, Permissions } from './model.ts';
import { asMap, entry, isNull } from './yaml-read.ts';

type Level = 'read' | 'write' | 'none';

/** Reads a `permissions:` block; undefined when there is none, or when it says nothing that GitHub accepts. */
export function readPermissions(fields: Fields, owner: Node): Permissions | undefined {
  const node = entry(owner, 'permissions');
  if (node === undefined) return undefined;
  if (isNull(node)) {
    fields.note(node.span, 'permissions has no value; it was read as if it were not there');
    return undefined;
  }
  const scopes = new Map<string, { level: Level; span: Span }>();
  switch (node.kind) {
    case 'scalar':
      if (node.scalar.value === 'read-all') return { all: 'read', scopes, span: node.span };
      if (node.scalar.value === 'write-all') return { all: 'write', scopes, span: node.span };
      fields.note(node.span, `permissions should be read-all, write-all or a map, got "${node.scalar.value.slice(0, 60)}"`);
      return undefined;
    case 'list':
      fields.note(node.span, 'permissions should be read-all, write-all or a map, not a list');
      return undefined;
    case 'map':
      for (const one of asMap(node)) {
        const level = one.value.kind === 'scalar' ? one.value.scalar.value : '';
        if (level === 'read' || level === 'write' || level === 'none') scopes.set(one.key.value, { level, span: one.value.span });
        else fields.note(one.value.span, `the permission ${one.key.value} should be read, write or none`);
      }
      return { scopes, span: node.span };
  }
}
