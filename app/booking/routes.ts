import { route } from '@remix-run/route-config';

/** Children of the mall's layout: `/m/:mall/booking…`. */
export const bookingRoutes = [
  route('booking', 'booking/list.tsx'),
  route('booking/new', 'booking/new.tsx'),
  route('booking/rooms', 'booking/rooms.tsx'),
  route('booking/:occasion', 'booking/detail.tsx'),
];
