import type { fileRules } from '../catalog/files.js';
import { FINE, type Example } from '../example.js';

const HEADER = '{"lockfile":1,"plan":"reminder","target":"plivo","account":"0f3c2a9be81d7745"}\n';
const DIGEST = `v1:${'0'.repeat(64)}`;
const CALL = `{"edition":"1","id":"+14155550101","to":"+14155550101","from":"+14152224444","digest":"${DIGEST}","state":"accepted","at":"2026-11-23T20:28:12.286Z","status":201,"message":"call fired","request_uuid":"10e4117e-81a5-4ae4-a871-f77073f82363"}\n`;

/** Examples of what can be wrong with the files of a repository beside what the plans say. */
export const fileExamples: Readonly<Record<keyof typeof fileRules, Example>> = {
  'file-unreadable': {
    why: 'A link in a branch could point at any file of the machine that checks it, and its text would end up in a log. So no link out of the repository is followed, whatever it leads to.',
    bad: { 'plans/reminder.yaml': FINE, 'plans/other.yaml': { linkTo: '/etc/hostname' } },
    good: { 'plans/reminder.yaml': FINE },
  },
  'lockfile-damaged': {
    why: 'The lockfile is the only record of who was called. What cannot be read cannot keep anybody from being called again, so nothing is sent until it is whole.',
    bad: {
      'plans/reminder.yaml': FINE,
      'plans/reminder.lock.jsonl': `${HEADER}<<<<<<< HEAD\n${CALL}=======\n>>>>>>> other\n`,
    },
    good: { 'plans/reminder.yaml': FINE, 'plans/reminder.lock.jsonl': HEADER + CALL },
  },
  'lockfile-foreign': {
    why: 'A plan that was given another name, or another plan in its file, would be compared with the wrong record.',
    bad: {
      'plans/reminder.yaml': FINE.replace('reminder', 'recall'),
      'plans/reminder.lock.jsonl': HEADER + CALL,
    },
    good: { 'plans/reminder.yaml': FINE, 'plans/reminder.lock.jsonl': HEADER + CALL },
  },
  'plan-name-shared': {
    why: 'Each plan file has a lockfile of its own, so a copy of a plan would call everybody once more.',
    bad: { 'plans/copy.yaml': FINE, 'plans/reminder.yaml': FINE },
    good: {
      'plans/copy.yaml': FINE.replace('reminder', 'recall'),
      'plans/reminder.yaml': FINE,
    },
  },
  'lockfile-shared': {
    why: "The lockfile is named after the plan's file, so each of the two would take the other's calls for its own.",
    bad: {
      'plans/reminder.yaml': FINE,
      'plans/reminder.yml': FINE.replace('reminder', 'recall').replace('0101', '0102'),
    },
    good: {
      'plans/reminder.yaml': FINE,
      'plans/recall.yml': FINE.replace('reminder', 'recall').replace('0101', '0102'),
    },
  },
  'lockfile-orphan': {
    why: 'A plan file that was renamed without its lockfile looks as if it had never been run, and everybody would be called again.',
    bad: { 'plans/recall.yaml': FINE, 'plans/reminder.lock.jsonl': HEADER + CALL },
    good: { 'plans/recall.yaml': FINE, 'plans/recall.lock.jsonl': HEADER + CALL },
  },
};
