import { describe, expect, it } from '@jest/globals';
import { readRoster } from '../../infra/roster.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import type { Contact } from '../../schemas/session.ts';

const read = (csv: string) => readRoster(csv, heilongjiang2023);
const harbin: Contact = {
  email: 'a@example.org',
  campaign: 'heilongjiang-2023',
  role: 'unit',
  unit: 'harbin',
};

describe('a file of contacts', () => {
  it('may come from a spreadsheet: with a byte order mark, other columns, short lines and empty ones', () => {
    const { contacts, wrong } = read(
      '\uFEFFEmail,Role,Unit,Office,备注\r\na@example.org,unit,harbin,,x\r\n\r\n b@example.org ,lead,,lead\r\n',
    );
    expect(wrong).toEqual([]);
    expect(contacts).toEqual([
      harbin,
      { email: 'b@example.org', campaign: 'heilongjiang-2023', role: 'lead', office: 'lead' },
    ]);
  });

  it('names each wrong line by its number in the file', () => {
    const { wrong } = read(
      'email,role,unit,office\na@example.org,unit,harbin,\nb@example.org,unit,nowhere,\nA@example.org,unit,jixi,\n',
    );
    expect(wrong).toEqual([
      'line 3: heilongjiang-2023 has no unit "nowhere"',
      'line 4: the address of line 2 again; one address acts for one unit or office',
    ]);
  });

  it.each(['', 'email,role,unit,office\n'])('is not taken when it is empty (%j)', (csv) => {
    expect(read(csv)).toEqual({ contacts: [], wrong: ['there are no lines below the names of the columns'] });
  });

  it('is not taken when it has other columns', () => {
    expect(read('mail\na@example.org\n').wrong[0]).toMatch(/^line 2: email: /);
  });
});
