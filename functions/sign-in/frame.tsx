import type { Child } from 'hono/jsx';
import type { Language, Text } from '../../schemas/text.ts';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';

interface Frame {
  title: Text;
  language: Language;
  /** Where to go afterwards. */
  next: string | undefined;
  details: readonly Detail[];
  children: Child;
}

/** A page of signing in: what is wrong, its title, and then its form. */
export function frame({ title, language, next, details, children }: Frame): string {
  const t = speak(language);
  return page({
    title: t(title),
    language,
    query: { next },
    error: details.length > 0,
    children: (
      <>
        <ErrorSummary details={details} language={language} />
        <h1>{t(title)}</h1>
        {children}
      </>
    ),
  });
}

/** Posts to one step of signing in and takes along where to go afterwards. */
export function StepForm({
  action,
  next,
  children,
}: {
  action: string;
  next: string | undefined;
  children: Child;
}) {
  return (
    <form method="post" action={action} novalidate>
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      {children}
    </form>
  );
}
