import { Button, Menu } from '@mantine/core';
import { IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepOf } from '#contracts/bot/steps.ts';
import type { BotDefinition, BotMedia } from '#contracts/collections/bot.ts';
import { randomId } from '../../../platform/random-id.ts';
import { useMediaQuery } from '../../../platform/use-media-query.ts';
import { showNotice } from '../../../ui/notices.tsx';
import { Loading } from '../../../ui/states.tsx';
import { BotContext, type BotContextValue, type Named } from './bot-context.ts';
import {
  countPointers,
  deleteStep,
  freshStep,
  neighbourOf,
  outlineOf,
  putStep,
  STEP_TYPES,
  type StepType,
} from './model.ts';
import { NextSelect } from './next-select.tsx';
import { OutlineList } from './outline.tsx';
import { ProblemList } from './problem-list.tsx';
import {
  FALLBACK_ELEMENT,
  placeProblems,
  START_ELEMENT,
  stepElement,
  type RefusedProblem,
} from './problem-model.ts';
import { RulesEditor } from './rules-editor.tsx';
import { StepIcon } from './step-icon.tsx';
import { TemplateField } from './template-field.tsx';
import type { TestPlay } from './test-model.ts';
import { useFoundProblems } from './use-found-problems.ts';
import './bot-editor.css';

const BotTestPane = lazy(async () => ({ default: (await import('./bot-test-pane.tsx')).BotTestPane }));
const SidePanel = lazy(async () => ({ default: (await import('../../../ui/side-panel.tsx')).SidePanel }));

interface BotEditorProps {
  value: BotDefinition;
  onChange: (bot: BotDefinition) => void;
  /** What the server refused; what can be found here is found here. */
  problems: readonly RefusedProblem[];
  queues: readonly Named[];
  calendars: readonly Named[];
  /** Whom the bot speaks for, in the test. */
  company: { name: string; country: string } | undefined;
  /** Keeps a file that the bot sends. What it throws is shown at the file. */
  onUpload: (file: File) => Promise<BotMedia>;
}

/** Edits a rule bot: its steps in the order of the conversation, its rules, and a test beside them. */
export function BotEditor(props: BotEditorProps) {
  const { value, onChange, problems, queues, calendars, company, onUpload } = props;
  const { t } = useTranslation();
  const [openId, setOpenId] = useState<string | null>(null);
  const [jump, setJump] = useState<{ stepId: string } | null>(null);
  const [isTesting, setIsTesting] = useState(false);
  /** Kept here, because the pane moves where the window becomes narrow. */
  const [play, setPlay] = useState<TestPlay | null>(null);
  const isWide = useMediaQuery('(min-width: 1280px)');
  const outline = useMemo(() => outlineOf(value), [value]);
  const found = useFoundProblems(value);

  const latest = useRef({ value, onChange });
  useEffect(() => {
    latest.current = { value, onChange };
  }, [value, onChange]);
  useEffect(() => {
    if (jump === null) return;
    const head = document.getElementById(stepElement(jump.stepId));
    head?.focus({ preventScroll: true });
    head?.scrollIntoView({ block: 'nearest' });
  }, [jump]);

  const handleJump = (stepId: string) => {
    setOpenId(stepId);
    setJump({ stepId });
  };
  const handleDelete = (stepId: string) => {
    const step = stepOf(value, stepId);
    const neighbour = neighbourOf(outline, stepId);
    if (step === undefined) return;
    onChange(deleteStep(value, stepId));
    if (neighbour !== null) setJump({ stepId: neighbour });
    const restore = () => latest.current.onChange(putStep(latest.current.value, stepId, step));
    const isLoose = countPointers(value, stepId) === 0;
    showNotice({
      message: t('botEditor.removed'),
      ...(isLoose ? { action: { label: t('words.undo'), onAction: restore } } : {}),
    });
  };
  const add = (type: StepType) => {
    const stepId = randomId();
    const isFirst = Object.keys(value.steps).length === 0;
    const bot = putStep(value, stepId, freshStep(type, randomId));
    onChange(isFirst ? { ...bot, start: stepId } : bot);
    handleJump(stepId);
  };
  const closeTest = () => {
    setIsTesting(false);
    setPlay(null);
  };

  const context: BotContextValue = {
    bot: value,
    outline,
    problems: placeProblems(found, problems),
    queues,
    calendars,
    openId,
    standsAt: play?.standsAt ?? null,
    onChange,
    onOpen: setOpenId,
    onJump: handleJump,
    onDelete: handleDelete,
    onUpload,
  };
  const testPane = (
    <Suspense fallback={<Loading className="bot-test-loading" />}>
      <BotTestPane
        bot={value}
        queues={queues}
        begun={play}
        onPlay={setPlay}
        {...(company === undefined ? {} : { company })}
      />
    </Suspense>
  );

  return (
    <BotContext value={context}>
      <div className="bot-editor">
        <div className="bot-editor-main">
          <ProblemList />
          <div className="bot-editor-head">
            <div>
              <h3>{t('botEditor.steps')}</h3>
              <p className="bot-hint">{t('botEditor.stepsBody')}</p>
            </div>
            <Menu position="bottom-end" transitionProps={{ duration: 150 }}>
              <Menu.Target>
                <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />}>
                  {t('botEditor.add')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {STEP_TYPES.map((type) => (
                  <Menu.Item key={type} leftSection={<StepIcon type={type} />} onClick={() => add(type)}>
                    {t(`botEditor.stepTypes.${type}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <Button
              variant="default"
              aria-expanded={isTesting}
              leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
              onClick={() => (isTesting ? closeTest() : setIsTesting(true))}
            >
              {t(isTesting && isWide ? 'botEditor.test.hide' : 'botEditor.test.show')}
            </Button>
          </div>
          <NextSelect
            id={START_ELEMENT}
            label={t('botEditor.start')}
            value={value.start}
            nothing={null}
            onChange={(start, bot) => {
              if (start !== null) onChange({ ...bot, start });
            }}
          />
          <OutlineList rows={outline.main} label={t('botEditor.steps')} />
          {outline.byRules.length > 0 && (
            <>
              <h4>{t('botEditor.byRules')}</h4>
              <OutlineList rows={outline.byRules} label={t('botEditor.byRules')} />
            </>
          )}
          {outline.loose.length > 0 && (
            <>
              <h4>{t('botEditor.loose')}</h4>
              <p className="bot-hint">{t('botEditor.looseBody')}</p>
              <OutlineList rows={outline.loose} label={t('botEditor.loose')} />
            </>
          )}
          <RulesEditor />
          <TemplateField
            id={FALLBACK_ELEMENT}
            label={t('botEditor.fields.fallback')}
            description={t('botEditor.fields.fallbackHelp')}
            maxLength={500}
            value={value.fallbackText}
            onChange={(fallbackText) => onChange({ ...value, fallbackText })}
          />
        </div>
        {isTesting && isWide && <aside className="bot-editor-test">{testPane}</aside>}
        {isTesting && !isWide && (
          <Suspense>
            <SidePanel title={t('botEditor.test.title')} onClose={closeTest}>
              <div className="bot-editor-drawer">{testPane}</div>
            </SidePanel>
          </Suspense>
        )}
      </div>
    </BotContext>
  );
}
