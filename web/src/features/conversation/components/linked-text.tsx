import { Fragment } from 'react';

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>"'.,;:!?)\]])/;

/** A message's text with its web addresses as links. Anything else stays text: customers write it. */
export function LinkedText({ text }: { text: string }) {
  const parts = text.split(ADDRESS);
  return (
    <p className="bubble-text">
      {parts.map((part, index) =>
        // split() puts what the group caught at the odd places.
        index % 2 === 1 ? (
          <a key={`${index} ${part}`} href={part} target="_blank" rel="noreferrer noopener nofollow">
            {part}
          </a>
        ) : (
          <Fragment key={`${index} ${part}`}>{part}</Fragment>
        ),
      )}
    </p>
  );
}
