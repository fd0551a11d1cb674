import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';
import './page-card.css';

/** A page of one form in the middle, for those who are not in the app yet. */
export function PageCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="page-card">
      <div className="page-card-box">
        <p className="page-card-brand">
          <Logo size={28} /> Colibri
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
