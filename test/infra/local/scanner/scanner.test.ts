import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { S3Event } from '../../../../infra/local/s3/call.ts';
import { clamdAt } from '../../../../infra/local/scanner/clamd.ts';
import { type ScannerOptions, startScanner } from '../../../../infra/local/scanner/scanner.ts';
import { type FakeClamd, fakeClamd, MARKER } from '../../../support/fake-clamd.ts';
import { eventually } from '../../../support/inbox.ts';

const SIZE = 40;
const event = (key: string, more: Partial<S3Event> = {}): S3Event => ({
  bucket: 'files',
  kind: 'Object Created',
  key,
  size: SIZE,
  etag: 'e',
  versionId: 'v1',
  reason: 'PutObject',
  time: new Date(),
  ...more,
});

let directory: string;
let clamd: FakeClamd;
/** What happened, in order. */
let told: string[];
let complaints: string[];
const stops: (() => Promise<unknown>)[] = [];

function scanner(more: Partial<ScannerOptions> = {}) {
  const contents = (key: string) => (key.includes('bad') ? MARKER : Buffer.alloc(SIZE));
  const started = startScanner({
    plan: { id: 'Plan', bucket: 'files', prefixes: ['spring/'] },
    clamd: clamdAt(clamd.address),
    mostBytes: 1000,
    directory,
    pauseMs: 5,
    objects: {
      async read({ key }) {
        if (key.includes('denied')) return 'denied';
        if (key.includes('gone')) return undefined;
        return (async function* () {
          yield contents(key);
        })();
      },
      async tag({ key, versionId }, status) {
        told.push(`tag ${key} ${versionId} ${status}`);
      },
      close() {},
    },
    announce: ({ key, versionId }, status, threats) =>
      void told.push(['news', key, versionId, status, ...threats].join(' ')),
    complain: (error) => void complaints.push(String(error)),
    ...more,
  });
  stops.push(started.stop);
  return started;
}
const isDone = () => eventually(async () => readdirSync(directory).length === 0, 'an empty queue');

describe('the scanner of the local system', () => {
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'scans-'));
    clamd = await fakeClamd();
    [told, complaints] = [[], []];
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await clamd.close();
    rmSync(directory, { recursive: true });
  });

  it.each([
    ['spring/good', ['tag spring/good v1 NO_THREATS_FOUND', 'news spring/good v1 NO_THREATS_FOUND']],
    ['spring/bad', ['tag spring/bad v1 THREATS_FOUND', 'news spring/bad v1 THREATS_FOUND Made.Up.Threat']],
    ['spring/denied', ['news spring/denied v1 ACCESS_DENIED']],
    ['spring/gone', []],
    ['autumn/bad', []],
  ])('%s: %j', async (key, expected) => {
    scanner().arrived(event(key));
    await isDone();
    expect(told).toEqual(expected);
  });

  it('covers what arrives in its bucket, with a version', async () => {
    const { arrived } = scanner();
    arrived(event('spring/1', { bucket: 'other' }));
    arrived(event('spring/2', { kind: 'Object Deleted', reason: 'DeleteObject' }));
    expect(readdirSync(directory)).toEqual([]);
  });

  it('does not give clamd what it would call clean without having looked: that is unsupported', async () => {
    scanner().arrived(event('spring/large', { size: 1001 }));
    await isDone();
    expect(told).toEqual(['tag spring/large v1 UNSUPPORTED', 'news spring/large v1 UNSUPPORTED']);
    expect(clamd.streams).toEqual([]);
  });

  it('waits for a clamd that is away, complains once, and scans when it is back', async () => {
    await clamd.close();
    const { arrived } = scanner();
    arrived(event('spring/bad'));
    arrived(event('spring/good'));
    await eventually(async () => complaints.length > 0, 'a complaint');
    clamd = await fakeClamd({ port: clamd.port });
    await isDone();
    expect(told.filter((line) => line.startsWith('news')).toSorted()).toEqual([
      'news spring/bad v1 THREATS_FOUND Made.Up.Threat',
      'news spring/good v1 NO_THREATS_FOUND',
    ]);
    expect(complaints).toEqual([expect.stringMatching(/文件等待重试.*files wait for it.*ECONNREFUSED/)]);
  });

  it('says that the scan failed when clamd breaks off each time', async () => {
    await clamd.close();
    clamd = await fakeClamd({ instead: 'hang-up' });
    scanner({ attempts: 2 }).arrived(event('spring/good'));
    await isDone();
    expect(told).toEqual(['tag spring/good v1 FAILED', 'news spring/good v1 FAILED']);
  });

  it('goes on after a stop with what was not scanned yet, and does not wait for a slow clamd', async () => {
    await clamd.close();
    clamd = await fakeClamd({ instead: 'silence' });
    const first = scanner();
    first.arrived(event('spring/bad'));
    await first.stop();
    expect(readdirSync(directory)).toHaveLength(1);
    await clamd.close();
    clamd = await fakeClamd();
    scanner().resume();
    await isDone();
    expect(told).toContain('news spring/bad v1 THREATS_FOUND Made.Up.Threat');
  });
});
