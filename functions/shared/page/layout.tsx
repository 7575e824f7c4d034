import type { Child } from 'hono/jsx';
import type { Language } from '../../../schemas/text.ts';
import type { SignedIn } from '../signed-in.ts';
import { assetAddress } from './assets.ts';
import { type At, Navigation } from './navigation.tsx';
import { speak } from './words.ts';

const WORDS = {
  service: { zh: '科技活动周报送系统', en: 'Science Week Intake' },
  skip: { zh: '跳到主要内容', en: 'Skip to main content' },
  error: { zh: '错误：', en: 'Error: ' },
  secrecy: {
    zh: '本系统为非涉密系统，严禁上传、填报涉密信息。',
    en: 'This system is not for classified information. Never enter or upload any.',
  },
};

export interface LayoutProps {
  title: string;
  language: Language;
  session?: SignedIn | undefined;
  /** Where the page is in the navigation, which marks it. */
  at?: At | undefined;
  /** The page shows a problem: its title says so first. */
  error?: boolean;
  /** The page alone holds what somebody typed: nothing at its head leads away from it. */
  holds?: boolean;
  /** Where the page is got, when it may answer a post, whose address has no page. */
  address?: string | undefined;
  /** Parameters of the page's own URL that a change of language must keep. */
  query?: { [name: string]: string | readonly string[] | undefined };
  /** `sheet`: a table that fills a wide screen, and on paper a sheet on its side; `desk`: two columns on a wide screen. */
  frame?: 'sheet' | 'desk';
  /** Files of `/assets` that make the page handier; everything works without them. */
  scripts?: readonly string[];
  children?: Child;
}

/** This very page in the other language. */
function OtherLanguage({
  language,
  address = '',
  query = {},
}: Pick<LayoutProps, 'language' | 'address' | 'query'>) {
  const other = language === 'zh' ? 'en' : 'zh';
  const kept = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, one]),
  );
  const search = new URLSearchParams([...kept, ['language', other]]);
  return (
    <a class="language" href={`${address}?${search}`} lang={other === 'zh' ? 'zh-CN' : 'en'}>
      {other === 'zh' ? '中文' : 'English'}
    </a>
  );
}

/** The frame of every page. */
function Layout(props: LayoutProps) {
  const { title, language, session, at, error, holds, address, query, frame, scripts = [], children } = props;
  // Who is signed in has something to lose.
  const all = session ? [...scripts, 'site-keep.js'] : scripts;
  const t = speak(language);
  return (
    <html lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>
          {error ? t(WORDS.error) : ''}
          {title} – {t(WORDS.service)}
        </title>
        <link rel="stylesheet" href={assetAddress('style.css')} />
        <link rel="icon" href={assetAddress('icon.svg')} type="image/svg+xml" />
        {all.map((script) => (
          <script src={assetAddress(script)} defer />
        ))}
      </head>
      <body class={frame}>
        <a class="skip" href="#main">
          {t(WORDS.skip)}
        </a>
        <header>
          {holds ? (
            <span class="service">{t(WORDS.service)}</span>
          ) : (
            <a class="service" href="/">
              {t(WORDS.service)}
            </a>
          )}
          {session && <Navigation session={session} language={language} at={at} />}
          {!holds && <OtherLanguage language={language} address={address} query={query} />}
        </header>
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <footer>
          <p>{t(WORDS.secrecy)}</p>
        </footer>
      </body>
    </html>
  );
}

/** A whole document, ready for `c.html`. */
export const page = (props: LayoutProps): string => `<!DOCTYPE html>${(<Layout {...props} />).toString()}`;
