import { useEffect, type ReactNode } from 'react';
import './settings-page.css';

interface SettingsPageProps {
  title: string;
  body: string;
  action?: ReactNode;
  children: ReactNode;
}

/** The frame of one page of the settings. */
export function SettingsPage({ title, body, action, children }: SettingsPageProps) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className="settings-page">
      <header className="settings-head">
        <div>
          <h2>{title}</h2>
          <p className="settings-muted">{body}</p>
        </div>
        {action}
      </header>
      {children}
    </div>
  );
}
