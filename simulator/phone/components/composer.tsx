import { ActionIcon, Alert, CloseButton, Menu, Pill, Textarea } from '@mantine/core';
import {
  IconMapPin,
  IconMicrophone,
  IconPaperclip,
  IconPlayerStopFilled,
  IconSend2,
} from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { PhoneMessageInput } from '../../src/inputs.ts';
import { findProblem, readFile } from '../attachments.ts';
import { PLACES } from '../places.ts';
import { useRecorder } from '../use-recorder.ts';

interface ComposerProps {
  canSendLocation: boolean;
  /** Takes the content of a message; rejects with a sentence where it cannot be sent. */
  onSend: (content: Pick<PhoneMessageInput, 'text' | 'media' | 'location'>) => Promise<void>;
}

/** Where the customer writes. */
export function Composer({ canSendLocation, onSend }: ComposerProps) {
  const [text, setText] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const fileInput = useRef<HTMLInputElement>(null);

  const attach = (added: File[]) => {
    const next = [...files, ...added];
    const reason = findProblem(next);
    setProblem(reason);
    if (reason === null) setFiles(next);
  };
  const recorder = useRecorder((file) => attach([file]), setProblem);

  const fail = (error: unknown) => setProblem(error instanceof Error ? error.message : String(error));

  const handleSend = () => {
    if (text.trim() === '' && files.length === 0) return;
    const [draft, attached] = [text, files];
    setText('');
    setFiles([]);
    setProblem(null);
    Promise.all(attached.map(readFile))
      .then((media) => onSend({ text: draft, media }))
      .catch((error: unknown) => {
        // Back into the box, unless something new has been begun there.
        setText((current) => current || draft);
        setFiles((current) => (current.length > 0 ? current : attached));
        fail(error);
      });
  };

  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    handleSend();
  };

  return (
    <div className="composer">
      {problem === null ? null : (
        <Alert color="red" p="xs" withCloseButton closeButtonLabel="Dismiss" onClose={() => setProblem(null)}>
          {problem}
        </Alert>
      )}
      {files.length === 0 ? null : (
        <Pill.Group>
          {files.map((file, index) => (
            <Pill key={`${index} ${file.name}`} className="attached">
              {file.name}
              <CloseButton
                size="xs"
                aria-label={`Remove ${file.name}`}
                onClick={() => setFiles(files.filter((_, position) => position !== index))}
              />
            </Pill>
          ))}
        </Pill.Group>
      )}
      <div className="composer-row">
        <input
          ref={fileInput}
          type="file"
          multiple
          hidden
          aria-label="Chosen files"
          onChange={(event) => {
            attach([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label="Attach file"
          title="Attach file"
          onClick={() => fileInput.current?.click()}
        >
          <IconPaperclip size={20} stroke={1.5} />
        </ActionIcon>
        {canSendLocation ? (
          <Menu position="top-start" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" size="lg" aria-label="Send location" title="Send location">
                <IconMapPin size={20} stroke={1.5} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {PLACES.map((place) => (
                <Menu.Item
                  key={place.label}
                  onClick={() => {
                    onSend({ location: place }).catch(fail);
                  }}
                >
                  {place.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : null}
        {recorder.isAvailable ? (
          <ActionIcon
            variant={recorder.isRecording ? 'filled' : 'subtle'}
            color={recorder.isRecording ? 'red' : 'teal'}
            size="lg"
            aria-label={recorder.isRecording ? 'Stop recording' : 'Record audio'}
            title={recorder.isRecording ? 'Stop recording' : 'Record audio'}
            onClick={recorder.isRecording ? recorder.stop : recorder.start}
          >
            {recorder.isRecording ? (
              <IconPlayerStopFilled size={18} />
            ) : (
              <IconMicrophone size={20} stroke={1.5} />
            )}
          </ActionIcon>
        ) : null}
        <Textarea
          className="composer-text"
          aria-label="Message"
          placeholder="Message"
          autosize
          minRows={1}
          maxRows={6}
          maxLength={1600}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={handleKeyDown}
        />
        <ActionIcon
          size="lg"
          radius="xl"
          aria-label="Send"
          title="Send"
          disabled={text.trim() === '' && files.length === 0}
          onClick={handleSend}
        >
          <IconSend2 size={18} stroke={1.5} />
        </ActionIcon>
      </div>
    </div>
  );
}
