/** What a form would post, in the way it would. */
export function bodyOf(form: HTMLFormElement): string {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  return body.toString();
}

/** What was typed, without the version that it was typed into. */
export function contentOf(body: string): string {
  const content = new URLSearchParams(body);
  content.delete('version');
  return content.toString();
}
