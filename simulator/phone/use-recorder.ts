import { useEffect, useRef, useState } from 'react';

/** The first that the browser can make; WhatsApp's own voice messages are Ogg. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm;codecs=opus', 'audio/webm'];

interface Recorder {
  /** The browser can record at all. */
  isAvailable: boolean;
  isRecording: boolean;
  start: () => void;
  stop: () => void;
}

/** Records from the microphone. `onFile` gets each recording, `onProblem` a sentence when there can be none. */
export function useRecorder(onFile: (file: File) => void, onProblem: (sentence: string) => void): Recorder {
  const [isRecording, setIsRecording] = useState(false);
  const recorder = useRef<MediaRecorder | null>(null);
  const type =
    typeof MediaRecorder === 'undefined'
      ? undefined
      : TYPES.find((name) => MediaRecorder.isTypeSupported(name));

  useEffect(() => () => release(recorder.current), []);

  const record = async (mimeType: string): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const made = new MediaRecorder(stream, { mimeType });
    const parts: Blob[] = [];
    made.addEventListener('dataavailable', (event) => parts.push(event.data));
    made.addEventListener('stop', () => {
      release(made);
      setIsRecording(false);
      const contentType = mimeType.split(';')[0] ?? mimeType;
      onFile(new File(parts, `voice.${contentType.split('/')[1] ?? 'audio'}`, { type: contentType }));
    });
    recorder.current = made;
    made.start();
    setIsRecording(true);
  };

  return {
    isAvailable: type !== undefined && navigator.mediaDevices !== undefined,
    isRecording,
    start: () => {
      if (type === undefined) return;
      record(type).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        onProblem(`No recording: ${reason}. Attach an audio file instead.`);
      });
    },
    stop: () => {
      recorder.current?.stop();
    },
  };
}

function release(recorder: MediaRecorder | null): void {
  for (const track of recorder?.stream.getTracks() ?? []) track.stop();
}
