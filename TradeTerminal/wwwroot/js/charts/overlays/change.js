// Of a negative price, in percent of its size.
export const percentOf = (price, base) => 100 * (price - base) / Math.abs(base);

// A change in percent, as it is written: sign, shape and colour go by the figure that is shown.
const shown = percent => Number(percent.toFixed(2));

export const directionOf = percent => shown(percent) > 0 ? 'up' : shown(percent) < 0 ? 'down' : 'flat';

// +0.35 %, −1.20 %, 0.00 %
export const signed = percent => `${{ up: '+', down: '−', flat: '' }[directionOf(percent)]}${Math.abs(percent).toFixed(2)} %`;

// ▲ +0.35 %, ▼ −1.20 %, ■ 0.00 %
export const marked = percent => `${{ up: '▲', down: '▼', flat: '■' }[directionOf(percent)]} ${signed(percent)}`;

// up 0.35 %, down 1.20 %, unchanged
export const spoken = percent => directionOf(percent) === 'flat' ? 'unchanged' : `${directionOf(percent)} ${Math.abs(percent).toFixed(2)} %`;
