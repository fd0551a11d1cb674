import type { SimulatedAccount } from '../../src/messages.ts';
import type { Trouble } from '../../src/trouble.ts';
import { CopyValue } from './copy-value.tsx';
import { TroublePanel } from './trouble-panel.tsx';

interface ProviderPanelProps {
  accounts: SimulatedAccount[];
  trouble: Trouble[];
}

/** The simulated provider: what the company enters to connect, and what shall go wrong. */
export function ProviderPanel({ accounts, trouble }: ProviderPanelProps) {
  return (
    <aside className="pane provider" aria-label="Provider and trouble">
      <section aria-labelledby="provider-title">
        <h2 id="provider-title">Provider</h2>
        <p className="hint">Enter these in Colibri under Settings, Channels.</p>
        {accounts.length === 0 ? (
          <p className="empty">No account yet. Colibri adds one when it starts.</p>
        ) : null}
        {accounts.map((account) => (
          <article key={account.sid} className="account" aria-label={account.name}>
            <h3>{account.name}</h3>
            <dl>
              <CopyValue label="Account SID" value={account.sid} />
              <CopyValue label="Auth token" value={account.authToken} />
              {account.numbers.map(({ phone, sms, whatsapp }) => (
                <CopyValue
                  key={phone}
                  label={`Number for ${[whatsapp ? 'WhatsApp' : '', sms ? 'SMS' : ''].filter(Boolean).join(', ')}`}
                  value={phone}
                />
              ))}
            </dl>
          </article>
        ))}
      </section>
      <TroublePanel trouble={trouble} />
    </aside>
  );
}
