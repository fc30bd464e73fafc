import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** The Chromium of this machine: the one that `SEALWRIGHT_CHROMIUM` names, or one where systems put it. */
export function findChromium(): { readonly kind: 'found'; readonly path: string } | { readonly kind: 'missing'; readonly why: string } {
  const named = process.env['SEALWRIGHT_CHROMIUM'];
  const path = named === undefined || named === '' ? places.find((one) => existsSync(one)) : named;
  if (path === undefined) return { kind: 'missing', why: `no Chromium in ${places.join(', ')}: install one, or name it in SEALWRIGHT_CHROMIUM` };
  return { kind: 'found', path };
}

/** It asks nobody anything: no update, no account, no news. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
