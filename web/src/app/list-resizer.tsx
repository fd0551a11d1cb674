import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';

const NARROWEST_PX = 320;
const WIDEST_PX = 380;
const STEP_PX = 10;
const STORAGE_KEY = 'colibri.listWidth';

/** How wide the list is on this device, in pixels. */
export function useListWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(() => clamp(Number(localStorage.getItem(STORAGE_KEY) ?? 340)));
  const change = (wanted: number) => {
    localStorage.setItem(STORAGE_KEY, String(clamp(wanted)));
    setWidth(clamp(wanted));
  };
  return [width, change];
}

interface ListResizerProps {
  width: number;
  onChange: (width: number) => void;
}

/** The edge between list and conversation: drag it, or move it with the arrow keys. */
export function ListResizer({ width, onChange }: ListResizerProps) {
  const { t } = useTranslation();

  const handlePointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onChange(width + event.movementX);
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP_PX, ArrowRight: STEP_PX }[event.key];
    if (step !== undefined) onChange(width + step);
  };
  return (
    <input
      className="chat-resizer"
      type="range"
      aria-label={t('chat.listWidth')}
      min={NARROWEST_PX}
      max={WIDEST_PX}
      step={STEP_PX}
      value={width}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={handlePointerMove}
      onKeyDown={handleKeyDown}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}

function clamp(width: number): number {
  return Number.isFinite(width) ? Math.min(WIDEST_PX, Math.max(NARROWEST_PX, width)) : NARROWEST_PX;
}
