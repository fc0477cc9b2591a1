/** Whether headphones are plugged in, as far as the system says. A wrong guess would tell a balance to the queue. */

export type Headphones = 'in' | 'out' | 'unknown';

const NAMES =
  /head ?(phone|set)|ear ?(phone|bud)|kopfh|hoofdtelefoon|casque|écouteur|auricular|سماع/i;

/** A system that hides the names of its devices says only that there is a sound output. */
export function headphonesAmong(
  devices: readonly Pick<MediaDeviceInfo, 'kind' | 'label'>[],
): Headphones {
  const outputs = devices.filter(({ kind }) => kind === 'audiooutput');
  if (outputs.some(({ label }) => NAMES.test(label))) return 'in';
  return outputs.length > 0 && outputs.every(({ label }) => label !== '') ? 'out' : 'unknown';
}
