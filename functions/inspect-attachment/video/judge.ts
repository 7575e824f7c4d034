import type { Media } from '../../../schemas/attachment.ts';
import type { MediaRule } from '../../../schemas/slot.ts';
import { FINDINGS } from '../findings.ts';
import { type Found, fault } from '../verdict.ts';
import type { Facts, Picture } from './facts.ts';

type Rule = Extract<MediaRule, { kind: 'video' }>;

/** Containers, in the analyser's words, by the content types that may hold them. */
const CONTAINERS: { [contentType: string]: { name: string; is: RegExp } } = {
  'video/mp4': { name: 'MP4', is: /^MPEG-4$/ },
  'video/x-m4v': { name: 'MP4', is: /^MPEG-4$/ },
  'video/quicktime': { name: 'MOV', is: /^(MPEG-4|QuickTime)$/ },
  'video/x-msvideo': { name: 'AVI', is: /^(AVI|OpenDML)$/ },
  'video/x-ms-wmv': { name: 'WMV', is: /^Windows Media$/ },
  'video/x-matroska': { name: 'MKV', is: /^(Matroska|WebM)$/ },
  'video/mpeg': { name: 'MPEG', is: /^(MPEG-PS|MPEG-TS|MPEG Video|BDAV|CDXA\/MPEG-PS)$/ },
};

/** Streams without an index: how long they run is known only when they were read to their end. */
const WITHOUT_INDEX = /^(MPEG-PS|MPEG-TS|MPEG Video|BDAV|CDXA)/;

/** No camera writes so much; a file of 2 GB that claims to be over in a second does. Bits a second. */
const MOST_BITRATE = 4e9;

/** Containers round durations; shapes are rounded to whole pixels. */
const ROUNDING_SECONDS = 0.5;
const ROUNDING_RATIO = 0.01;

const NAMED_RATIOS = [16 / 9, 9 / 16, 4 / 3, 3 / 4, 1, 21 / 9];
const NAMES = ['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'];

/** 1.778 => 16:9; 1.85 => 1.85:1 */
function ratioText(ratio: number): string {
  const at = NAMED_RATIOS.findIndex((named) => Math.abs(ratio / named - 1) <= ROUNDING_RATIO);
  return NAMES[at] ?? `${Number(ratio.toFixed(2))}:1`;
}

function mediaOf({ picture, seconds }: Facts): Media {
  const seen = typeof picture === 'object' ? picture : undefined;
  return {
    ...(seconds !== undefined && { durationSeconds: seconds }),
    ...(seen && { width: seen.width, height: seen.height, displayAspectRatio: ratioText(seen.ratio) }),
  };
}

function* faultsOf({ width, height, ratio, square }: Picture, rule: Rule) {
  const size = `${width}×${height}`;
  const wanted = rule.shape[0] / rule.shape[1];
  if (Math.abs(ratio / wanted - 1) > ROUNDING_RATIO) yield FINDINGS.wrongShape(ratioText(ratio), size, rule);
  if (height < rule.minHeight || (square && width < rule.minWidth)) yield FINDINGS.lowResolution(size, rule);
}

export interface Seen {
  /** Bytes of the file. */
  size: number;
  contentType: string;
  /** Was less than the analyser wanted to see within reach? */
  exhausted: boolean;
  /** Does it come in pieces, each with an index of its own? */
  fragmented: boolean;
}

/** Whether a video is what it must be, by what the analyser saw of it. */
export function judgeVideo(facts: Facts, rule: Rule, seen: Seen): Found {
  const container = CONTAINERS[seen.contentType];
  const { format, picture, seconds } = facts;
  if (!container || format === undefined)
    return fault(FINDINGS.otherKind(container?.name ?? seen.contentType));
  if (!container.is.test(format)) return fault(FINDINGS.otherKind(container.name, format));
  if (facts.truncated) return { ...fault(FINDINGS.truncated()), media: mediaOf(facts) };
  const partly = seen.exhausted && (seen.fragmented || WITHOUT_INDEX.test(format));
  if (!picture) {
    return seen.exhausted ? { faults: [], doubts: [FINDINGS.notAllSeen()] } : fault(FINDINGS.noVideo());
  }
  const faults = picture === 'unmeasured' ? [] : [...faultsOf(picture, rule)];
  if (seconds !== undefined && seconds > rule.maxSeconds + ROUNDING_SECONDS) {
    faults.unshift(FINDINGS.tooLong(seconds, rule));
  }
  const impossible = seconds === undefined || (seen.size * 8) / seconds > MOST_BITRATE;
  const doubts = [
    ...(picture === 'unmeasured' || impossible ? [FINDINGS.notMeasured()] : []),
    ...(partly ? [FINDINGS.notAllSeen()] : []),
    ...(facts.faulty ? [FINDINGS.faultyStructure()] : []),
  ];
  return { faults, doubts, media: mediaOf(facts) };
}
