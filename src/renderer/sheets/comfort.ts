/** Everything that a customer can adjust. A change applies at once and lasts until the session ends. */
import { VOLUME_MAX, type Adjustment, type Adjustments } from '../../shared/contract.ts';
import { m } from '../messages/generated/messages.js';
import { line } from '../presentation/presentation.ts';
import { closeAction, SHEET_EXIT, type SheetContent } from './sheet.ts';

type SwitchName = Exclude<keyof Adjustments, 'volume'>;

interface SwitchContent {
  name: SwitchName;
  label: string;
  isOn: boolean;
  /** The change that a press of the switch makes. */
  change: Adjustment;
}

/** The switches, in the order on the sheet. */
const SWITCHES: readonly (readonly [SwitchName, () => string])[] = [
  ['isSpeaking', m.comfort_speech],
  ['isLarge', m.comfort_large],
  ['isHighContrast', m.comfort_contrast],
  ['isStill', m.comfort_still],
  ['isLow', m.comfort_low],
];

export const comfort = (({ adjustments, speech }) => {
  const heading = m.comfort_heading();
  const switches = SWITCHES.map(([name, label]): SwitchContent => {
    const isOn = adjustments[name];
    return { name, label: label(), isOn, change: { [name]: !isOn } };
  });
  const close = closeAction();
  return {
    heading,
    switches: switches.filter(({ name }) => name !== 'isSpeaking' || speech !== 'off'),
    close,
    lines: [
      heading,
      ...switches.map(({ label, isOn }) => `${label}, ${isOn ? m.switch_on() : m.switch_off()}`),
      m.volume_level({ level: adjustments.volume, max: VOLUME_MAX }),
    ].map(line),
    actions: [close],
    escape: SHEET_EXIT,
  };
}) satisfies SheetContent;
