import { iso } from './market-api.js';

// The page with another moment in its address, in Unix seconds; without one it leaves the address. Back returns.
export function goWith(name, time) {
  const others = location.search.slice(1).split('&').filter(part => part && !part.startsWith(`${name}=`));
  const query = [...others, ...time === undefined ? [] : [`${name}=${iso(time).replace('.000', '')}`]].join('&');
  globalThis.Blazor.navigateTo(`${location.pathname}${query && `?${query}`}`);
}
