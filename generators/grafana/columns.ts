/** Columns that several tables have. */
export const accountColumn = { title: 'Account', label: 'aws_account' } as const;
export const accountIdColumn = { title: 'Account ID', label: 'aws_account_id' } as const;
export const regionColumn = { title: 'Region', label: 'aws_region' } as const;
export const planColumn = { title: 'Plan', label: 'restore_testing_plan' } as const;
export const nameColumn = { title: 'Name', label: 'resource_name' } as const;
export const ownerColumn = { title: 'Owner', label: 'tag_owner' } as const;
export const typeColumn = { title: 'Type', label: 'resource_type' } as const;
