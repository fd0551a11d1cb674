import { useEffect, useState, type RefObject } from 'react';

/**
 * Takes files that are dropped on an element.
 *
 * @returns whether files hover over it now.
 */
export function useFileDrop(
  targetRef: RefObject<HTMLElement | null>,
  onFiles: (files: readonly File[]) => void,
  isEnabled: boolean,
): boolean {
  const [isHovered, setIsHovered] = useState(false);

  useEffect(() => {
    const target = targetRef.current;
    if (target === null || !isEnabled) return;
    const handleOver = (event: DragEvent) => {
      // Without this the browser would open the file instead.
      event.preventDefault();
      setIsHovered(true);
    };
    const handleLeave = () => setIsHovered(false);
    const handleDrop = (event: DragEvent) => {
      event.preventDefault();
      setIsHovered(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    target.addEventListener('dragover', handleOver);
    target.addEventListener('dragleave', handleLeave);
    target.addEventListener('drop', handleDrop);
    return () => {
      target.removeEventListener('dragover', handleOver);
      target.removeEventListener('dragleave', handleLeave);
      target.removeEventListener('drop', handleDrop);
    };
  }, [targetRef, onFiles, isEnabled]);

  return isHovered && isEnabled;
}
