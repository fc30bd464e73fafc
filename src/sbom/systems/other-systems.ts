import type { Cataloger } from '../cataloger.ts';

/** Databases of installed packages that nobody here reads: by a file that each of them has, its folder being the match. */
const databases: readonly { readonly of: string; readonly path: RegExp }[] = [
  { of: 'opkg', path: /^(?:.*\/)?(?:usr|var)\/lib\/opkg\/status$/ },
  { of: 'pacman', path: /^((?:.*\/)?var\/lib\/pacman\/local)\/(?:ALPM_DB_VERSION|[^/]+\/desc)$/ },
  { of: 'Portage', path: /^((?:.*\/)?var\/db\/pkg)\/[^/]+\/[^/]+\/CONTENTS$/ },
  { of: 'XBPS', path: /^(?:.*\/)?var\/db\/xbps\/pkgdb-[\d.]+\.plist$/ },
  { of: 'Nix', path: /^(?:.*\/)?nix\/var\/nix\/db\/db\.sqlite$/ },
  { of: 'Guix', path: /^(?:.*\/)?var\/guix\/db\/db\.sqlite$/ },
  { of: 'pkg of FreeBSD', path: /^(?:.*\/)?var\/db\/pkg\/local\.sqlite$/ },
  { of: "Slackware's pkgtools", path: /^((?:.*\/)?var\/(?:lib\/pkgtools|log)\/packages)\/[^/]+-[^/]+-[^/]+-[^/]+$/ },
  { of: 'rpm, in the list of an image without rpm,', path: /^(?:.*\/)?var\/lib\/rpmmanifest\/container-manifest-[12]$/ },
  { of: 'Conda', path: /^((?:.*\/)?conda-meta)\/[^/]+\.json$/ },
  { of: 'Homebrew', path: /^((?:.*\/)?Cellar)\/[^/]+\/[^/]+\/INSTALL_RECEIPT\.json$/ },
];

/** Told quickly of most paths: every file of a tree is asked. */
const mayBe =
  /(?:\/(?:opkg\/status|CONTENTS|ALPM_DB_VERSION|desc|db\.sqlite|local\.sqlite|INSTALL_RECEIPT\.json|container-manifest-[12]|packages\/[^/]+)|\.plist|(?:^|\/)conda-meta\/[^/]+\.json)$/;

/** Finds no packages: it says where a system keeps some that nobody reads. */
export const otherSystems: Cataloger = {
  id: 'other-systems',
  reads:
    'databases of installed packages of other kinds (opkg, pacman, Portage, XBPS, Nix, Guix, FreeBSD, Slackware, Conda, Homebrew), which are problems and no more',
  wants: (path) => mayBe.test(path) && databases.some((one) => one.path.test(path)),
  links: 'wanted',
  find: (_tree, paths) => {
    const met = new Map<string, string>();
    for (const path of paths) {
      for (const one of databases) {
        const match = one.path.exec(path);
        if (match !== null) met.set(match[1] ?? path, one.of);
      }
    }
    const problems = [...met].map(([path, of]) => ({
      code: 'DATABASE_UNSUPPORTED' as const,
      path,
      reason: `it lists packages that ${of} installed, and is of a kind that is not read`,
    }));
    return { packages: [], problems };
  },
};
