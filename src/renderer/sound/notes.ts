/** The three sounds, as notes of one chord. */

export interface Note {
  frequencyHz: number;
  startMs: number;
  lengthMs: number;
}

export type Sound = 'read' | 'done' | 'attention';

/** One note for `read`, rising notes for `done`, and lower, falling notes for `attention` are easy to distinguish. */
export const SOUNDS: Record<Sound, readonly Note[]> = {
  read: [{ frequencyHz: 783.99, startMs: 0, lengthMs: 120 }],
  done: [
    { frequencyHz: 523.25, startMs: 0, lengthMs: 120 },
    { frequencyHz: 783.99, startMs: 90, lengthMs: 120 },
    { frequencyHz: 1046.5, startMs: 180, lengthMs: 200 },
  ],
  attention: [
    { frequencyHz: 392, startMs: 0, lengthMs: 150 },
    { frequencyHz: 261.63, startMs: 170, lengthMs: 210 },
  ],
};

export function lengthMs(notes: readonly Note[]): number {
  return Math.max(...notes.map((note) => note.startMs + note.lengthMs));
}
