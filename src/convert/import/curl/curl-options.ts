/** What an option of curl's means here. */
export type Meaning =
  | 'method'
  /** A body, of which `@` at the beginning names a file. */
  | 'data'
  | 'data-raw'
  | 'data-urlencode'
  | 'json'
  | 'multipart'
  | 'header'
  /** Credentials, of whatever kind. */
  | 'secret'
  | 'url'
  | 'get'
  | 'head'
  /** Where nothing that a plan could say is left of the request. */
  | 'refused'
  /** How it is sent or logged, which has nothing to do with a plan. */
  | 'ignored';

export interface CurlOption {
  readonly meaning: Meaning;
  readonly takesValue: boolean;
  /** Why a request that has it is left out. */
  readonly reason?: string;
}

const multipart = 'sends a multipart form, and make-call takes none';
const otherFile = 'reads another file, and none is opened';

/** Names without hyphens, of one letter and long: each row is an option with its other names. */
const WITH_VALUE: readonly (readonly [meaning: Meaning, names: string, reason?: string])[] = [
  ['method', 'X request'],
  ['data', 'd data data-ascii data-binary'],
  ['data-raw', 'data-raw'],
  ['data-urlencode', 'data-urlencode'],
  ['json', 'json'],
  ['header', 'H header'],
  ['secret', 'u user U proxy-user oauth2-bearer b cookie pass proxy-pass E cert key tlspassword'],
  ['url', 'url'],
  ['multipart', 'F form form-string', multipart],
  ['refused', 'T upload-file K config variable', otherFile],
  ['refused', 'url-query', 'adds a query to the address'],
  [
    'ignored',
    'A user-agent c cookie-jar C continue-at D dump-header e referer m max-time o output output-dir r range ' +
      't telnet-option w write-out x proxy y speed-time Y speed-limit z time-cond cacert capath ciphers ' +
      'connect-timeout connect-to dns-servers interface keepalive-time limit-rate local-port max-filesize ' +
      'max-redirs netrc-file noproxy proto proto-default proto-redir resolve retry retry-delay ' +
      'retry-max-time stderr tls-max tls13-ciphers trace trace-ascii unix-socket expect100-timeout',
  ],
];

const FLAGS: readonly (readonly [meaning: Meaning, names: string])[] = [
  ['get', 'G get'],
  ['head', 'I head'],
  [
    'ignored',
    '0 1 2 3 4 6 a append anyauth basic compressed compressed-ssh create-dirs digest f fail fail-early ' +
      'fail-with-body g globoff http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 i include ' +
      'show-headers ipv4 ipv6 j junk-session-cookies k insecure L location location-trusted M manual n netrc ' +
      'netrc-optional N no-buffer no-keepalive no-progress-meter O remote-name J remote-header-name p ' +
      'proxytunnel path-as-is post301 post302 post303 q disable R remote-time raw retry-all-errors ' +
      'retry-connrefused s silent S show-error no-silent ssl ssl-reqd sslv2 sslv3 tcp-nodelay tlsv1 tlsv1.0 ' +
      'tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-time v verbose Z parallel # progress-bar styled-output',
  ],
];

const options = new Map<string, CurlOption>([
  ...WITH_VALUE.flatMap(([meaning, names, reason]) =>
    names
      .split(' ')
      .map((name): [string, CurlOption] => [
        name,
        { meaning, takesValue: true, ...(reason !== undefined && { reason }) },
      ]),
  ),
  ...FLAGS.flatMap(([meaning, names]) =>
    names.split(' ').map((name): [string, CurlOption] => [name, { meaning, takesValue: false }]),
  ),
]);

/** An option by its name without hyphens. */
export function curlOption(name: string): CurlOption | undefined {
  return options.get(name);
}
