import type { Locale } from '#contracts/locales.ts';
import { canonicalPhone } from '../../../functions/src/platform/phone.ts';
import type { Random } from './random.ts';

export interface Customer {
  firstName: string;
  name: string;
  locale: Locale;
  /** E.164 as the phone's provider spells it. */
  phone: string;
}

const NAMES: Record<Locale, { first: string[]; last: string[] }> = {
  en: {
    first: [
      'Olivia',
      'Noah',
      'Emma',
      'Liam',
      'Ava',
      'James',
      'Harper',
      'Lucas',
      'Mia',
      'Henry',
      'Zoe',
      'Owen',
      'Priya',
      'Caleb',
      'Nora',
      'Jamal',
      'Grace',
      'Wei',
      'Hannah',
      'Marcus',
      'Ruby',
      'Ian',
      'Leah',
      'Theo',
      'Naomi',
      'Felix',
    ],
    last: [
      'Carter',
      'Nguyen',
      'Bennett',
      'Okafor',
      'Sullivan',
      'Patel',
      'Morgan',
      'Reed',
      'Kim',
      'Foster',
      'Hughes',
      'Delgado',
      'Price',
      'Walsh',
      'Jennings',
      'Ortiz',
      'Barnes',
      'Lindqvist',
      'Shah',
      'Whitaker',
      'Novak',
      'Ellis',
    ],
  },
  es: {
    first: [
      'María',
      'José Luis',
      'Guadalupe',
      'Juan Pablo',
      'Ximena',
      'Diego',
      'Fernanda',
      'Alejandro',
      'Daniela',
      'Emiliano',
      'Renata',
      'Luis',
      'Regina',
      'Ángel',
      'Paola',
      'Héctor',
      'Itzel',
      'Rodrigo',
      'Ana Sofía',
      'Iván',
      'Carmen',
      'Óscar',
      'Mónica',
      'Ramón',
      'Julieta',
      'Saúl',
    ],
    last: [
      'Pérez',
      'González',
      'Martínez',
      'López',
      'Rodríguez',
      'Sánchez',
      'Ramírez',
      'Cruz',
      'Flores',
      'Gómez',
      'Morales',
      'Vázquez',
      'Jiménez',
      'Reyes',
      'Díaz',
      'Aguilar',
      'Mendoza',
      'Ibáñez',
      'Quintero',
      'Peña',
      'Zepeda',
      'Luna',
    ],
  },
  'pt-BR': {
    first: [
      'Ana',
      'João',
      'Beatriz',
      'Pedro',
      'Larissa',
      'Gabriel',
      'Juliana',
      'Rafael',
      'Mariana',
      'Thiago',
      'Letícia',
      'Felipe',
      'Bruna',
      'Vinícius',
      'Aline',
      'Caio',
      'Isabela',
      'André',
      'Fernanda',
      'Otávio',
      'Débora',
      'Murilo',
      'Patrícia',
      'Davi',
      'Luiza',
      'Henrique',
    ],
    last: [
      'Silva',
      'Santos',
      'Oliveira',
      'Pereira',
      'Costa',
      'Almeida',
      'Ferreira',
      'Ribeiro',
      'Carvalho',
      'Gomes',
      'Barbosa',
      'Araújo',
      'Melo',
      'Cardoso',
      'Teixeira',
      'Nogueira',
      'Moreira',
      'Freitas',
      'Assunção',
      'Brandão',
      'Leite',
      'Prado',
    ],
  },
};

const AREA_CODES = ['415', '212', '305', '512', '312', '206', '617', '303', '503', '619'];

/**
 * Invents a customer whom nobody has met.
 * @param taken names and canonical numbers in use; the new ones are added
 */
export function inventCustomer(random: Random, locale: Locale, taken: Set<string>): Customer {
  for (;;) {
    const firstName = random.pick(NAMES[locale].first);
    const name = `${firstName} ${random.pick(NAMES[locale].last)}`;
    const phone = inventPhone(random, locale);
    const key = canonicalPhone(phone) ?? phone;
    if (taken.has(name) || taken.has(key)) continue;
    taken.add(name).add(key);
    return { firstName, name, locale, phone };
  }
}

/**
 * Numbers that belong to nobody. In the United States 555-0100 to 0199 are kept for fiction; the lowest and highest of
 * them stay free here for whoever tries the phone page. Providers spell Mexican mobiles with and without a 1.
 */
function inventPhone(random: Random, locale: Locale): string {
  const digits = (length: number): string =>
    String(random.between(0, 10 ** length - 1)).padStart(length, '0');
  if (locale === 'en') return `+1${random.pick(AREA_CODES)}55501${random.between(20, 89)}`;
  if (locale === 'es') return `+52${random.chance(0.3) ? '1' : ''}555555${digits(4)}`;
  return `+551195555${digits(4)}`;
}
