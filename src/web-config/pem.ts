import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

const block = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The certificates of a PEM text in its order; undefined where there is none, or one that cannot be read. */
export function parseCertificates(pem: string): X509Certificate[] | undefined {
  try {
    const certificates = Array.from(pem.matchAll(block), ([text]) => new X509Certificate(text));
    return certificates.length > 0 ? certificates : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined also where the key is encrypted: there is nobody to ask for the passphrase. */
export function parsePrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
