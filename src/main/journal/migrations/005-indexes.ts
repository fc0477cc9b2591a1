/** Makes the last note of a kind a look-up, however many events there are. */
export const INDEXES = `
DROP INDEX event_note;
CREATE INDEX event_note ON event (kind, seq) WHERE operation_id IS NULL;
`;
