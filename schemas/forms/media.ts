import * as z from 'zod';
import { attachment } from '../fields/attachment.ts';
import { choice } from '../fields/choice.ts';
import { date } from '../fields/date.ts';
import { rows } from '../fields/group.ts';
import { link } from '../fields/link.ts';
import { text } from '../fields/text.ts';
import { defineForm } from '../form.ts';
import { fileTypes, GIB, MIB } from '../slot.ts';
import { extra } from './slots.ts';

const ITEMS = '/items';
const MOST_VIDEOS = 20;
const MOST_PICTURES = 100;
const FEW_PICTURES = 3;

/** What was filmed, photographed and published. */
export const media = defineForm({
  id: 'media',
  version: 1,
  title: { zh: '媒体报道资料', en: 'Media materials' },
  short: { zh: '媒体资料', en: 'Media' },
  answers: z.strictObject({
    items: rows(
      { zh: '媒体报道资料', en: 'Media items', max: 500 },
      {
        kind: choice({
          tally: true,
          zh: '类别',
          en: 'Kind',
          options: [
            { value: 'video', zh: '视频', en: 'Video' },
            { value: 'picture', zh: '图片', en: 'Picture' },
            { value: 'link', zh: '报道链接', en: 'Link to a report' },
          ],
        }),
        title: text({ zh: '标题', en: 'Title', max: 100 }),
        caption: text({ zh: '说明', en: 'Caption', max: 500 }).optional(),
        date: date({ zh: '拍摄或发布日期', en: 'Date taken or published' }).optional(),
        credit: text({ zh: '作者或媒体', en: 'Author or medium', max: 100 }).optional(),
        file: attachment({
          zh: '文件',
          en: 'File',
          slots: ['video', 'picture'],
          description: {
            zh: '视频和图片必填：先在本页下方“附件”处上传，再在这里选择',
            en: 'Required for a video or picture: upload it under Attachments below, then choose it here',
          },
        }).optional(),
        link: link({
          zh: '链接',
          en: 'Link',
          description: { zh: '报道链接必须填写', en: 'Required for a link' },
        }).optional(),
      },
    ),
  }),
  slots: [
    {
      id: 'video',
      title: { zh: '视频', en: 'Videos' },
      description: {
        zh: '不超过3分钟，16:9，1080P及以上，每个不超过2 GB',
        en: 'At most 3 minutes, 16:9, 1080P or better, at most 2 GB each',
      },
      types: fileTypes('mp4', 'mov', 'avi', 'wmv', 'mkv', 'm4v', 'mpg', 'mpeg'),
      media: { kind: 'video', maxSeconds: 180, shape: [16, 9], minWidth: 1920, minHeight: 1080 },
      maxBytes: 2 * GIB,
      min: 0,
      max: MOST_VIDEOS,
    },
    {
      id: 'picture',
      title: { zh: '图片', en: 'Pictures' },
      description: {
        zh: '高清图片，jpg格式，长边不小于1920像素、短边不小于1080像素，每个不超过50 MB',
        en: 'High-definition jpg, at least 1920 by 1080 pixels, at most 50 MB each',
      },
      types: fileTypes('jpg', 'jpeg'),
      media: { kind: 'picture', minLong: 1920, minShort: 1080 },
      maxBytes: 50 * MIB,
      min: 0,
      max: MOST_PICTURES,
    },
    extra,
  ],
  /** 20 videos of 3 minutes at 8 Mbit/s are 4 GB, at the 20 Mbit/s of a camera 9. */
  quota: { files: 130, bytes: 20 * GIB },
  nilReturn: true,
  rules: [
    {
      code: 'required',
      severity: 'blocking',
      *check({ items = [] }, { rowNumber }) {
        for (const [index, { kind, file, link }] of items.entries()) {
          const row = rowNumber(ITEMS, index);
          if (kind === 'link' && !link) {
            yield {
              pointer: `${ITEMS}/${index}/link`,
              message: {
                zh: `第${row}行链接未填写：类别为报道链接时必须填写。`,
                en: `Row ${row}, Link is missing: a link to a report needs it.`,
              },
            };
          } else if (kind && kind !== 'link' && !file) {
            const [zh, en] = kind === 'video' ? ['视频', 'a video'] : ['图片', 'a picture'];
            yield {
              pointer: `${ITEMS}/${index}/file`,
              message: {
                zh: `第${row}行文件未选择：类别为${zh}时必须上传文件并在此选择。`,
                en: `Row ${row}, File is missing: ${en} needs one, uploaded and chosen here.`,
              },
            };
          }
        }
      },
    },
    {
      code: 'wrong-slot',
      severity: 'blocking',
      *check({ items = [] }, { attachments, rowNumber }) {
        for (const [index, { kind, file }] of items.entries()) {
          const given = attachments.find(({ id }) => id === file);
          if (!kind || !given || given.slot === kind) continue;
          yield {
            pointer: `${ITEMS}/${index}/file`,
            message: {
              zh: `第${rowNumber(ITEMS, index)}行文件与类别不符：所选的文件上传在“${given.slot === 'video' ? '视频' : given.slot === 'picture' ? '图片' : '其他附件'}”处，请更换文件或更正类别。`,
              en: `Row ${rowNumber(ITEMS, index)}, File does not fit its kind: it was uploaded as ${given.slot}. Choose another file or correct the kind.`,
            },
          };
        }
      },
    },
    {
      code: 'too-many-videos',
      severity: 'blocking',
      *check({ items = [] }) {
        const videos = items.filter(({ kind }) => kind === 'video').length;
        if (videos > MOST_VIDEOS) yield tooMany('视频', 'videos', videos, MOST_VIDEOS);
      },
    },
    {
      code: 'too-many-pictures',
      severity: 'blocking',
      *check({ items = [] }) {
        const pictures = items.filter(({ kind }) => kind === 'picture').length;
        if (pictures > MOST_PICTURES) yield tooMany('图片', 'pictures', pictures, MOST_PICTURES);
      },
    },
    {
      code: 'few-pictures',
      severity: 'hint',
      *check({ items }) {
        const pictures = items?.filter(({ kind }) => kind === 'picture').length ?? FEW_PICTURES;
        if (pictures >= FEW_PICTURES) return;
        yield {
          pointer: ITEMS,
          message: {
            zh: `有${pictures}张图片，建议不少于${FEW_PICTURES}张。`,
            en: `Pictures: ${pictures}; ${FEW_PICTURES} or more are advised.`,
          },
        };
      },
    },
  ],
});

const tooMany = (zh: string, en: string, given: number, most: number) => ({
  pointer: '/items',
  message: { zh: `有${given}个${zh}，最多${most}个。`, en: `There are ${given} ${en}, at most ${most}.` },
});
