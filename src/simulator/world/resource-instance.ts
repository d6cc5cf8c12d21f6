import { type AccountRegion, resourceArn } from './arn.js';

interface Named {
  readonly type: string;
  readonly name: string;
  readonly arn?: string | undefined;
}

/** One of a resource's `count` in an account and Region. */
export interface ResourceInstance {
  readonly type: string;
  readonly name: string;
  readonly number: number;
  readonly arn: string;
}

export function instancesOf(
  resource: Named & { readonly count: number },
  place: AccountRegion,
): ResourceInstance[] {
  const { type, name, count } = resource;
  return Array.from({ length: count }, (_, number) => {
    const own = count === 1 ? name : `${name}-${number + 1}`;
    return { type, name: own, number, arn: sourceArn(resource, place, own) };
  });
}

export function sourceArn({ type, arn }: Omit<Named, 'name'>, place: AccountRegion, name: string): string {
  return arn ?? resourceArn(type, place, name) ?? '';
}
