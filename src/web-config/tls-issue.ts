import type { TlsServerConfig } from './tls-server-config.js';

/** Something wrong with `tls_server_config`, blamed on one of its options where there is one. */
export interface TlsIssue {
  readonly option: keyof TlsServerConfig | undefined;
  readonly message: string;
}
