/** Pictures of the demo's shoes as SVG, 720 by 540. */

interface ShoeColors {
  wall: string;
  floor: string;
  upper: string;
  shade: string;
  sole: string;
  accent: string;
}

export function runner(colors: ShoeColors): string {
  return scene(
    colors,
    `<path d="M118 372 C112 318 136 270 176 250 C198 292 246 300 286 262 C330 300 392 332 470 340 C556 346 610 352 622 384 C628 404 616 414 596 414 L150 414 C128 414 120 400 118 372 Z" fill="${colors.upper}"/>
     <path d="M118 372 C112 318 136 270 176 250 C186 268 198 280 212 286 C180 320 166 366 172 414 L150 414 C128 414 120 400 118 372 Z" fill="${colors.shade}"/>
     <path d="M470 340 C556 346 610 352 622 384 C628 404 616 414 596 414 L500 414 C520 384 500 356 470 340 Z" fill="${colors.shade}"/>
     <path d="M236 404 C270 372 330 352 420 350 C372 364 320 384 290 406 Z" fill="${colors.accent}"/>
     ${laces(6, 300, 274, 27, 11)}
     <path d="M104 408 C180 424 560 420 632 402 C650 422 640 446 612 450 L140 450 C108 448 98 430 104 408 Z" fill="${colors.sole}"/>
     <path d="M112 434 L628 432" stroke="${colors.accent}" stroke-width="6" stroke-dasharray="26 14"/>`,
  );
}

export function boot(colors: ShoeColors): string {
  return scene(
    colors,
    `<path d="M190 130 L366 122 C370 190 380 252 408 286 C470 304 574 310 604 356 C616 384 608 414 596 414 L196 414 C178 330 186 230 190 130 Z" fill="${colors.upper}"/>
     <path d="M190 130 L232 128 C226 240 222 330 244 414 L196 414 C178 330 186 230 190 130 Z" fill="${colors.shade}"/>
     <path d="M488 312 C546 318 592 330 604 356 C616 384 608 414 596 414 L520 414 C536 372 520 334 488 312 Z" fill="${colors.shade}"/>
     <path d="M264 200 L340 196 L352 286 L268 290 Z" fill="${colors.accent}" opacity=".85"/>
     <path d="M186 122 L370 114 L370 142 L188 150 Z" fill="${colors.shade}"/>
     <path d="M184 408 L612 408 C628 424 622 440 606 444 L420 444 L400 432 L330 432 L320 456 L190 456 Z" fill="${colors.sole}"/>`,
  );
}

export function loafer(colors: ShoeColors): string {
  return scene(
    colors,
    `<path d="M116 388 C116 340 140 306 178 300 C236 330 310 318 356 306 C440 332 570 330 618 378 C630 400 620 416 598 416 L146 416 C124 416 116 406 116 388 Z" fill="${colors.upper}"/>
     <path d="M178 300 C236 340 310 338 356 306 L372 314 C318 362 232 362 170 304 Z" fill="${colors.shade}"/>
     <path d="M352 306 C390 318 420 324 452 328 C440 352 420 372 392 386 C366 366 352 336 352 306 Z" fill="${colors.shade}"/>
     <rect x="366" y="332" width="70" height="16" rx="8" fill="${colors.accent}" transform="rotate(16 400 340)"/>
     <path d="M108 410 C240 422 520 420 626 406 C636 420 630 436 610 438 L240 438 L226 450 L124 450 C108 442 104 424 108 410 Z" fill="${colors.sole}"/>`,
  );
}

/** The toe of a runner whose sole comes off. */
export function damagedRunner(): string {
  const colors = {
    wall: '#d9d4cb',
    floor: '#b9a88f',
    upper: '#a33b35',
    shade: '#7e2a26',
    sole: '#ece7dc',
    accent: '#f0c27b',
  };
  return scene(
    colors,
    `<path d="M-40 150 C120 130 240 190 330 236 C440 262 600 272 640 340 C652 372 640 384 610 384 L-40 384 Z" fill="${colors.upper}"/>
     <path d="M420 258 C560 272 628 300 640 340 C652 372 640 384 610 384 L470 384 C500 336 476 290 420 258 Z" fill="${colors.shade}"/>
     ${laces(5, 150, 176, 44, 20)}
     <path d="M-40 384 L420 384 C500 396 560 414 636 470 L600 506 C520 462 420 440 -40 440 Z" fill="${colors.sole}"/>
     <path d="M410 384 L610 384 C626 384 640 378 642 366 C650 400 646 440 632 468 C560 414 500 396 410 384 Z" fill="#2b2220"/>
     <path d="M470 392 L480 404 M510 398 L516 418 M552 404 L560 436" stroke="#e9d9a8" stroke-width="4"/>
     <circle cx="540" cy="420" r="150" fill="none" stroke="#fff" stroke-width="5" stroke-dasharray="18 12"/>`,
  );
}

function laces(count: number, x: number, y: number, dx: number, dy: number): string {
  return Array.from({ length: count }, (_, index) => {
    const left = x + index * dx;
    const top = y + index * dy;
    return `<path d="M${left - 14} ${top + 20} L${left + 16} ${top - 2}" stroke="#fff" stroke-width="8" stroke-linecap="round"/>`;
  }).join('');
}

function scene({ wall, floor }: ShoeColors, shoe: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 540">
    <defs>
      <radialGradient id="light" cx=".4" cy=".25" r=".9"><stop offset="0" stop-color="#fff" stop-opacity=".75"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
      <filter id="soft"><feGaussianBlur stdDeviation="12"/></filter>
    </defs>
    <rect width="720" height="540" fill="${wall}"/><rect y="360" width="720" height="180" fill="${floor}"/>
    <rect width="720" height="540" fill="url(#light)"/>
    <ellipse cx="370" cy="452" rx="280" ry="22" fill="#000" opacity=".35" filter="url(#soft)"/>${shoe}</svg>`;
}
