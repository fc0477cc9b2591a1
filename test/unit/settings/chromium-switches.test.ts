import { expect, it } from 'vitest';
import { chromiumSwitches } from '../../../src/main/settings/chromium-switches.ts';

it('asks Chromium for the voices of the system, which on Linux it leaves alone otherwise', () => {
  expect(chromiumSwitches('linux')).toEqual(['enable-speech-dispatcher']);
});

it('asks for nothing where the voices are there by themselves', () => {
  expect(chromiumSwitches('win32')).toEqual([]);
  expect(chromiumSwitches('darwin')).toEqual([]);
});
