import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** The running process; `process` itself will do. */
export interface Host {
  readonly pid: number;
  readonly kill: (pid: number, signal: 0) => unknown;
}

/** Which process, told so that it is never taken for another one, not even after a reboot. All of it fits into a file's name. */
export interface Identity {
  readonly machine: string;
  /** Differs after a reboot; 'x' where that cannot be told for certain. */
  readonly boot: string;
  /** Where process ids have a meaning: one boot and, in it, one container. */
  readonly space: string;
  readonly pid: number;
  /** When the process started, in ticks after the boot; '0' where that is not known. */
  readonly start: string;
}

/** The identity of the process `host`. */
export async function identify({ pid }: Host): Promise<Identity> {
  const [id, boot, namespace] = await Promise.all([
    readFile('/etc/machine-id', 'utf8').catch(() => ''),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  // A host name alone does not make a machine: two containers may share one.
  const known = /^[0-9a-f]{32}$/.test(id.trim()) && boot !== '';
  return {
    machine: short(hostname(), id),
    boot: known ? short(boot) : 'x',
    space: short(boot, namespace),
    pid,
    start: (await processStatus(pid))?.start ?? '0',
  };
}

/** `machine-boot-space-pid-start`. */
export function encodeIdentity({ machine, boot, space, pid, start }: Identity): string {
  return [machine, boot, space, pid, start].join('-');
}

/** What {@link encodeIdentity} wrote; undefined for anything else. */
export function decodeIdentity(text: string): Identity | undefined {
  const groups =
    /^(?<machine>[0-9a-f]{8})-(?<boot>[0-9a-f]{8}|x)-(?<space>[0-9a-f]{8})-(?<pid>\d+)-(?<start>\d+)$/.exec(
      text,
    )?.groups;
  return groups && ({ ...groups, pid: Number(groups['pid']) } as Identity);
}

/** Whether a process has certainly ended, as seen from `self`. False when in doubt: on another machine or in another container. */
export async function hasEnded(other: Identity, self: Identity, host: Host): Promise<boolean> {
  if (other.machine !== self.machine) return false;
  if (other.boot !== self.boot) return other.boot !== 'x' && self.boot !== 'x';
  if (other.space !== self.space) return false;
  if (!exists(other.pid, host)) return true;
  const status = await processStatus(other.pid);
  if (!status) return false;
  // A zombie has stopped for good; a process that started at another time only has got the old one's number.
  return (
    status.state === 'Z' || status.state === 'X' || (other.start !== '0' && other.start !== status.start)
  );
}

function exists(pid: number, host: Host): boolean {
  try {
    host.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** From Linux's /proc/PID/stat. The second field is the command's name in parentheses, and may itself hold spaces and parentheses. */
async function processStatus(pid: number): Promise<{ state: string; start: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const start = fields[18];
  return state && start ? { state, start } : undefined;
}

function short(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
}
