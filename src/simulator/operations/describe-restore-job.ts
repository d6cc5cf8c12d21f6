import { done, missingParameter, notFound, refused } from '../wire/aws-error.js';
import type { SimulatedOperation } from './simulated-operation.js';

export const describeRestoreJob: SimulatedOperation = {
  name: 'DescribeRestoreJob',
  service: 'backup',
  path: '/restore-jobs/{RestoreJobId}',
  answer({ caller, params, nowMs }, { world }) {
    const id = params['RestoreJobId'];
    if (id === undefined || id === '') return refused(missingParameter('RestoreJobId is required.'));
    const row = world.rowsAt(caller, nowMs).find(({ RestoreJobId }) => RestoreJobId === id);
    return row === undefined ? refused(notFound(`Restore job ${id} does not exist.`)) : done(row);
  },
};
