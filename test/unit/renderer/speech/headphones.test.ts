import { describe, expect, it } from 'vitest';
import { headphonesAmong } from '../../../../src/renderer/speech/headphones.ts';

describe('headphones', () => {
  const output = (label: string): { kind: 'audiooutput'; label: string } => ({
    kind: 'audiooutput',
    label,
  });

  it('are recognised by name only', () => {
    expect(headphonesAmong([output('Built-in'), output('USB Headset')])).toBe('in');
    expect(headphonesAmong([output('Built-in Audio')])).toBe('out');
    expect(headphonesAmong([output('')])).toBe('unknown');
    expect(headphonesAmong([])).toBe('unknown');
  });
});
