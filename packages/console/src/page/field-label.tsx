import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from './translate.tsx';

/** A field's label, with a mark if what was entered is right. */
export function FieldLabel({
  label,
  isRight,
}: {
  readonly label: string;
  readonly isRight: boolean;
}) {
  const { t } = useTranslation();
  return (
    <>
      {label}
      {isRight && (
        <IconCircleCheck size={15} className="right-mark" role="img" aria-label={t('OK')} />
      )}
    </>
  );
}
