import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Quote } from '#app/components/quote.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { closeLetter, getOwn, takeBackLetter } from './commands.server.ts';
import { LetterClock, LetterMark } from './letter-clock.tsx';
import { AnswerWords, SignedBy } from './letter-words.tsx';
import { addresseesOf, viewLetter } from './queries.server.ts';
import { OwnLetterSchema } from './schema.ts';

export const handle = { i18n: ['letters'], title: (t) => t('letters:letter.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'requests:ask' }, async ({ request, params, mall, actor, now }) => {
  const letter = await getOwn({ mall, actor }, String(params.letter));
  return { letter: await viewLetter(letter, mall, detectLanguage(request), now), ...(await addresseesOf(mall)), base: `/m/${mall.slug}`, zone: mall.zone, now, today: dayIn(now, mall.zone) };
});

export const action = authorised({ can: 'requests:ask' }, async ({ request, params, mall, actor, now }) => {
  const id = String(params.letter);
  await getOwn({ mall, actor }, id);
  return submitForm(await request.formData(), OwnLetterSchema, async ({ act }) => {
    if (act === 'close') await closeLetter({ mall, actor, now }, id);
    else await takeBackLetter({ mall, actor, now }, id);
    return redirect(`/m/${mall.slug}/letters${act === 'close' ? `/${id}` : ''}`);
  });
});

/** My letter: the words, who reads them, the clock, the answer. */
export default function MyLetterRoute() {
  const { letter, office, base, zone, now, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('letters');
  const { formatDay, zoneWord } = useFormats();
  const language = useLanguage();
  const errors = useFormErrors(useActionData(), 'letters');
  const { clock, words, answer, answeredOn, open, published } = letter;
  const to = letter.toCouncil || !office ? t(letter.toCouncil ? 'to.council' : 'to.office') : pickLocalized(office, language)?.text;
  return (
    <>
      <BackBar to={`${base}/letters`} title={t('letter.title')} />
      <PageTitle above={<LetterMark clock={clock} published={published} open={open} />} lead={<bdi>{to}</bdi>}>
        {t('letter.title')}
      </PageTitle>
      <FormErrorSummary errors={errors} labels={{}} />
      <Section near>
        <SectionHead under={t('asked-on', { day: formatDay(letter.askedOn, { today }) })}>{t('letter.asked')}</SectionHead>
        <Sheet>
          <Line as="div">
            <div className="stack-2">
              <Quote original={words} />
              <p className="small quiet">
                {t('ask.signed')}: <SignedBy signature={letter.signature} />
              </p>
              <p className="small quiet">{t(published ? 'letter.is-public' : open && clock ? 'letter.will-be-public' : open ? 'letter.kept-closed' : 'letter.not-public')}</p>
            </div>
          </Line>
        </Sheet>
      </Section>
      {clock && (
        <Section near>
          <LetterClock clock={clock} zoneWord={zoneWord(zone, now)} />
        </Section>
      )}
      {answer && answeredOn && (
        <Section near>
          <SectionHead under={formatDay(answeredOn, { today })}>{t('letter.answer')}</SectionHead>
          <Sheet>
            <Line as="div">
              <AnswerWords words={answer} />
            </Line>
          </Sheet>
        </Section>
      )}
      {(clock || published) && (
        <Form method="post" className="pad">
          <Button name="act" value={clock ? 'take-back' : 'close'}>
            {t(clock ? 'letter.take-back' : 'letter.close')}
          </Button>
          <p className="small quiet">{t(clock ? 'letter.take-back-under' : 'letter.close-under')}</p>
        </Form>
      )}
    </>
  );
}
