import { type ChildProcess, spawn } from 'node:child_process';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { findWebkit } from '../../scripts/bootstrap/webkit.mjs';
import { freePort } from './portal.ts';

export interface WebkitHouse {
  /** A browser with cookies of its own; one at a time. */
  open(): Promise<WebDriver>;
  close(): void;
}

export const webkit = findWebkit();

/** Xvfb and WebKit's driver on ports and a screen of their own. */
export async function startWebkit(): Promise<WebkitHouse> {
  if (!webkit) throw new Error('No WebKit here: npm test installs it on Debian.');
  const screen = `:${90 + Math.floor(Math.random() * 800)}`;
  const port = await freePort();
  const env = { ...process.env, DISPLAY: screen, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' };
  const children: ChildProcess[] = [
    spawn(webkit.xvfb, [screen, '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'], { stdio: 'ignore' }),
    spawn(webkit.driver, [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' }),
  ];
  const capabilities = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: webkit.browser, args: ['--automation'] } });
  const open = async (): Promise<WebDriver> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
      } catch (error) {
        if (attempt >= 20) throw error;
        await new Promise((next) => setTimeout(next, 300));
      }
    }
  };
  return { open, close: () => children.forEach((child) => child.kill('SIGKILL')) };
}
