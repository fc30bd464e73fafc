import type { SurfaceKind } from './surface.ts';
import type { Unit } from './unit.ts';

/** What a package of an index is called as a surface. */
export function kindOfIndex(index: Unit['index']): SurfaceKind {
  switch (index) {
    case 'pypi':
    case 'testpypi':
      return 'python-dist';
    case 'npm':
      return 'npm-package';
    case 'crates':
      return 'crate';
    case 'rubygems':
      return 'gem';
    case 'maven-central':
    case 'gradle-plugin-portal':
    case 'maven':
      return 'maven';
    default:
      return 'other';
  }
}
