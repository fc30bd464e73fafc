/** Whether a ref, as it is typed, is one ref, tags alone, or branches of which at least a first letter is said: any other leaves open who could push to it. */
export function isNarrowRef(text: string): boolean {
  return !text.includes('*') || /^refs\/(?:tags\/|heads\/[^*])/.test(text);
}
