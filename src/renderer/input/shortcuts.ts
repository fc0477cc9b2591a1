/**
 * Keyboard shortcuts for the toolbar and for staff. Scanners never type these keys. F17 is a key of tactile keypads: see
 * focus-navigation.ts.
 */
import { VOLUME_MAX, type Intent, type View } from '../../shared/contract.ts';

/** Null for any other key. */
export function keyIntent(
  { key, code, ctrlKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey'>,
  { adjustments, sheet, speech, screenId }: View,
): Intent | null {
  if (ctrlKey && shiftKey && code === 'KeyS') return { kind: 'openStaff', screenId };
  const { isSpeaking, isLarge, volume } = adjustments;
  switch (key) {
    case 'F1':
    case 'F17':
      return sheet === 'help' ? { kind: 'closeSheet' } : { kind: 'openSheet', sheet: 'help' };
    case 'F2':
      return speech === 'off' ? null : { kind: 'adjust', change: { isSpeaking: !isSpeaking } };
    case 'F8':
      return { kind: 'adjust', change: { volume: volume >= VOLUME_MAX ? 1 : volume + 1 } };
    case 'AudioVolumeUp':
      return { kind: 'adjust', change: { volume: Math.min(VOLUME_MAX, volume + 1) } };
    case 'AudioVolumeDown':
      return { kind: 'adjust', change: { volume: Math.max(0, volume - 1) } };
    case 'F9':
      return { kind: 'adjust', change: { isLarge: !isLarge } };
    default:
      return null;
  }
}
