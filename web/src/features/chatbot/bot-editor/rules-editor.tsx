import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BotDefinition, BotRule } from '#contracts/collections/bot.ts';
import { NumberField } from '../../../ui/number-field.tsx';
import { useBot } from './bot-context.ts';
import { NextSelect } from './next-select.tsx';
import { priorityElement, ruleElement, type PlacedProblem } from './problem-model.ts';
import { useProblemSentence } from './use-problem-sentence.ts';

const MAX_RULES = 100;
const MAX_PRIORITY = 999;

/** What takes a customer to a step from anywhere: keywords and patterns with their priorities. */
export function RulesEditor() {
  const { t } = useTranslation();
  const { bot, problems, onChange } = useBot();
  const describe = useProblemSentence(bot);

  const put = (rules: BotRule[], changedBot: BotDefinition = bot) => onChange({ ...changedBot, rules });
  const change = (index: number, part: Partial<BotRule>, changedBot?: BotDefinition) =>
    put(
      bot.rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)),
      changedBot,
    );
  const sentenceOf = (told: PlacedProblem[]) =>
    told.length > 0 && told.map((problem) => describe(problem)).join(' ');
  const add = () => {
    const highest = Math.max(0, ...bot.rules.map(({ priority }) => priority || 0));
    const priority = Math.min(MAX_PRIORITY, highest + 10);
    put([...bot.rules, { match: 'keyword', value: '', priority, next: bot.start }]);
  };

  return (
    <section className="bot-rules" aria-labelledby="bot-rules-title">
      <h3 id="bot-rules-title">{t('botEditor.rules.title')}</h3>
      <p className="bot-hint">
        {t(bot.rules.length === 0 ? 'botEditor.rules.empty' : 'botEditor.rules.body')}
      </p>
      {bot.rules.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('botEditor.rules.priority')}</th>
              <th scope="col">{t('botEditor.rules.match')}</th>
              <th scope="col">{t('botEditor.rules.value')}</th>
              <th scope="col">{t('botEditor.rules.next')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('botEditor.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {bot.rules.map((rule, index) => {
              const number = index + 1;
              const labelOf = (field: 'priority' | 'match' | 'value' | 'next') =>
                t('botEditor.rules.of', { field: t(`botEditor.rules.${field}`), number });
              const own = problems.filter((problem) => problem.rule === index);
              return (
                // oxlint-disable-next-line react/no-array-index-key -- rules have no ids, and several may be equal
                <tr key={index}>
                  <td>
                    <NumberField
                      id={priorityElement(index)}
                      aria-label={labelOf('priority')}
                      hideControls
                      min={1}
                      max={MAX_PRIORITY}
                      clampBehavior="strict"
                      error={sentenceOf(own.filter(({ kind }) => kind === 'bad-priority'))}
                      value={rule.priority}
                      onChange={(priority) => change(index, { priority })}
                    />
                  </td>
                  <td>
                    <NativeSelect
                      aria-label={labelOf('match')}
                      value={rule.match}
                      data={[
                        { value: 'keyword', label: t('botEditor.rules.keyword') },
                        { value: 'pattern', label: t('botEditor.rules.pattern') },
                      ]}
                      onChange={(event) =>
                        change(index, {
                          match: event.currentTarget.value === 'pattern' ? 'pattern' : 'keyword',
                        })
                      }
                    />
                  </td>
                  <td>
                    <TextInput
                      id={ruleElement(index)}
                      aria-label={labelOf('value')}
                      maxLength={200}
                      spellCheck={rule.match === 'keyword'}
                      error={sentenceOf(own.filter(({ kind }) => kind !== 'bad-priority'))}
                      value={rule.value}
                      onChange={(event) => change(index, { value: event.currentTarget.value })}
                    />
                  </td>
                  <td>
                    <NextSelect
                      label={labelOf('next')}
                      isLabelHidden
                      value={rule.next}
                      nothing={null}
                      onChange={(next, changedBot) => {
                        if (next !== null) change(index, { next }, changedBot);
                      }}
                    />
                  </td>
                  <td>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('botEditor.rules.remove', { number })}
                      onClick={() => put(bot.rules.toSpliced(index, 1))}
                    >
                      <IconX size={16} stroke={1.5} />
                    </ActionIcon>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {bot.rules.length < MAX_RULES && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={add}
        >
          {t('botEditor.rules.add')}
        </Button>
      )}
    </section>
  );
}
