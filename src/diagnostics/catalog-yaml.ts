import { entry, quoted } from './entry.js';

/** What can be wrong with a file before anybody asks what it means. */
export const yamlRules = {
  'too-large': entry<{ limit: number }>({
    severity: 'error',
    summary: 'The file is larger than a plan or a settings file may be.',
    message: (a) => `the file is larger than ${a.limit / 1024 / 1024} MiB`,
    hint: () => 'Split it into several plans.',
  }),
  'not-utf8': entry({
    severity: 'error',
    summary: 'The file is not UTF-8 text.',
    message: () => 'the file is not valid UTF-8',
    hint: () => 'Save it as UTF-8.',
  }),
  'yaml-syntax': entry<{ problem: string }>({
    severity: 'error',
    summary: 'The text is not valid YAML.',
    message: (a) => `this is not valid YAML: ${a.problem}`,
    hint: () => 'Check the indentation, and put values with special characters in double quotes.',
  }),
  'empty-document': entry({
    severity: 'error',
    summary: 'The file holds nothing but space and comments.',
    message: () => 'the file is empty',
    hint: () => 'Start with `version: 1`; the README shows a whole plan.',
  }),
  'yaml-directive': entry<{ directive: string }>({
    severity: 'error',
    summary: 'A directive other than %YAML 1.2 would change how the file is read.',
    message: (a) => `the directive ${quoted(a.directive)} is not supported`,
    hint: () => 'Remove the line; plans are YAML 1.2.',
  }),
  'several-documents': entry({
    severity: 'error',
    summary: 'The file holds more than one YAML document.',
    message: () => 'a second YAML document starts here',
    hint: () => 'Move it to a file of its own: a file is one plan.',
  }),
  'too-deep': entry<{ limit: number }>({
    severity: 'error',
    summary: 'The document is nested far deeper than any plan.',
    message: (a) => `the document is nested deeper than ${a.limit} levels`,
    hint: () => 'Remove brackets or indentation; a plan needs six levels.',
  }),
  'explicit-tag': entry<{ tag: string }>({
    severity: 'error',
    summary: 'A YAML tag such as !!str asks for a type that the schema already decides.',
    message: (a) => `the tag ${quoted(a.tag)} is not supported`,
    hint: () => 'Remove it: values are read as written; quote a text that has special characters.',
  }),
  'too-many-anchors': entry<{ limit: number }>({
    severity: 'error',
    summary: 'The document has far more anchors and aliases than any plan.',
    message: (a) => `the document has more than ${a.limit} anchors and aliases`,
    hint: () => "Say what is common once, in the plan's own defaults.",
  }),
  'unknown-alias': entry<{ name: string }>({
    severity: 'error',
    summary: 'An alias names no anchor above it; often a text that starts with * and lacks quotes.',
    message: (a) => `*${a.name} is read as a YAML alias, and no anchor &${a.name} stands above it`,
    hint: (a) => `If it is a text, put it in quotes: ${quoted(`*${a.name}`)}`,
  }),
  'alias-loop': entry<{ name: string }>({
    severity: 'error',
    summary: 'An alias stands inside what it refers to.',
    message: (a) => `*${a.name} stands inside the very value it refers to`,
    hint: () => 'Write the value out.',
    related: 'the anchor is here',
  }),
  'alias-bomb': entry<{ limit: number }>({
    severity: 'error',
    summary: 'Aliases unfold the document into an enormous one.',
    message: (a) => `aliases repeat more than ${a.limit} values`,
    hint: () => 'Write the values out; a plan has no use for aliases of aliases of aliases.',
  }),
  'key-not-text': entry({
    severity: 'error',
    summary: 'A key is a list, a map or an alias.',
    message: () => 'a key must be a plain word',
    hint: () => 'Write the key out as text.',
  }),
  'duplicate-key': entry<{ key: string }>({
    severity: 'error',
    summary: 'A map has the same key twice.',
    message: (a) => `the key ${quoted(a.key)} stands here a second time`,
    hint: () => 'Keep one of the two.',
    related: 'first used here',
  }),
  'merge-not-map': entry({
    severity: 'error',
    summary: 'A merge key (<<) is given something other than a map or a list of maps.',
    message: () => 'only a map can be merged with <<',
    hint: () => 'Refer to a map, such as <<: *defaults where defaults is a map.',
  }),
} as const;
