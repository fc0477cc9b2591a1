/** Notes in the chain which settings about money were accepted, and by whom. */
import * as v from 'valibot';
import type { OpenJournal } from './open.ts';
import type { Written } from './disk-errors.ts';

const valuesSchema = v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()]));
/** Each setting by its path in the file, such as `offline.enabled`. */
export type AcceptedSettings = v.InferOutput<typeof valuesSchema>;

const noteSchema = v.pipe(v.string(), v.parseJson(), v.object({ settings: v.string() }));

const NOTED = 'settingsAccepted';

/** Null if the journal was never used with settings, or only by an earlier version. */
export function acceptedSettings({ journal }: OpenJournal): AcceptedSettings | null {
  const note = journal.lastNote([NOTED]);
  if (note === null) return null;
  const { settings } = v.parse(noteSchema, note.body);
  return v.parse(v.pipe(v.string(), v.parseJson(), valuesSchema), settings);
}

/** `by`: the name of the person, or null if the kiosk accepted them itself. */
export function acceptSettings(
  { journal }: OpenJournal,
  settings: AcceptedSettings,
  by: string | null,
): Written<unknown> {
  return journal.write(() => journal.note(NOTED, { by, settings: JSON.stringify(settings) }));
}
