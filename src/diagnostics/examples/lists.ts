import type { listRules } from '../catalog/lists.js';
import { HEAD, type Example, type ExampleFiles, type ExampleText } from '../example.js';

/** A plan of one list, and the list. */
function listing(text: ExampleText, file = 'contacts.csv', named = file): ExampleFiles {
  return {
    'plans/reminder.yaml': `${HEAD}destinations:\n  - file: ${named}\n`,
    [`plans/${file}`]: text,
  };
}

const GOOD = listing('to,id,name\n+14155550101,ada,Ada\n');
const GOOD_LINES = listing('{"to":"+14155550101","name":"Ada"}\n', 'contacts.jsonl');

/** Examples of what can be wrong with list files. */
export const listExamples: Readonly<Record<keyof typeof listRules, Example>> = {
  'list-missing': {
    why: 'The path of a list starts at the folder of the plan that names it.',
    bad: listing('to\n+14155550101\n', 'contacts.csv', 'contcts.csv'),
    good: GOOD,
  },
  'list-unreadable': {
    why: 'A plan in a branch could otherwise name any file of the machine that checks it, and its text would end up in a log or in a URL. So nothing outside the repository is opened, whatever path or link leads there.',
    bad: listing('to\n+14155550101\n', 'contacts.csv', '../../../etc/contacts.csv'),
    good: GOOD,
  },
  'list-too-large': {
    why: 'A list may have 256 MiB, four million lines of 65,536 bytes, a million rows, a thousand columns and five million cells, so that no file can take all the memory of the machine that reads it.',
    bad: listing(['to\n+14155550101', { text: '0', times: 70_000 }]),
    good: GOOD,
  },
  'list-syntax': {
    why: 'Where a quote is not closed, nobody can tell where a cell ends, and whom the rows behind it call.',
    bad: listing('to,name\n+14155550101,"Ada "the Countess" Lovelace"\n'),
    good: listing('to,name\n+14155550101,"Ada ""the Countess"" Lovelace"\n'),
  },
  'list-columns': {
    why: 'With a cell too many or too few, the cells behind it stand in the wrong columns.',
    bad: listing('to,name\n+14155550101,Lovelace, Ada\n'),
    good: listing('to,name\n+14155550101,"Lovelace, Ada"\n'),
  },
  'list-column-missing': {
    why: 'Whom to call stands in the column `to`. The first line names the columns.',
    bad: listing('phone,name\n+14155550101,Ada\n'),
    good: GOOD,
  },
  'list-column-name': {
    why: 'A column is used by its name, as {{name}}, so it must be one that can stand there.',
    bad: listing('to,First Name\n+14155550101,Ada\n'),
    good: listing('to,first_name\n+14155550101,Ada\n'),
  },
  'list-column-repeated': {
    why: 'Of two columns of one name nobody can tell which one is meant.',
    bad: listing('to,name,name\n+14155550101,Ada,Lovelace\n'),
    good: listing('to,first_name,last_name\n+14155550101,Ada,Lovelace\n'),
  },
  'list-value': {
    why: 'A value is used as it is written. JSON has no plus before a number and no zeros, so a number is no telephone number.',
    bad: listing('{"to":14155550101,"name":"Ada"}\n', 'contacts.jsonl'),
    good: GOOD_LINES,
  },
  'list-empty': {
    why: 'A list without rows is most often the result of an export that went wrong.',
    bad: {
      'plans/reminder.yaml': `${HEAD}destinations:\n  - "+14155550102"\n  - file: contacts.csv\n`,
      'plans/contacts.csv': 'to,name\n',
    },
    good: GOOD,
  },
};
