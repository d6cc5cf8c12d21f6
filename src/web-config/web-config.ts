import type { Problem } from '../problems/problem.js';

/** The validated contents of a web configuration file, with those of the files that it names. */
export interface WebConfig {
  /** Absent: plain HTTP. */
  readonly tls?: TlsSettings;
  /** Sent with every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bcrypt hash of the password of each user; nobody needs to log in where there is none. */
  readonly users: ReadonlyMap<string, string>;
  readonly rateLimit?: RateLimit;
  /** Each about an option whose effect may surprise. */
  readonly warnings: readonly Problem[];
}

export interface TlsSettings {
  /** The chain, in PEM. */
  readonly cert: string;
  readonly key: string;
  readonly minVersion: TlsVersion;
  readonly maxVersion: TlsVersion;
  /** As OpenSSL writes them. */
  readonly ciphers: string;
  /** As OpenSSL writes them; absent: those of Node.js. */
  readonly curves?: string;
  readonly prefersServerCiphers: boolean;
  readonly clients: ClientSettings;
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** Which certificates clients have to show. */
export interface ClientSettings {
  readonly policy: ClientPolicy;
  readonly ca?: string;
  /** One of them has to be among the subject alternative names. */
  readonly allowedSans?: readonly string[];
}

export type ClientPolicy =
  | 'NoClientCert'
  | 'RequestClientCert'
  | 'RequireAnyClientCert'
  | 'VerifyClientCertIfGiven'
  | 'RequireAndVerifyClientCert';

/** A token bucket: one request each interval, and `burst` of them at once. */
export interface RateLimit {
  readonly intervalMs: number;
  readonly burst: number;
}
