import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { SessionGate } from '../session/SessionGate';
import { nonce } from './nonce';
import { queries } from './queries';
import { Rescue } from './Rescue';
import { Shell } from './Shell';
import { theme, variables } from './theme';

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={queries}>
        <Notifications position="top-center" limit={4} /> {/* the bottom is where the buttons are */}
        <Rescue>
          <SessionGate>
            <Shell />
          </SessionGate>
        </Rescue>
      </QueryClientProvider>
    </MantineProvider>
  );
}
