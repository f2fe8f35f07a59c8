/** A URL up to the @ behind its credentials; a SIP URI up to the @, or as far as there could be one. Each text is walked over once. */
const URI = /(:\/\/)([^\s/?#"']*)(?=@)|\b(sips?:[^\s:@"']*:)([^\s@"']*)(@?)/gi;

/** A text in which URLs and SIP URIs have no credentials: what is printed is read by more people than the plan. */
export function withoutPasswords(text: string, instead: (secret: string) => string = () => '…'): string {
  return text.replace(
    URI,
    (whole, url: string | undefined, login: string, sip: string, password: string, at: string) => {
      if (url !== undefined) return url + instead(login);
      return at === '' ? whole : `${sip}${instead(password)}@`;
    },
  );
}
