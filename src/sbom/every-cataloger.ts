import type { Cataloger } from './cataloger.ts';
import { cargo } from './languages/cargo/index.ts';
import { dotnet } from './languages/dotnet/index.ts';
import { go } from './languages/go/index.ts';
import { java } from './languages/java/index.ts';
import { npm } from './languages/npm/index.ts';
import { php } from './languages/php/index.ts';
import { python } from './languages/python/index.ts';
import { ruby } from './languages/ruby/index.ts';
import { apk } from './systems/apk-cataloger.ts';
import { dpkg } from './systems/dpkg-cataloger.ts';
import { misplaced } from './systems/misplaced.ts';
import { otherSystems } from './systems/other-systems.ts';
import { rpm } from './systems/rpm/cataloger.ts';
import { unnamed } from './unnamed.ts';

/** All that look for packages, in the order in which documents name them. */
export const catalogers: readonly Cataloger[] = [npm, python, go, cargo, java, ruby, php, dotnet, dpkg, apk, rpm, misplaced, otherSystems, unnamed];
