import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeReader } from '../../../../src/main/readers/supervisor/describe.ts';
import {
  KEYBOARD_UDEV_FILE,
  keyboardUdevRule,
} from '../../../../src/main/readers/worker/hid/udev.ts';
import { aTypingScanner } from '../../../builders/system-files.ts';

describe('a keyboard that could not be grabbed', () => {
  it('is described with the reason and the udev rule that helps', () => {
    const rule = keyboardUdevRule(aTypingScanner());
    const stillTypes = { why: 'permission', rule, file: KEYBOARD_UDEV_FILE } as const;
    const line = describeReader({
      key: 'k',
      name: 'Symbol',
      driver: 'hidKeyboard',
      status: { kind: 'ready', stillTypes },
      isExpected: true,
      wasReady: true,
    });
    expect(line).toBe(
      `reader Symbol: ready, but it also types into the screen because this user may not grab it; add this line to /etc/udev/rules.d/71-prepaid-kiosk-keyboards.rules, run 'udevadm control --reload' and plug it in again: ${rule}`,
    );
  });

  it('is described with the same rule that the example file contains', () => {
    const file = join(
      import.meta.dirname,
      '../../../../resources/udev/71-prepaid-kiosk-keyboards.rules',
    );
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toContain(`# ${keyboardUdevRule(aTypingScanner())}`);
  });
});
