import { Logo } from './logo.tsx';
import './brand.css';

/** Whose app this is: the company's logo, or the hummingbird with its name. */
interface BrandProps {
  brand: { name: string; logo: string | null } | null;
}
export type Brand = BrandProps['brand'];

/** The mark on top of the rail: the logo fits its width. Decoration. */
export function BrandMark({ brand }: BrandProps) {
  return brand?.logo ? <img className="brand-mark" src={brand.logo} alt="" /> : <Logo size={26} />;
}

/** The line above a form of those who are not in the app yet. */
export function BrandLine({ brand }: BrandProps) {
  if (brand === null) {
    return (
      <>
        <Logo size={28} /> Colibri
      </>
    );
  }
  return brand.logo === null ? (
    <>
      <Logo size={28} /> {brand.name}
    </>
  ) : (
    <img className="brand-line" src={brand.logo} alt={brand.name} />
  );
}
