/** The PIN of staff, stored as a hash that is slow to guess (scrypt, RFC 7914). The PIN itself is never stored or logged. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import { PIN_MAX_DIGITS, PIN_MIN_DIGITS } from '../../shared/pin.ts';

/** The PIN of the sandbox, where there is nothing to protect. */
export const DEMO_PIN = '2468';

export const PIN = new RegExp(`^[0-9]{${PIN_MIN_DIGITS},${PIN_MAX_DIGITS}}$`);

const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const HASH_BYTES = 32;

/** The format of the hash in the settings: `scrypt$SALT$HASH`, in hexadecimal digits. The salt is 16 random bytes. */
export async function hashPin(pin: string, salt: Buffer): Promise<string> {
  return `scrypt$${salt.toString('hex')}$${(await derive(pin, salt)).toString('hex')}`;
}

export async function isPin(pin: string, stored: string): Promise<boolean> {
  const [, salt = '', hash = ''] = stored.split('$');
  const derived = await derive(pin, Buffer.from(salt, 'hex'));
  const expected = Buffer.from(hash, 'hex');
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, COST, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
