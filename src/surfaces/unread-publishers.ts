import type { OpaqueRecord } from '../lineage/index.ts';
import { kindOfIndex } from './index-kind.ts';
import type { Unit } from './unit.ts';

type Said = Pick<Unit, 'kind' | 'place' | 'names' | 'index' | 'pointer'>;

const index = (name: NonNullable<Unit['index']>): Said => ({ kind: kindOfIndex(name), place: 'index', names: [], index: name, pointer: false });
const channel = (name: string, pointer: boolean): Said => ({ kind: 'os-package', place: 'channel', names: [`(${name})`], index: undefined, pointer });

/** Where an action publishes to, as its name says; the first that fits. */
const places: readonly { readonly says: RegExp; readonly to: Said }[] = [
  { says: /winget/, to: channel('winget', true) },
  { says: /scoop/, to: channel('scoop', true) },
  { says: /homebrew|(^|[-_])brew([-_]|$)/, to: channel('homebrew', true) },
  { says: /(^|[-_])aur([-_]|$)/, to: channel('aur', true) },
  { says: /krew/, to: channel('krew', true) },
  { says: /choco/, to: channel('chocolatey', false) },
  { says: /snapcraft|(^|[-_])snap([-_]|$)/, to: channel('snap store', false) },
  { says: /flathub|flatpak/, to: channel('flathub', false) },
  { says: /launchpad|(^|[-_])(ppa|copr|apt|rpm-repo|packagecloud|gemfury)([-_]|$)/, to: channel('package repository', false) },
  { says: /chrome|(^|[-_])cws([-_]|$)/, to: index('chrome-web-store') },
  { says: /firefox|addons?([-_]|$)|(^|[-_])amo([-_]|$)/, to: index('firefox-addons') },
  { says: /open-?vsx/, to: index('open-vsx') },
  { says: /vsce|vscode|vs-marketplace/, to: index('vscode-marketplace') },
  { says: /nuget/, to: index('nuget') },
  { says: /pypi|twine/, to: index('pypi') },
  { says: /(^|[-_])jsr([-_]|$)/, to: index('jsr') },
  { says: /crates?([-_]|$)|(^|[-_])cargo([-_]|$)/, to: index('crates') },
  { says: /rubygems?|(^|[-_])gem([-_]|$)/, to: index('rubygems') },
  { says: /gradle-plugin/, to: index('gradle-plugin-portal') },
  { says: /maven|sonatype/, to: index('maven-central') },
  { says: /hackage/, to: index('hackage') },
  { says: /(^|[-_])opam([-_]|$)/, to: index('opam') },
  { says: /(^|[-_])hex(pm)?([-_]|$)/, to: index('hex') },
  { says: /(^|[-_])pub([-_]|$)|(^|[-_])(dart|flutter)([-_]|$)/, to: index('pub') },
  { says: /cocoapods?|podspec/, to: index('cocoapods') },
  { says: /conda/, to: index('conda') },
  { says: /luarocks/, to: index('luarocks') },
  { says: /wordpress|wp-plugin/, to: index('wordpress') },
  { says: /(^|[-_])npm([-_]|$)/, to: index('npm') },
];

const publishing = /publish|releas|deploy|upload|push|submit|bump|update/;

/**
 * What an action that was not read publishes outside, by its name: it says that it publishes and where, its job holds a
 * credential, and nothing that was read publishes the same from there. Nothing is known of how.
 */
export function namedPublisher(o: OpaqueRecord, known: readonly Unit[]): Said | undefined {
  if (!o.what.startsWith('uses: ') || o.what.startsWith('uses: ./') || !o.places.includes('index')) return undefined;
  // The owner's name says nothing of what the action does.
  const name = o.what.slice('uses: '.length).split('@')[0]!.split('/').slice(1).join('-').toLowerCase();
  if (/candidate|dry.?run|\btrial\b/i.test(o.origin.step) || !publishing.test(name) || /dry-?run|^setup-|login|check|verify|wait/.test(name)) return undefined;
  const to = places.find((place) => place.says.test(name))?.to;
  if (to === undefined) return undefined;
  const same = known.some((u) => u.kind === to.kind && u.index === to.index && (to.place !== 'channel' || u.publishedBy.job === o.origin.job));
  return same ? undefined : to;
}
