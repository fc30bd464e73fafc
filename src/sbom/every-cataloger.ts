import type { Cataloger } from './cataloger.ts';
import { npm } from './languages/npm/index.ts';
import { apk } from './systems/apk-cataloger.ts';
import { dpkg } from './systems/dpkg-cataloger.ts';
import { rpm } from './systems/rpm/cataloger.ts';

/** All that look for packages, in the order of their names in documents. */
export const catalogers: readonly Cataloger[] = [npm, dpkg, apk, rpm];
