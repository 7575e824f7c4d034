import * as z from 'zod';
import type { ShownPicture } from '../../../schemas/media-rules.ts';

const Positive = z.number().positive().finite().optional().catch(undefined);
const Pixels = z.int().positive().max(100_000).optional().catch(undefined);
/** Width to height; no screen is a thousand times as wide as it is high. */
const Ratio = z.number().min(0.001).max(1000).optional().catch(undefined);

const Track = z.object({
  '@type': z.string(),
  Format: z.string().optional(),
  /** Seconds. */
  Duration: Positive,
  Width: Pixels,
  Height: Pixels,
  PixelAspectRatio: Ratio,
  DisplayAspectRatio: Ratio,
  /** Degrees, as text: `90.000`. */
  Rotation: z.string().optional().catch(undefined),
  FrameCount: Positive,
  Default: z.string().optional().catch(undefined),
  extra: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
type Track = z.infer<typeof Track>;

/** What the analyser says of a file, as far as it is read here. */
const Analysis = z.object({ media: z.object({ track: z.array(Track) }).nullish() });

export interface Facts {
  /** The container, in the analyser's word: `MPEG-4`, `AVI`, … */
  format: string | undefined;
  /** Absent: there is none. `unmeasured`: there is one, of unknown size. */
  picture: ShownPicture | 'unmeasured' | undefined;
  /** The longest of what the file and its video tracks say, to the millisecond; absent when it is not known. */
  seconds: number | undefined;
  /** Does it say something of its length that cannot be? */
  absurd: boolean;
  truncated: boolean;
  faulty: boolean;
}

const STILLS = /^(JPEG|PNG|BMP|GIF|WebP)$/i;

/** A cover picture can come as a track of video; it is not what is played. */
const isMoving = ({ Format = '', FrameCount, Duration }: Track): boolean =>
  !(FrameCount === 1 || (STILLS.test(Format) && FrameCount === undefined && Duration === undefined));

function pictureOf(track: Track): ShownPicture | 'unmeasured' {
  const { Width, Height, PixelAspectRatio: pixel = 1, Rotation = '0' } = track;
  const turns = Number.parseFloat(Rotation) / 90;
  if (Width === undefined || Height === undefined || !Number.isInteger(turns)) return 'unmeasured';
  // What a stream says of its shape may be missing; its pixels and their shape give the same.
  const ratio = track.DisplayAspectRatio ?? (Width / Height) * pixel;
  const square = Math.abs(pixel - 1) < 0.005;
  return turns % 2 === 0
    ? { width: Width, height: Height, ratio, square }
    : { width: Height, height: Width, ratio: 1 / ratio, square };
}

/** Nothing of 2 GB runs for a hundred hours. */
const MOST_SECONDS = 360_000;

const CUT_OFF = /(?:File|Element) size is (?:less|more) than/;

export function factsOf(analysis: unknown): Facts {
  const tracks = Analysis.parse(analysis).media?.track ?? [];
  const general = tracks.find((track) => track['@type'] === 'General');
  const videos = tracks.filter((track) => track['@type'] === 'Video' && isMoving(track));
  const played = videos.find((track) => track.Default === 'Yes') ?? videos[0];
  const durations = [general, ...videos].flatMap((track) => track?.Duration ?? []);
  const longest = Math.round(Math.max(0, ...durations) * 1000) / 1000;
  const absurd = longest > MOST_SECONDS;
  const errors = JSON.stringify(tracks.map(({ extra }) => extra?.ConformanceErrors ?? ''));
  const truncated = tracks.some(({ extra }) => extra?.IsTruncated === 'Yes') || CUT_OFF.test(errors);
  return {
    format: general?.Format,
    picture: played && pictureOf(played),
    seconds: longest > 0 && !absurd ? longest : undefined,
    absurd,
    truncated,
    faulty: !truncated && tracks.some(({ extra }) => extra?.ConformanceErrors !== undefined),
  };
}
