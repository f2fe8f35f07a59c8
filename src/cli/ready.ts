import { isError } from '../diagnostics/diagnostic.js';
import { faultOf, isFatal } from '../diagnostics/fatal.js';
import { errColors, type Io } from '../io/io.js';
import { findingsText } from '../report/findings/text.js';
import { openWorkspace, type Ready, type Workspace, type WorkspaceOptions } from '../workspace/workspace.js';

/**
 * The plans of a command line, ready to be decided. Undefined when something is wrong with them, which is then on stderr. Throws the
 * Faults of {@link readWorkspace}.
 */
export async function readyWorkspace(io: Io, options: WorkspaceOptions): Promise<Ready | undefined> {
  const { plans, ...workspace } = await readWorkspace(io, options);
  return plans && { ...workspace, plans };
}

/** The plans of a command line and what is wrong with them, which is on stderr too. Throws the fault of a finding that ends a command. */
export async function readWorkspace(io: Io, options: WorkspaceOptions): Promise<Workspace> {
  const workspace = await openWorkspace(io, options);
  const { diagnostics, files, sources } = workspace.findings;
  const unread = diagnostics.find(({ code }) => code === 'file-unreadable');
  // That is a matter of the machine, not of what the files say.
  if (unread && isFatal(unread)) throw faultOf(unread);
  const fatal = diagnostics.find(isFatal);
  const findings = diagnostics.filter((one) => !isFatal(one));
  if (findings.length > 0) {
    const checked = files.filter((file) => file !== workspace.loaded.file);
    const report = findingsText(
      { diagnostics: findings, files: checked, sources },
      { colors: errColors(io) },
    );
    io.stderr.write(report);
  }
  if (fatal && !findings.some(isError)) throw faultOf(fatal);
  return workspace;
}
