import { randomBytes } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../diagnostics/fault.js';
import { decodeIdentity, encodeIdentity, hasEnded, identify, type Host, type Identity } from './identity.js';

/** The right to write one lockfile. */
export interface Holder {
  readonly release: () => Promise<void>;
}

/** How to wait before another try. */
export interface Patience {
  /** Between 0 and 1. */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const TRIES = 4;
const LONGEST_WAIT_MS = 30;

/**
 * Makes this process the only one that writes the lockfile at `path`, a canonical path; `file` is the name to call it by.
 * Throws Fault `locked` while another process that may be alive holds it.
 *
 * Each process puts a file of its own beside the lockfile, all it has to say in the name, and then looks for others. Whoever comes
 * second sees the first; two that come at once see each other, and both step back. No name is ever used again, so a dead process's
 * file can be removed without a race.
 */
export async function takeHolder(
  path: string,
  file: string,
  host: Host,
  patience: Patience = { random: Math.random, sleep },
): Promise<Holder> {
  const self = await identify(host);
  for (let tries = 1; ; tries++) {
    const own = join(dirname(path), nameFor(path, self));
    const release = (): Promise<void> => rm(own, { force: true });
    await create(own);
    const other = await findOther(path, own, self, host).catch(async (error: unknown) => {
      await release();
      throw error;
    });
    if (!other) return { release };
    await release();
    if (tries === TRIES) throw locked(file, other, self);
    await patience.sleep(patience.random() * LONGEST_WAIT_MS);
  }
}

/** Whether a process that may be alive holds the lockfile at `path`. Changes nothing. */
export async function isHeld(path: string, host: Host): Promise<boolean> {
  const names = await readdir(dirname(path));
  // Finding out who we are costs as much as checking a small plan.
  if (!names.some((name) => parseName(name, path))) return false;
  return (await listHolders(path, await identify(host), host)).alive.length > 0;
}

/** A holder's file: its name, and whose it is; nobody's that is known if a newer program wrote it. */
interface Held {
  readonly name: string;
  readonly identity: Identity | undefined;
}

function nameFor(path: string, self: Identity): string {
  return `.${basename(path)}.${encodeIdentity(self)}-${randomBytes(4).toString('hex')}.holder`;
}

/** One lockfile's name may be the beginning of another's, but what stands between name and ending here has no dots. */
function parseName(name: string, path: string): Held | undefined {
  const start = `.${basename(path)}.`;
  if (!name.startsWith(start)) return undefined;
  const [, identity] = /^([^.]*)-[^.-]*\.holder$/.exec(name.slice(start.length)) ?? [];
  return identity === undefined ? undefined : { name, identity: decodeIdentity(identity) };
}

async function create(path: string): Promise<void> {
  await (await open(path, 'wx')).close();
}

/** Another living holder. Removes the files of the dead. */
async function findOther(path: string, own: string, self: Identity, host: Host): Promise<Held | undefined> {
  const { alive, dead } = await listHolders(path, self, host);
  await Promise.all(dead.map(({ name }) => rm(join(dirname(path), name), { force: true })));
  return alive.find(({ name }) => name !== basename(own));
}

async function listHolders(
  path: string,
  self: Identity,
  host: Host,
): Promise<{ alive: Held[]; dead: Held[] }> {
  const alive: Held[] = [];
  const dead: Held[] = [];
  for (const name of await readdir(dirname(path))) {
    const held = parseName(name, path);
    if (!held) continue;
    const ended = held.identity ? await hasEnded(held.identity, self, host) : false;
    (ended ? dead : alive).push(held);
  }
  return { alive, dead };
}

function locked(file: string, { name, identity }: Held, self: Identity): Fault {
  return new Fault('locked', {
    file,
    holder: describeHolder(identity, self),
    lock: join(dirname(file), name),
  });
}

function describeHolder(other: Identity | undefined, self: Identity): string {
  if (!other) return 'a process of another version of this program';
  if (other.machine !== self.machine) return `process ${other.pid} on another machine`;
  if (other.space !== self.space) return `process ${other.pid} in another container or on another machine`;
  return `process ${other.pid} on this machine`;
}
