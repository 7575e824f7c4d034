import { describe, expect, it } from '@jest/globals';
import { choicesOf } from '../../../../functions/shared/attachments/file-list.tsx';
import type { AttachmentSummary } from '../../../../schemas/contract/attachments.ts';

const file = (id: string, state: AttachmentSummary['state'], name?: string): AttachmentSummary => ({
  id,
  slot: 'video',
  state,
  type: 'video/mp4',
  findings: [],
  ...(name !== undefined && { name }),
});

describe('files to choose among', () => {
  const files = [
    file('a', 'accepted', '开幕式.mp4'),
    file('b', 'accepted', '讲座.mp4'),
    file('c', 'refused', '开幕式.mp4'),
    file('d', 'awaiting'),
    file('e', 'awaiting', '闭幕式.mp4'),
  ];

  it('are told apart by place where they are named alike, and by state where they are not in order', () => {
    expect(choicesOf(files, 'zh').map(({ label }) => label)).toEqual([
      '开幕式.mp4 · 第1个',
      '讲座.mp4',
      '开幕式.mp4 · 第2个 · 检测不合格',
      '闭幕式.mp4 · 未上传完成',
    ]);
    expect(choicesOf(files, 'en').map(({ label }) => label)[2]).toBe(
      '开幕式.mp4 · no. 2 · Does not meet the requirements',
    );
  });
});
