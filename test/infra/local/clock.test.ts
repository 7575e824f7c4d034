import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { clockOffset } from '../../../infra/local/clock.ts';

const MAY = '2023-05-10T09:00:00+08:00';
const folder = () => mkdtempSync(join(tmpdir(), 'clock-'));
const real = new Date('2026-11-23T12:00:00Z');
const campaignAt = (offset: number, at: Date) => new Date(at.getTime() + offset * 1000).toISOString();

describe('the clock of the campaign', () => {
  it('begins at CLOCK', () => {
    expect(campaignAt(clockOffset(folder(), MAY, real), real)).toBe('2023-05-10T01:00:00.000Z');
  });

  it('goes on after a restart with the same CLOCK', () => {
    const directory = folder();
    clockOffset(directory, MAY, real);
    const later = new Date(real.getTime() + 3_600_000);
    expect(campaignAt(clockOffset(directory, MAY, later), later)).toBe('2023-05-10T02:00:00.000Z');
  });

  it('begins anew with another CLOCK', () => {
    const directory = folder();
    clockOffset(directory, MAY, real);
    const june = '2023-06-19T23:59:00+08:00';
    expect(campaignAt(clockOffset(directory, june, real), real)).toBe('2023-06-19T15:59:00.000Z');
  });

  it.each(['tomorrow', '2023-05-10', '2023-05-10T09:00:00', ''])('refuses "%s" with a sentence', (clock) => {
    expect(() => clockOffset(folder(), clock, real)).toThrow(/CLOCK must be an instant/);
  });
});
