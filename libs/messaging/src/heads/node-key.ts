import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** The node's ed25519 key: what it signs can be checked by everybody who has the public part. */
export interface NodeSigner {
  /** Raw 32 bytes, base64. */
  publicKey: string;
  /** Signature over the UTF-8 text, base64. */
  sign(text: string): string;
}

/** @throws where the text is no ed25519 private key in PEM (PKCS 8) */
export function nodeSigner(pem: string): NodeSigner {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the node key must be ed25519');
  return { publicKey: rawPublic(createPublicKey(key)), sign: (text) => sign(null, Buffer.from(text), key).toString('base64') };
}

/** A new private key as PEM (PKCS 8). */
export const newNodeKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

const rawPublic = (key: KeyObject): string => Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url').toString('base64');

/** True where `signature` over `text` is by the holder of `publicKey` (both base64); malformed keys and signatures are false. */
export function signedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** What a head statement signs. */
export const headSentence = (source: string, street: string, seq: number, hash: string): string => `${source} ${street} ${seq} ${hash}`;
