import type { Block, Draft } from './content.ts';

const FONT = "font-family:'PingFang SC','Microsoft YaHei',sans-serif";
const STYLE = {
  body: `margin:0;padding:16px;${FONT};font-size:15px;line-height:1.6;color:#1a1a1a`,
  frame: `width:100%;max-width:720px;border-collapse:collapse;${FONT}`,
  heading: 'font-size:17px;margin:24px 0 8px',
  highlight: 'font-size:26px;font-weight:bold;letter-spacing:3px;margin:16px 0',
  table: 'border-collapse:collapse;width:100%;font-size:14px',
  label: 'border:1px solid #b1b4b6;padding:4px 8px;text-align:left;vertical-align:top;font-weight:bold',
  cell: 'border:1px solid #b1b4b6;padding:4px 8px;vertical-align:top',
};

function Drawn({ block }: { block: Block }) {
  if ('heading' in block) return <h2 style={STYLE.heading}>{block.heading}</h2>;
  if ('paragraph' in block) return <p style="white-space:pre-line">{block.paragraph}</p>;
  if ('highlight' in block) return <p style={STYLE.highlight}>{block.highlight}</p>;
  if ('link' in block) {
    return (
      <p>
        <a href={block.url}>{block.link}</a>
      </p>
    );
  }
  if ('facts' in block) {
    return (
      <table style={STYLE.table}>
        {block.facts.map(([label, value]) => (
          <tr>
            <th scope="row" style={`${STYLE.label};width:30%`}>
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
          <th style={`${STYLE.label};white-space:nowrap`}>{title}</th>
        ))}
      </tr>
      {block.rows.map((row) => (
        <tr>
          {row.map((cell) => (
            <td style={STYLE.cell}>{cell}</td>
          ))}
        </tr>
      ))}
    </table>
  );
}

/** Tables and inline styles, no images, no style sheets, no script; whatever people typed is escaped. */
export function asHtml({ subject, language, blocks }: Draft): string {
  const html = (
    <html lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <head>
        <meta charset="utf-8" />
        <title>{subject}</title>
      </head>
      <body style={STYLE.body}>
        <table role="presentation" style={STYLE.frame}>
          <tr>
            <td>
              {blocks.map((block) => (
                <Drawn block={block} />
              ))}
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
  return `<!DOCTYPE html>${html.toString()}`;
}
