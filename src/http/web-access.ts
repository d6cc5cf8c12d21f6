import type { Emit } from '../events.js';
import type { OpenedWebConfig, WebConfigEvents, WebConfigSource } from '../web-config/web-config-source.js';
import { createPasswordComparison, type PasswordComparison } from './password-comparison.js';

/** TLS and admission of clients. */
export interface WebAccess {
  readonly source: WebConfigSource;
  readonly compare: PasswordComparison['compare'];
  readonly emit: Emit<'clientRefused'>;
}

export interface OpenedWebAccess extends WebAccess {
  close(): Promise<void>;
}

/** Lets in as the web configuration file says now, and whenever it has changed. */
export function createWebAccess(
  opened: OpenedWebConfig,
  emit: Emit<WebConfigEvents | 'clientRefused'>,
): OpenedWebAccess {
  const { compare, close } = createPasswordComparison();
  return { source: opened.follow(emit), compare, emit, close };
}
