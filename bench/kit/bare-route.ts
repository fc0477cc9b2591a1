/**
 * A bare Hono route that books a transaction with the same statements as the sandbox, and checks nothing. The reference
 * of the row `sandbox`, as a program of its own: it prints its address as one line of JSON.
 */
import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { openDatabase } from '../../src/sandbox/state/database.ts';
import { TRANSACTION_QUERY } from '../../src/sandbox/state/transaction-row.ts';

const db = openDatabase(':memory:');
db.exec(`INSERT INTO shops (id, uuid, name, type) VALUES (1, 'shop', 'Shop', 'web');
  INSERT INTO contacts (id, uuid, email, name) VALUES (1, 'contact', '', '')`);
const move = db.prepare<[number, number], { balance_in_cents: number }>(
  `UPDATE contacts SET balance_in_cents = balance_in_cents + ? WHERE id = ?
   RETURNING balance_in_cents`,
);
const insert = db.prepare(
  `INSERT INTO transactions (uuid, contact_id, shop_id, identifier_id, amount_in_cents,
     balance_in_cents, created_at_ms, recorded_at_ms, reverses_id)
   VALUES (?, 1, 1, NULL, ?, ?, ?, ?, NULL)`,
);
const byId = db.prepare(`${TRANSACTION_QUERY} WHERE t.id = ?`);
const book = db.transaction((amountInCents: number) => {
  const moved = move.get(amountInCents, 1);
  const nowMs = Date.now();
  const facts = [randomUUID(), amountInCents, moved?.balance_in_cents, nowMs, nowMs];
  return byId.get(insert.run(...facts).lastInsertRowid);
});

const app = new Hono();
app.post('/*', async (context) => {
  const { amount_in_cents: amountInCents } = await context.req.json<{ amount_in_cents: number }>();
  return context.json({ data: book(amountInCents), meta: {} });
});
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.once('SIGTERM', () => server.close(() => process.exit()));
