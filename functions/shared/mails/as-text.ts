import type { Block, Draft } from './content.ts';

const RULE = '-'.repeat(40);

function lines(block: Block, colon: string): string[] {
  if ('heading' in block) return [block.heading, RULE];
  if ('paragraph' in block) return [block.paragraph];
  if ('highlight' in block) return [`    ${block.highlight}`];
  if ('facts' in block) return block.facts.map(([label, value]) => `${label}${colon}${value}`);
  if ('link' in block) return [`${block.link}${colon}`, block.url];
  if ('note' in block) return ['-- ', block.note];
  const { head, rows } = block;
  const named = (cell: string, at: number) =>
    at === 0 || head.length === 2 ? cell : `${head[at]}${colon}${cell}`;
  return rows.map((row) =>
    row
      .map((cell, at) => cell && named(cell, at))
      .filter(Boolean)
      .join(' | '),
  );
}

export const asText = ({ blocks, language }: Draft): string =>
  `${blocks.map((block) => lines(block, language === 'zh' ? '：' : ': ').join('\n')).join('\n\n')}\n`;
