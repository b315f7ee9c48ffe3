import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { rememberLanguage } from './language.server.ts';

/** `POST /language`: remembers the choice and goes back to where the form stood. */
export async function action({ request }: ActionFunctionArgs) {
  const { headers, to } = await rememberLanguage(request);
  return redirect(to, { headers, status: 303 });
}

/** Somebody who opens the address by hand. */
export function loader() {
  return redirect('/');
}
