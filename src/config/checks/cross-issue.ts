/** Something that options are wrong about together, blamed on one of them. */
export interface CrossIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}
