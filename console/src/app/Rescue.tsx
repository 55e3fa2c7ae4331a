import { Component, type ReactNode } from 'react';
import { Button, Stack, Text, Title } from '@mantine/core';
import i18next from 'i18next';
import { rescue } from './rescue';

// Rescue stands where a white page would be: whoever waits for orders must know
// that the console does not call, and what to press.
export class Rescue extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch() {
    rescue();
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Stack role="alert" p="xl" align="flex-start">
        <Title order={2} c="red.8">{i18next.t('broken.title')}</Title>
        <Text>{i18next.t('broken.text')}</Text>
        <Button size="lg" color="red.8" onClick={() => window.location.reload()}>{i18next.t('broken.reload')}</Button>
      </Stack>
    );
  }
}
