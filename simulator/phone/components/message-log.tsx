import { useEffect, useRef } from 'react';
import type { SimulatedMessage } from '../../src/messages.ts';
import { Bubble } from './bubble.tsx';

interface MessageLogProps {
  messages: SimulatedMessage[];
  /** Stands where there is no message. */
  emptyWords: string;
  onDeliverAgain: (sid: string) => void;
}

/** So near to the end, in pixels, the newest message stays in view. */
const NEAR_PX = 120;

/** The messages of one thread. Follows the newest, unless the reader has scrolled away from it. */
export function MessageLog({ messages, emptyWords, onDeliverAgain }: MessageLogProps) {
  const element = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const last = messages.at(-1);

  useEffect(() => {
    const log = element.current;
    if (log && (isAtEnd.current || last?.direction === 'inbound')) log.scrollTop = log.scrollHeight;
  }, [last]);

  const handleScroll = () => {
    const log = element.current;
    if (log) isAtEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
  };

  return (
    <div className="log" role="log" aria-label="Messages" ref={element} onScroll={handleScroll}>
      {messages.length === 0 ? <p className="empty">{emptyWords}</p> : null}
      {messages.map((message) => (
        <Bubble key={message.sid} message={message} onDeliverAgain={onDeliverAgain} />
      ))}
    </div>
  );
}
