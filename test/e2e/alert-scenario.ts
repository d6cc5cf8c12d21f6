/** The value of a series at a minute; undefined where nothing is scraped. */
export type Value = number | ((minute: number) => number | undefined);

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: Value;
}

/** A state of affairs that one alert is about, and what has to change for the alert to be silent. */
export interface AlertScenario {
  readonly alert: string;
  readonly series: readonly Series[];
  /** The minute at which the alert fires. */
  readonly at: number;
  /** A minute at which it does not fire yet. */
  readonly notYetAt?: number;
  /** The minutes between two scrapes. */
  readonly step?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly description: string;
  /** After how many minutes without its series the alert has ended, where that is not 20, or 40 of longer steps. */
  readonly outlives?: number;
  /** Whether the alert goes on while a restart of the daemon leaves a gap; where it is not said, it does. */
  readonly isBridged?: false;
  /** The alert fires without these metrics too. */
  readonly optional?: readonly string[];
  /** By what is so: the values of the metrics that differ. */
  readonly quiet: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** Likewise, where the alert fires all the same. */
  readonly fires?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
}

export const place = {
  aws_account_id: '111122223333',
  aws_account: 'production',
  aws_region: 'eu-central-1',
};
export const ofPlan = { ...place, restore_testing_plan: 'daily' };
export const ofGroup = { ...ofPlan, resource_type: 'RDS' };
export const resourceArn = 'arn:aws:rds:eu-central-1:111122223333:db:orders';
export const ofTest = { ...ofGroup, resource_arn: resourceArn };

export const where = 'Account production (111122223333), eu-central-1: ';
export const whereGroup = `${where}plan daily, RDS: `;
export const whereTest = `${where}plan daily, RDS ${resourceArn}: `;

export const now = (minute: number) => minute * 60;

export function series(name: string, labels: Readonly<Record<string, string>>, value: Value): Series {
  return { name, labels, value };
}
