/** Which commands of a shell's list run only where another one failed, or was not chosen. */
export interface Branches {
  /** Of the command that is being read. */
  readonly isInstead: () => boolean;
  /** A word of it. */
  readonly word: (text: string) => void;
  /** What ends it: an operator, or the end of a line. */
  readonly operator: (mark: string) => void;
}

/** A group of commands that is not closed yet. */
interface Group {
  readonly isSubshell: boolean;
  /** What the command around it is. */
  readonly around: boolean;
  /** Whether its next command runs only instead of another one. */
  isInstead: boolean;
  /** Whether `then` and `do` follow upon a failure. */
  isNegated: boolean;
}

const OPENS = ['{', 'if', 'while', 'until', 'for', 'select', 'case'];
const CLOSES = ['}', 'fi', 'done', 'esac'];
/** Behind these comes no command. */
const TAKES_WORDS = ['for', 'select', 'case'];

/** Follows a list from its beginning. `around`: whether all of it runs only instead of something else. */
export function createBranches(around: boolean): Branches {
  const bottom: Group = { isSubshell: false, around, isInstead: around, isNegated: false };
  const groups = [bottom];
  const top = (): Group => groups.at(-1) ?? bottom;
  let now = around;
  let isNegated = false;
  /** Whether the words so far leave open which command it is. */
  let isLeading = true;
  /** Whether the operator before it wants a command, be it in the next line. */
  let isWanted = false;

  const open = (isSubshell: boolean, negated = false): void => {
    groups.push({ isSubshell, around: now, isInstead: now, isNegated: negated });
  };
  const close = (isSubshell: boolean): void => {
    if (groups.length === 1 || top().isSubshell !== isSubshell) return;
    now = top().around;
    groups.pop();
  };
  const begin = (next: boolean): void => {
    now = next;
    isNegated = false;
    isLeading = true;
  };
  const keyword = (text: string): boolean => {
    const group = top();
    if (OPENS.includes(text)) open(false, text === 'until');
    else if (CLOSES.includes(text)) close(false);
    else if (text === 'else' || text === 'elif') {
      now = group.isInstead = groups.length > 1 || now;
      group.isNegated = false;
    } else if (text === 'then' || text === 'do') now = group.isInstead ||= group.isNegated;
    else if (text === '!') isNegated = group.isNegated = true;
    else return text === '$' || text === 'time' || /^[A-Za-z_]\w*=/.test(text);
    return !TAKES_WORDS.includes(text);
  };
  return {
    isInstead: () => now,
    word: (text) => {
      isWanted = false;
      isLeading &&= keyword(text);
    },
    operator: (mark) => {
      if (mark === '(') open(true);
      else if (mark === ')') close(true);
      else if (mark === '||') begin(!isNegated || top().isInstead);
      else if (mark === '&&') begin(isNegated || top().isInstead);
      else if (mark === '|') isLeading = true;
      else if (mark.startsWith(';;')) begin((top().isInstead = groups.length > 1 || now));
      else if (mark !== '\n' || !isWanted) begin(top().isInstead);
      if (mark !== '\n') isWanted = ['||', '&&', '|', '('].includes(mark);
      if (mark === '(' || mark === ')') isLeading = true;
    },
  };
}
