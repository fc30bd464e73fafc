import type { Cataloger } from '../cataloger.ts';
import { apk } from './apk-cataloger.ts';
import { dpkg } from './dpkg-cataloger.ts';
import { rpm } from './rpm/cataloger.ts';

interface Form {
  readonly of: string;
  readonly name: RegExp;
  /** How it begins, of its first bytes in hexadecimal. */
  readonly begins: RegExp;
}

/** Databases of packages by their names and first bytes. Source: dpkg `status(5)`, apk-tools, Berkeley DB `db_page.h`, rpm `rpmpkg.c`, SQLite "Database File Format". */
const forms: readonly Form[] = [
  { of: 'dpkg', name: /^status$/, begins: /^5061636b6167653a20/ },
  { of: 'apk', name: /^installed$/, begins: /^433a513[12]/ },
  { of: 'rpm', name: /^rpmdb\.sqlite$/, begins: /^53514c69746520666f726d6174203300/ },
  { of: 'rpm', name: /^Packages$/, begins: /^.{24}(?:61150600|00061561)/ },
  { of: 'rpm', name: /^Packages\.db$/, begins: /^52706d50/ },
];
const startBytes = 16;
const mayBe = /(?:^|\/)(?:status|installed|rpmdb\.sqlite|Packages|Packages\.db)$/;
const systems = [dpkg, apk, rpm];

/** Finds no packages: it says where a database lies at no place of a system, or was given by itself. */
export const misplaced: Cataloger = {
  id: 'misplaced',
  reads: 'databases of dpkg, apk and rpm that lie elsewhere than in a system, which are problems and no more',
  wants: (path, file) => mayBe.test(path) && systems.every((one) => !one.wants(path, file)),
  find: (tree, paths) => {
    const problems = paths.flatMap((path) => {
      const opened = tree.open(path);
      const start = opened.kind === 'file' ? Buffer.from(opened.bytes.at(0, startBytes)).toString('hex') : '';
      const name = path.slice(path.lastIndexOf('/') + 1);
      const form = forms.find((one) => one.name.test(name) && one.begins.test(start));
      if (form === undefined) return [];
      return [
        {
          code: 'DATABASE_UNSUPPORTED' as const,
          path,
          reason: `it is a database of ${form.of} outside of its system: give the folder that is the root of the system`,
        },
      ];
    });
    return { packages: [], problems };
  },
};
