import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { Language } from '../../../schemas/text.ts';

const COOKIE = 'language';

/** The first language of Accept-Language that we speak; Chinese when there is none. */
export function preferred(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .sort((a, b) => b.quality - a.quality);
  const spoken = wanted.find(
    ({ language, quality }) => quality > 0 && (language === 'zh' || language === 'en'),
  );
  return spoken?.language === 'en' ? 'en' : 'zh';
}

/** What the reader chose with `?language=`, chose before, or what the browser asks for, in this order. */
export function languageOf(c: Context): Language {
  const chosen = Language.safeParse(c.req.query('language'));
  if (chosen.success) {
    setCookie(c, COOKIE, chosen.data, { path: '/', maxAge: 31_536_000, sameSite: 'Lax', httpOnly: true });
    return chosen.data;
  }
  const kept = Language.safeParse(getCookie(c, COOKIE));
  return kept.success ? kept.data : preferred(c.req.header('accept-language'));
}
