import { Alert, Badge, Box, Button, Group, Text, Tooltip } from '@mantine/core';
import {
  type Coverage,
  requiredUsageTypes,
  type UsageType,
  usageTypes,
} from '@sms-connectors/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconPlus,
  IconX,
} from '@tabler/icons-react';
import { sentence } from '../functions/sentence.ts';
import { starterTexts } from '../functions/starter-config.ts';
import { useTranslation } from './translate.tsx';
import type { Config } from './document-api.ts';

export interface CoverageStripProps {
  readonly coverage: Coverage;
  readonly missing: readonly UsageType[];
  readonly losing: readonly UsageType[];
  readonly config: Config;
  readonly change: (config: Config) => void;
}

const looks = {
  own: {
    color: 'teal',
    icon: <IconCheck size={12} />,
    meaning: sentence('has its own template'),
  },
  fallback: {
    color: 'gray',
    icon: <IconArrowBackUp size={12} />,
    meaning: sentence('uses the Generic template'),
  },
  losing: {
    color: 'orange',
    icon: <IconAlertTriangle size={12} />,
    meaning: sentence('has a template without a code'),
  },
  missing: { color: 'red', icon: <IconX size={12} />, meaning: sentence('has no template') },
} as const;

/** Shows which usage types the templates cover, and which required ones are missing. */
export function CoverageStrip({ coverage, missing, losing, config, change }: CoverageStripProps) {
  const { t } = useTranslation();
  const add = (usageType: UsageType): void => {
    const content = t(starterTexts[usageType as keyof typeof starterTexts]);
    const templates = Array.isArray(config['templates']) ? config['templates'] : [];
    change({ ...config, templates: [...templates, { usageType, content }] });
  };
  return (
    <Box mb="md">
      <Text size="xs" fw={600} c="dimmed" mb={6} id="coverage-title">
        {t('Usage types')}
      </Text>
      <Group gap={6} role="list" aria-labelledby="coverage-title">
        {usageTypes.map((usageType) => {
          const look = losing.includes(usageType) ? 'losing' : coverage[usageType];
          const { color, icon, meaning } = looks[look];
          return (
            <Tooltip key={usageType} label={t(meaning)}>
              <Badge
                role="listitem"
                variant="light"
                color={color}
                tt="none"
                fw={500}
                leftSection={icon}
                aria-label={`${usageType}: ${t(meaning)}`}
              >
                {usageType}
              </Badge>
            </Tooltip>
          );
        })}
      </Group>
      {missing.length > 0 && (
        <Alert
          color="orange"
          variant="light"
          mt="sm"
          p="sm"
          icon={<IconAlertTriangle />}
          title={t('Missing templates')}
        >
          <Text size="sm" mb={6}>
            {t(
              'Sign-up, sign-in and password reset each need a template; Generic covers the rest. Missing:',
            )}
          </Text>
          <Group gap={6}>
            {requiredUsageTypes
              .filter((usageType) => missing.includes(usageType))
              .map((usageType) => (
                <Button
                  key={usageType}
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconPlus size={12} />}
                  onClick={() => add(usageType)}
                >
                  {usageType}
                </Button>
              ))}
          </Group>
        </Alert>
      )}
    </Box>
  );
}
