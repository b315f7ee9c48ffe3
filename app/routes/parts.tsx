import { PageTitle } from '#app/components/page.tsx';
import { Shell } from '#app/components/shell.tsx';
import { navOf } from '#app/components/nav.ts';
import { Button, Buttons } from '#app/components/button.tsx';

export default function PartsRoute() {
  return (
    <Shell mall={{ name: 'Golden Bridge Mall', to: '/' }} nav={navOf('merchant', '/m/x', { counts: { requests: 1 } })} person={{ name: 'Li Wei', role: 'secretary', to: '/me' }}>
      <PageTitle lead="x">Parts</PageTitle>
      <Buttons>
        <Button look="main">A</Button>
        <Button>B</Button>
      </Buttons>
    </Shell>
  );
}
