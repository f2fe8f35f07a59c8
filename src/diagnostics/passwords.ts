/** What stands before the @ of a URL, and behind the user of a SIP URI. */
const PASSWORD = /(?<=:\/\/)[^\s/?#"']*(?=@)|(?<=\bsips?:[^\s:@"']*:)[^\s@"']*(?=@)/gi;

/** A text in which URLs and SIP URIs have no credentials: what is printed is read by more people than the plan. */
export function withoutPasswords(text: string, instead: (secret: string) => string = () => '…'): string {
  return text.replace(PASSWORD, instead);
}
