/** The meaning of each code of a problem, in the order of the documentation. A code never changes its meaning. */
export const problemCodes = {
  'unreadable-file': 'The file is missing, may not be read, is too large or is not UTF-8 text.',
  'invalid-yaml': 'The text is not YAML, or nests too deeply.',
  'too-many-values':
    'The document holds more values than a configuration ever has, counting what aliases stand for.',
  'invalid-key': 'A key is not a plain text.',
  'option-without-value': 'A text stands where `option: value` belongs.',
  'repeated-option': 'The option is set twice in the same map.',
  'unknown-anchor': 'The alias names an anchor that does not stand above it, or in which it stands itself.',
  'invalid-merge': 'What stands behind `<<` is neither a map nor a list of maps.',
  'unset-variable': 'The environment variable of a reference is not set.',
  'malformed-reference': 'A reference to an environment variable is not well-formed.',
  'unknown-option': 'There is no option of this name here.',
  'missing-option': 'The option has no default and is not set.',
  'wrong-type': 'The value is of another type, such as a text in the place of a number.',
  'invalid-value': 'The value is of the right type, and not one that the option takes.',
  'out-of-range': 'The number, the duration or the length of the list is too small or too large.',
  'no-region': 'No region is known for the account or the organization.',
  'repeated-region': 'The region is listed twice.',
  'mixed-partitions': 'The regions of an account, or its role, are in more than one partition.',
  'repeated-target': 'The account and region are a target already, by an entry above.',
  'foreign-role': 'The role belongs to another account than the entry.',
  'missing-role': 'A second account has no role; only that of the own credentials goes without.',
  'needless-external-id': 'The external id has no effect without a role.',
  'contradicting-limits': 'The limit is longer than the one that it lies within.',
  'shadowed-objective': 'An objective above fits all that this one does.',
  'nameless-objective': 'The objective holds for some resources only and has no name.',
  'units-without-organization': 'Organizational units are named, and no organization is watched.',
  'unwatched-account': 'No account of the configuration has the id or the name.',
  'unknown-shard': 'The shard does not exist among the total, or `HOSTNAME` does not end in its number.',
  'needs-restart': 'The option cannot change while the daemon runs.',
  'invalid-variable': 'An environment variable of the AWS SDK or of a proxy holds what it does not take.',
  'incomplete-tls': 'TLS is on without a certificate or without a key.',
  'invalid-tls-material':
    'A certificate or a key cannot be read, is not PEM, does not fit the other, or is refused by OpenSSL.',
  'contradicting-tls-versions': 'The lowest version of TLS is later than the highest.',
  'unknown-reference': 'A scenario of the simulator names what it does not have.',
  'option-without-effect': 'The option has no effect as the others are set.',
  'no-series-per-resource': 'A warning: alerts about single resources cannot fire.',
  'unknown-region': 'A warning: this version does not know the region; it may be new, or misspelt.',
  'nothing-watched': 'A warning: what is excluded leaves no region of an account.',
  'unsupported-http2': 'A warning: HTTP/2 is asked for and not served.',
  'unusable-user': 'A warning: nobody can log in as the user.',
  'every-request-refused': 'A warning: the rate limit lets no request through.',
  'plain-http': 'A warning: options of TLS are set, and plain HTTP is served.',
  'any-client-accepted': 'A warning: clients with a certificate of any public CA are let in.',
  'no-client-accepted': 'A warning: no client certificate can be accepted.',
} as const;

export type ProblemCode = keyof typeof problemCodes;

export function isProblemCode(text: unknown): text is ProblemCode {
  return typeof text === 'string' && Object.hasOwn(problemCodes, text);
}
