import { Text, TextInput } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { numberProblem } from '../functions/number-problem.ts';
import { readNumber, type TypedNumber } from './phone-number.ts';
import { useTranslation } from './translate.tsx';

interface NumberFieldProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** Whether sending was tried: then an empty field is a problem too. */
  readonly wasTried: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** The recipient's number, with its country, or why nothing can be sent to it. */
export function NumberField({ typed, onType, wasTried, ref }: NumberFieldProps) {
  const { t, language } = useTranslation();
  const number = readNumber(typed);
  const [wasLeft, setLeft] = useState(false);
  const isWrong = number.e164 === undefined && (wasTried || (wasLeft && typed.trim() !== ''));
  return (
    <TextInput
      ref={ref}
      type="tel"
      label={t('Phone number')}
      placeholder="+33 6 12 34 56 78"
      autoComplete="off"
      required
      withAsterisk={false}
      value={typed}
      leftSection={
        number.country === undefined ? (
          <IconWorld size={17} aria-hidden />
        ) : (
          <Text size="xs" fw={700} c="dimmed" aria-hidden>
            {number.country}
          </Text>
        )
      }
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      onBlur={() => {
        setLeft(true);
        if (number.e164 !== undefined) onType(number.grouped);
      }}
      error={isWrong && t(numberProblem(typed))}
      description={isWrong ? undefined : describeNumber(number, language, t('With country code'))}
    />
  );
}

function describeNumber(
  { e164, grouped, country }: TypedNumber,
  language: string,
  hint: string,
): string {
  if (e164 === undefined) return hint;
  const name =
    country === undefined
      ? undefined
      : new Intl.DisplayNames(language, { type: 'region' }).of(country);
  return name ?? grouped;
}
