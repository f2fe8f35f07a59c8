/** Numbers from 0 to below 1, always the same ones for the same key. */
export type Random = () => number;

/** A generator that starts from the hash of a text: FNV-1a, then a counter through the finaliser of MurmurHash3. */
export function createRandom(key: string): Random {
  let state = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) state = Math.imul(state ^ key.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
