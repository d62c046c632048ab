namespace TradeTerminal.Benchmarks.Latency;

/// <summary>Scripts that note, for each trade, its age when its row had been painted.</summary>
internal static class PaintProbe
{
    /// <summary>
    /// Rows carry their event time. A frame callback that follows the change runs before the paint, a message
    /// posted from it after: the age is taken there, on this machine's one clock.
    /// </summary>
    public const string Terminal =
        """
        () => {
            const ages = window.paintedAges = [];
            const seen = new Set();
            const afterPaint = () => {
                const now = performance.timeOrigin + performance.now();
                for (const row of document.querySelectorAll('[data-testid=trades-table] [data-trade-id]')) {
                    const id = row.dataset.tradeId;
                    if (!seen.has(id)) {
                        seen.add(id);
                        ages.push(now - Number(row.dataset.executedAt));
                    }
                }
            };
            const channel = new MessageChannel();
            channel.port1.onmessage = afterPaint;
            let waiting = false;
            new MutationObserver(() => {
                if (!waiting) {
                    waiting = true;
                    requestAnimationFrame(() => { waiting = false; channel.port2.postMessage(0); });
                }
            }).observe(document.querySelector('[data-testid=trades-table]'), { subtree: true, childList: true, characterData: true, attributes: true });
            afterPaint();
            ages.length = 0;
        }
        """;

    /// <summary>
    /// The usual page: asks every two seconds for what is new, as many pages as it takes, and draws the newest 200.
    /// </summary>
    public const string Polling =
        """
        () => {
            const ages = window.paintedAges = [];
            const seen = new Set();
            let first = true;
            const body = document.body.appendChild(document.createElement('table'));
            const poll = async () => {
                const trades = [];
                let next = '/api/trades?limit=1000';
                while (next && !(trades.length && seen.has(trades.at(-1).tradeId)) && trades.length < 30_000) {
                    const answer = await fetch(next);
                    trades.push(...await answer.json());
                    next = first ? null : answer.headers.get('Link')?.match(/<([^>]*)>/)?.[1];
                }
                body.replaceChildren(...trades.slice(0, 200).map(trade => {
                    const row = document.createElement('tr');
                    row.textContent = `${trade.executedAt} ${trade.ticker} ${trade.price} ${trade.volume}`;
                    return row;
                }));
                requestAnimationFrame(() => {
                    const channel = new MessageChannel();
                    channel.port1.onmessage = () => {
                        const now = performance.timeOrigin + performance.now();
                        for (const trade of trades) {
                            if (!seen.has(trade.tradeId)) {
                                seen.add(trade.tradeId);
                                if (!first) ages.push(now - Date.parse(trade.executedAt));
                            }
                        }
                        first = false;
                    };
                    channel.port2.postMessage(0);
                });
            };
            setInterval(poll, 2000);
            poll();
        }
        """;
}
