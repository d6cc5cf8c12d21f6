/** The account and region of what an ARN names, as far as it says: the ARN of an S3 bucket has neither. */
export interface ArnPlace {
  readonly accountId?: string;
  readonly region?: string;
}

export function arnPlace(arn: string): ArnPlace {
  const [prefix, , , region = '', accountId = ''] = arn.split(':', 6);
  if (prefix !== 'arn') return {};
  return {
    ...(/^\d{12}$/.test(accountId) && { accountId }),
    ...(region !== '' && { region }),
  };
}
