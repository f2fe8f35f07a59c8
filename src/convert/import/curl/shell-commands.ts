import type { SourceText } from '../../../source/files/text.js';
import { createBranches, readBranchOperator, readBranchWord, type Branches } from './shell-branches.js';
import { ahead, createScanner, neverClosed, readLine, type Scanner } from './shell-scanner.js';
import { placeholderAt, readWord, type Word } from './shell-words.js';

/** A simple command: its words without redirections, and the line on which it begins. */
export interface Command {
  readonly line: number;
  /** Whether it runs only where another command failed, or was not chosen. */
  readonly isAlternative: boolean;
  readonly words: readonly Word[];
}

export interface CommandReader {
  /** Whether a command of these words continues on the next line, which begins so, although no backslash marks it. */
  readonly continues: (words: readonly Word[], next: string) => boolean;
  /** Gets each command at its end: those of a substitution before the command around it. */
  readonly onCommand: (command: Command) => void;
}

/** How deep command substitutions may be nested. */
const MAX_DEPTH = 50;
/** How many words a command may have. */
const MAX_WORDS = 10_000;

/**
 * Reads the simple commands of a shell script, those of substitutions among them, quoted as bash has it. Nothing is expanded: what only
 * a shell could know is named in its word. Throws Fault `form-unreadable` where a quote or a bracket is never closed.
 */
export function readCommands(source: SourceText, reader: CommandReader): void {
  readList(createScanner(source), reader, { depth: 0, opened: 0, isAlternative: false });
}

interface List {
  readonly depth: number;
  readonly opened: number;
  /** Whether the command around it is an alternative. */
  readonly isAlternative: boolean;
  /** What ends it, when it is not the end of the text. */
  readonly close?: ')' | '`';
}

interface Heredoc {
  readonly end: string;
  readonly tabs: boolean;
}

/** A list of commands while it is read. */
interface State {
  readonly scanner: Scanner;
  readonly reader: CommandReader;
  readonly list: List;
  readonly heredocs: Heredoc[];
  readonly branches: Branches;
  words: Word[];
  start: number;
  subshells: number;
}

function readList(scanner: Scanner, reader: CommandReader, list: List): void {
  if (list.depth > MAX_DEPTH) scanner.fail(list.opened, 'command substitutions are nested too deeply');
  const branches = createBranches(list.isAlternative);
  const state: State = { scanner, reader, list, heredocs: [], branches, words: [], start: 0, subshells: 0 };
  while (readNext(state));
  finish(state);
}

/** Reads a blank, an operator or a word. Whether the list goes on after it. */
function readNext(state: State): boolean {
  const { scanner, list } = state;
  const character = scanner.text[scanner.at];
  if (character === undefined)
    return list.close !== undefined && neverClosed(scanner, list.opened, list.close === ')' ? '$(' : '`');
  if (character === ' ' || character === '\t') scanner.at += 1;
  else if (ahead(scanner, 2) === '\\\n') scanner.at += 2;
  else if (character === '\n') endLine(state);
  else if (character === '#') skipComment(scanner);
  else if (character === list.close && state.subshells === 0) {
    scanner.at += 1;
    return false;
  } else if (';&|()'.includes(character)) operator(state, character);
  else if (character === '>' || (character === '<' && placeholderAt(scanner) === undefined)) redirect(state);
  else addWord(state);
  return true;
}

function skipComment(scanner: Scanner): void {
  const end = scanner.text.indexOf('\n', scanner.at);
  scanner.at = end === -1 ? scanner.text.length : end;
}

function finish(state: State): void {
  const { reader, scanner, branches, words, start } = state;
  if (words.length > 0)
    reader.onCommand({ line: scanner.lineAt(start), isAlternative: branches.isAlternative, words });
  state.words = [];
}

function endLine(state: State): void {
  const { scanner, reader, heredocs, branches, words } = state;
  scanner.at += 1;
  for (const heredoc of heredocs.splice(0)) skipHeredoc(scanner, heredoc);
  const next = /^[ \t]*([^\n]*)/.exec(ahead(scanner))?.[1] ?? '';
  if (words.length > 0 && reader.continues(words, next)) return;
  finish(state);
  readBranchOperator(branches, '\n');
}

function skipHeredoc(scanner: Scanner, { end, tabs }: Heredoc): void {
  while (scanner.at < scanner.text.length) {
    const line = readLine(scanner);
    if ((tabs ? line.replace(/^\t+/, '') : line) === end) return;
  }
}

function operator(state: State, character: string): void {
  if (character === '(') state.subshells += 1;
  if (character === ')' && state.subshells > 0) state.subshells -= 1;
  const [mark = character] = /^(\|\||&&|;;)/.exec(ahead(state.scanner, 2)) ?? [];
  state.scanner.at += mark.length;
  finish(state);
  readBranchOperator(state.branches, mark);
}

/** A redirection and its target, which are no words of the command. */
function redirect(state: State): void {
  const { scanner, heredocs } = state;
  const [mark = '<'] = /^(<<<|<<-?|<>|<&|>>|>&|>\||<|>)/.exec(ahead(scanner, 3)) ?? [];
  scanner.at += mark.length;
  scanner.at += /^[ \t]*/.exec(ahead(scanner))?.[0].length ?? 0;
  const target = word(state);
  if (mark === '<<' || mark === '<<-') heredocs.push({ end: target.text, tabs: mark === '<<-' });
}

function addWord(state: State): void {
  const { scanner, branches, words } = state;
  if (words.length === 0) state.start = scanner.at;
  const added = word(state);
  // `2>` is one operator.
  if (/^\d$/.test(added.text) && /[<>]/.test(scanner.text[scanner.at] ?? '')) return;
  if (words.length === MAX_WORDS) scanner.fail(state.start, `the command has more than ${MAX_WORDS} words`);
  words.push(added);
  readBranchWord(branches, added.text);
}

function word({ scanner, reader, list, branches }: State): Word {
  const { depth } = list;
  return readWord(
    scanner,
    (close, opened) => {
      readList(scanner, reader, { depth: depth + 1, opened, isAlternative: branches.isAlternative, close });
    },
    list.close,
  );
}
