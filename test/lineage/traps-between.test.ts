import type { Texts } from '../support/little-repo.ts';
import { build, publish, release, sign, testTraps, type Most, type Trap } from '../support/trap.ts';

/** A command that runs between signing and publishing. */
function between(call: string, files: Texts = {}, most: Most = 'nothing', what = call): Trap {
  return { what, workflow: release(`${build}${sign}      - run: |\n          ${call}\n${publish}`), files, control: 'signature', most };
}

const shrink = (text: string): Texts => ({ Makefile: `BINS := lens other\nall = dist\npost:\n\t${text}\n` });

testTraps([
  between('make post', shrink('$(foreach b,$(BINS),strip dist/$(b);)'), 'nothing', 'make: a text for each word'),
  between('make post', shrink('$(foreach d,$(all),$(foreach b,$(BINS),strip $(d)/$(b) &&)) true'), 'nothing', 'make: one inside the other'),
  between('make post', shrink('@$(foreach b,$(BINS),echo $(b), $(words 1);)'), 'present', 'make: a text that only prints'),
]);
