import { Autocomplete, Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getCountries } from 'libphonenumber-js/min';
import { type FormEvent, useMemo, useState } from 'react';
import { issueText } from './issue-text.ts';
import { checkPlanDocument } from './use-plan-check.ts';
import { countryName, routeKey } from './route-name.ts';
import { useTranslation } from './translate.tsx';

export interface AddRouteProps {
  readonly taken: readonly string[];
  /** The connector that a new route starts with. */
  readonly first: string;
  readonly onAdd: (key: string) => void;
}

/** The form for another route: a country, a prefix, or all other numbers. */
export function AddRoute({ taken, first, onAdd }: AddRouteProps) {
  const { t, language } = useTranslation();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const allOthers = t('All other numbers');
  const suggestions = useMemo(() => {
    const countries = getCountries().map((code) => {
      const name = countryName(code, language);
      return name === undefined ? code : `${name} (${code})`;
    });
    return [allOthers, ...countries.toSorted((a, b) => a.localeCompare(b, language))];
  }, [allOthers, language]);

  const add = async (): Promise<void> => {
    const key = routeKey(typed, allOthers);
    if (taken.includes(key)) return setProblem(t('There is already a route for it.'));
    const { issues } = await checkPlanDocument({ routes: { [key]: [first] } });
    const issue = issues.find(({ keys }) => keys[1] === key && keys.length === 2);
    if (issue !== undefined) return setProblem(issueText(issue, t, null));
    setTyped('');
    setProblem(undefined);
    onAdd(key);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void add();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group gap="xs" align="flex-start" mt="md">
        <Autocomplete
          id="add-route"
          flex="1 1 14rem"
          label={t('Country or prefix')}
          placeholder="+1787"
          description={t('For example France, FR or +1787')}
          value={typed}
          error={problem}
          limit={30}
          data={suggestions}
          onChange={(value) => {
            setTyped(value);
            setProblem(undefined);
          }}
        />
        <Button
          type="submit"
          variant="light"
          mt={{ base: 0, xs: 25 }}
          leftSection={<IconPlus size={16} />}
          disabled={typed.trim() === ''}
        >
          {t('Add a route')}
        </Button>
      </Group>
    </form>
  );
}
