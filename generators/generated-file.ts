/** A checked-in file whose text follows from the code, or from other files. */
export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly content: string;
}
