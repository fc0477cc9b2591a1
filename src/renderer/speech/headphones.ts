/** Whether headphones are in, as far as this system can tell; a guess would tell a balance to the queue. */

export type Headphones = 'in' | 'out' | 'unknown';

const NAMES =
  /head ?(phone|set)|ear ?(phone|bud)|kopfh|hoofdtelefoon|casque|écouteur|auricular|سماع/i;

/** A system that grants no names says only that something sounds, not what. */
export function headphonesAmong(
  devices: readonly Pick<MediaDeviceInfo, 'kind' | 'label'>[],
): Headphones {
  const outputs = devices.filter(({ kind }) => kind === 'audiooutput');
  if (outputs.some(({ label }) => NAMES.test(label))) return 'in';
  return outputs.length > 0 && outputs.every(({ label }) => label !== '') ? 'out' : 'unknown';
}
