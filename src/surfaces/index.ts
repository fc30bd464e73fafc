// The release surfaces that a lineage ends in.
// Enters: a lineage. Leaves: what each step publishes, unit by unit, and the files of evidence beside it.
// Refuses to call a local registry, an expiring artifact or a file of evidence a surface.
export type { SurfaceInfo, SurfaceKind } from './surface.ts';
export type { Unit } from './unit.ts';
export { finishersOf } from './finishers.ts';
export { evidenceUnit, findUnits } from './units.ts';
export type { EvidenceAsset } from './units.ts';
export { isSamePlace, placeOf } from './same-place.ts';
export { kindOfIndex } from './index-kind.ts';
export { isOneOfMany } from './replaced.ts';
export { actionUnit, manualUnit, tagUnit } from './tag-unit.ts';
