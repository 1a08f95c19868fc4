import { Alert, Center, Text } from '@mantine/core';
import { IconKey, IconPlugConnectedX } from '@tabler/icons-react';
import { NotSignedIn } from './client.ts';
import { useTranslation } from './translate.tsx';

/** The page cannot be shown at all. */
export function Away({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  const isLocked = error instanceof NotSignedIn;
  return (
    <Center h="100vh" p="lg">
      <Alert
        icon={isLocked ? <IconKey /> : <IconPlugConnectedX />}
        title={isLocked ? t('The access key is missing') : t('The console is not responding')}
        color="orange"
        maw={480}
      >
        <Text size="sm">
          {isLocked
            ? t('Open the link shown in the terminal: it contains the access key for this session.')
            : t('Is it still running? Start it again and open the link it prints.')}
        </Text>
      </Alert>
    </Center>
  );
}

/** The page is shown, but the console has stopped, or has another key since it was started again. */
export function AwayNotice({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  const isLocked = error instanceof NotSignedIn;
  return (
    <Alert
      icon={isLocked ? <IconKey /> : <IconPlugConnectedX />}
      title={isLocked ? t('The console was started again') : t('The console is not responding')}
      color="orange"
      mb="md"
      className="away"
      role="alert"
    >
      <Text size="sm">
        {isLocked
          ? t(
              'Your latest changes exist only here: copy them, then open the link that the console printed.',
            )
          : t(
              'Keep this page open: your latest changes exist only here. Start the console again and open the link it prints.',
            )}
      </Text>
    </Alert>
  );
}
