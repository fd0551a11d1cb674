import type { ReactNode } from 'react';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { usePicture } from './use-picture.ts';

interface MemberAvatarProps {
  /** As the directory or the member document has it: `avatar` is a path of the company's media. */
  member: { name: string; avatar: string | null };
  /** Pixels. */
  size: number;
  /** A small mark in the corner. */
  mark?: ReactNode;
}

/** A colleague's picture, or the initials. Decoration: the name stands beside it. */
export function MemberAvatar({ member: { name, avatar }, size, mark }: MemberAvatarProps) {
  const image = usePicture(avatar);
  return <PersonAvatar name={name} image={image} size={size} {...(mark === undefined ? {} : { mark })} />;
}
