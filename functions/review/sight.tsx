interface SightProps {
  kind: 'picture' | 'video' | undefined;
  source: string;
  name: string;
  /** Fetched only when it is looked at. */
  lazy?: boolean;
}

/** A file that browsers can show, as the office looks at it. */
export function Sight({ kind, source, name, lazy = false }: SightProps) {
  if (kind === 'picture') {
    return <img class="shown" src={source} alt={name} loading={lazy ? 'lazy' : undefined} />;
  }
  if (kind !== 'video') return null;
  return (
    // biome-ignore lint/a11y/useMediaCaption: what units film has none; the office looks whether it may be used
    <video class="shown" src={source} controls preload={lazy ? 'none' : 'metadata'} aria-label={name} />
  );
}
