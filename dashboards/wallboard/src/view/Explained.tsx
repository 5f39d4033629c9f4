import type { ComponentChildren } from 'preact';

interface Props {
  id: string;
  text: string;
  children: ComponentChildren;
}

/** A heading that explains itself: on hover, on focus, and to screen readers. */
export function Explained({ id, text, children }: Props) {
  return (
    <>
      <h2 class="heading">
        <button type="button" class="explained" aria-describedby={id}>
          {children}
        </button>
      </h2>
      <p class="tip" role="tooltip" id={id}>
        {text}
      </p>
    </>
  );
}
