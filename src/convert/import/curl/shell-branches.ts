/** Where the reader of a shell's list is, so that it knows which commands run only where another one failed or was not chosen. */
export interface Branches {
  /** The innermost group that is open. */
  group: Group;
  /** Whether the command that is being read runs only instead of another one. */
  isAlternative: boolean;
  /** Whether a `!` turns its success into a failure. */
  isNegated: boolean;
  /** Whether the words so far leave open which command it is. */
  isLeading: boolean;
  /** Whether the operator before it needs a command after it, which may be on the next line. */
  isContinued: boolean;
}

/** A group of commands that is not closed yet. The outermost one is the list itself. */
interface Group {
  readonly outer: Group | undefined;
  readonly isSubshell: boolean;
  /** Whether the command that the group is part of is an alternative. */
  readonly wasAlternative: boolean;
  /** Whether its next command is one. */
  isNextAlternative: boolean;
  /** Whether `then` and `do` follow a failure. */
  isNegated: boolean;
}

/** A list at its beginning. `isAlternative`: whether all of it runs only instead of something else. */
export function createBranches(isAlternative: boolean): Branches {
  const group = groupOf(undefined, { isSubshell: false, isAlternative, isNegated: false });
  return { group, isAlternative, isNegated: false, isLeading: true, isContinued: false };
}

/** Reads a word of the command. */
export function readBranchWord(branches: Branches, text: string): void {
  branches.isContinued = false;
  branches.isLeading &&= readKeyword(branches, text);
}

/** Reads what ends the command: an operator, or the end of a line. */
export function readBranchOperator(branches: Branches, mark: string): void {
  const { group } = branches;
  switch (mark) {
    case '(':
      openGroup(branches, { isSubshell: true });
      break;
    case ')':
      closeGroup(branches, { isSubshell: true });
      break;
    case '||':
      beginCommand(branches, !branches.isNegated || group.isNextAlternative);
      break;
    case '&&':
      beginCommand(branches, branches.isNegated || group.isNextAlternative);
      break;
    case ';;':
      beginCommand(branches, beginBranch(branches));
      break;
    case '\n':
      if (!branches.isContinued) beginCommand(branches, group.isNextAlternative);
      return;
    case '|':
      break;
    default:
      beginCommand(branches, group.isNextAlternative);
  }
  branches.isLeading = true;
  branches.isContinued = ['||', '&&', '|', '('].includes(mark);
}

/** Reads a word where a keyword may be. Whether one may be after it too. */
function readKeyword(branches: Branches, text: string): boolean {
  const { group } = branches;
  switch (text) {
    case 'for':
    case 'select':
    case 'case':
      openGroup(branches);
      return false;
    case '{':
    case 'if':
    case 'while':
      openGroup(branches);
      return true;
    case 'until':
      openGroup(branches, { isNegated: true });
      return true;
    case '}':
    case 'fi':
    case 'done':
    case 'esac':
      closeGroup(branches);
      return true;
    case 'then':
    case 'do':
      branches.isAlternative = group.isNextAlternative ||= group.isNegated;
      return true;
    case 'else':
    case 'elif':
      branches.isAlternative = beginBranch(branches);
      group.isNegated = false;
      return true;
    case '!':
      branches.isNegated = group.isNegated = true;
      return true;
    default:
      return text === '$' || text === 'time' || /^[A-Za-z_]\w*=/.test(text);
  }
}

function openGroup(branches: Branches, { isSubshell = false, isNegated = false } = {}): void {
  const { group, isAlternative } = branches;
  branches.group = groupOf(group, { isSubshell, isAlternative, isNegated });
}

function groupOf(
  outer: Group | undefined,
  {
    isSubshell,
    isAlternative,
    isNegated,
  }: { isSubshell: boolean; isAlternative: boolean; isNegated: boolean },
): Group {
  return { outer, isSubshell, wasAlternative: isAlternative, isNextAlternative: isAlternative, isNegated };
}

/** A bracket or keyword that closes nothing is passed over. */
function closeGroup(branches: Branches, { isSubshell = false } = {}): void {
  const { group } = branches;
  if (group.outer === undefined || group.isSubshell !== isSubshell) return;
  branches.isAlternative = group.wasAlternative;
  branches.group = group.outer;
}

function beginCommand(branches: Branches, isAlternative: boolean): void {
  branches.isAlternative = isAlternative;
  branches.isNegated = false;
  branches.isLeading = true;
}

/** Begins what `else` or `;;` separates from a branch before it; no shell runs both. Whether its commands are alternatives. */
function beginBranch({ group, isAlternative }: Branches): boolean {
  group.isNextAlternative = group.outer !== undefined || isAlternative;
  return group.isNextAlternative;
}
