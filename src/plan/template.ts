/** Values by the names of their variables. */
export type Vars = Readonly<Record<string, string>>;

const VARIABLE = /\{\{ *([A-Za-z][A-Za-z0-9_]*) *\}\}/g;

/** Whether a text has variables, or something that is meant to be one. */
export function hasVariables(text: string): boolean {
  return text.includes('{{');
}

/** The names of a text's variables, each once. */
export function variablesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(VARIABLE), ([, name = '']) => name))];
}

/** The first {{ of a text that starts no variable, with what follows it. */
export function brokenVariable(text: string): string | undefined {
  const others = text.replace(VARIABLE, (variable) => ' '.repeat(variable.length));
  const at = others.indexOf('{{');
  return at === -1 ? undefined : (/^\{\{[^}]{0,40}\}{0,2}/.exec(text.slice(at))?.[0] ?? '{{');
}

/** A text with its variables' values in their place. One without a value stays as it is written: checkPlan refuses it. */
export function fill(text: string, vars: Vars, encode: (value: string) => string = String): string {
  return text.replace(VARIABLE, (variable, name: string) => {
    const value = Object.hasOwn(vars, name) ? vars[name] : undefined;
    return value === undefined ? variable : encode(value);
  });
}

/** A value as it may stand anywhere in a URL's path or query: RFC 3986 leaves letters, digits and `-._~` as they are. */
export function encodeForUrl(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
