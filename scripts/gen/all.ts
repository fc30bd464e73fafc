import { actionManifests } from './actions.ts';
import { architecturePage } from './architecture.ts';
import { catalogDocument } from './catalog.ts';
import { cliPage } from './cli.ts';
import { dependenciesPage } from './dependencies.ts';
import { errorsPage } from './errors.ts';
import type { Generated, ReadProject } from './generated.ts';
import { pinnedPages } from './pins.ts';
import { readmeReport } from './readme.ts';
import { rulePages } from './rule-pages.ts';
import { schemas } from './schemas.ts';
import { verdictsPage } from './verdicts.ts';
import { versionModule } from './version.ts';

/** Every generated file but the door of the rules, which must be there before anything of `src/` is loaded. */
export async function allGenerated(read: ReadProject, root: string): Promise<readonly Generated[]> {
  return [
    versionModule(read),
    ...schemas(),
    errorsPage(),
    verdictsPage(),
    ...rulePages(),
    await cliPage(),
    ...(await actionManifests()),
    catalogDocument(),
    architecturePage(read),
    dependenciesPage(read),
    readmeReport(read, root),
    ...pinnedPages(read, root),
  ];
}
