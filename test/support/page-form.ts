/** A control of a drawn page, by its attributes. */
interface Control {
  name: string;
  value: string;
}

const plain = (text: string) =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(amp|lt|gt|quot));/gi, (_, decimal, hex, name) =>
    name
      ? ({ amp: '&', lt: '<', gt: '>', quot: '"' }[name as string] ?? '')
      : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
  );

function attributes(tag: string): Map<string, string> {
  const found = tag.matchAll(/([\w:-]+)(?:="([^"]*)")?/g);
  return new Map([...found].slice(1).map(([, name = '', value = '']) => [name, plain(value)]));
}

/** What a browser would post of the form with this action, whoever it says it is for, without the button that was pressed. */
export function fieldsOfPage(html: string, action: string): [string, string][] {
  const form = [...html.matchAll(/<form\b[^>]*>.*?<\/form>/gs)]
    .map(([whole]) => whole)
    .find(
      (whole) =>
        attributes(/<form\b[^>]*>/.exec(whole)?.[0] ?? '')
          .get('action')
          ?.replace(/[?&]as=[^&]*$/, '') === action,
    );
  if (form === undefined) throw new Error(`the page has no form for ${action}`);
  const controls: Control[] = [];
  const pattern = /<input\b[^>]*>|<textarea\b([^>]*)>(.*?)<\/textarea>|<select\b[^>]*>.*?<\/select>/gs;
  for (const [whole, , text] of form.matchAll(pattern)) {
    const own = attributes(/^<\w+[^>]*>/.exec(whole)?.[0] ?? '');
    const name = own.get('name') ?? '';
    if (whole.startsWith('<textarea')) {
      controls.push({
        name,
        value: plain(text ?? '')
          .replace(/^\n/, '')
          .replaceAll('\n', '\r\n'),
      });
    } else if (whole.startsWith('<select')) {
      const options = [...whole.matchAll(/<option\b[^>]*>/g)].map(([option]) => attributes(option));
      const chosen = options.find((option) => option.has('selected')) ?? options[0];
      controls.push({ name, value: chosen?.get('value') ?? '' });
    } else if (own.get('type') !== 'checkbox' || own.has('checked')) {
      controls.push({ name, value: own.get('value') ?? '' });
    }
  }
  return controls.map(({ name, value }) => [name, value]);
}
