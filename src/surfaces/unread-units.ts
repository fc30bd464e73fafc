import type { OpaqueRecord, Trace } from '../lineage/index.ts';
import { literalOf, show } from '../values/index.ts';
import type { SurfaceKind } from './surface.ts';
import type { Unit } from './unit.ts';

/** What the name of something unread says it publishes; read only where it also holds the means to. */
const words: readonly { readonly says: RegExp; readonly kind: SurfaceKind; readonly place: 'registry' | 'index'; readonly index: Unit['index'] }[] = [
  { says: /pypi|python-(publish|release)|publish-(python|wheel)/i, kind: 'python-dist', place: 'index', index: 'pypi' },
  { says: /npm-?(publish|release)|(publish|release)-?npm/i, kind: 'npm-package', place: 'index', index: 'npm' },
  { says: /helm|chart/i, kind: 'helm-chart', place: 'registry', index: undefined },
  { says: /docker|container|image|oci|buildx|kaniko/i, kind: 'container-image', place: 'registry', index: undefined },
];

/**
 * Surfaces of steps and called workflows that were not read: their name and inputs say what they publish, their job
 * holds the permission and a credential to. All that can be said of them is that it is not known.
 */
export function unreadUnits(trace: Trace): readonly Unit[] {
  const out: Unit[] = [];
  for (const o of trace.opaque) {
    if (o.scope === 'command') continue;
    const said = words.find((w) => w.says.test(o.what) && o.places.includes(w.place) && o.scope === 'workflow');
    if (said === undefined) continue;
    const names = said.place === 'registry' ? imageNames(o) : [];
    if (said.place === 'registry' && names.length === 0) continue;
    out.push({
      kind: said.kind,
      place: said.place,
      names,
      files: [],
      image: undefined,
      index: said.index,
      pointer: false,
      publish: undefined,
      publishedBy: { workflow: o.origin.workflow, job: o.origin.job, step: o.origin.step, config: '' },
      at: o.origin.at,
      scenario: o.origin.scenario,
      run: o.origin.run,
      notes: [`published by ${o.what}, which was not read`],
      manual: false,
      unread: `${o.what} was not read: ${o.why}`,
    });
  }
  return out;
}

function imageNames(o: OpaqueRecord): readonly string[] {
  return o.touches.flatMap((t) => {
    const text = show(t).trim();
    const value = literalOf(t) ?? text;
    if (!/^[\w.{}$ -]+(:\d+)?(\/[\w.{} -]+)+(:[\w.{} -]+)?$/.test(value) || /\.(ya?ml|json|txt|md|sh)$|^\.|^https?:/.test(value) || value.includes('  ')) return [];
    return /^(ghcr\.io|docker\.io|quay\.io|[\w-]+\.gcr\.io|gcr\.io|public\.ecr\.aws|registry\.|[\w-]+\.azurecr\.io)/.test(value) ? [value] : [];
  });
}
