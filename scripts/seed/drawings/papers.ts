/** Box, receipt, map, size chart, sticker and printed pages of the demo, as SVG or HTML. */

const GREEN = '#0f766e';

/** A hummingbird, 120 by 100, at a place of the picture. */
function bird(x: number, y: number, scale: number, color = GREEN): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})" fill="${color}">
    <path d="M2 44 L46 52 C54 40 68 36 80 42 C92 48 92 66 80 78 C70 88 56 94 40 98 C50 86 52 74 48 62 Z"/>
    <path d="M62 48 C70 24 92 6 118 2 C116 30 100 54 78 62 Z" opacity=".75"/><circle cx="58" cy="50" r="3" fill="#fff"/></g>`;
}

export const BOX = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 540">
  <rect width="720" height="540" fill="#e8e2d6"/><rect y="380" width="720" height="160" fill="#c9b79c"/>
  <ellipse cx="360" cy="452" rx="270" ry="26" fill="#000" opacity=".2"/>
  <path d="M130 230 L560 210 L600 420 L150 452 Z" fill="#1f8a80"/><path d="M560 210 L640 180 L676 384 L600 420 Z" fill="#0b5c56"/>
  <path d="M116 196 L566 174 L572 236 L122 258 Z" fill="#2aa89c"/><path d="M566 174 L650 146 L656 204 L572 236 Z" fill="#14746c"/>
  ${bird(380, 262, 1.0, '#fff')}<text x="208" y="360" font-family="DejaVu Serif" font-size="40" fill="#fff" transform="rotate(-3 208 360)">Colibrí</text>
  <rect x="470" y="300" width="92" height="66" fill="#fff" transform="rotate(-4 500 330)"/><path d="M484 312v40m8-40v40m5-40v40m10-40v40m6-40v40m12-40v40m5-40v40" stroke="#222" stroke-width="4"/></svg>`;

export const RECEIPT = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 540">
  <rect width="720" height="540" fill="#7b5b43"/><path d="M0 90h720M0 250h720M0 410h720" stroke="#684b36" stroke-width="5"/>
  <g transform="rotate(-5 360 270)"><path d="M220 20 h280 v490 l-20 -14 -20 14 -20 -14 -20 14 -20 -14 -20 14 -20 -14 -20 14 -20 -14 -20 14 -20 -14 -20 14 -20 -14 -20 14 Z" fill="#fbfaf5"/>
  ${bird(326, 40, 0.6)}<g font-family="DejaVu Sans Mono" font-size="16" fill="#333">
  <text x="294" y="132">COLIBRÍ SHOES</text><text x="262" y="158">Av. Tamaulipas 66, CDMX</text><text x="246" y="204">1 RUNNER BLUE</text><text x="400" y="204">1,890.00</text>
  <text x="246" y="232">1 SHOE CARE</text><text x="422" y="232">140.00</text><text x="246" y="260">DISCOUNT 10 %</text><text x="410" y="260">-203.00</text>
  <text x="246" y="318" font-size="24">TOTAL</text><text x="376" y="318" font-size="24">1,827.00</text><text x="246" y="352">CARD ****4417</text><text x="270" y="470">30 days to exchange</text></g>
  <path d="M246 276h228M246 286h228" stroke="#333" stroke-dasharray="5 4"/><path d="M262 390v44m8-44v44m5-44v44m12-44v44m6-44v44m14-44v44m5-44v44m9-44v44m6-44v44m14-44v44m5-44v44m12-44v44m9-44v44m14-44v44m8-44v44m16-44v44m7-44v44" stroke="#222" stroke-width="4"/></g></svg>`;

export const MAP = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 540" font-family="DejaVu Sans" font-size="16">
  <rect width="720" height="540" fill="#efeae0"/><path d="M420 -20 C560 60 640 180 600 320 C560 380 460 360 420 290 C380 200 380 80 420 -20 Z" fill="#b9d8a6"/>
  <path d="M-20 420 L740 300 M140 -20 L220 560 M330 -20 L380 560 M-20 150 L420 90 M-20 290 L420 240 M560 330 L640 560" stroke="#fff" stroke-width="26"/>
  <path d="M-20 420 L740 300" stroke="#f8d98a" stroke-width="22"/><circle cx="510" cy="190" r="34" fill="#8ecae6"/>
  <path d="M500 240 C440 320 400 330 372 372 L200 396" fill="none" stroke="#0f766e" stroke-width="7" stroke-dasharray="14 10"/>
  <text x="458" y="120" fill="#4a7038">Parque México</text><text x="60" y="402" transform="rotate(-9 60 402)" fill="#7a6a3a">Av. Michoacán</text>
  <path d="M200 396 m-26 -40 a26 26 0 1 1 52 0 c0 18 -26 44 -26 44 c0 0 -26 -26 -26 -44 Z" fill="#c2410c"/>${bird(182, 340, 0.3, '#fff')}
  <rect x="40" y="454" width="250" height="54" rx="10" fill="#fff"/><text x="58" y="478" font-weight="bold" fill="${GREEN}">Colibrí Shoes</text><text x="58" y="498" font-size="14" fill="#555">Av. Tamaulipas 66 · 9:00–20:00</text></svg>`;

const SIZE_ROWS = [22.5, 23, 23.5, 24, 24.5, 25, 25.5, 26, 26.5, 27]
  .map((cm, row) => {
    const cells = [
      cm.toFixed(1),
      (cm / 2.54).toFixed(1),
      String(5 + row / 2),
      String(35 + row),
      String(33 + row),
    ];
    const texts = cells.map(
      (cell, column) => `<text x="${84 + column * 138}" y="${176 + row * 34}">${cell}</text>`,
    );
    return `${row % 2 === 0 ? `<rect x="30" y="${154 + row * 34}" width="660" height="34" fill="#e3f1ee"/>` : ''}${texts.join('')}`;
  })
  .join('');

export const SIZES = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 540" font-family="DejaVu Sans" font-size="17" text-anchor="middle" fill="#333">
  <rect width="720" height="540" fill="#fff"/>${bird(44, 22, 0.6)}<text x="250" y="68" font-size="28" fill="${GREEN}">Size chart</text>
  <rect x="30" y="112" width="660" height="40" fill="${GREEN}"/><g fill="#fff"><text x="84" y="138">cm</text><text x="222" y="138">inch</text><text x="360" y="138">US</text><text x="498" y="138">EU</text><text x="636" y="138">BR</text></g>${SIZE_ROWS}</svg>`;

export const STICKER = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320">
  <path d="M160 14 C250 10 310 70 306 160 C302 250 250 308 160 306 C70 304 12 250 14 160 C16 70 70 18 160 14 Z" fill="#fff"/>
  <path d="M160 28 C240 26 294 80 292 160 C290 240 240 292 160 292 C80 292 28 240 28 160 C28 80 80 30 160 28 Z" fill="#fde68a"/>
  ${bird(66, 70, 1.6, '#0d9488')}<path d="M92 84 c-12 -22 -44 -8 -32 16 c6 12 20 20 32 30 c12 -10 26 -18 32 -30 c12 -24 -20 -38 -32 -16 Z" fill="#e11d48"/>
  <text x="160" y="272" font-family="DejaVu Serif" font-style="italic" font-size="40" text-anchor="middle" fill="#7c2d12">¡gracias!</text></svg>`;

const PAGE_STYLE = `<style>@page{size:A5;margin:14mm}body{font:11px "DejaVu Sans";color:#333}h1{color:${GREEN};font-size:20px;margin:0}table{width:100%;border-collapse:collapse;margin:18px 0}td,th{padding:6px 4px;text-align:left;border-bottom:1px solid #ccc}.n{text-align:right}.p{break-before:page}svg{width:46px}</style>`;
const LOGO = `<svg viewBox="0 0 120 100">${bird(0, 0, 1)}</svg>`;

export const INVOICE = `${PAGE_STYLE}${LOGO}<h1>Colibrí Shoes</h1><p>Av. Tamaulipas 66, Condesa, 06140 Ciudad de México</p><p><b>Invoice 2041</b></p>
  <table><tr><th>Item</th><th class="n">Pairs</th><th class="n">Price</th></tr><tr><td>Colibrí Runner, navy</td><td class="n">1</td><td class="n">1,629.31</td></tr><tr><td>Leather care set</td><td class="n">1</td><td class="n">120.69</td></tr><tr><td>Tax 16 %</td><td></td><td class="n">280.00</td></tr><tr><th>Total MXN</th><th></th><th class="n">2,030.00</th></tr></table><p>Paid by card. Thank you!</p>`;

const MODELS = [
  'Coyoacán loafer',
  'Tulum sandal',
  'Colibrí Runner',
  'Oaxaca boot',
  'Roma sneaker',
  'Mérida slip-on',
  'Baja trail shoe',
  'Condesa derby',
];

export const CATALOGUE = `${PAGE_STYLE}${LOGO}<h1>Catalogue</h1><p>Handmade in Mexico, light as a hummingbird.</p><p>From 24 pairs on: 35 % off the list price.</p>
  <div class="p"></div><h1>Models</h1><table><tr><th>Model</th><th class="n">List price MXN</th></tr>${MODELS.map((model, row) => `<tr><td>${model}</td><td class="n">${(1290 + row * 150).toLocaleString('en')}.00</td></tr>`).join('')}</table>`;
