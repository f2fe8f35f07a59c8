import { createHmac } from 'node:crypto';

/** What is signed: a request as it is sent. */
export interface Signable {
  readonly method: 'GET' | 'POST';
  /** With the whole query; what follows a `#` is not sent. */
  readonly url: string;
  /** The fields of a POST's body. */
  readonly form: URLSearchParams;
}

/** A signature in Plivo's third way (V3), as the header carries it. */
export function sign({ method, url, form }: Signable, nonce: string, authToken: string): string {
  const [sent = ''] = url.split('#', 1);
  const mark = sent.indexOf('?');
  const address = withoutLogin(mark === -1 ? sent : sent.slice(0, mark));
  // The mark stays: URLSearchParams takes one away, and a query may begin with another.
  const query = sorted(new URLSearchParams(mark === -1 ? '' : sent.slice(mark))).map(
    ([name, value]) => `${name}=${value}`,
  );
  const body = method === 'GET' ? [] : sorted(form).map((field) => field.join(''));
  const text = [
    address,
    query.length + body.length > 0 ? '?' : '',
    query.join('&'),
    query.length > 0 && body.length > 0 ? '.' : '',
    ...body,
  ].join('');
  return createHmac('sha256', authToken).update(`${text}.${nonce}`).digest('base64');
}

function withoutLogin(address: string): string {
  return address.replace(/^([a-z]+:\/\/)[^/]*@/i, '$1');
}

function sorted(fields: URLSearchParams): readonly (readonly [string, string])[] {
  const order = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
  return [...fields].sort((one, other) => order(one[0], other[0]) || order(one[1], other[1]));
}
