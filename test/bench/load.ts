/** The load of the submissions bench, in a process of its own so that it takes no turn of what it measures. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { validAnswers } from '../fixtures/answers.ts';
import { bareClient, type Store } from './bare-client.ts';
import { quantile } from './figures.ts';

export interface Task extends Store {
  site: string;
  who: 'system' | 'bare';
  clients: { unit: string; token: string }[];
  seconds: number;
  round: string;
}

export interface Result {
  perSecond: number;
  p50: number;
  p99: number;
  errors: number;
}

const task: Task = JSON.parse(readFileSync(0, 'utf8'));
const bare = bareClient(task);
const times: number[] = [];
let errors = 0;

async function throughSystem(unit: string, token: string, n: number): Promise<void> {
  const response = await fetch(`${task.site}/reports/open-day/submissions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `${task.round}-${unit}-${n}`,
    },
    body: JSON.stringify({ answers: validAnswers['open-day']?.(unit, { rows: 16 }), attachments: [] }),
  });
  const body = await response.text();
  if (response.status !== 201) throw new Error(body);
}

async function one(unit: string, token: string): Promise<void> {
  for (let n = 1; performance.now() < end; n++) {
    const started = performance.now();
    try {
      if (task.who === 'system') await throughSystem(unit, token, n);
      else await bare(`${task.round}-${unit}`, n, { answers: packed });
      times.push(performance.now() - started);
    } catch (error) {
      if (errors++ === 0) console.error(String(error));
    }
  }
}

const packed = gzipSync(JSON.stringify(validAnswers['open-day']?.('harbin', { rows: 16 })), { level: 1 });
const started = performance.now();
const end = started + task.seconds * 1000;
await Promise.all(task.clients.map(({ unit, token }) => one(unit, token)));
const result: Result = {
  perSecond: times.length / ((performance.now() - started) / 1000),
  p50: quantile(times, 0.5),
  p99: quantile(times, 0.99),
  errors,
};
console.log(JSON.stringify(result));
