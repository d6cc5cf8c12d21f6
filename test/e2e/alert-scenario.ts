/** The value of a series at a minute; undefined where nothing is scraped. */
export type Value = number | ((minute: number) => number | undefined);

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: Value;
}

/** The labels and the description of an alert. */
export interface ExpectedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly description: string;
}

/** A state of affairs that one alert is about, and what has to change for the alert to be silent. */
export interface AlertScenario extends ExpectedAlert {
  readonly alert: string;
  readonly series: readonly Series[];
  /** The minute at which the alert fires. */
  readonly at: number;
  /** A minute at which it does not fire yet. */
  readonly notYetAt?: number;
  /** The minutes between two scrapes. */
  readonly step?: number;
  /** After how many minutes without its series the alert has ended, where that is not 20, or 40 of longer steps. */
  readonly outlives?: number;
  /** Whether the alert goes on while a restart of the daemon leaves a gap; where it is not said, it does. */
  readonly isBridged?: false;
  /** By metric without which the alert fires too: what then differs from the alert of the scenario. */
  readonly optional?: Readonly<Record<string, Partial<ExpectedAlert>>>;
  /** By what is so: the values of the metrics that differ. */
  readonly quiet: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** Likewise, where the alert fires all the same. */
  readonly fires?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** Likewise, where `keep_firing_for` alone keeps the alert, as it was before. */
  readonly kept?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** By the label of each enumeration that the alert reads: how its value changes. */
  readonly changes?: Readonly<Record<string, Change>>;
}

/** An enumeration whose value gives way to another one, in one and the same scrape. */
export interface Change {
  readonly metric: string;
  /** Whether the values that do not hold have a series of 0; where there is no such series, it is absent. */
  readonly isZeroFilled: boolean;
  /** What the alert is under each of the other values. */
  readonly to: Readonly<Record<string, Outcome>>;
  /** What the metric shows of a value that does not hold, where that is not 0. */
  readonly otherwise?: Value;
}

/** The alert that there is: `silent`, or what differs from the alert of the scenario. */
export type Outcome = 'silent' | Partial<ExpectedAlert>;

export const accountName = 'production';
/** The labels of a series that say where. */
export const place = {
  aws_account_id: '111122223333',
  aws_account: accountName,
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

/** The labels of an alert about series with these labels: the name of an account is in the description alone. */
export function alertLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => label !== 'aws_account'));
}

export function series(name: string, labels: Readonly<Record<string, string>>, value: Value): Series {
  return { name, labels, value };
}
