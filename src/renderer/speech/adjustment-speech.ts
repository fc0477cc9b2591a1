/** What the voice answers when a key or the toolbar has changed the volume or the size of the text. */
import { VOLUME_MAX, type View } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';

/** Empty if nothing has changed, or if a dialog is open whose own texts say the change. */
export function adjustmentSpeech(before: View, after: View): string[] {
  if (after.overlay === null && after.sheet === 'comfort') return [];
  const { volume, isLarge } = after.adjustments;
  return [
    ...(volume === before.adjustments.volume
      ? []
      : [`${m.volume_level({ level: volume, max: VOLUME_MAX })}.`]),
    ...(isLarge === before.adjustments.isLarge
      ? []
      : [`${m.comfort_large()}, ${isLarge ? m.switch_on() : m.switch_off()}.`]),
  ];
}
