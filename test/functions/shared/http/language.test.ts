import { describe, expect, it } from '@jest/globals';
import { createApp } from '../../../../functions/shared/http/app.ts';
import { preferred } from '../../../../functions/shared/http/language.ts';
import { collectedLog } from '../../../support/collected-log.ts';

describe('the language of a reader', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB', 'en'],
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['fr, en;q=0.5, zh;q=0.4', 'en'],
    ['en;q=0.4, zh;q=0.5', 'zh'],
    ['en;q=0, fr', 'zh'],
    ['ru', 'zh'],
    ['*', 'zh'],
    [';;;q=x,,', 'zh'],
  ])('who asks for %j is %s', (header, language) => {
    expect(preferred(header)).toBe(language);
  });

  const app = createApp(collectedLog());
  app.get('/', (c) => c.text(c.get('language')));

  it('is what they chose, and stays so', async () => {
    const chosen = await app.request('/?language=en', { headers: { 'accept-language': 'zh-CN' } });
    expect(await chosen.text()).toBe('en');
    const [cookie = ''] = chosen.headers.getSetCookie();
    const later = await app.request('/', { headers: { 'accept-language': 'zh-CN', cookie } });
    expect(await later.text()).toBe('en');
  });

  it('is never one that we do not speak', async () => {
    const response = await app.request('/?language=%22%3E%3Cscript%3E', {
      headers: { cookie: 'language=xx' },
    });
    expect(await response.text()).toBe('zh');
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});
