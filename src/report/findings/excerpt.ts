import { withoutPasswords } from '../../privacy/passwords.js';
import { drawnCharacters, widthOf, type DrawnCharacter } from '../../text/display-width.js';

/** How far around a place a line is looked at, in UTF-16 code units: a line may have megabytes. */
const REACH = 240;

/** How long a URL may be that reaches into what is looked at. */
const LONGEST_URL = 4096;

const CUT: DrawnCharacter = { text: '…', width: 1, offset: -1 };

/** A part of a line. The characters from `first` up to, not including, `last` are what it is about; none for a place between two. */
export interface Excerpt {
  readonly characters: readonly DrawnCharacter[];
  readonly first: number;
  readonly last: number;
}

/** What of a line fits into `room` columns around the offsets from `start` to `end`, with an ellipsis on each side that is cut. */
export function excerptOf(line: string, start: number, end: number, room: number): Excerpt {
  const begin = boundary(line, Math.max(0, start - REACH));
  const stop = boundary(line, Math.min(line.length, start + REACH));
  const characters = drawnCharacters(withoutCredentials(line, begin, stop), begin);
  const first =
    start === line.length ? characters.length : characters.findLastIndex(({ offset }) => offset <= start);
  const beyond = characters.findIndex(({ offset }) => offset >= end);
  const last = Math.max(first, beyond === -1 ? characters.length : beyond);

  const whole = begin === 0 && stop === line.length && widthOf(characters) <= room;
  const [from, to] = whole ? [0, characters.length] : fit(characters, first, room - 2);
  const before = from > 0 || begin > 0 ? [CUT] : [];
  const after = to < characters.length || stop < line.length ? [CUT] : [];
  return {
    characters: [...before, ...characters.slice(from, to), ...after],
    first: first - from + before.length,
    last: Math.min(last, to) - from + before.length,
  };
}

/** A part of a line. A URL may hold a password, and a log is read by more people than the plan; columns stay what they were. */
function withoutCredentials(line: string, begin: number, stop: number): string {
  const near = Math.max(0, begin - LONGEST_URL);
  return withoutPasswords(line.slice(near, stop + LONGEST_URL), (secret) => '*'.repeat(secret.length)).slice(
    begin - near,
    stop - near,
  );
}

/** The offset, or the one before it where it would tear a character apart. */
function boundary(line: string, offset: number): number {
  return offset > 0 && (line.codePointAt(offset - 1) ?? 0) > 0xffff ? offset - 1 : offset;
}

/** The characters around the one at `first` that fit: a third of the room before it where there is enough behind. */
function fit(characters: readonly DrawnCharacter[], first: number, room: number): [from: number, to: number] {
  let from = first;
  let to = first;
  let used = 0;
  const widenLeft = (limit: number): void => {
    for (
      let character = characters[from - 1];
      character && used + character.width <= limit;
      character = characters[from - 1]
    ) {
      used += character.width;
      from -= 1;
    }
  };
  widenLeft(room / 3);
  for (
    let character = characters[to];
    character && used + character.width <= room;
    character = characters[to]
  ) {
    used += character.width;
    to += 1;
  }
  widenLeft(room);
  return [from, to];
}
