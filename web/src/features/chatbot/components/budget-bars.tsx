import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { INITIAL_AI_SETTINGS } from '#contracts/collections/automation.ts';
import { Link } from 'react-router';
import { useCan } from '../../../platform/session.ts';
import { Loading } from '../../../ui/states.tsx';
import { useAiSettings } from '../api/ai-settings.ts';
import { useUsageToday } from '../api/usage.ts';
import { readBudget, type Share } from '../budget.ts';

const COLORS = { fine: 'colibri', warning: 'yellow', spent: 'red' } as const;

/** What the assistants have used today, beside the limits of a day. */
export function BudgetBars() {
  const { t } = useTranslation();
  const usage = useUsageToday();
  const settings = useAiSettings();
  const canManage = useCan('automation.manage');
  const budget = readBudget(usage.data ?? null, (settings.data ?? INITIAL_AI_SETTINGS).budget);
  // The limits are known to those who set them; the others see what the day's document says.
  const areLimitsKnown = settings.data !== undefined;
  const states = areLimitsKnown ? [budget.tokens.state, budget.answers.state] : [];
  return (
    <section className="chatbot-section" aria-label={t('chatbot.budget.title')}>
      <header className="chatbot-section-head">
        <h3>{t('chatbot.budget.title')}</h3>
        {canManage && <Link to="/chatbot/keys">{t('chatbot.budget.change')}</Link>}
      </header>
      {usage.error !== null ? (
        <p className="settings-muted" role="alert">
          {t('chatbot.budget.failed')}
        </p>
      ) : usage.data === undefined ? (
        <Loading className="chatbot-budget">
          <span className="skeleton chatbot-budget-skeleton" />
          <span className="skeleton chatbot-budget-skeleton" />
        </Loading>
      ) : (
        <div className="chatbot-budget">
          <BudgetBar
            label={t('chatbot.budget.answers')}
            share={budget.answers}
            isLimitKnown={areLimitsKnown}
          />
          <BudgetBar label={t('chatbot.budget.tokens')} share={budget.tokens} isLimitKnown={areLimitsKnown} />
        </div>
      )}
      {states.includes('spent') ? (
        <output className="chatbot-warning" data-tone="danger">
          {t('chatbot.budget.spent')}
        </output>
      ) : (
        (states.includes('warning') || (!areLimitsKnown && usage.data?.isWarned === true)) && (
          <output className="chatbot-warning">{t('chatbot.budget.warning')}</output>
        )
      )}
    </section>
  );
}

interface BudgetBarProps {
  label: string;
  share: Share;
  isLimitKnown: boolean;
}

function BudgetBar({ label, share, isLimitKnown }: BudgetBarProps) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const used = number.format(share.used);
  const words = isLimitKnown ? t('chatbot.budget.of', { used, limit: number.format(share.limit) }) : used;
  return (
    <div className="chatbot-budget-bar">
      <span>{label}</span>
      <span className="tabular settings-muted">{words}</span>
      {isLimitKnown && (
        <Progress
          value={share.share * 100}
          size="md"
          color={COLORS[share.state]}
          aria-label={`${label}: ${words}`}
        />
      )}
    </div>
  );
}
