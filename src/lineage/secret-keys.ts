/**
 * The key of a condition, the same for all ways to ask whether a secret is set: `[ -n "$KEY" ]` of a script and
 * `env.KEY != ''` of an `if:` are one question, which evidence and publication may share.
 */
export function sharedKey(key: string): string {
  const scripted = /^(!?)nonempty\(.h\d+:(secrets\.\w+)\)$/.exec(key);
  if (scripted !== null) return `${scripted[1]!}${scripted[2]!} is set`;
  const written = /^(secrets\.\w+) ([!=])= ''$/.exec(key);
  return written === null ? key : `${written[2] === '=' ? '!' : ''}${written[1]!} is set`;
}
