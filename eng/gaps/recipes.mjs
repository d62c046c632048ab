import { makeBlazorAssets } from './blazor-assets.mjs';
import { makeDiffing } from './diffing.mjs';
import { makeLibrdkafka } from './librdkafka.mjs';
import { makeStandIn } from './stand-in.mjs';

/** Raise a revision when its recipe's outcome changes: packages made before are then made again. */
export function recipes(assetsVersion) {
  const standIn = { revision: 1, how: 'making an empty stand-in, nothing here calls it.', make: makeStandIn };
  return [
    {
      id: 'librdkafka.redist',
      version: '2.15.1',
      revision: 1,
      how: 'building it from source, about a minute.',
      make: makeLibrdkafka,
    },
    {
      id: 'Microsoft.AspNetCore.App.Internal.Assets',
      version: assetsVersion,
      revision: 1,
      how: 'packing the browser script of the ASP.NET Core runtime package.',
      make: makeBlazorAssets,
    },
    {
      id: 'AngleSharp.Diffing',
      version: '1.1.1',
      revision: 1,
      how: 'packing 0.17.0 in its place.',
      make: makeDiffing,
    },
    { id: 'Microsoft.JSInterop.WebAssembly', version: '10.0.14', ...standIn },
    { id: 'Mono.TextTemplating', version: '3.0.0', ...standIn },
    { id: 'Microsoft.VisualStudio.SolutionPersistence', version: '1.0.52', ...standIn },
  ];
}
