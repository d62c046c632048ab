// Uses the types that openapi-typescript makes of the document as a program would: a wrong path, argument or field does not compile.
import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

declare const process: { argv: string[] };

const client = createClient<paths>({ baseUrl: process.argv[2]! });
const ticker = process.argv[3]!;

const status = await client.GET('/api/status');
const feeds: components['schemas']['FeedBody'][] = status.data?.feeds ?? [];
const candles = await client.GET('/api/candles', { params: { query: { ticker, interval: '1m', limit: 5 } } });
const newest: number | undefined = candles.data?.at(-1)?.close;
const saved = await client.PUT('/api/watchlists/{name}', { params: { path: { name: 'typed' } }, body: { symbols: [ticker] } });
const deleted = await client.DELETE('/api/watchlists/{name}', { params: { path: { name: 'typed' } } });
const refused = await client.GET('/api/trades', { params: { query: { limit: 0 } } });

console.log(JSON.stringify({
  trades: feeds.find(feed => feed.name === 'trades')?.accepted,
  newest,
  symbols: saved.data?.symbols,
  deleted: deleted.response.status,
  limit: refused.error?.errors?.['limit']?.[0],
}));
