import { DirectionProvider, MantineProvider } from '@mantine/core';
import { type ReactNode } from 'react';
import { useDirection } from '#app/i18n/react.ts';
import { useNonce } from './nonce.ts';
import { theme } from './theme.ts';
import './mantine.css';

/**
 * Around a part of Mantine, which loads when it is opened: the provider comes with it, so that no first load carries it
 * (docs/decisions/0020-mantine-where-it-opens.md). It writes no styles at run time and leaves the scheme's attribute to the root.
 */
export function OnMantine({ children }: { children: ReactNode }) {
  const direction = useDirection();
  const nonce = useNonce();
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider theme={theme} withCssVariables={false} withGlobalClasses={false} getRootElement={() => undefined} getStyleNonce={() => nonce}>
        {children}
      </MantineProvider>
    </DirectionProvider>
  );
}
