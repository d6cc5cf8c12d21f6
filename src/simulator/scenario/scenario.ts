import { z } from 'zod';
import { faultRule } from '../faults/fault-rule.js';
import { checkReferences } from './check-references.js';
import { incident } from './incident.js';
import { literalRow } from './literal-row.js';
import { protectedResource } from './protected-resource.js';
import { literalProtectedResource } from './protected-resource-row.js';
import { literalTaggedResource, resourceTags } from './resource-tags.js';
import { onDemandRestore, restoreTestingPlan } from './restore-routine.js';
import { duration, presence, scenarioTime } from './scenario-time.js';
import { literalTestingPlan } from './testing-plan-row.js';

const accountId = z
  .string()
  .regex(/^\d{12}$/, 'expected an account id of 12 digits')
  .meta({ asWritten: true });
/** An account's id or name. */
const named = z.string().meta({ asWritten: true });
const role = z.strictObject({
  name: z.string().min(1),
  externalId: z.string().optional(),
  /** The longest session that it gives; AWS's own default is an hour. */
  maxSession: duration.prefault('1h'),
});

const account = z.strictObject({
  id: accountId,
  name: z.string().min(1),
  role: role.optional(),
  /** AssumeRole into the account is refused. */
  denied: z.boolean().default(false),
  /** The enabled Regions; the scenario's where absent. */
  regions: z.array(z.string()).optional(),
  state: z.enum(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'PENDING_ACTIVATION']).default('ACTIVE'),
  /** When it joins and leaves the organization, relative to the simulator's start. */
  joins: scenarioTime.optional(),
  leaves: scenarioTime.optional(),
});

const unit = z.strictObject({
  id: z.string().regex(/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, 'expected an id such as ou-demo-workloads'),
  name: z.string(),
  /** Another unit; the root where absent. */
  parent: z.string().optional(),
  /** The accounts right below it; accounts of no unit are below the root. */
  accounts: z.array(named).default([]),
});

const organization = z.strictObject({
  management: z.string(),
  delegatedAdministrators: z.array(z.string()).default([]),
  root: z
    .string()
    .regex(/^r-[0-9a-z]{4,32}$/, 'expected an id such as r-demo')
    .default('r-demo'),
  units: z.array(unit).default([]),
  /** Accounts that are moved to another unit, relative to the simulator's start. */
  moves: z.array(z.strictObject({ account: named, unit: z.string(), at: scenarioTime })).default([]),
  /** True if AWS sends the path of each account with it. */
  sendsPaths: z.boolean().default(false),
});

const credentials = z.strictObject({
  account: named,
  accessKeyId: z.string().regex(/^AKIA[A-Z0-9]{12,}$/, 'expected an access key id that starts with AKIA'),
  secretAccessKey: z.string().min(16),
});

const listed = {
  account: named,
  region: z.string(),
  /** When AWS lists these rows. */
  ...presence,
};
const literalJobs = z.strictObject({ ...listed, rows: z.array(literalRow) });
const literalTestingPlans = z.strictObject({ ...listed, rows: z.array(literalTestingPlan) });
const literalProtectedResources = z.strictObject({ ...listed, rows: z.array(literalProtectedResource) });

const literalTaggedResources = z.strictObject({ ...listed, rows: z.array(literalTaggedResource) });

export const scenarioSchema = z
  .strictObject({
    seed: z.int().default(1),
    regions: z.array(z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d$/, 'expected a Region')).min(1),
    /** The role of every account that names none. */
    role: role.optional(),
    accounts: z.array(account).min(1),
    /** The role that a token of an OIDC provider gets; of any, where no issuer is named. */
    webIdentity: z.strictObject({ roleArn: z.string(), issuer: z.string().optional() }).optional(),
    /** Long-lived access keys; the first are the base credentials. */
    credentials: z.array(credentials).min(1).optional(),
    /** Its management account and delegated administrators may ask about all accounts. */
    organization: organization.optional(),
    /** The time before the start in which there were runs. */
    history: duration.prefault('30d'),
    /** The time that a job is listed after its end. */
    retention: duration.prefault('30d'),
    /** The time that a job of a live run is listed after its end; if absent, the retention at live speed. */
    liveRetention: duration.optional(),
    /** The factor by which the restores, validations and deletions of live runs are faster than written. */
    liveSpeed: z.number().positive().default(1),
    /** True if a list without parentJobId also names the nested jobs of a composite restore. */
    listsNestedJobs: z.boolean().default(true),
    plans: z.array(restoreTestingPlan).default([]),
    onDemand: z.array(onDemandRestore).default([]),
    /** Protected resources besides those that plans and on-demand restores name. */
    protected: z.array(protectedResource).default([]),
    tags: z.array(resourceTags).default([]),
    incidents: z.array(incident).default([]),
    jobs: z.array(literalJobs).default([]),
    testingPlans: z.array(literalTestingPlans).default([]),
    protectedResources: z.array(literalProtectedResources).default([]),
    taggedResources: z.array(literalTaggedResources).default([]),
    faults: z.array(faultRule).default([]),
  })
  .superRefine(checkReferences);

export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type Account = z.infer<typeof account>;

/** A scenario written as an object; throws on what the schema refuses. */
export function scenarioOf(input: ScenarioInput): Scenario {
  return scenarioSchema.parse(input);
}
