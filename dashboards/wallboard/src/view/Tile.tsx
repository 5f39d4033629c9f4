import type { ComponentChildren } from 'preact';
import { Explained } from './Explained.tsx';

interface Props {
  id: string;
  title: string;
  tip: string;
  /** A second figure, at the end of the heading's line. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

/** One of the six tiles: a panel whose heading states its formula. */
export function Tile({ id, title, tip, aside, children }: Props) {
  return (
    <section class={`panel tile ${id}`}>
      <div class="bar">
        <Explained id={`tip-${id}`} text={tip}>
          {title}
        </Explained>
        {aside}
      </div>
      {children}
    </section>
  );
}
