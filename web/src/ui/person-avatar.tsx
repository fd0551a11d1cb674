import type { ReactNode } from 'react';
import './person-avatar.css';

interface PersonAvatarProps {
  name: string;
  image: string | null;
  /** Pixels. */
  size: number;
  /** A small mark in the corner, such as the channel's. */
  mark?: ReactNode;
}

/** A person as picture or initials, always in the same colour. Decoration: the name stands beside it. */
export function PersonAvatar({ name, image, size, mark }: PersonAvatarProps) {
  return (
    <span className="avatar" style={{ width: size, height: size, fontSize: size * 0.38 }} aria-hidden>
      {image === null ? (
        <span className="avatar-face" data-hue={hueOf(name)} data-initials={initialsOf(name)} />
      ) : (
        <img className="avatar-face" src={image} alt="" loading="lazy" />
      )}
      {mark !== undefined && <span className="avatar-mark">{mark}</span>}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  );
  return initials.join('').toUpperCase() || '#';
}

function hueOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}
