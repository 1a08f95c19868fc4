import {
  ActionIcon,
  Container,
  Group,
  Image,
  NativeSelect,
  SegmentedControl,
  Title,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { productName } from '../../../../brand/tokens.ts';
// The docs site has the only copy of the logo.
import logoDark from '../../../../docs/static/img/logo-dark.svg';
import logo from '../../../../docs/static/img/logo.svg';
import { useMediaQuery } from '@mantine/hooks';
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import type { ConnectorFacts } from './connector-facts.ts';
import { ConnectorPicker } from './connector-picker.tsx';
import { languageName, languages, useTranslation } from './translate.tsx';

export interface PageHeaderProps {
  readonly connectors: readonly ConnectorFacts[];
  readonly chosen: ConnectorFacts;
  readonly onChoose: (id: string) => void;
  readonly view: PageView;
  readonly onView: (view: PageView) => void;
}

export type PageView = 'providers' | 'plan';

export function PageHeader(props: PageHeaderProps) {
  const { connectors, chosen, onChoose, view, onView } = props;
  const { t, language, setLanguage } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const other = scheme === 'dark' ? 'light' : 'dark';
  const toOther = other === 'dark' ? t('Dark colours') : t('Light colours');
  const views = (
    <SegmentedControl
      size="xs"
      fullWidth={isNarrow}
      mt={isNarrow ? 8 : 0}
      value={view}
      onChange={(value) => onView(value)}
      aria-label={t('Page')}
      data={[
        { value: 'providers', label: t('Providers') },
        { value: 'plan', label: t('Delivery plan') },
      ]}
    />
  );
  return (
    <header className="page-header">
      <Container size={1320} px={{ base: 'sm', sm: 'lg' }} py="xs">
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Image src={scheme === 'dark' ? logoDark : logo} alt="" w={30} h={30} />
            <Title order={1} size="h4" visibleFrom="xs">
              {productName}
            </Title>
            {!isNarrow && views}
          </Group>
          <Group gap="xs" wrap="nowrap">
            {view === 'providers' && (
              <ConnectorPicker connectors={connectors} chosen={chosen} onChoose={onChoose} />
            )}
            <NativeSelect
              aria-label={t('Language')}
              leftSection={isNarrow ? undefined : <IconLanguage size={16} />}
              data={languages.map((value) => ({ value, label: languageName(value) }))}
              value={language}
              onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
              className="language-select"
            />
            <Tooltip label={toOther}>
              <ActionIcon
                variant="default"
                size="input-sm"
                aria-label={toOther}
                onClick={() => setColorScheme(other)}
              >
                {other === 'dark' ? <IconMoon size={18} /> : <IconSun size={18} />}
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
        {isNarrow && views}
      </Container>
    </header>
  );
}
