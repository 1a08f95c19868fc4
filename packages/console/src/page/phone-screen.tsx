import { Box, Center, Stack, Text } from '@mantine/core';
import { IconDeviceMobileMessage } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { InboxMessage } from '@sms-connectors/core';
import { readNumber } from './phone-number.ts';
import { useTranslation } from './translate.tsx';

interface PhoneScreenProps {
  readonly messages: readonly InboxMessage[];
  /** Whether there is room for one message only. */
  readonly isCompact?: boolean;
}

/** Shows the messages as on the recipient's phone. */
export function PhoneScreen({ messages, isCompact = false }: PhoneScreenProps) {
  const { t, language } = useTranslation();
  const thread = useRef<HTMLDivElement>(null);
  const last = messages.at(-1);
  useEffect(() => {
    thread.current?.scrollTo({ top: thread.current.scrollHeight, behavior: 'smooth' });
  }, [last?.messageId]);
  // Format the time for the user's region if the browser lists one for this language.
  const locale =
    navigator.languages.find((tag) => tag.startsWith(language) && isLanguageTag(tag)) ?? language;
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  return (
    <div className="phone" data-compact={isCompact || undefined}>
      <section className="screen" aria-label={t('The recipient’s phone')}>
        <div className="phone-top">
          <Text size="sm" fw={600} className="rendered">
            {last?.from ?? t('Messages')}
          </Text>
          <Text size="xs" c="dimmed">
            {last === undefined ? t('Nothing yet') : readNumber(last.to).grouped}
          </Text>
        </div>
        <div className="thread" ref={thread} tabIndex={0} role="log" aria-label={t('Messages')}>
          {messages.length === 0 ? (
            <Center h="100%">
              <Stack gap={6} align="center">
                <IconDeviceMobileMessage size={34} stroke={1.4} opacity={0.5} aria-hidden />
                <Text size="sm" c="dimmed" ta="center">
                  {t('Press Send and the message appears here.')}
                </Text>
              </Stack>
            </Center>
          ) : (
            <Stack gap="sm">
              {messages.map(({ messageId, text, at, to }) => (
                <Box key={messageId}>
                  <Text className="bubble rendered" size="sm" component="p" m={0}>
                    {text}
                  </Text>
                  <Text size="xs" c="dimmed" mt={3} ml={6}>
                    {time.format(new Date(at))}
                    {to !== last?.to && ` · ${readNumber(to).grouped}`}
                  </Text>
                </Box>
              ))}
            </Stack>
          )}
        </div>
      </section>
    </div>
  );
}

// Chromium without a display takes the language of the system, which may be `en-US@posix`; `Intl` throws at that.
const isLanguageTag = (tag: string): boolean => /^[a-z\d]+(-[a-z\d]+)*$/i.test(tag);
