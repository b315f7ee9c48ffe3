import { type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/** Loaded when somebody presses the button: asks the portal what to ask, then the device. @returns the answer as JSON; @throws when the person or the device said no */
export async function askDevice(purpose: 'add' | 'sign-in' | 'second' | 'confirm'): Promise<string> {
  const asked = await fetch('/passkey', { method: 'POST', body: new URLSearchParams({ purpose }) });
  if (!asked.ok) throw new Error('The portal did not ask.');
  const options: unknown = await asked.json();
  const answer =
    purpose === 'add'
      ? await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
      : await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
  return JSON.stringify(answer);
}
