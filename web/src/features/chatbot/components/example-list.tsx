import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AiAgent } from '#contracts/collections/assistant.ts';

interface ExampleListProps {
  examples: AiAgent['examples'];
  isWrong: boolean;
  onChange: (examples: AiAgent['examples']) => void;
}

const MOST = 20;

const isBlank = (typed: string) => typed.trim() === '';

/** Questions with the answers that sound like the company. */
export function ExampleList({ examples, isWrong, onChange }: ExampleListProps) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<AiAgent['examples'][number]>) =>
    onChange(examples.map((example, at) => (at === index ? { ...example, ...part } : example)));
  return (
    <fieldset className="chatbot-examples">
      <legend>{t('chatbot.answers.examples')}</legend>
      <p className="settings-muted">{t('chatbot.answers.examplesHelp')}</p>
      {isWrong && <p role="alert">{t('chatbot.problem.examples')}</p>}
      {examples.map((example, index) => (
        // Examples have no id and keep their places.
        <div key={index} className="chatbot-example">
          <TextInput
            aria-label={t('chatbot.answers.exampleQuestion', { number: index + 1 })}
            placeholder={t('chatbot.answers.question')}
            maxLength={500}
            error={isWrong && isBlank(example.question) && !isBlank(example.answer)}
            value={example.question}
            onChange={(event) => change(index, { question: event.currentTarget.value })}
          />
          <Textarea
            aria-label={t('chatbot.answers.exampleAnswer', { number: index + 1 })}
            placeholder={t('chatbot.answers.answer')}
            autosize
            minRows={2}
            maxLength={1500}
            error={isWrong && isBlank(example.answer) && !isBlank(example.question)}
            value={example.answer}
            onChange={(event) => change(index, { answer: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('chatbot.answers.removeExample', { number: index + 1 })}
            onClick={() => onChange(examples.filter((_, at) => at !== index))}
          >
            <IconTrash size={18} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      {examples.length < MOST && (
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => onChange([...examples, { question: '', answer: '' }])}
        >
          {t('chatbot.answers.addExample')}
        </Button>
      )}
    </fieldset>
  );
}
