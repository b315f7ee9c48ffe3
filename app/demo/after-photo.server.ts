import sharp from 'sharp';

/** A swept corridor with its lamp on, as the picture that shows how it is now; drawn, since a demonstration has no camera. */
const SWEPT = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">
<rect width="640" height="480" fill="#d9d4c7"/>
<path d="M0 480 220 210h200l220 270z" fill="#b9b2a3"/>
<path d="M70 480 245 225M570 480 395 225M320 480V225" stroke="#a49c8c" stroke-width="3"/>
<path d="M0 0v480L220 210V60zM640 0v480L420 210V60z" fill="#ece7da"/>
<rect x="220" y="60" width="200" height="150" fill="#f5f1e6"/>
<rect x="275" y="90" width="90" height="120" fill="#5f7f73"/>
<circle cx="352" cy="152" r="5" fill="#e8d9a8"/>
<path d="M240 30h160l-20 30H260z" fill="#fff7cf"/>
<ellipse cx="320" cy="300" rx="170" ry="60" fill="#fff7cf" opacity=".35"/>
</svg>`;

export const AFTER_PHOTO = { width: 640, height: 480 };

export const drawAfterPhoto = (): Promise<Buffer> => sharp(Buffer.from(SWEPT)).webp({ quality: 70 }).toBuffer();
