/** The prose of docs/configuration.md. */
export const aboutFile = `The daemon reads one YAML file. Every option has a default, so that a file is only needed for more than
the account and the region of the daemon's own credentials. \`restore-test-monitor check-config\` lists all problems
of a file at once, each with its line and column, and exits with 2. For a valid file it prints what would be watched, and exits with 0.

\`\`\`yaml
# yaml-language-server: $schema=./config.schema.json
regions: [eu-central-1, eu-west-1]
accounts:
  - id: 111122223333
    name: backup
  - id: 222233334444
    name: production
    roleArn: arn:aws:iam::222233334444:role/restore-test-monitor
    externalId: \${EXTERNAL_ID}
\`\`\`

The first line lets an editor with yaml-language-server complete and check the file against
[config.schema.json](../config/config.schema.json). [example.yaml](../config/example.yaml) is a small file to start from;
[full.yaml](../config/full.yaml) holds every option with its default.

## Precedence

Flags win over environment variables, environment variables over the file, and the file over the defaults. A variable of this
table that is set to nothing counts as not set.`;

export const aboutValues = `## Values

**Unknown options are errors**, so that a misspelt one is not silently without effect. An option without a value, such as
\`poll:\` with everything below it commented out, has its default.

**Environment variables** are replaced in values, never in keys, after the file has been parsed:

| Written            | Becomes                                                                               |
| ------------------ | ------------------------------------------------------------------------------------- |
| \`\${NAME}\`          | The variable's value. A variable that is not set is an error.                         |
| \`\${NAME:-default}\` | The variable's value, or the default where the variable is not set or set to nothing. |
| \`$$\`               | A plain \`$\`, as in \`$\${NAME}\` for the text \`\${NAME}\`.                                 |

What a variable holds is not expanded again, and a default cannot hold a reference. A value without quotes gets its type after
the replacement: \`concurrency: \${CONCURRENCY}\` is a number where the variable holds one. A value in quotes stays a text.
A \`$\` before anything else than \`{\` or \`$\` stands for itself.

**Durations** are whole numbers with the units \`w\`, \`d\`, \`h\`, \`m\`, \`s\` and \`ms\`, from long to short: \`30s\`, \`1h30m\`. A bare
number is an error.

**Schedules** are either an interval (\`5m\`) or a cron expression of five fields (minute, hour, day of month, month, day of
week), or of six with the seconds first. Cron expressions follow the time zone of the process (\`TZ\`). Put them in quotes, since a
YAML value cannot start with \`*\`: \`"*/10 * * * *"\`. If the process or its machine stands still at the time of a run, the run begins
as soon as it goes on: the log says so, and \`restore_test_monitor_late_runs_total\` counts it.

**Account ids** may stand without quotes, also with leading zeros.

**Secret options** never appear in messages, logs or pages. Keep their values in environment variables, so that the file holds
none.

**Anchors, aliases and merge keys** (\`<<\`) work within the document. A file holds one document of at most 4 MiB.`;

export const aboutTargets = `## Accounts, regions and targets

A target is one account in one region. Each account is watched in its own \`regions\`, else in the top-level \`regions\`, else in
\`AWS_REGION\`. \`AWS_DEFAULT_REGION\` and the region of a profile have no effect here. \`regions: all\` stands for the regions that are
enabled for the account.

Without \`accounts\`, and without \`organization\`, the account of the daemon's own credentials is watched. In the list, an account with
a \`roleArn\` is entered by assuming that role, and the one account without a \`roleArn\` is that of the daemon's own credentials. With
\`organization\` the accounts are those that AWS Organizations lists, besides the ones in the list; with \`sharding\` several processes share
the targets. [organization.md](organization.md) describes both, and what happens if AWS does not answer.

A target may be listed once only. A role belongs to its account, and to the partition (\`aws\`, \`aws-cn\`, \`aws-us-gov\`,
\`aws-eusc\` and so on) of the account's regions.

Credentials and endpoints are the business of the AWS SDK and its environment variables, such as \`AWS_PROFILE\` and
\`AWS_ENDPOINT_URL\`, and proxies are [named by variables](proxy.md); there are no options for them. The daemon looks for
credentials in the variables, in the profile, in a web identity, at the agent of the container and at the instance, in this order; [faults.md](faults.md#credentials) describes
what happens when they fail. If \`AWS_PROFILE\` names a profile, it has to exist. The daemon checks these variables at its
start. If one is wrong, it exits with 2 and names the variable:

- \`AWS_ACCESS_KEY_ID\`, \`AWS_SECRET_ACCESS_KEY\` and \`AWS_SESSION_TOKEN\` hold no white space, line break or quotes. Their values are not printed.
- \`AWS_PROFILE\`, \`AWS_ROLE_ARN\`, \`AWS_WEB_IDENTITY_TOKEN_FILE\` and other names and paths neither begin nor end with white space.
- \`AWS_REGION\` is an AWS region.
- \`AWS_USE_FIPS_ENDPOINT\` and \`AWS_USE_DUALSTACK_ENDPOINT\` are \`true\` or \`false\`, in upper or lower case;
  \`AWS_IGNORE_CONFIGURED_ENDPOINT_URLS\` is so in lower case.
- \`AWS_ENDPOINT_URL\`, \`AWS_ENDPOINT_URL_BACKUP\` and the like begin with \`http://\` or \`https://\`.`;

export const aboutSources = `## Sources

Restore jobs are always read. \`plans\`, \`resources\` and \`summaries\` can be turned off everywhere by \`enabled: false\`, or in some accounts and regions by
\`exclude\`:

\`\`\`yaml
plans:
  exclude:
    # In these accounts, whatever the region.
    - accounts: ["sandbox-*", 444455556666]
    # In this region of this account.
    - accounts: [legacy]
      regions: [ap-southeast-4]
summaries:
  exclude:
    - regions: ["us-gov-*"]
\`\`\`

An entry fits if each of its lists has an entry that fits. A source that is not read has no series there, needs no permission and fails no target. Without the
plans and the protected resources, the latest test of a resource stays until \`metrics.retention\`, since nothing says what is still tested.

If AWS answers that an account or region does not have a source, or that a policy of the organization denies it, while restore jobs can be read, you need no
\`exclude\`: \`restore_test_monitor_target_source_unavailable\` is 1, the target is up, and the source is asked for again on its schedule. A missing
permission of the role (\`access_denied\`) is a fault, and the target is not up: allow it, or exclude the source there.`;

export const aboutOmissions = `## When a list leaves something out

AWS promises no consistency for its lists: one answer may lack a plan, a selection, a protected resource, its tags, an account or a region that is still
there, or be empty. The daemon therefore keeps what a list named before and leaves out now. It considers it gone when \`omissions.readings\` further
complete readings, over at least \`omissions.duration\`, left it out, too. With the defaults that takes about an hour.

- The daemon reads the list again within \`omissions.duration\`, even if its schedule is longer.
- \`restore_test_monitor_target_unconfirmed_omissions\` and, for accounts and regions, \`restore_test_monitor_discovery_unconfirmed_omissions\` count what is
  kept without confirmation. The log names it once.
- A plan that is deleted and created again under the same name keeps its latest results, and no alert about it ends.
- When a plan is gone, its own series end. Its tests still prove that the resources can be restored, for as long as \`metrics.retention\`.
- An account that AWS lists as suspended, and a region that it lists as disabled, are left out at once.
- A restore job that AWS does not find, neither in its list nor by its id, is kept in the same way. Each poll asks for it until then.
- After a restart the daemon knows only what AWS lists.

## How often everything is listed

A poll lists the restore jobs that may have changed: those of the last hour, and back to the oldest one that can still change. Once in
\`poll.relistInterval\` it lists the whole look-back instead. That finds a job that AWS listed hours late, and a change of a job that seemed to be over. For a target with at most
1,000 jobs both are one request. Each target has its own turn, so that these lists are spread evenly over the interval.`;

export const aboutReload = `## Reloading

The daemon takes over a changed file without a restart

- on \`SIGHUP\`, always;
- on a \`POST\` or \`PUT\` request to \`/-/reload\`, with \`--web.enable-lifecycle\`. Every client that may send requests to the daemon may send this one;
- by itself, with \`--config.enable-auto-reload\`: it looks every \`--config.auto-reload-interval\` whether the content of the file has
  changed, and waits until nobody writes to it. That holds for a ConfigMap in Kubernetes, too, whose files are replaced by swapping a
  symbolic link.

**What is known is kept.** Targets that stay keep their counts, latest results and freshness, also where their name, role or external id
changes: they are entered anew then. Targets that are new are read at once. The series of a target that is gone go with the next
snapshot, mostly within a second; if it comes back later, it starts anew, as one that nobody has watched. Polls under way go on to
their end; only those of targets that are gone or changed are called off. A schedule that did not change is not put off. A source
that is turned off takes its series with it. With \`organization\` or \`regions: all\`, targets that AWS has to name are kept until it has
been asked again, which happens at once.

**A file with problems changes nothing.** All of the configuration before it stays in force. The log and the answer to the request
(status 500) hold the lines that \`check-config\` prints, \`restore_test_monitor_config_last_reload_successful\` becomes 0, and
\`restore_test_monitor_config_last_reload_success_timestamp_seconds\` stays. A file that cannot be read counts as one with problems.
To see the problems before a reload, run \`check-config\`: it does not touch the daemon.

**What needs a restart** is everything in \`web\`, \`config\` and \`sharding\`, \`log.format\`, and what flags and environment variables set. A file
that changes one of these options is refused as a whole, with a line for each. Variables in the file have the values
that they had when the process started. The file that \`web.configFile\` names is followed by itself; see
[web-configuration.md](web-configuration.md).`;

export const aboutProblems = `## Problems

Each problem of a configuration, a [web configuration](web-configuration.md) or the environment has a code that stays the same when its
message is worded anew. The daemon logs it as \`code\` beside a warning. If it refuses a changed web configuration, it logs one
code for each problem, in \`codes\`.`;
