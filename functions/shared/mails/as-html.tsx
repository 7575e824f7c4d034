import type { Language } from '../../../schemas/text.ts';
import type { Block, Draft } from './content.ts';

const FONT = "font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
/** Ink and paper stand side by side everywhere: a reader in the dark that changes one of them changes both. */
const INK = 'color:#1a1a1a;background-color:#ffffff';
const CELL = `border:1px solid #b1b4b6;padding:6px 8px;vertical-align:top;word-break:break-word;${INK}`;
const STYLE = {
  body: `margin:0;padding:16px 8px;${FONT};font-size:15px;line-height:1.6;${INK}`,
  frame: `width:100%;max-width:720px;border-collapse:collapse;${FONT};${INK}`,
  page: 'padding:0 8px 24px;font-size:15px;line-height:1.6',
  heading: 'font-size:17px;line-height:1.4;margin:24px 0 8px',
  paragraph: 'margin:0 0 12px;white-space:pre-line',
  highlight: 'font-size:26px;line-height:1.3;font-weight:bold;letter-spacing:3px;margin:12px 0 16px',
  table: 'border-collapse:collapse;width:100%;font-size:14px;line-height:1.5;margin:0 0 16px',
  label: `${CELL};text-align:left;font-weight:bold`,
  cell: CELL,
  way: 'margin:4px 0 20px',
  button:
    'display:inline-block;padding:8px 16px;background-color:#1d5fa8;color:#ffffff;text-decoration:none;font-weight:bold',
  address: 'font-size:13px;word-break:break-all',
  note: 'margin:24px 0 0;padding:8px 0 0;border-top:1px solid #b1b4b6;font-size:13px;color:#505a5f;background-color:#ffffff',
};

/** Figures and days stay whole on a telephone, where every other text may be broken anywhere. */
const isBrief = (text: string) => /^[\d.,:%\s-]{1,16}$/.test(text);

const tag = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en');

function Drawn({ block }: { block: Block }) {
  if ('heading' in block) return <h2 style={STYLE.heading}>{block.heading}</h2>;
  if ('paragraph' in block) return <p style={STYLE.paragraph}>{block.paragraph}</p>;
  if ('highlight' in block) return <p style={STYLE.highlight}>{block.highlight}</p>;
  if ('note' in block) return <p style={STYLE.note}>{block.note}</p>;
  if ('link' in block) {
    // The address stands there to be read and copied too: mail systems rewrite or disarm links.
    return (
      <p style={STYLE.way}>
        <a href={block.url} style={STYLE.button}>
          {block.link}
        </a>
        <br />
        <span style={STYLE.address}>{block.url}</span>
      </p>
    );
  }
  if ('facts' in block) {
    return (
      <table style={STYLE.table}>
        {block.facts.map(([label, value]) => (
          <tr>
            <th scope="row" style={`${STYLE.label};width:34%`}>
              {label}
            </th>
            <td style={`${STYLE.cell};white-space:pre-line`}>{value}</td>
          </tr>
        ))}
      </table>
    );
  }
  return (
    <table style={STYLE.table}>
      <tr>
        {block.head.map((title) => (
          <th scope="col" style={STYLE.label}>
            {title}
          </th>
        ))}
      </tr>
      {block.rows.map((row) => (
        <tr>
          {row.map((cell) => (
            <td style={isBrief(cell) ? `${STYLE.cell};white-space:nowrap` : STYLE.cell}>{cell}</td>
          ))}
        </tr>
      ))}
    </table>
  );
}

/**
 * Tables and inline styles, no images, no style sheets, no script; whatever people typed is escaped. Every further
 * language has a row of its own.
 */
export function asHtml(first: Draft, ...more: Draft[]): string {
  const html = (
    <html lang={tag(first.language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{first.subject}</title>
      </head>
      <body style={STYLE.body}>
        <table role="presentation" style={STYLE.frame}>
          {[first, ...more].map(({ language, blocks }) => (
            <tr>
              <td lang={tag(language)} style={STYLE.page}>
                {blocks.map((block) => (
                  <Drawn block={block} />
                ))}
              </td>
            </tr>
          ))}
        </table>
      </body>
    </html>
  );
  return `<!DOCTYPE html>${html.toString()}`;
}
