import type { Block, Draft } from './content.ts';

const RULE = '-'.repeat(40);

function lines(block: Block): string[] {
  if ('heading' in block) return [block.heading, RULE];
  if ('paragraph' in block) return [block.paragraph];
  if ('highlight' in block) return [`    ${block.highlight}`];
  if ('facts' in block) return block.facts.map(([label, value]) => `${label}: ${value}`);
  if ('link' in block) return [`${block.link}:`, block.url];
  const { head, rows } = block;
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 || cell === '' ? cell : `${head[i]}: ${cell}`))
      .filter((cell) => cell !== '')
      .join(' | '),
  );
}

export const asText = ({ blocks }: Pick<Draft, 'blocks'>): string =>
  `${blocks.map((block) => lines(block).join('\n')).join('\n\n')}\n`;
