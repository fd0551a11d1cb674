import { lazy, Suspense, useMemo } from 'react';
import type { BotDefinition } from '#contracts/collections/bot.ts';
import { loadArea } from '../../../i18n/index.ts';
import { useCompanyQuery } from '../../../platform/workspace.ts';
import type { AppError } from '../../../platform/app-error.ts';
import { Loading } from '../../../ui/states.tsx';
import { useCalendars } from '../../../platform/calendars.ts';
import { useStoreBotMedia } from '../api/store-file.ts';
import { usePresentQueues } from '../use-present-queues.ts';

const BotEditor = lazy(async () => {
  const [{ BotEditor: Loaded }] = await Promise.all([
    import('../bot-editor/bot-editor.tsx'),
    loadArea('botEditor'),
  ]);
  return { default: Loaded };
});

interface BotTabProps {
  bot: BotDefinition;
  refusal: AppError | null;
  onChange: (bot: BotDefinition) => void;
}

/** The steps and rules of a rule bot; what the server refused stands at its step. */
export function BotTab({ bot, refusal, onChange }: BotTabProps) {
  const queues = usePresentQueues();
  const { data } = useCalendars();
  const company = useCompanyQuery().data ?? undefined;
  const calendars = useMemo(() => (data ?? []).map(({ id, name }) => ({ id, name })), [data]);
  const storeMedia = useStoreBotMedia();
  const problem = refusal?.values['problem'];
  return (
    <Suspense fallback={<Loading className="chatbot-loading" />}>
      <BotEditor
        value={bot}
        onChange={onChange}
        problems={
          refusal === null
            ? []
            : [{ stepId: refusal.field ?? '', problem: problem === undefined ? '' : String(problem) }]
        }
        queues={queues}
        calendars={calendars}
        company={company}
        onUpload={storeMedia}
      />
    </Suspense>
  );
}
