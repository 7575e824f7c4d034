import { describe, expect, it } from '@jest/globals';
import { page } from '../../../../functions/shared/page/layout.tsx';
import type { At } from '../../../../functions/shared/page/navigation.tsx';
import type { Role, Session } from '../../../../schemas/session.ts';
import type { Language } from '../../../../schemas/text.ts';

function navigationOf(role: Role, at?: At, language: Language = 'zh'): string {
  const session: Session = {
    id: 'x',
    email: 'somebody@example.org',
    role,
    campaign: 'any',
    createdAt: '2023-06-01T00:00:00.000Z',
    expiresAt: '2023-06-02T00:00:00.000Z',
  } as never;
  const html = page({ title: 'x', language, session, at, children: '' });
  return /<nav.*<\/nav>/s.exec(html)?.[0] ?? '';
}

const hrefs = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
const folded = (html: string) => /<details>.*<\/details>/s.exec(html)?.[0] ?? '';

describe('the navigation', () => {
  it('leads a unit to its reports and nowhere else', () => {
    expect(hrefs(navigationOf('unit'))).toEqual(['/reports']);
  });

  it('shows the daily work, and folds away from a lead office what is wanted now and then', () => {
    const html = navigationOf('lead');
    expect(hrefs(html).slice(0, 4)).toEqual(['/desk', '/reminders', '/totals', '/archives']);
    expect(hrefs(folded(html))).toEqual(expect.arrayContaining(['/roster', '/audit', '/status']));
    expect(hrefs(folded(html))).not.toContain('/desk');
  });

  it('shows an office nothing that only a lead office may open', () => {
    for (const href of ['/roster', '/audit', '/status'])
      expect(hrefs(navigationOf('office'))).not.toContain(href);
  });

  it('marks the page that is open, and the place of a page below it', () => {
    expect(navigationOf('lead', '/archives')).toContain('<a href="/archives" aria-current="page">');
    expect(navigationOf('lead', '/archives/')).toContain('<a href="/archives" aria-current="true">');
    expect(navigationOf('lead', '/archives').match(/aria-current/g)).toHaveLength(1);
    expect(navigationOf('lead')).not.toContain('aria-current');
  });

  it('marks the folded part when the page that is open is in it', () => {
    expect(navigationOf('lead', '/roster/')).toContain('<summary class="within">');
    expect(navigationOf('lead', '/desk')).not.toContain('class="within"');
  });

  it('is complete in English', () => {
    expect(navigationOf('lead', '/desk', 'en')).not.toMatch(/\p{Script=Han}/u);
  });
});
