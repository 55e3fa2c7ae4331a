import { Card, Center, Stepper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../api/types';
import { LanguageSwitch } from '../app/LanguageSwitch';
import { ConfirmHost } from '../ui/confirm';
import { Logo } from '../ui/Logo';
import { ManagerStep } from './ManagerStep';
import { MenuStep } from './MenuStep';
import { RestaurantStep } from './RestaurantStep';
import { SourceStep } from './SourceStep';
import { TestStep } from './TestStep';

// Progress is what the steps so far have made.
export interface Progress {
  user?: User;
  restaurant?: string;
  key?: string;
}

const steps = ['manager', 'restaurant', 'menu', 'source', 'test'] as const;

// Setup leads a new owner from nothing to a first order on the board.
export function Setup({ done }: { done: (user: User) => void }) {
  const { t } = useTranslation();
  const [step, setStep] = useState(0);
  const [progress, setProgress] = useState<Progress>({});
  const { user, restaurant, key } = progress;
  const next = (made: Progress = {}) => {
    setProgress({ ...progress, ...made });
    setStep(step + 1);
  };
  const finish = () => user && done(user);
  return (
    <Center mih="100%" p="md">
      <Card withBorder shadow="md" padding="xl" w={860} maw="100%" component="main">
        <Logo size={40} />
        <Title order={1} size="h2" mt="md">
          {t('setup.title')}
        </Title>
        <Text c="dimmed" mb="lg">
          {t('setup.about')}
        </Text>
        <Stepper active={step} size="sm" mb="lg" allowNextStepsSelect={false}>
          {steps.map((name) => (
            <Stepper.Step key={name} label={t(`setup.${name}`)} aria-label={t(`setup.${name}`)} />
          ))}
        </Stepper>
        {step === 0 && <ManagerStep next={(made) => next({ user: made })} />}
        {step === 1 && <RestaurantStep next={(made) => next({ restaurant: made })} />}
        {step === 2 && restaurant && <MenuStep restaurant={restaurant} next={() => next()} />}
        {step === 3 && <SourceStep next={(made) => next({ key: made })} />}
        {step === 4 && restaurant && key && <TestStep restaurant={restaurant} secret={key} finish={finish} />}
        <Center mt="lg">
          <LanguageSwitch />
        </Center>
        <ConfirmHost />
      </Card>
    </Center>
  );
}
