import type { Media } from '../../../schemas/attachment.ts';
import { durationFaults, pictureFaults, ratioText } from '../../../schemas/media-rules.ts';
import type { MediaRule } from '../../../schemas/slot.ts';
import { FINDINGS } from '../findings.ts';
import { type Found, fault } from '../verdict.ts';
import type { Facts } from './facts.ts';

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

function mediaOf({ picture, seconds }: Facts): Media {
  const seen = typeof picture === 'object' ? picture : undefined;
  return {
    ...(seconds !== undefined && { durationSeconds: seconds }),
    ...(seen && { width: seen.width, height: seen.height, displayAspectRatio: ratioText(seen.ratio) }),
  };
}

export interface Seen {
  /** Bytes of the file. */
  size: number;
  contentType: string;
  /** Was less than the analyser wanted to see within reach? */
  exhausted: boolean;
  /** Does it come in pieces, each with an index of its own? */
  fragmented: boolean;
  /** Does it end with the code that ends a stream? */
  ended: boolean;
}

/** Whether a video is what it must be, by what the analyser saw of it. */
export function judgeVideo(facts: Facts, rule: Rule, seen: Seen): Found {
  const container = CONTAINERS[seen.contentType];
  const { format, picture, seconds } = facts;
  if (!container || format === undefined)
    return fault(FINDINGS.otherKind(container?.name ?? seen.contentType));
  if (!container.is.test(format)) return fault(FINDINGS.otherKind(container.name, format));
  if (facts.truncated) return { ...fault(FINDINGS.truncated()), media: mediaOf(facts) };
  // Cut off between two of its packets, a stream without an index is like a shorter one but for its last code.
  const partly = WITHOUT_INDEX.test(format)
    ? seen.exhausted || !seen.ended
    : seen.exhausted && seen.fragmented;
  if (!picture) {
    return seen.exhausted ? { faults: [], doubts: [FINDINGS.notAllSeen()] } : fault(FINDINGS.noVideo());
  }
  const faults = [
    ...durationFaults(seconds, rule),
    ...(picture === 'unmeasured' ? [] : pictureFaults(picture, rule)),
  ];
  const impossible = seconds === undefined || (seen.size * 8) / seconds > MOST_BITRATE;
  const doubts = [
    ...(picture === 'unmeasured' || impossible ? [FINDINGS.notMeasured()] : []),
    ...(partly ? [FINDINGS.notAllSeen()] : []),
    ...(facts.faulty ? [FINDINGS.faultyStructure()] : []),
  ];
  return { faults, doubts, media: mediaOf(facts) };
}
