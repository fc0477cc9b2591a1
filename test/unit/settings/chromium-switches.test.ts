import { expect, it } from 'vitest';
import { chromiumSwitches } from '../../../src/main/settings/chromium-switches.ts';

it('turns on the voices of the system for Chromium on Linux', () => {
  expect(chromiumSwitches('linux')).toEqual(['enable-speech-dispatcher']);
});

it('adds no switch on systems where Chromium finds the voices by itself', () => {
  expect(chromiumSwitches('win32')).toEqual([]);
  expect(chromiumSwitches('darwin')).toEqual([]);
});
