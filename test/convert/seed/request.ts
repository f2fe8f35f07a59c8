import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How Plivo writes the request in its own collection, from which both forms below come. */
export const seedCall = {
  from: '+14152224444',
  to: '+14152223333',
  answer_url: 'https://s3.amazonaws.com/plivosamplexml/play_url.xml',
  answer_method: 'GET',
  ring_url: 'https://www.foo.com/ring.url',
  ring_method: 'POST',
  hangup_url: 'https://www.foo.com/hangup.url',
  hangup_method: 'POST',
  fallback_url: 'https://www.foo.com/fallback.url',
  fallback_method: 'POST',
  caller_name: 'friendly_name',
  send_digits: '1w2W3',
  send_on_preanswer: 'true',
  time_limit: '300',
};

/** `seed.txt`, a command line of curl, or `seed.json`, an item of Postman's, as Plivo publishes them. */
export function readSeed(name: 'seed.txt' | 'seed.json'): Promise<string> {
  return readFile(join(import.meta.dirname, name), 'utf8');
}
