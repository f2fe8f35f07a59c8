import { lockfilePattern, type PipelineInputs } from './pipeline.js';

/** By their commits, since a tag can be moved to other code. */
const ACTIONS = {
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2',
  setupNode: 'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0',
  uploadArtifact: 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2',
};

/** Whether a branch can be named in a workflow as it is, in texts and in patterns. */
export function isPlainBranch(branch: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(branch);
}

/** The text of `.github/workflows/callplan.yml`: a dry run for pull requests, a run for the branch. */
export function githubWorkflow(inputs: PipelineInputs): string {
  return head(inputs) + dryRunJob(inputs) + runJob(inputs);
}

function head({ branch }: PipelineInputs): string {
  return `# Made by callplan init. Calls are placed by what is on ${branch}: nobody is called from a pull request.
#
# To begin: make an environment "callplan" (Settings, Environments) with the secrets PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN,
# for the branch ${branch} alone and, if you like, with reviewers who let each run begin. If ${branch} is protected, let this
# workflow push to it. A plan's very first run is started by hand, with "new" ticked: Actions, callplan, Run workflow.
name: callplan
on:
  pull_request:
  push:
    branches: [${JSON.stringify(branch)}]
  workflow_dispatch:
    inputs:
      new:
        description: Begin the record of plans that have never been run
        type: boolean
        default: false
permissions: {}
jobs:
`;
}

function dryRunJob({ install }: PipelineInputs): string {
  return `  dry-run:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write # for the comment; a fork's pull request cannot have it, and gets the summary alone
    concurrency:
      group: callplan-dry-run-\${{ github.ref }}
      cancel-in-progress: true
    steps:
      - uses: ${ACTIONS.checkout}
        with:
          fetch-depth: 2 # HEAD^ is what the pull request would be merged into
          persist-credentials: false
${setUpSteps(install)}
        with:
          command: dry-run
          base: HEAD^
`;
}

function runJob({ branch, folder, install }: PipelineInputs): string {
  return `  run:
    if: github.event_name != 'pull_request' && github.ref == 'refs/heads/${branch}'
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: write # the record of the calls is committed
    environment: callplan
    # One run at a time, and none is ended by a newer one.
    concurrency:
      group: callplan-run
      cancel-in-progress: false
    steps:
      - uses: ${ACTIONS.checkout}
        with:
          # Not the commit that started the job: what earlier runs have recorded since then counts.
          ref: ${JSON.stringify(branch)}
${setUpSteps(install)}
        with:
          command: run
          args: --stop-after=45m
          new: \${{ inputs.new == true }}
          auth-id: \${{ secrets.PLIVO_AUTH_ID }}
          auth-token: \${{ secrets.PLIVO_AUTH_TOKEN }}
      # If the record could not be pushed, this is the only one there is: do not run again before it is in git.
      - if: failure() || cancelled()
        uses: ${ACTIONS.uploadArtifact}
        with:
          name: callplan-record-\${{ github.run_id }}-\${{ github.run_attempt }}
          path: ${JSON.stringify(lockfilePattern(folder))}
          if-no-files-found: ignore
`;
}

/** The steps of a job up to the one that calls callplan, whose inputs follow. */
function setUpSteps(install: string): string {
  return `      - uses: ${ACTIONS.setupNode}
        with:
          node-version: 22
      - run: ${install}
      # The action is part of the package, so it is as new as the callplan that was installed.
      - uses: ./node_modules/callplan`;
}
