import { probeResources } from '../aws/probe.js';
import type { Config } from '../config/config.js';
import { recordResourcesReading } from '../targets/target-state.js';
import { hasMoreToRead, readResources } from './read-resources.js';
import { createSource } from './source.js';

/** The resources that AWS Backup protects, and when those without a known test were last restored. */
export const resources = createSource({
  id: 'resources',
  features: (config) => [
    'resources',
    ...(describesResources(config) ? (['resource-descriptions'] as const) : []),
  ],
  options: (config) => config.resources,
  probe({ api, target: { region, accountId }, config, deadline }) {
    const anyArn = `arn:${config.partition}:ec2:${region}:${accountId}:volume/vol-00000000000000000`;
    return probeResources(api, anyArn, describesResources(config), deadline);
  },
  read({ api, state, config, deadline, leavesOutSingleCalls }) {
    const describeLimit = leavesOutSingleCalls ? 0 : config.resources.describeLimit;
    return readResources(api, state, describeLimit, deadline);
  },
  record: recordResourcesReading,
  hasMoreToRead: (state, config) => describesResources(config) && hasMoreToRead(state),
  omissions: ({ omissions }) => [...omissions.resources.values()],
});

function describesResources({ resources: { describeLimit } }: Config): boolean {
  return describeLimit > 0;
}
