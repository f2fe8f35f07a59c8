#!/usr/bin/env node
import { mkdirSync, statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { join } from 'node:path';

/** Missing before Node 22.8. */
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: (folder: string) => unknown };

/**
 * Lets Node keep compiled code beside this file. Node runs that code without asking who wrote it. So it must never lie where another user
 * can write, as in Node's default place below the temporary folder. In somebody else's installation nothing is kept: root would leave
 * files there that the owner cannot remove.
 */
function keepCompiledCode(): void {
  try {
    // Windows has no user ids, and its files all belong to 0.
    if (!enableCompileCache || statSync(__dirname).uid !== (process.getuid?.() ?? 0)) return;
    const folder = join(__dirname, '.cache');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    enableCompileCache(folder);
  } catch {
    // In a read-only installation Node compiles the code each time.
  }
}

keepCompiledCode();
void import('./command.js');
