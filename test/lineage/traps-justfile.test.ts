import type { Texts } from '../support/little-repo.ts';
import { build, publish, release, sign, testTraps, type Most, type Trap } from '../support/trap.ts';

/** A recipe that runs between signing and publishing. */
function between(what: string, justfile: string, most: Most = 'nothing', call = 'just pack'): Trap {
  const files: Texts = { justfile };
  return { what: `just: ${what}`, workflow: release(`${build}${sign}      - run: ${call}\n${publish}`), files, control: 'signature', most };
}

const strip = 'strip dist/lens';

testTraps([
  between('a recipe that touches nothing', 'pack:\n    echo packed\n', 'present'),
  between('a variable', `out := "dist"\npack:\n    strip {{out}}/lens\n`),
  between('a variable of variables', `name := 'lens'\nout := "di" + "st" / name\npack:\n    strip {{ out }}\n`),
  between('a variable that the command line sets', `out := "build"\npack:\n    strip {{out}}/lens\n`, 'nothing', 'just out=dist pack'),
  between('another folder that the command line sets', `out := "dist"\npack:\n    strip {{out}}/lens\n`, 'present', 'just --set out build pack'),
  between('a variable of the environment with a default', `out := env_var_or_default("OUT", "dist")\npack:\n    strip {{out}}/lens\n`),
  between('an exported variable', `export OUT := "dist"\npack:\n    strip $OUT/lens\n`),
  between('a default of a parameter', `pack out="dist":\n    strip {{out}}/lens\n`),
  between('an argument instead of the default', `pack out="dist":\n    strip {{out}}/lens\n`, 'present', 'just pack build'),
  between('a needed recipe with an argument', `pack: (shrink "dist/lens")\nshrink file:\n    strip {{file}}\n`),
  between('a recipe that runs afterwards', `pack: && shrink\n    echo packed\nshrink:\n    ${strip}\n`),
  between('the second recipe of the line', `say:\n    echo hi\npack:\n    ${strip}\n`, 'nothing', 'just say pack'),
  between('a line over two', `pack:\n    strip \\\n      dist/lens\n`),
  between('a script of a shell', `pack:\n    #!/usr/bin/env bash\n    set -e\n    cd dist\n    strip lens\n`),
  between('a script of a shell that leaves the file', `pack:\n    #!/bin/sh -e\n    cd build\n\n    strip lens\n`, 'present'),
  between('a script of another program', `pack:\n    #!/usr/bin/env python3\n    open("dist/lens", "ab").write(b"x")\n`),
]);
