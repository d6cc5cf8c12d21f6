import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { secureContextOptions } from '../web-config/resolve-tls.js';
import type { ClientSettings, TlsSettings } from '../web-config/web-config.js';
import { clientCertificateRefusal } from './client-certificate.js';
import { answerWithoutRequest } from './refuse-broken-request.js';
import { serverLimits } from './server-limits.js';

/** The settings that a client was admitted under, and why its certificate is refused, if it is. */
export interface ClientAdmission {
  readonly settings: ClientSettings;
  readonly refusal: string | undefined;
}

export interface SecureServer {
  readonly server: Server;
  admissionOf(socket: Socket): ClientAdmission | undefined;
}

export interface SecureServerOptions {
  /** Returns the settings of now; undefined if the configuration is not usable. */
  readonly tls: () => TlsSettings | undefined;
  /** Called with a client that is refused because of TLS, and why. */
  readonly refused: (socket: Socket, reason: string) => void;
}

interface Applied {
  readonly settings: TlsSettings;
  readonly context: SecureContext;
}

const sessionIdContext = 'restore-test-monitor';

/** An HTTPS server that takes up new certificates and settings with the next connection. */
export function createSecureServer(listener: RequestListener, options: SecureServerOptions): SecureServer {
  const server = createServer(serverLimits, listener);
  const admissions = new WeakMap<Socket, ClientAdmission>();
  let applied: Applied | undefined;

  /** A client that comes while the file is wrong gets an answer that says so, with the last good certificate. */
  const current = (): Applied | undefined => {
    const settings = options.tls();
    if (settings !== undefined && settings !== applied?.settings) {
      const context = createSecureContext({ ...secureContextOptions(settings), sessionIdContext });
      applied = { settings, context };
    }
    return applied;
  };
  current();

  // What node:http does with a connection begins where its handshake has ended.
  const speakHttp = server.listeners('connection');
  server.removeAllListeners('connection');
  const shakeHands = (socket: Socket) => {
    const now = current();
    if (now === undefined) socket.destroy();
    else
      acceptTls(socket, now, options.refused, (secured) => {
        admissions.set(secured, admissionUnder(secured, now.settings.clients, options.refused));
        for (const speak of speakHttp) speak.call(server, secured);
      });
  };
  server.on('connection', (socket: Socket) => {
    firstBytes(socket, options.refused, () => shakeHands(socket));
  });
  return { server, admissionOf: (socket) => admissions.get(socket) };
}

/** Answers a client that speaks plain HTTP, and goes on with any other. */
function firstBytes(socket: Socket, refused: SecureServerOptions['refused'], proceed: () => void): void {
  const silent = setTimeout(() => {
    refused(socket, 'no TLS handshake in time');
    socket.destroy();
  }, serverLimits.handshakeTimeout);
  socket.once('close', () => clearTimeout(silent));
  socket.on('error', () => socket.destroy());
  socket.once('readable', () => {
    const head: Buffer | null = socket.read();
    clearTimeout(silent);
    if (head === null) socket.destroy();
    else if (isRequestLine(head)) {
      refused(socket, 'an HTTP request to the HTTPS port');
      answerWithoutRequest(socket, 400, 'Client sent an HTTP request to an HTTPS server.\n');
    } else {
      socket.unshift(head);
      proceed();
    }
  });
}

/** A method is upper-case letters; a TLS record begins with its type, 22. */
function isRequestLine(head: Buffer): boolean {
  return /^[A-Z]/.test(head.toString('latin1', 0, 1));
}

function acceptTls(
  socket: Socket,
  { settings, context }: Applied,
  refused: SecureServerOptions['refused'],
  accepted: (secured: TLSSocket) => void,
): void {
  const { policy } = settings.clients;
  const secured = new TLSSocket(socket, {
    isServer: true,
    secureContext: context,
    requestCert: policy !== 'NoClientCert',
    // OpenSSL then refuses a client without a certificate by an alert; what is wrong with one is judged afterwards.
    rejectUnauthorized: policy === 'RequireAnyClientCert' || policy === 'RequireAndVerifyClientCert',
    ALPNProtocols: ['http/1.1'],
  });
  const failed = (error: Error) => {
    refused(socket, reasonOf(error));
    secured.destroy();
  };
  const late = setTimeout(() => failed(new Error('no TLS handshake in time')), serverLimits.handshakeTimeout);
  secured.once('error', failed);
  secured.once('close', () => clearTimeout(late));
  secured.once('secure', () => {
    clearTimeout(late);
    secured.off('error', failed);
    accepted(secured);
  });
}

function admissionUnder(
  secured: TLSSocket,
  settings: ClientSettings,
  refused: SecureServerOptions['refused'],
): ClientAdmission {
  const refusal = clientCertificateRefusal(secured, settings);
  if (refusal !== undefined) refused(secured, refusal);
  return { settings, refusal };
}

function reasonOf(error: Error): string {
  return 'reason' in error ? `TLS: ${String(error.reason)}` : error.message;
}
