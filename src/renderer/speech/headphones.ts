/** Finds out whether headphones are plugged in. After a wrong `in`, other people could hear the balance. */

export type Headphones = 'in' | 'out' | 'unknown';

const NAMES =
  /head ?(phone|set)|ear ?(phone|bud)|kopfh|hoofdtelefoon|casque|écouteur|auricular|سماع/i;

/** `unknown` on a system that hides the names of its sound outputs. */
export function headphonesAmong(
  devices: readonly Pick<MediaDeviceInfo, 'kind' | 'label'>[],
): Headphones {
  const outputs = devices.filter(({ kind }) => kind === 'audiooutput');
  if (outputs.some(({ label }) => NAMES.test(label))) return 'in';
  return outputs.length > 0 && outputs.every(({ label }) => label !== '') ? 'out' : 'unknown';
}
