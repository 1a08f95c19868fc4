import { Alert, Center, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { NotSignedIn } from './client.ts';
import { useTranslation } from './translate.tsx';

/** The page cannot be shown at all. */
export function Away({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  return (
    <Center h="100vh" p="lg">
      <Alert
        icon={<IconPlugConnectedX />}
        title={t('The console is not responding')}
        color="orange"
        maw={480}
      >
        <Text size="sm">
          {error instanceof NotSignedIn
            ? t('Open the link shown in the terminal: it contains the access key for this session.')
            : t('Is it still running? Start it again and open the link it prints.')}
        </Text>
      </Alert>
    </Center>
  );
}

/** The page is shown, but the console has stopped. */
export function AwayNotice() {
  const { t } = useTranslation();
  return (
    <Alert
      icon={<IconPlugConnectedX />}
      title={t('The console is not responding')}
      variant="filled"
      color="orange"
      mb="md"
      className="away"
      role="alert"
    >
      <Text size="sm">
        {t(
          'Keep this page open: your latest changes exist only here. Start the console again and open the link it prints.',
        )}
      </Text>
    </Alert>
  );
}
