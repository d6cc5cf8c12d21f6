const leftOut = '<left out>';

/** Patterns of secrets that appear in messages of AWS, of the network, and in misplaced options. */
const secrets: ReadonlyArray<readonly [pattern: RegExp, instead: string]> = [
  // If a signature is wrong, AWS repeats the request with all its headers, the session token included.
  [/the canonical string for this request should have been.*/is, `The canonical string is ${leftOut}.`],
  [/\bAWS4-HMAC-SHA256\b.*/s, leftOut],
  [/\b(x-amz-security-token\s*[:=]\s*)\S+/gi, `$1${leftOut}`],
  [/(encoded authorization failure message:\s*)\S+/gi, `$1${leftOut}`],
  [/\bvalue '[^']*'( at '(?:externalId|webIdentityToken)')/gi, `Value ${leftOut}$1`],
  // A web identity token, as any JSON web token.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, leftOut],
  [/\b((?:Basic|Bearer)\s+)[\w+/=.~-]{8,}/gi, `$1${leftOut}`],
  [/\b((?:AKIA|ASIA)[A-Z0-9]{0,2})[A-Z0-9]{8,}([A-Z0-9]{4})\b/g, '$1…$2'],
  [/-----BEGIN ([A-Z ]*PRIVATE KEY)-----.*?(?:-----END \1-----|$)/gs, leftOut],
  [/\$2[abxy]\$\d\d\$[./\w]*/g, leftOut],
  [/(\/\/)[^\s/@]+@/g, `$1${leftOut}@`],
];

/** A text of AWS, of the network, of an exception or of a wrong option without the credentials that it may repeat. */
export function redact(text: string): string {
  return secrets.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}
