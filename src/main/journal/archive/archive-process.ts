/**
 * The process of `prepare.ts`. It runs at the lowest priority, and rests as long as it works. It ends with the kiosk that
 * started it.
 */
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { channelToParent, inRest, takeLowestPriority } from '../history-channel.ts';
import { prepareArchive } from './archive-run.ts';
import { ORDER_VARIABLE, orderSchema } from './prepare.ts';

takeLowestPriority();
// The process gets nothing but its environment.
// eslint-disable-next-line no-restricted-properties
const order = v.parse(orderSchema, process.env[ORDER_VARIABLE]);
const say = channelToParent();
const db = new Database(order.journalFile, { readonly: true });
db.exec('BEGIN');
try {
  say(await inRest(prepareArchive(db, order)));
} finally {
  db.close();
}
