import { accountName, type Series } from './alert-scenario.js';
import { from, type PromtoolCase, until } from './promtool-case.js';

const newName = 'payments';

/** The same, and the account has had another name since the scrape before: no other alert, and none more. */
export function renameCases(cases: readonly PromtoolCase[]): PromtoolCase[] {
  return cases
    .filter(({ series }) => series.some(isOfAccount))
    .flatMap((each) => {
      const { name, at, step } = each;
      const sinceScrape = { ...renamedAt(each, at - step), name: `${name}, and its account is renamed` };
      if (each.fires === undefined) return [sinceScrape];
      return [
        sinceScrape,
        {
          ...renamedAt(each, at),
          name: `${name}, and its account is renamed in a restart elsewhere`,
          restart: [at - 2 * step, at] as const,
        },
      ];
    });
}

function renamedAt(each: PromtoolCase, minute: number): PromtoolCase {
  const { fires, series, step, isKept } = each;
  return {
    ...each,
    series: series.flatMap((one) => {
      if (!isOfAccount(one)) return [one];
      const labels = { ...one.labels, aws_account: newName };
      return [until(one, minute - step), from({ ...one, labels }, minute)];
    }),
    fires:
      fires && !isKept ? { ...fires, description: fires.description.replace(accountName, newName) } : fires,
  };
}

function isOfAccount({ labels }: Series): boolean {
  return labels['aws_account'] === accountName;
}
