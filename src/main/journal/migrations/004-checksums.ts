/**
 * Adds checksums to the last known balances and to the stop list, because offline payments depend on them. From this
 * version on, a record is kept beside the journal.
 */
export const CHECKSUMS = `
ALTER TABLE seen_card ADD COLUMN checksum TEXT NOT NULL DEFAULT '';
ALTER TABLE stop_list ADD COLUMN checksum TEXT NOT NULL DEFAULT '';
`;
