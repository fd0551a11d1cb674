import type { ReactNode } from 'react';
import { BrandLine, type Brand } from './brand.tsx';
import './page-card.css';

interface PageCardProps {
  title: string;
  /** The company whose device this is; absent or null: Colibri. */
  brand?: Brand;
  children: ReactNode;
}

/** A page of one form in the middle, for those who are not in the app yet. */
export function PageCard({ title, brand = null, children }: PageCardProps) {
  return (
    <main className="page-card">
      <div className="page-card-box">
        <p className="page-card-brand">
          <BrandLine brand={brand} />
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
