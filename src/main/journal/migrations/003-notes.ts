/** Adds an index for the events about the journal itself. There are few of them among very many events. */
export const NOTES = `
CREATE INDEX event_note ON event (seq) WHERE operation_id IS NULL;
`;
