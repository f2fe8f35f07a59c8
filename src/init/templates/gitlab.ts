import { lockfilePattern, type PipelineInputs } from './pipeline.js';

/** The text of `.gitlab-ci.yml`, or of a file that it includes: a dry run for merge requests, a run for the default branch. */
export function gitlabPipeline({ folder, install }: Omit<PipelineInputs, 'branch'>): string {
  return head(install) + DRY_RUN_JOB + runJob(folder);
}

function head(install: string): string {
  return `# Made by callplan init. Calls are placed by what is on the default branch: nobody is called from a merge request.
#
# To begin: in Settings, CI/CD, Variables, masked and for protected branches alone: PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN, and
# CALLPLAN_PUSH_TOKEN, a project access token that may write to the repository and push to the default branch. A plan's
# very first run is started by hand, with the variable CALLPLAN_NEW set to 1: Build, Pipelines, New pipeline.
.callplan:
  image: node:22
  before_script:
    - ${install}

`;
}

const DRY_RUN_JOB = `callplan dry-run:
  extends: .callplan
  stage: test
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: 0 # far enough back for the merge base
  script:
    - npx --no-install callplan validate --report junit=callplan.xml
    - npx --no-install callplan dry-run --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --format markdown
  artifacts:
    when: always
    reports:
      junit: callplan.xml

`;

/** The lines of the job that places calls. */
const RUN_SCRIPT = `    # Not the commit that started the job: what earlier runs have recorded since then counts.
    - git fetch origin "$CI_DEFAULT_BRANCH"
    - git checkout -B "$CI_DEFAULT_BRANCH" FETCH_HEAD
    # The job's own token may not push. The other one stays in the environment, and out of git's files.
    - git remote set-url --push origin "$CI_PROJECT_URL.git"
    - git config credential.helper '!f() { echo username=callplan; echo "password=$CALLPLAN_PUSH_TOKEN"; }; f'
    # An earlier attempt may have called people while its record never reached the branch: "Retry" must not call them again.
    # A branch without a pipeline marks that one has begun. It goes when all went well, or when no record has changed: nobody is
    # called before that is written down. A job that is ended from outside leaves it.
    - records() { found=$(find . -name '*.lock.jsonl' -exec cksum {} +) && echo "$found" | sort; }
    - before=$(records)
    - status=0
    - export MARK="callplan-run-$CI_PIPELINE_ID"
    - begun=$(git ls-remote origin "refs/heads/$MARK")
    - >-
      [ -z "$begun" ] || { echo "An earlier attempt of this job may have called people whose record is not on the branch.
      Look at its log and its artifacts, and get that into git; then delete the branch $MARK and start a new pipeline."; exit 5; }
    - git push --quiet -o ci.skip origin "HEAD:refs/heads/$MARK"
    # The record starts one more pipeline, which finds nothing to do and ends.
    - npx --no-install callplan run --yes --commit --branch "$CI_DEFAULT_BRANCH" --stop-after 45m --format markdown --report junit=callplan.xml \${CALLPLAN_NEW:+--new} || status=$?
    - after=$(records) || after=unknown
    - if [ "$status" = 0 ] || [ "$after" = "$before" ]; then git push --quiet -o ci.skip origin --delete "$MARK" || true; fi
    - exit "$status"`;

function runJob(folder: string): string {
  return `callplan run:
  extends: .callplan
  stage: deploy
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  environment: callplan
  # One run at a time, and none is ended by a newer one.
  resource_group: callplan
  interruptible: false
  timeout: 1 hour
  script:
${RUN_SCRIPT}
  # If the record could not be pushed, this is the only one there is: do not run again before it is in git.
  artifacts:
    when: always
    paths:
      - ${JSON.stringify(lockfilePattern(folder))}
    reports:
      junit: callplan.xml
`;
}
