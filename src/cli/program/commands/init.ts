import { Option, type Command } from 'commander';
import { PIPELINES, type Answers, type Pipeline } from '../../../init/templates/answers.js';

export type InitFlags = Partial<Answers> & { readonly pipeline?: Pipeline; readonly yes?: boolean };

export function declareInit(program: Command): Command {
  return program
    .command('init')
    .description('write settings, a first plan and a pipeline into this repository')
    .option('--name <name>', "the plan's name (default first-call)")
    .option('--from <number>', 'the number that calls')
    .option('--to <destination>', 'whom to call: a number, a SIP URI, or a list such as contacts.csv')
    .option('--answer-url <url>', 'the URL that Plivo asks what to say')
    .addOption(new Option('--pipeline <where>', 'whose pipeline runs the plans').choices(PIPELINES))
    .option('--yes', 'ask nothing: take the flags, and examples for what they do not say');
}
