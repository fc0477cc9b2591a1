import { describe, expect, it } from 'vitest';
import {
  gestureFor,
  type ReaderHealth,
  type ReaderStatus,
} from '../../../src/main/readers/health.ts';

function aReader(driver: ReaderHealth['driver'], status: ReaderStatus = READY): ReaderHealth {
  return { key: driver, name: driver, driver, status, isExpected: true, wasReady: true };
}

const READY: ReaderStatus = { kind: 'ready' };
const ONLY_TYPES: ReaderStatus = { kind: 'unusable', why: { kind: 'keyboardOnly' } };

describe('the gesture that the screen asks for', () => {
  it.each([
    { there: ['hidPos'], gesture: 'scan' },
    { there: ['pcsc'], gesture: 'tap' },
    { there: ['nfcHid', 'pcsc'], gesture: 'tap' },
    { there: ['hidPos', 'pcsc'], gesture: 'either' },
    { there: ['serial'], gesture: 'either' },
    { there: ['pcsc', 'hidKeyboard'], gesture: 'either' },
    { there: [], gesture: 'either' },
  ] as const)('is $gesture for $there', ({ there, gesture }) => {
    expect(gestureFor(there.map((driver) => aReader(driver)))).toBe(gesture);
  });

  it('depends only on readers that work now', () => {
    const away = aReader('hidPos', { kind: 'away' });
    expect(gestureFor([away, aReader('pcsc')])).toBe('tap');
  });

  it('is `either` if a device types, because the device may be a scanner', () => {
    expect(gestureFor([aReader('pcsc'), aReader('none', ONLY_TYPES)])).toBe('either');
  });
});
