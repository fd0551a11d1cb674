import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface NumberFieldProps extends Omit<NumberInputProps, 'value' | 'onChange'> {
  /** `NaN`: the field is empty. */
  value: number;
  onChange: (value: number) => void;
}

/**
 * A whole number, written as the language writes it. What is typed stands there as it is: an empty field is `NaN`, which no
 * contract takes.
 */
export function NumberField({ value, onChange, ...field }: NumberFieldProps) {
  const { i18n } = useTranslation();
  return (
    <NumberInput
      allowDecimal={false}
      allowNegative={false}
      {...separatorsOf(i18n.language)}
      {...field}
      value={Number.isNaN(value) ? '' : value}
      onChange={(typed) => onChange(typed === '' ? Number.NaN : Number(typed))}
    />
  );
}

/** How a language separates thousands and decimals; a field refuses two that are the same. */
function separatorsOf(locale: string): { thousandSeparator: string; decimalSeparator: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const find = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value;
  return { thousandSeparator: find('group') ?? ' ', decimalSeparator: find('decimal') ?? '.' };
}
