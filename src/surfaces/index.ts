// The release surfaces that a lineage ends in.
// Enters: a lineage. Leaves: surfaces, and what is built but not released.
// Refuses to call a local registry, an expiring artifact or a file of evidence a surface.
export type { PublishedBy, SurfaceInfo, SurfaceKind } from './surface.ts';
