import type { ApplicationStatus } from '../targets/application-status.js';
import { type Family, seconds } from './family.js';

/** The families of applications over all targets, which carry no label of a place. */
export const applicationFamilies: readonly Family<ApplicationStatus>[] = [
  {
    name: 'aws_backup_application_resources',
    type: 'gauge',
    stability: 'experimental',
    help: 'Protected resources (ListProtectedResources, and those that a selection names) of each configured application.',
    labels: ['application'],
    *samples({ name, resources }) {
      yield [[name], resources];
    },
  },
  {
    name: 'aws_backup_application_resources_tested',
    type: 'gauge',
    stability: 'experimental',
    help: 'Protected resources of each configured application that a successful restore test has proven recently enough for their objective. The application is proven if all of its resources are.',
    labels: ['application'],
    *samples({ name, tested }) {
      yield [[name], tested];
    },
  },
  {
    name: 'aws_backup_application_resources_without_duration',
    type: 'gauge',
    stability: 'experimental',
    help: 'Protected resources of each configured application of which no completed restore test says how long it took (CreationDate, CompletionDate): the recovery time leaves them out.',
    labels: ['application'],
    *samples({ name, withoutDuration }) {
      yield [[name], withoutDuration];
    },
  },
  {
    name: 'aws_backup_application_recovery_time_seconds',
    type: 'gauge',
    stability: 'experimental',
    help: 'The time to restore each configured application in one account and region, if each resource takes as long as its latest completed restore test (CreationDate to CompletionDate) and restoreConcurrency of each type run at once, the longest first. No series where no duration is known.',
    labels: ['application'],
    *samples({ name, recoverySeconds }) {
      if (recoverySeconds !== undefined) yield [[name], recoverySeconds];
    },
  },
  {
    name: 'aws_backup_application_oldest_recovery_point_timestamp_seconds',
    type: 'gauge',
    stability: 'experimental',
    help: 'RecoveryPointCreationDate of the oldest recovery point that the latest completed restore tests of the resources of each configured application restored. No series where none is known.',
    labels: ['application'],
    *samples({ name, oldestRecoveryPointAt }) {
      if (oldestRecoveryPointAt !== undefined) yield [[name], seconds(oldestRecoveryPointAt)];
    },
  },
];
